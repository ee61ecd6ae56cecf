"""Counting what waits in conversations begins where the asker stopped reading, through the index.

PostgreSQL does not know coalesce() to be leakproof, so `seq > coalesce(...)` was asked of each message of a case, after
the policies, and every page of somebody with a conversation of ten thousand messages went through all of them. Where
reading stopped is now worked out before messages are looked at, and the marks are read once.
"""

from alembic import op

revision = "0282"
down_revision = "0281"
branch_labels = None
depends_on = None

UNREAD = """create or replace function unread_messages(p_token text) returns bigint language plpgsql
    set plan_cache_mode = force_generic_plan as $$
    declare me uuid; found bigint;
    begin
        perform set_config('coordination.token', p_token, true);
        me := my_worker();
        select count(*) into found from (
            select from (
                select f.case_id, max(f.at) as at, coalesce(max(f.seq), 0) as seen from (
                    select l.case_id, l.at, null::bigint as seq from last_looked l where l.worker_id = me
                    union all
                    select k.case_id, k.at, k.seq from conversation_mark k where k.worker_id = me) f
                group by f.case_id order by 2 desc limit 200) mine
            cross join lateral (
                select from message m where m.case_id = mine.case_id and m.seq > mine.seen
                    and m.author_id <> me and m.removed_at is null
                order by m.seq desc limit 100) u
            limit 100) capped;
        return found;
    end $$"""


def upgrade() -> None:
    op.execute(UNREAD)
