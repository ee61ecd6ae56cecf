"""A category that a position reads once the work is done is granted when the case ends, and not a moment before.

The database widens the grants itself when a case ends, and narrows them when it is opened again.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# the function of 0006 again, which guard owns and alone can change
GRID = f"""create or replace function participant_keeps_to_the_grid() returns trigger language plpgsql {PINNED} as $$
        declare allowed position_grid; done boolean;
        begin
            if session_user not in ('app', 'worker') then
                return new;
            end if;
            select g.* into allowed from position_grid g join case_file c on c.id = new.case_id
                where g.pathway = c.pathway and g.version = c.pathway_version and g.position = new.position;
            select c.ended_at is not null into done from case_file c where c.id = new.case_id;
            if allowed.position is null
               or not new.reads <@ (allowed.reads || case when done then allowed.reads_done else '{{}}' end)
               or not new.reads_levels <@ allowed.reads_levels or not new.writes <@ allowed.writes then
                raise insufficient_privilege using message = 'A position sees and writes no more than its pathway says.';
            end if;
            if tg_op = 'UPDATE' then
                return new;
            end if;
            if not opens_case(new.case_id) and not exists (
                select from participant p join position_grid g on g.pathway = allowed.pathway
                    and g.version = allowed.version and g.position = p.position
                where p.case_id = new.case_id and p.holder = any (my_holders()) and g.brings_in
                  and (p.until_at is null or p.xmin = pg_current_xact_id()::xid)) then
                raise insufficient_privilege using message = 'Only whoever owns a step of the case brings others in.';
            end if;
            return new;
        end $$"""

STATEMENTS = [
    f"""create function grants_follow_the_end() returns trigger language plpgsql {PINNED} as $$
        begin
            update participant p
            set reads = case when new.ended_at is not null
                        then p.reads || array(select done from unnest(g.reads_done) done where done <> all (p.reads))
                        else array(select r from unnest(p.reads) r where r <> all (g.reads_done)) end
            from position_grid g
            where p.case_id = new.id and g.pathway = new.pathway and g.version = new.pathway_version
              and g.position = p.position and g.reads_done <> '{{}}';
            return null;
        end $$""",
    """create trigger grants_follow_the_end after update of ended_at on case_file for each row
        when ((old.ended_at is null) <> (new.ended_at is null)) execute function grants_follow_the_end()""",
    # the worker's role may change every column of a part: what it reads stays within the grid there too
    """create trigger participant_stays_on_the_grid before update of reads, reads_levels, writes, position, case_id
        on participant for each row execute function participant_keeps_to_the_grid()""",
]


def upgrade() -> None:
    op.add_column("position_grid", sa.Column("reads_done", sa.ARRAY(sa.Text()), server_default="{}", nullable=False))
    op.execute("set role guard")
    op.execute(GRID)
    op.execute("reset role")
    op.execute(STATEMENTS[0])
    for statement in hand_to_guard("grants_follow_the_end()"):
        op.execute(statement)
    for statement in STATEMENTS[1:]:
        op.execute(statement)
