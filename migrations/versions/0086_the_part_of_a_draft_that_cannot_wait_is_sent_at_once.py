"""The part of a draft that cannot wait goes at once, and the rest is added by whoever sent it.

By then a name may be known that was not known before. Whoever sends the rest need not read the category in which the
name stands, so a function writes it: theirs alone, on a case that their own urgent part opened, and only where nobody
was named yet. A name that stands there is corrected by those who work on the case.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

NAME = """create function name_who_was_not_known(p_case uuid, p_name text, p_folded text, p_nobody boolean) returns uuid
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
    declare whom uuid;
    begin
        if not exists (select from referral r join case_file c on c.id = r.case_id
                       where r.case_id = p_case and r.sender_id = my_worker() and r.urgent
                       and c.opened_by_id = r.sender_id and c.ended_at is null)
           or not exists (select from participant p where p.case_id = p_case and p.holder = any (my_holders())
                          and p.until_at is null) then
            raise insufficient_privilege using message = 'Only whoever sent the urgent part names who it is about.';
        end if;
        select id into whom from person_on_case where case_id = p_case and part = 'subject';
        update person_on_case set name = p_name, name_folded = p_folded
            where id = whom and name in ('Name not known', 'No name given');
        if found and p_nobody then
            update case_file set subject_kind = 'nobody-named' where id = p_case;
        end if;
        return whom;
    end $$"""


def upgrade() -> None:
    op.add_column("referral", sa.Column("urgent", sa.Boolean(), server_default="false", nullable=False))
    op.execute(NAME)
    for statement in hand_to_guard("name_who_was_not_known(uuid, text, text, boolean)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function name_who_was_not_known(uuid, text, text, boolean)")
    op.drop_column("referral", "urgent")
