"""Machines show life, hear of new work at once, and act through doors of their own.

A job that nobody caused (the timetable's, or a reminder that the sweep found) has no worker to act as. It enters as a
named sweep, and each name opens what that work needs. Whom to tell is answered by functions that return ids alone.
"""

from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import ANYBODY, protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# which sweep works on which table; any other name opens nothing there
SWEPT = {
    "clock": ("deadlines",),
    "task": ("deadlines",),
    "hand_over": ("deadlines",),
    "case_file": ("deadlines",),
    "draft": ("drafts",),
    "agreement": ("agreements",),
}

# Expired tokens are cleared in passing. Those that another transaction clears are left to it: waiting for a long
# job's commit would hold every other job up.
CLEAR = """delete from acting a where a.token_hash in (
                select e.token_hash from acting e where e.kind in ('job', 'sweep') and e.ends_at < clock_timestamp()
                limit 100 for update skip locked)"""

# the doors of 0002 again, which guard owns and alone can change
DOORS = [
    f"""create or replace function enter_job(which uuid) returns text language plpgsql {PINNED} as $$
        declare fresh text := gen_random_uuid()::text || gen_random_uuid()::text; who uuid;
        begin
            select o.worker_id into who from outbox o where o.id = which and o.done_at is null;
            if who is null then
                return null;
            end if;
            {CLEAR};
            insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, role_partnerships,
                                outbox_id, began_at, last_seen_at, ends_at)
            select sha256(convert_to(fresh, 'UTF8')), 'job', who, s.agency_id, s.team_ids, s.holders, s.roles,
                   s.role_partnerships, which, clock_timestamp(), clock_timestamp(),
                   clock_timestamp() + interval '5 minutes'
            from worker_stands(who) s;
            perform set_config('coordination.token', fresh, true);
            return fresh;
        end $$""",
    f"""create or replace function enter_sweep(sweep text) returns text language plpgsql {PINNED} as $$
        declare fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        begin
            if sweep not in ('deadlines', 'drafts', 'agreements', 'checkpoints', 'sessions') then
                raise insufficient_privilege using message = 'There is no sweep of that name.';
            end if;
            {CLEAR};
            insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
            values (sha256(convert_to(fresh, 'UTF8')), 'sweep', sweep, clock_timestamp(), clock_timestamp(),
                    clock_timestamp() + interval '5 minutes');
            perform set_config('coordination.token', fresh, true);
            return fresh;
        end $$""",
]

