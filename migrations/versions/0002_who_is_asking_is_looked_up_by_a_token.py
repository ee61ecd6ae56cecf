"""Who is asking is looked up by a token, through functions that `guard` owns.

A plain setting is never trusted: `coordination.token` is opaque, and only its hash is in `acting`. Tokens come from
three doors: sign-in (proved with the application's door key, which SQL alone cannot read), a job's outbox row, a sweep.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
# Written out in each function rather than called: these run for every row that somebody else's part has to be judged.
ME = """acting a where a.token_hash = sha256(convert_to(nullif(current_setting('coordination.token', true), ''), 'UTF8'))
    and (a.kind = 'sign_in' or a.ends_at > clock_timestamp()) and a.kind <> 'second_step'"""

STATEMENTS = [
    "grant usage on schema public to app, worker, statistics, backup, guard",
    "revoke create on schema public from public",
    # the door key: written by the keeper of the machine, read by definer functions alone
    "create table door_key (name text primary key, key bytea not null)",
    f"""create function my_acting() returns acting language sql stable parallel safe {PINNED} as $$
        select a from {ME} $$""",
    f"""create function my_kind() returns text language sql stable parallel safe {PINNED}
        as $$ select a.kind from {ME} $$""",
    f"""create function my_worker() returns uuid language sql stable parallel safe {PINNED}
        as $$ select a.worker_id from {ME} $$""",
    f"""create function my_agency() returns uuid language sql stable parallel safe {PINNED}
        as $$ select a.agency_id from {ME} $$""",
    f"""create function my_holders() returns uuid[] language sql stable parallel safe {PINNED}
        as $$ select coalesce((select a.holders from {ME}), '{{}}'::uuid[]) $$""",
    f"""create function my_teams() returns uuid[] language sql stable parallel safe {PINNED}
        as $$ select coalesce((select a.team_ids from {ME}), '{{}}'::uuid[]) $$""",
    f"""create function my_roles() returns text[] language sql stable parallel safe {PINNED}
        as $$ select coalesce((select a.roles from {ME}), '{{}}'::text[]) $$""",
    f"""create function my_blocked_cases() returns uuid[] language sql stable parallel safe {PINNED} as $$
        select coalesce(array_agg(b.case_id), '{{}}'::uuid[]) from case_block b
        where b.worker_id = (select a.worker_id from {ME}) and b.ended_at is null $$""",
    # the one rule as a function, for the places where a policy may not read its own table
    f"""create function takes_part(which uuid) returns boolean language plpgsql stable parallel safe {PINNED} as $$
        begin
            -- scalar sub-selects with a limit: a plain EXISTS may be hashed, and then reads every agreement there is
            return coalesce((
                select true from {ME} and (
                    select true from participant p
                    where p.case_id = which and p.holder = any (a.holders) and p.until_at is null
                      and (p.agency_id = p.giver_id or (
                          select true from agreement g
                          where g.giver_id = p.giver_id and g.taker_id = p.agency_id
                            and g.partnership_id = p.partnership_id and g.pathway = p.pathway and g.category = 'core'
                            and g.ended_at is null limit 1))
                    limit 1)
                  and (select true from case_block b where b.case_id = which and b.worker_id = a.worker_id
                         and b.ended_at is null limit 1) is null), false);
        end $$""",
    # true only inside the transaction in which I opened the case: then its first participants may be written
    f"""create function opens_case(which uuid) returns boolean language sql stable {PINNED} as $$
        select exists (select from case_file c where c.id = which and c.opened_by_id = my_worker()
                         and c.xmin = pg_current_xact_id()::xid) $$""",
    f"""create function agency_takes_part(which uuid) returns boolean language sql stable parallel safe {PINNED} as $$
        select exists (select from participant p where p.case_id = which and p.agency_id = my_agency()) $$""",
    # a signed message from the application: keyed hash over the parts, so that SQL alone cannot open a door
    f"""create function door_opens(proof bytea, variadic parts text[]) returns boolean
        language sql stable {PINNED} as $$
        select exists (select from door_key k where k.name = 'application'
            and proof = sha256(k.key || sha256(k.key || convert_to(array_to_string(parts, E'\\n'), 'UTF8')))) $$""",
    # what a worker is, right now: agency, teams, holders and roles, from posts and grants that are in force
    f"""create function worker_stands(which uuid, out agency_id uuid, out team_ids uuid[], out holders uuid[],
                                      out roles text[], out role_partnerships jsonb)
        language sql stable {PINNED} as $$
        select w.agency_id,
            coalesce((select array_agg(p.team_id) from post p where p.worker_id = w.id and p.until_at is null
                        and p.team_id is not null), '{{}}'),
            array[w.id, w.agency_id] || coalesce((select array_agg(p.team_id) from post p
                where p.worker_id = w.id and p.until_at is null and p.team_id is not null), '{{}}'),
            coalesce((select array_agg(distinct g.role) from role_grant g
                where g.worker_id = w.id and g.until_at is null), '{{}}'),
            coalesce((select jsonb_object_agg(r.role, r.codes) from (
                select g.role, jsonb_agg(coalesce(s.code, '*')) as codes from role_grant g
                left join partnership s on s.id = g.partnership_id
                where g.worker_id = w.id and g.until_at is null group by g.role) r), '{{}}')
        from worker w where w.id = which $$""",
    # the first door: sign-in
    f"""create function sign_in_lookup(address text, proof bytea)
        returns table (worker_id uuid, password_hash text, totp_secret text, totp_confirmed_at timestamptz,
                       totp_last_step bigint, second_step boolean, suspended_at timestamptz)
        language sql stable {PINNED} as $$
        select w.id, s.password_hash, s.totp_secret, s.totp_confirmed_at, s.totp_last_step, s.second_step,
               w.suspended_at
        from worker w join sign_in s on s.worker_id = w.id
        where lower(w.email) = lower(address) and door_opens(proof, 'lookup', lower(address)) $$""",
    f"""create function begin_acting(who uuid, token_digest bytea, as_kind text, moment timestamptz,
                                     until timestamptz, proof bytea)
        returns boolean language plpgsql {PINNED} as $$
        begin
            if as_kind not in ('sign_in', 'second_step')
               or not door_opens(proof, 'begin', who::text, encode(token_digest, 'hex'), as_kind) then
                return false;
            end if;
            insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, role_partnerships,
                                began_at, last_seen_at, confirmed_at, ends_at)
            select token_digest, as_kind, who, s.agency_id, s.team_ids, s.holders, s.roles, s.role_partnerships,
                   moment, moment, moment, until
            from worker w, worker_stands(who) s where w.id = who and w.suspended_at is null;
            return found;
        end $$""",
    f"""create function end_acting(token text) returns void language sql {PINNED} as $$
        delete from acting where token_hash = sha256(convert_to(token, 'UTF8')) $$""",
    # what a request knows of its worker: one statement, which also notes that they were seen
    f"""create function arrive(token text, moment timestamptz, idle interval)
        returns table (worker_id uuid, kind text, name text, reference text, agency_id uuid, agency_code text,
                       agency_name text, agency_kind text, team_ids uuid[], holders uuid[], roles text[],
                       role_partnerships jsonb, confirmed_at timestamptz, began_at timestamptz, ends_at timestamptz,
                       preferences jsonb, notices bigint, urgent bigint)
        language plpgsql {PINNED} as $$
        declare mine acting;
        begin
            select * into mine from acting a where a.token_hash = sha256(convert_to(token, 'UTF8'))
                and a.kind in ('sign_in', 'second_step');
            if mine.worker_id is null or mine.ends_at <= moment or mine.last_seen_at + idle <= moment then
                return;
            end if;
            if mine.last_seen_at + interval '1 minute' <= moment then
                update acting a set last_seen_at = moment where a.token_hash = mine.token_hash;
            end if;
            return query
                select w.id, mine.kind, w.name, w.reference, g.id, g.code, g.name, g.kind, mine.team_ids,
                       mine.holders, mine.roles, mine.role_partnerships, mine.confirmed_at, mine.began_at,
                       mine.ends_at, w.preferences,
                       (select count(*) from (select from notice n where n.worker_id = w.id and n.read_at is null
                                              limit 100) capped),
                       (select count(*) from (select from notice n where n.worker_id = w.id and n.urgent
                                              and n.read_at is null and n.acknowledged_at is null limit 100) capped)
                from worker w join agency g on g.id = mine.agency_id
                where w.id = mine.worker_id and w.suspended_at is null;
        end $$""",
    # when posts or roles change, every open session stands corrected at once
    f"""create function refresh_acting(who uuid) returns void language sql {PINNED} as $$
        update acting a set agency_id = s.agency_id, team_ids = s.team_ids, holders = s.holders, roles = s.roles,
                            role_partnerships = s.role_partnerships
        from worker_stands(who) s where a.worker_id = who;
        delete from acting a using worker w where a.worker_id = who and w.id = who and w.suspended_at is not null
            and a.kind <> 'job' $$""",
    # the second door: a job acts as the worker on its outbox row, also after that worker has left
    f"""create function enter_job(which uuid) returns text language plpgsql {PINNED} as $$
        declare fresh text := gen_random_uuid()::text || gen_random_uuid()::text; who uuid;
        begin
            select o.worker_id into who from outbox o where o.id = which and o.done_at is null;
            if who is null then
                return null;
            end if;
            delete from acting a where a.kind in ('job', 'sweep') and a.ends_at < clock_timestamp();
            insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, role_partnerships,
                                outbox_id, began_at, last_seen_at, ends_at)
            select sha256(convert_to(fresh, 'UTF8')), 'job', who, s.agency_id, s.team_ids, s.holders, s.roles,
                   s.role_partnerships, which, clock_timestamp(), clock_timestamp(),
                   clock_timestamp() + interval '5 minutes'
            from worker_stands(who) s;
            perform set_config('coordination.token', fresh, true);
            return fresh;
        end $$""",
    # the third door: a sweep by name, which sees deadlines and no words about people
    f"""create function enter_sweep(sweep text) returns text language plpgsql {PINNED} as $$
        declare fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
        begin
            if sweep not in ('deadlines', 'drafts', 'agreements') then
                raise insufficient_privilege using message = 'There is no sweep of that name.';
            end if;
            delete from acting a where a.kind in ('job', 'sweep') and a.ends_at < clock_timestamp();
            insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
            values (sha256(convert_to(fresh, 'UTF8')), 'sweep', sweep, clock_timestamp(), clock_timestamp(),
                    clock_timestamp() + interval '5 minutes');
            perform set_config('coordination.token', fresh, true);
            return fresh;
        end $$""",
]

FOR_ANYBODY = [
    "my_acting()",
    "my_kind()",
    "my_worker()",
    "my_agency()",
    "my_holders()",
    "my_teams()",
    "my_roles()",
    "my_blocked_cases()",
    "takes_part(uuid)",
    "opens_case(uuid)",
    "agency_takes_part(uuid)",
]
FOR_APP = [
    "sign_in_lookup(text, bytea)",
    "begin_acting(uuid, bytea, text, timestamptz, timestamptz, bytea)",
    "end_acting(text)",
    "arrive(text, timestamptz, interval)",
]
FOR_WORKER = ["enter_job(uuid)", "enter_sweep(text)"]
INSIDE = ["door_opens(bytea, text[])", "worker_stands(uuid)", "refresh_acting(uuid)"]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for functions, callers in (
        (FOR_ANYBODY, ("app", "worker", "statistics", "backup")),
        (FOR_APP, ("app",)),
        (FOR_WORKER, ("worker",)),
        (INSIDE, ()),
    ):
        for function in functions:
            for statement in hand_to_guard(function, *callers):
                op.execute(statement)
