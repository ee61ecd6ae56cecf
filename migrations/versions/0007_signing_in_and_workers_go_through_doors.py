"""Signing in, one-time links, sessions and the administration of people go through functions that `guard` owns.

The tables behind them are closed to every serving role. What the application alone may cause carries a proof made with
its door key; what an administrator may cause is checked against the administrator's own token.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# Failed tries. A try is written down before the password is looked at and taken back when it was right: so any number
# of tries at the same moment still meets the limit exactly.
TRIES = [
    f"""create function try_sign_in(account bytea, address bytea, moment timestamptz, span interval,
                                    per_account int, per_address int, proof bytea,
                                    out try_id uuid, out wait_until timestamptz)
        language plpgsql {PINNED} as $$
        begin
            if not door_opens(proof, 'try', encode(account, 'hex'), encode(address, 'hex')) then
                raise insufficient_privilege using message = 'This try was not made by the application.';
            end if;
            perform pg_advisory_xact_lock(hashtextextended('account ' || encode(account, 'hex'), 0));
            perform pg_advisory_xact_lock(hashtextextended('address ' || encode(address, 'hex'), 0));
            delete from sign_in_failure f where f.at <= moment - span
                and f.id in (select o.id from sign_in_failure o order by o.id limit 50);
            wait_until := greatest(
                (select f.at + span from sign_in_failure f where f.account_hash = account and f.at > moment - span
                 order by f.at desc offset per_account - 1 limit 1),
                (select f.at + span from sign_in_failure f where f.address_hash = address and f.at > moment - span
                 order by f.at desc offset per_address - 1 limit 1));
            if wait_until is null then
                try_id := uuidv7();
                insert into sign_in_failure (id, account_hash, address_hash, at)
                values (try_id, account, address, moment);
            end if;
        end $$""",
    f"""create function forgive_try(which uuid, proof bytea) returns void language sql {PINNED} as $$
        delete from sign_in_failure where id = which and door_opens(proof, 'forgive', which::text) $$""",
]

MEANS = [
    f"""create function sign_in_of(who uuid, proof bytea)
        returns table (worker_id uuid, agency_id uuid, name text, email text, password_hash text,
                       password_set_at timestamptz, totp_secret text, totp_confirmed_at timestamptz,
                       totp_last_step bigint, second_step boolean, last_signed_in_at timestamptz)
        language sql stable {PINNED} as $$
        select w.id, w.agency_id, w.name, w.email, s.password_hash, s.password_set_at, s.totp_secret,
               s.totp_confirmed_at, s.totp_last_step, s.second_step, s.last_signed_in_at
        from worker w join sign_in s on s.worker_id = w.id
        where w.id = who and w.suspended_at is null and door_opens(proof, 'means', who::text) $$""",
    f"""create function use_step(who uuid, step bigint, proof bytea) returns boolean
        language plpgsql {PINNED} as $$
        begin
            update sign_in s set totp_last_step = step
            where s.worker_id = who and s.totp_confirmed_at is not null and coalesce(s.totp_last_step, -1) < step
              and door_opens(proof, 'step', who::text, step::text);
            return found;
        end $$""",
    # a new secret waits beside the old one until a code made with it has been shown
    f"""create function offer_second_step(who uuid, fresh text, proof bytea) returns text
        language sql {PINNED} as $$
        update sign_in s set totp_pending = coalesce(s.totp_pending, fresh)
        where s.worker_id = who and door_opens(proof, 'offer', who::text, fresh)
        returning s.totp_pending $$""",
    f"""create function confirm_second_step(who uuid, step bigint, moment timestamptz, proof bytea) returns boolean
        language plpgsql {PINNED} as $$
        begin
            update sign_in s set totp_secret = s.totp_pending, totp_pending = null, totp_confirmed_at = moment,
                                 second_step = true,
                                 totp_last_step = step
            where s.worker_id = who and s.totp_pending is not null
              and door_opens(proof, 'confirm-step', who::text, step::text);
            return found;
        end $$""",
    # for a lost telephone: a handful of codes on paper, each for one use
    f"""create function set_recovery_codes(who uuid, digests bytea[], proof bytea) returns void
        language sql {PINNED} as $$
        update sign_in s set recovery_codes = digests
        where s.worker_id = who and door_opens(proof, 'recovery', who::text, cardinality(digests)::text) $$""",
    f"""create function use_recovery_code(who uuid, digest bytea, proof bytea) returns boolean
        language plpgsql {PINNED} as $$
        begin
            update sign_in s set recovery_codes = array_remove(s.recovery_codes, digest)
            where s.worker_id = who and digest = any (s.recovery_codes)
              and door_opens(proof, 'recover', who::text, encode(digest, 'hex'));
            return found;
        end $$""",
    f"""create function set_password(who uuid, fresh_hash text, moment timestamptz, keep bytea, proof bytea)
        returns boolean language plpgsql {PINNED} as $$
        begin
            if not door_opens(proof, 'password', who::text, fresh_hash) then
                return false;
            end if;
            update sign_in s set password_hash = fresh_hash, password_set_at = moment where s.worker_id = who;
            delete from acting a where a.worker_id = who and a.kind in ('sign_in', 'second_step')
                and a.token_hash is distinct from keep;
            update one_time_link l set used_at = moment where l.worker_id = who and l.used_at is null;
            return true;
        end $$""",
    f"""create function note_sign_in(who uuid, moment timestamptz, proof bytea) returns void
        language sql {PINNED} as $$
        update sign_in s set last_signed_in_at = moment
        where s.worker_id = who and door_opens(proof, 'signed-in', who::text) $$""",
]

LINKS = [
    f"""create function may_administer(which uuid) returns boolean language sql stable {PINNED} as $$
        select session_user not in ('app', 'worker', 'statistics', 'backup', 'migrate') or (coalesce(my_kind(), '') = 'sign_in' and which = my_agency()
                                          and 'administrator' = any (my_roles())) $$""",
    f"""create function make_link(digest bytea, who uuid, why text, moment timestamptz, until timestamptz, proof bytea)
        returns boolean language plpgsql {PINNED} as $$
        declare works_for uuid;
        begin
            select w.agency_id into works_for from worker w where w.id = who and w.suspended_at is null;
            if works_for is null or not door_opens(proof, 'link', who::text, encode(digest, 'hex'))
               or not (may_administer(works_for) or (my_kind() = 'job' and my_worker() = who)) then
                return false;
            end if;
            update one_time_link l set used_at = moment where l.worker_id = who and l.used_at is null;
            insert into one_time_link (token_hash, worker_id, purpose, made_at, ends_at)
            values (digest, who, why, moment, until);
            return true;
        end $$""",
    f"""create function link_of(digest bytea, moment timestamptz)
        returns table (worker_id uuid, agency_id uuid, name text, email text, purpose text)
        language sql stable {PINNED} as $$
        select w.id, w.agency_id, w.name, w.email, l.purpose
        from one_time_link l join worker w on w.id = l.worker_id
        where l.token_hash = digest and l.used_at is null and l.ends_at > moment and w.suspended_at is null $$""",
    f"""create function use_link(digest bytea, moment timestamptz) returns uuid language sql {PINNED} as $$
        update one_time_link l set used_at = moment from worker w
        where l.token_hash = digest and l.used_at is null and l.ends_at > moment and w.id = l.worker_id
          and w.suspended_at is null
        returning l.worker_id $$""",
    # a forgotten password: the same silence whether there is such a worker or not, and at most three mails an hour
    f"""create function ask_for_link(address text, moment timestamptz, proof bytea) returns void
        language sql {PINNED} as $$
        insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
        select uuidv7(), 'send_link', '{{}}'::jsonb, 'urgent', w.id, moment, moment from worker w
        where lower(w.email) = lower(address) and w.suspended_at is null
          and door_opens(proof, 'forgotten', lower(address))
          and (select count(*) from outbox o where o.job = 'send_link' and o.worker_id = w.id
                 and o.asked_at > moment - interval '1 hour') < 3 $$""",
]

SESSIONS = [
    f"""create function my_sessions(moment timestamptz, idle interval)
        returns table (id text, began_at timestamptz, last_seen_at timestamptz, this boolean)
        language sql stable {PINNED} as $$
        select left(encode(a.token_hash, 'hex'), 16), a.began_at, a.last_seen_at,
               a.token_hash = (my_acting()).token_hash
        from acting a where a.worker_id = my_worker() and a.kind = 'sign_in' and my_kind() = 'sign_in'
          and a.ends_at > moment and a.last_seen_at + idle > moment
        order by a.last_seen_at desc $$""",
    f"""create function end_my_session(which text) returns boolean language plpgsql {PINNED} as $$
        begin
            delete from acting a where a.worker_id = my_worker() and a.kind = 'sign_in' and my_kind() = 'sign_in'
                and left(encode(a.token_hash, 'hex'), 16) = which;
            return found;
        end $$""",
    f"""create function end_my_sessions() returns void language sql {PINNED} as $$
        delete from acting a where a.worker_id = my_worker() and a.kind in ('sign_in', 'second_step')
            and my_kind() = 'sign_in' $$""",
    f"""create function confirm_me(token text, moment timestamptz, proof bytea) returns boolean
        language plpgsql {PINNED} as $$
        begin
            update acting a set confirmed_at = moment
            where a.token_hash = sha256(convert_to(token, 'UTF8')) and a.kind = 'sign_in'
              and door_opens(proof, 'confirm', token);
            return found;
        end $$""",
    # whose session it was, after it has run out: so that what they were typing is given back to nobody else
    f"""create function ended_worker(token text) returns uuid language sql stable {PINNED} as $$
        select a.worker_id from acting a
        where a.token_hash = sha256(convert_to(token, 'UTF8')) and a.kind = 'sign_in' $$""",
    f"""create function set_my_preference(which text, chosen jsonb) returns void language sql {PINNED} as $$
        update worker w set preferences = w.preferences || jsonb_build_object(which, chosen)
        where w.id = my_worker() and my_kind() = 'sign_in' $$""",
]

PEOPLE = [
    f"""create function workers_of_my_agency()
        returns table (id uuid, reference text, name text, email text, job_title text, invited_at timestamptz,
                       suspended_at timestamptz, last_signed_in_at timestamptz, password_set_at timestamptz,
                       teams text[], roles text[])
        language sql stable {PINNED} as $$
        select w.id, w.reference, w.name, w.email, w.job_title, w.invited_at, w.suspended_at, s.last_signed_in_at,
               s.password_set_at,
               array(select t.code from post p join team t on t.id = p.team_id
                     where p.worker_id = w.id and p.until_at is null order by t.name),
               array(select distinct g.role from role_grant g where g.worker_id = w.id and g.until_at is null)
        from worker w join sign_in s on s.worker_id = w.id
        where w.agency_id = my_agency() and may_administer(w.agency_id)
        order by lower(w.name), w.reference $$""",
    f"""create function invite_worker(who uuid, code text, works_for uuid, called text, address text, title text,
                                      teams uuid[], moment timestamptz) returns boolean
        language plpgsql {PINNED} as $$
        begin
            if not may_administer(works_for) or exists (
                select from unnest(teams) wanted where wanted not in (
                    select t.id from team t where t.agency_id = works_for and t.closed_at is null)) then
                raise insufficient_privilege using message = 'Only an administrator of the agency invites its workers.';
            end if;
            if exists (select from worker w where lower(w.email) = lower(address)) then
                return false;
            end if;
            insert into worker (id, reference, agency_id, name, email, job_title, invited_at)
            values (who, code, works_for, called, address, title, moment);
            insert into sign_in (worker_id) values (who);
            insert into post (id, worker_id, agency_id, team_id, from_at)
            select uuidv7(), who, works_for, wanted, moment from unnest(teams) wanted;
            return true;
        end $$""",
    f"""create function agency_to_change(who uuid) returns uuid language plpgsql stable {PINNED} as $$
        declare works_for uuid;
        begin
            select w.agency_id into works_for from worker w where w.id = who;
            if works_for is null or not may_administer(works_for) or who is not distinct from my_worker() then
                raise insufficient_privilege using message = 'Only another administrator of the agency may change this.';
            end if;
            return works_for;
        end $$""",
    # roles that reach beyond one agency are given by the keeper of the installation, never by an agency
    f"""create function give_role(who uuid, what text, where_to uuid, moment timestamptz) returns boolean
        language plpgsql {PINNED} as $$
        begin
            perform agency_to_change(who);
            if session_user in ('app', 'worker', 'statistics', 'backup', 'migrate') and what not in ('frontline', 'triage', 'team-lead', 'panel', 'manager',
                                                       'administrator') then
                raise insufficient_privilege using message = 'An agency cannot give this role.';
            end if;
            if exists (select from role_grant g where g.worker_id = who and g.role = what and g.until_at is null
                         and g.partnership_id is not distinct from where_to) then
                return false;
            end if;
            insert into role_grant (id, worker_id, role, partnership_id, given_by_id, from_at)
            values (uuidv7(), who, what, where_to, my_worker(), moment);
            perform refresh_acting(who);
            return true;
        end $$""",
    f"""create function take_role(who uuid, what text, moment timestamptz) returns boolean
        language plpgsql {PINNED} as $$
        begin
            perform agency_to_change(who);
            update role_grant g set until_at = moment where g.worker_id = who and g.role = what and g.until_at is null;
            if not found then
                return false;
            end if;
            perform refresh_acting(who);
            return true;
        end $$""",
]

# What somebody leaves behind. Nobody acts here but the rule itself, so each event names the leaver as the one on whose
# behalf it happens; who suspended or moved them is in the agency's own chain.
LEAVING = [
    f"""create function pass_work_on(who uuid, from_teams uuid[], moment timestamptz, because text,
                                     out tasks int, out drafts int)
        language plpgsql {PINNED} as $$
        declare
            before text := coalesce(current_setting('coordination.token', true), '');
            mine uuid := my_worker();
            fresh text := gen_random_uuid()::text || gen_random_uuid()::text;
            claimed task;
            half draft;
            lead uuid;
            works_for uuid;
        begin
            tasks := 0;
            drafts := 0;
            select w.agency_id into works_for from worker w where w.id = who;
            insert into acting (token_hash, kind, name, began_at, last_seen_at, ends_at)
            values (sha256(convert_to(fresh, 'UTF8')), 'sweep', 'leavers', clock_timestamp(), clock_timestamp(),
                    clock_timestamp() + interval '1 minute');
            perform set_config('coordination.token', fresh, true);
            for claimed in select t.* from task t where t.holder_id = who and t.done_at is null
                    and (from_teams is null or t.team_id = any (from_teams)) order by t.case_id, t.id for update loop
                update task t set holder_id = null, holder_name = null, claimed_at = null, version = t.version + 1
                where t.id = claimed.id;
                perform audit_append('task.handed-back', 'case:' || claimed.case_id, claimed.case_id, moment, null,
                    'core', null, who, null,
                    jsonb_build_object('task', claimed.reference, 'asks', claimed.asks, 'because', because));
                tasks := tasks + 1;
            end loop;
            for half in select d.* from draft d where d.worker_id = who and d.ended_at is null
                    and (from_teams is null or d.team_id = any (from_teams)) order by d.id for update loop
                select w.id into lead from worker w join role_grant g on g.worker_id = w.id
                    and g.role = 'team-lead' and g.until_at is null
                left join post p on p.worker_id = w.id and p.until_at is null and p.team_id = half.team_id
                where w.agency_id = works_for and w.suspended_at is null and w.id <> who
                order by (p.id is not null) desc, g.from_at, w.id limit 1;
                continue when lead is null;
                update draft d set worker_id = lead, passed_from_id = who where d.id = half.id;
                perform audit_append('draft.passed-on', 'agency:' || works_for, null, moment, null, 'core', null,
                    who, null, jsonb_build_object('pathway', half.pathway, 'to', lead));
                drafts := drafts + 1;
            end loop;
            delete from acting a where a.token_hash = sha256(convert_to(fresh, 'UTF8'));
            perform set_config('coordination.token', before, true);
        end $$""",
    f"""create function suspend_worker(who uuid, moment timestamptz, out changed boolean, out tasks int,
                                       out drafts int)
        language plpgsql {PINNED} as $$
        begin
            perform agency_to_change(who);
            update worker w set suspended_at = moment where w.id = who and w.suspended_at is null;
            changed := found;
            if changed then
                perform refresh_acting(who);
                update one_time_link l set used_at = moment where l.worker_id = who and l.used_at is null;
                select p.tasks, p.drafts into tasks, drafts from pass_work_on(who, null, moment, 'suspended') p;
            end if;
        end $$""",
    f"""create function restore_worker(who uuid, moment timestamptz) returns boolean language plpgsql {PINNED} as $$
        begin
            perform agency_to_change(who);
            update worker w set suspended_at = null where w.id = who and w.suspended_at is not null;
            return found;
        end $$""",
    f"""create function place_worker(who uuid, teams uuid[], moment timestamptz, out tasks int, out drafts int)
        language plpgsql {PINNED} as $$
        declare works_for uuid := agency_to_change(who); left_teams uuid[];
        begin
            if exists (select from unnest(teams) wanted where wanted not in (
                    select t.id from team t where t.agency_id = works_for and t.closed_at is null)) then
                raise insufficient_privilege using message = 'Every team must be one of the worker''s own agency.';
            end if;
            with ended as (
                update post p set until_at = moment where p.worker_id = who and p.until_at is null
                    and p.team_id is not null and not p.team_id = any (teams) returning p.team_id)
            select coalesce(array_agg(e.team_id), '{{}}') into left_teams from ended e;
            insert into post (id, worker_id, agency_id, team_id, from_at)
            select uuidv7(), who, works_for, wanted, moment from unnest(teams) wanted
            where not exists (select from post p where p.worker_id = who and p.team_id = wanted and p.until_at is null);
            select p.tasks, p.drafts into tasks, drafts from pass_work_on(who, left_teams, moment, 'moved') p;
            perform refresh_acting(who);
        end $$""",
]

FOR_APP = [
    "try_sign_in(bytea, bytea, timestamptz, interval, int, int, bytea)",
    "forgive_try(uuid, bytea)",
    "sign_in_of(uuid, bytea)",
    "use_step(uuid, bigint, bytea)",
    "offer_second_step(uuid, text, bytea)",
    "confirm_second_step(uuid, bigint, timestamptz, bytea)",
    "set_recovery_codes(uuid, bytea[], bytea)",
    "use_recovery_code(uuid, bytea, bytea)",
    "set_password(uuid, text, timestamptz, bytea, bytea)",
    "note_sign_in(uuid, timestamptz, bytea)",
    "make_link(bytea, uuid, text, timestamptz, timestamptz, bytea)",
    "link_of(bytea, timestamptz)",
    "use_link(bytea, timestamptz)",
    "ask_for_link(text, timestamptz, bytea)",
    "my_sessions(timestamptz, interval)",
    "end_my_session(text)",
    "end_my_sessions()",
    "confirm_me(text, timestamptz, bytea)",
    "ended_worker(text)",
    "set_my_preference(text, jsonb)",
    "workers_of_my_agency()",
    "invite_worker(uuid, text, uuid, text, text, text, uuid[], timestamptz)",
    "give_role(uuid, text, uuid, timestamptz)",
    "take_role(uuid, text, timestamptz)",
    "suspend_worker(uuid, timestamptz)",
    "restore_worker(uuid, timestamptz)",
    "place_worker(uuid, uuid[], timestamptz)",
]
FOR_WORKER = ["make_link(bytea, uuid, text, timestamptz, timestamptz, bytea)", "sign_in_of(uuid, bytea)"]
INSIDE = [
    "may_administer(uuid)",
    "agency_to_change(uuid)",
    "pass_work_on(uuid, uuid[], timestamptz, text)",
]


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("totp_pending", sa.Text()))
    op.add_column(
        "sign_in", sa.Column("recovery_codes", sa.ARRAY(sa.LargeBinary()), server_default="{}", nullable=False)
    )
    op.add_column("sign_in", sa.Column("last_signed_in_at", sa.DateTime(timezone=True)))
    for statement in TRIES + MEANS + LINKS + SESSIONS + PEOPLE + LEAVING:
        op.execute(statement)
    for function in FOR_APP + INSIDE:
        callers = [role for role, functions in (("app", FOR_APP), ("worker", FOR_WORKER)) if function in functions]
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
