"""When an adult says no to being named, what tells who they are is taken out of the case, from its history too.

An answer that was given is otherwise never changed. So a function does this one thing: it takes named answers and facts
out of one case, for somebody who may write that case's national form, and leaves the rest as it was given.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0065"
down_revision = "0055"
branch_labels = None
depends_on = None

FORGET = """create function forget_who_it_is(p_case uuid, p_fields text[], p_facts text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
    begin
        if not exists (select 1 from participant p where p.case_id = p_case and p.holder = any (my_holders())
                       and p.until_at is null and p.sees = 'full'
                       and 'national-form' = any (p.writes) and p.position <> 'referrer') then
            raise insufficient_privilege using message = 'Only whoever works on this case can take names out of it.';
        end if;
        update answer set given = given - p_fields where case_id = p_case and given ?| p_fields;
        delete from dated_fact where case_id = p_case and fact = any (p_facts);
        update person_on_case set name = 'Nobody named', name_folded = 'nobody named'
            where case_id = p_case and part = 'subject';
        update case_file set subject_kind = 'nobody-named' where id = p_case;
    end $$"""


def upgrade() -> None:
    op.execute(FORGET)
    for statement in hand_to_guard("forget_who_it_is(uuid, text[], text[])", "app"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