STATEMENTS = [
    "create table heartbeat (name text not null, at timestamptz not null, constraint pk_heartbeat primary key (name))",
    """create function tell_of_waiting_work() returns trigger language plpgsql as $$
        begin
            perform pg_notify('outbox', '');
            return null;
        end $$""",
    """create trigger outbox_is_heard_at_once after insert on outbox for each statement
        execute function tell_of_waiting_work()""",
    f"""create function my_sweep() returns text language sql stable parallel safe {PINNED} as $$
        select a.name from my_acting() a where a.kind = 'sweep' $$""",
    # whether the asker may be told whom to tell of a case: the sweep of deadlines, or a job whose own row names it
    f"""create function may_tell_of(which uuid) returns boolean language sql stable {PINNED} as $$
        select coalesce(my_sweep() = 'deadlines', false) or exists (
            select from my_acting() a join outbox o on o.id = a.outbox_id
            where a.kind = 'job' and (o.ids ->> 'case_id' = which::text or exists (
                select from event e where e.id::text = o.ids ->> 'event_id' and e.case_id = which))) $$""",
    f"""create function case_to_tell_of(which uuid)
        returns table (reference text, pathway text, pathway_version bigint, partnership_id uuid,
                       opened_by_id uuid, silent boolean)
        language sql stable {PINNED} as $$
        select c.reference, c.pathway, c.pathway_version, c.partnership_id, c.opened_by_id,
               c.silent_since is not null
        from case_file c where c.id = which and may_tell_of(which) $$""",
    f"""create function holders_to_tell(which uuid)
        returns table (holder uuid, holder_kind text, "position" text, since timestamptz)
        language sql stable {PINNED} as $$
        select p.holder, p.holder_kind, p.position, p.since from participant p
        where p.case_id = which and p.until_at is null and may_tell_of(which) order by p.since, p.id $$""",
    # teams become the workers who are in them now; who has left, is suspended or is shut out of the case hears nothing
    f"""create function workers_to_tell(which uuid, told uuid[], wanted_role text)
        returns setof uuid language sql stable {PINNED} as $$
        select w.id from worker w
        where may_tell_of(which) and w.suspended_at is null
          and (w.id = any (told) or exists (select from post p where p.worker_id = w.id and p.until_at is null
                                            and p.team_id = any (told)))
          and (wanted_role is null or exists (select from role_grant g where g.worker_id = w.id
                                              and g.until_at is null and g.role = wanted_role))
          and not exists (select from case_block b where b.case_id = which and b.worker_id = w.id
                          and b.ended_at is null)
        order by w.id $$""",
    f"""create function failing_jobs(at_least bigint) returns bigint language sql stable {PINNED} as $$
        select count(*) from outbox o where o.done_at is null and o.failures >= at_least $$""",
    # what has ended is cleared away: nobody can sign in with it, and nothing points at it
    f"""create function clear_sessions(moment timestamptz) returns bigint language plpgsql {PINNED} as $$
        declare cleared bigint; more bigint;
        begin
            if coalesce(my_sweep() <> 'sessions', true) then
                raise insufficient_privilege using message = 'Only the sweep of sessions clears them.';
            end if;
            delete from acting a where a.kind in ('sign_in', 'second_step') and a.ends_at < moment;
            get diagnostics cleared = row_count;
            delete from one_time_link l where l.ends_at < moment - interval '1 day' or l.used_at < moment - interval '1 day';
            get diagnostics more = row_count;
            cleared := cleared + more;
            delete from sign_in_failure f where f.at < moment - interval '1 day';
            get diagnostics more = row_count;
            return cleared + more;
        end $$""",
]

FOR_ANYBODY = ["my_sweep()"]
FOR_WORKER = [
    "case_to_tell_of(uuid)",
    "holders_to_tell(uuid)",
    "workers_to_tell(uuid, uuid[], text)",
    "clear_sessions(timestamptz)",
]
FOR_APP = ["failing_jobs(bigint)"]
INSIDE = ["may_tell_of(uuid)"]

# a sweep by any name could work on all swept tables; from now on each works on its own
NARROW = """
do $narrow$
declare
    p record;
    narrowed text := $to$(select my_sweep()) = any (array[{names}])$to$;
    wide text := '(( SELECT my_kind() AS my_kind) = ''sweep''::text) AND true';
begin
    for p in select policyname, cmd, qual, with_check from pg_policies
             where schemaname = 'public' and tablename = '{table}' and roles = '{{worker}}' loop
        if position(wide in coalesce(p.qual, '') || coalesce(p.with_check, '')) = 0 then
            raise exception 'The policy % on {table} names no sweep', p.policyname;
        end if;
        execute format('alter policy %I on {table}%s%s', p.policyname,
            case when p.qual is null then '' else ' using (' || replace(p.qual, wide, narrowed) || ')' end,
            case when p.with_check is null then '' else
                ' with check (' || replace(p.with_check, wide, narrowed) || ')' end);
    end loop;
end $narrow$"""


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for function in FOR_ANYBODY:
        _hand(function, "app", "worker", "statistics", "migrate", "backup")
    for function in FOR_WORKER:
        _hand(function, "worker")
    for function in FOR_APP:
        _hand(function, "app", "worker")
    for function in INSIDE:
        _hand(function)
    op.execute("set role guard")
    for statement in DOORS:
        op.execute(statement)
    op.execute("reset role")
    for statement in protect("heartbeat", read=ANYBODY, worker_reads=ANYBODY):
        op.execute(statement)
    for table, names in SWEPT.items():
        listed = ", ".join(f"'{name}'" for name in names)
        op.execute(NARROW.format(table=table, names=listed))


def _hand(function: str, *roles: str) -> None:
    for statement in hand_to_guard(function, *roles):
        op.execute(statement)
