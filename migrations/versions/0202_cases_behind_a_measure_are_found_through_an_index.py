"""The cases behind a measure are found through the index of milestones by day, a page of them at a time.

Row-level security was asked of every milestone of more than a year before one page could be drawn. Found are cases in
which the asker takes part; what happened in them is still read as the asker.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0202"
down_revision = "0201"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
FOUND = f"""create function my_cases_counted(p_partnership uuid, p_pathways text[], p_kinds text[], p_from date,
                                            p_until date, p_before uuid, p_most integer)
    returns setof uuid language plpgsql stable {PINNED} as $$
    declare
        seats uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
    begin
        -- planned anew: a month of few is found otherwise than a quarter of many
        return query execute
            'select distinct m.case_id from milestone m
             where m.partnership_id = $1 and m.pathway = any ($2) and m.kind = any ($3) and m.on_date between $4 and $5
               and ($6 is null or m.case_id < $6) and not m.case_id = any ($8)
               and exists (select from participant p where p.case_id = m.case_id and p.holder = any ($7)
                           and p.until_at is null)
             order by m.case_id desc limit $9'
            using p_partnership, p_pathways, p_kinds, p_from, p_until, p_before, seats, blocked, p_most;
    end $$"""


def upgrade() -> None:
    op.execute(FOUND)
    for statement in hand_to_guard("my_cases_counted(uuid, text[], text[], date, date, uuid, integer)", "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop function my_cases_counted(uuid, text[], text[], date, date, uuid, integer)")
