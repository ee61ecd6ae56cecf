"""One's own part in a case is judged in one place, a view, instead of once more in every policy that asks after it.

A policy of a table that hangs on a case looked for the asker's row in `participant`, whose own policy was unfolded
inside it, with that of `agreement` inside that: six calls that ask who is asking for each table of each statement. The
view `my_part` asks once. It is guard's, so nothing is unfolded inside it, and it shows nobody anything but their own
live parts below an agreement that holds today, in cases that they are not shut out of.
"""

from alembic import op

revision = "0280"
down_revision = "0271"
branch_labels = None
depends_on = None

# Who asks is the row that the token opens, as in my_kind() and its like; what is asked of a part is what takes_part() asked.
MY_PART = """create view my_part with (security_barrier = true) as
    with me as materialized (
        select a.worker_id, a.holders, (a.last_seen_at at time zone 'Europe/London')::date as today from acting a
        where a.token_hash = (select sha256(convert_to(nullif(current_setting('coordination.token', true), ''), 'UTF8')))
          and (a.kind = 'sign_in' or a.ends_at > clock_timestamp()) and a.kind <> 'second_step')
    select p.case_id, p.agency_id, p.partnership_id, p.pathway, p.sees, p.reads, p.reads_levels, p.writes, me.today
    from me, participant p
    where p.holder = any (me.holders) and p.until_at is null
      and (p.agency_id = p.giver_id or (
          select true from agreement g
          where g.giver_id = p.giver_id and g.taker_id = p.agency_id and g.partnership_id = p.partnership_id
            and g.pathway = p.pathway and g.category = 'core' and g.ended_at is null
            and g.from_date <= me.today and (g.until_date is null or g.until_date >= me.today) limit 1))
      and (select true from case_block b
           where b.case_id = p.case_id and b.worker_id = me.worker_id and b.ended_at is null limit 1) is null"""

# Every policy that asks after one's own part says it in the same words; from now on it asks the view.
POLICIES = """
do $parts$
declare
    p record;
    mine text := ' AND (p.holder = ANY (( SELECT my_holders() AS my_holders)::uuid[])) AND (p.until_at IS NULL)';
    today text := '( SELECT my_today() AS my_today)';
    said text[];
begin
    for p in select tablename, policyname, qual, with_check from pg_policies
             where schemaname = 'public' and tablename <> 'participant'
               and coalesce(qual, '') || coalesce(with_check, '') like '%FROM participant p%' loop
        said := array[p.qual, p.with_check];
        for each in 1..2 loop
            if length(replace(said[each], mine, '')) + length(mine) * (
                   select count(*) from regexp_matches(said[each], 'FROM participant p', 'g')) <> length(said[each]) then
                raise exception 'The policy % on % does not say whose part it asks after', p.policyname, p.tablename;
            end if;
            said[each] := replace(replace(replace(said[each], 'FROM participant p', 'FROM my_part p'), mine, ''),
                                  today, 'p.today');
        end loop;
        execute format('alter policy %I on %I%s%s', p.policyname, p.tablename,
            ' using (' || said[1] || ')', ' with check (' || said[2] || ')');
    end loop;
end $parts$"""

# Whoever takes part in a case knows who else does.
PARTICIPANT = "(select true from my_part m where m.case_id = participant.case_id limit 1)"

TAKES_PART = """create or replace function takes_part(which uuid) returns boolean language plpgsql stable parallel safe
    security definer set search_path = pg_catalog, public, pg_temp as $$
    begin
        return coalesce((select true from my_part p where p.case_id = which limit 1), false);
    end $$"""


def upgrade() -> None:
    op.execute(MY_PART)
    op.execute("alter view my_part owner to guard")
    op.execute("set role guard")
    op.execute("grant select on my_part to app, worker, migrate")
    op.execute(TAKES_PART)
    op.execute("reset role")
    op.execute(POLICIES)
    for role in ("app", "worker"):
        op.execute(f"alter policy {role}_reads on participant using ({PARTICIPANT})")
