"""The grid holds for whoever writes: nobody is given more than their position reads, nor writes what it may not.

The pathways say what each position reads and writes; the keeper of the machine copies that here whenever the database
is prepared. So even statements that the application would never make cannot widen what somebody sees.
"""

from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import MINE, SIGNED_IN, protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
WRITES = f"""author_id = (select my_worker()) and (select true from participant p where p.case_id = answer.case_id
    and {MINE} and answer.category = any(p.writes) limit 1)"""

STATEMENTS = [
    """create table position_grid (
        pathway text not null, version bigint not null, position text not null,
        reads text[] not null, reads_levels text[] not null, writes text[] not null, brings_in boolean not null,
        constraint pk_position_grid primary key (pathway, version, position))""",
    *protect("position_grid", read=SIGNED_IN),
    f"""create function participant_keeps_to_the_grid() returns trigger language plpgsql {PINNED} as $$
        declare allowed position_grid;
        begin
            if session_user not in ('app', 'worker') then
                return new;
            end if;
            select g.* into allowed from position_grid g join case_file c on c.id = new.case_id
                where g.pathway = c.pathway and g.version = c.pathway_version and g.position = new.position;
            if allowed.position is null or not new.reads <@ allowed.reads
               or not new.reads_levels <@ allowed.reads_levels or not new.writes <@ allowed.writes then
                raise insufficient_privilege using message = 'A position sees and writes no more than its pathway says.';
            end if;
            if not opens_case(new.case_id) and not exists (
                select from participant p join position_grid g on g.pathway = allowed.pathway
                    and g.version = allowed.version and g.position = p.position
                where p.case_id = new.case_id and p.holder = any (my_holders()) and g.brings_in
                  and (p.until_at is null or p.xmin = pg_current_xact_id()::xid)) then
                raise insufficient_privilege using message = 'Only whoever owns a step of the case brings others in.';
            end if;
            return new;
        end $$""",
    """create trigger participant_keeps_to_the_grid before insert on participant
        for each row execute function participant_keeps_to_the_grid()""",
    "drop policy app_inserts on answer",
    f"create policy app_inserts on answer for insert to app with check ({WRITES})",
    "drop policy worker_inserts on answer",
    f"create policy worker_inserts on answer for insert to worker with check ({WRITES})",
]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for statement in hand_to_guard("participant_keeps_to_the_grid()"):
        op.execute(statement)
