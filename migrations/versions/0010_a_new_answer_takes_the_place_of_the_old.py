"""A new answer takes the place of the one in force, also when whoever gives it may not read the old one."""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# A position may write a category that it does not read: a prison's nurse gives health answers. Row-level security then
# hides the answer in force from her, and two would be in force. It gives back only whether there was one.
SUPERSEDE = """create function supersede_answer(p_new uuid) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public, pg_temp as $$
    declare fresh answer;
    begin
        select a.* into fresh from answer a where a.id = p_new and a.author_id = my_worker() and a.superseded_at is null;
        if fresh.id is null or not takes_part(fresh.case_id) then
            raise insufficient_privilege using message = 'Only whoever gives an answer can put it in force.';
        end if;
        update answer a set superseded_by_id = fresh.id, superseded_at = fresh.at
        where a.case_id = fresh.case_id and a.field = fresh.field and a.repeat = fresh.repeat
          and a.superseded_at is null and a.id <> fresh.id;
        return found;
    end $$"""


def upgrade() -> None:
    op.execute(SUPERSEDE)
    for statement in hand_to_guard("supersede_answer(uuid)", "app", "worker"):
        op.execute(statement)
