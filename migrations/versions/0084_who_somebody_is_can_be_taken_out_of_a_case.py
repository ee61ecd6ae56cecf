"""When an adult says no to being named, what tells who they are is taken out of the case, from its history too.

An answer that was given is otherwise never changed. So a function does this one thing. Which answers and facts these
are, and who may ask for it, stands in a table that is copied from the pathways like the grid: whoever calls the function
names a case and nothing else. It does so only for somebody whose position may, on an open case, and once the log holds,
from the same transaction, that this worker did it.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import SIGNED_IN, protect

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None

FORGET = """create function forget_who_it_is(p_case uuid) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
    declare rule naming_rule;
    begin
        select r.* into rule from naming_rule r join case_file c on c.pathway = r.pathway
            and c.pathway_version = r.version where c.id = p_case and c.ended_at is null;
        if rule.pathway is null or not exists (
                select 1 from participant p where p.case_id = p_case and p.holder = any (my_holders())
                and p.until_at is null and p.sees = 'full' and p.position = any (rule.positions)) then
            raise insufficient_privilege using message = 'Only whoever works on this case can take names out of it.';
        end if;
        if not exists (select 1 from event e where e.case_id = p_case and e.kind = 'answer.forgotten'
                       and e.actor_id = my_worker() and e.xmin = pg_current_xact_id()::xid) then
            raise insufficient_privilege using message = 'Names are taken out only where the log says who did it.';
        end if;
        update answer set given = given - rule.fields where case_id = p_case and given ?| rule.fields;
        delete from dated_fact where case_id = p_case and fact = any (rule.facts);
        update person_on_case set name = 'Nobody named', name_folded = 'nobody named'
            where case_id = p_case and part = 'subject';
        update case_file set subject_kind = 'nobody-named' where id = p_case;
    end $$"""


def upgrade() -> None:
    op.create_table(
        "naming_rule",
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("fields", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("facts", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("positions", sa.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("pathway", "version", name=op.f("pk_naming_rule")),
    )
    for statement in (*protect("naming_rule", read=SIGNED_IN), FORGET):
        op.execute(statement)
    for statement in hand_to_guard("forget_who_it_is(uuid)", "app"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
