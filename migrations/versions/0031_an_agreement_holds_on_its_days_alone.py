"""An agreement holds from its first day to its last, by the policies themselves: no job has to end it first.

What day it is comes from the row that the token opens: it is written by the clock of the product as the asker arrives,
only ever forwards, and no setting of a transaction changes it.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TODAY = """create function my_today() returns date language sql stable parallel safe
    security definer set search_path = pg_catalog, public, pg_temp as $$
    select (a.last_seen_at at time zone 'Europe/London')::date from my_acting() a $$"""

# Every policy that reads agreements says the same of a live one; from now on its days belong to that.
POLICIES = """
do $days$
declare
    p record;
    live text := '(a.ended_at IS NULL)';
    on_its_days text := '((a.ended_at IS NULL) AND (a.from_date <= (SELECT my_today())) '
        || 'AND ((a.until_date IS NULL) OR (a.until_date >= (SELECT my_today()))))';
begin
    for p in select tablename, policyname, qual, with_check from pg_policies
             where schemaname = 'public' and coalesce(qual, '') || coalesce(with_check, '') like '%FROM agreement a%' loop
        if position(live in coalesce(p.qual, '') || coalesce(p.with_check, '')) = 0 then
            raise exception 'The policy % on % does not say when an agreement is live', p.policyname, p.tablename;
        end if;
        execute format('alter policy %I on %I%s%s', p.policyname, p.tablename,
            case when p.qual is null then '' else ' using (' || replace(p.qual, live, on_its_days) || ')' end,
            case when p.with_check is null then '' else
                ' with check (' || replace(p.with_check, live, on_its_days) || ')' end);
    end loop;
end $days$"""

FUNCTIONS = """
do $days$
declare
    f record;
    said text;
begin
    for f in select * from (values ('takes_part(uuid)', 'g'), ('search_cases(text,integer)', 'a')) as known(name, row) loop
        said := pg_get_functiondef(f.name::regprocedure);
        if position(f.row || '.ended_at is null' in said) = 0 then
            raise exception '% does not say when an agreement is live', f.name;
        end if;
        execute replace(said, f.row || '.ended_at is null', format(
            '%1$s.ended_at is null and %1$s.from_date <= (select my_today()) '
            'and (%1$s.until_date is null or %1$s.until_date >= (select my_today()))', f.row));
    end loop;
end $days$"""


def upgrade() -> None:
    op.execute(TODAY)
    for statement in hand_to_guard("my_today()", "app", "worker"):
        op.execute(statement)
    op.execute(POLICIES)
    op.execute("set role guard")
    op.execute(FUNCTIONS)
    op.execute("reset role")
