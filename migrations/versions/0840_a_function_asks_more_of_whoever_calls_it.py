"""A function that sees more than its caller asks more of whoever calls it.

Each of these was closed to strangers by the application alone; plain SQL in its name got past that.

- An event that nobody signed in asks for is about a sign-in and about no case. A worker writes into their own agency's
  chain, and in nobody else's name.
- Which cases have grown is told to the application, which proves that it asks.
- Who is within an audience is told to the author of a message, of that message.
- A role holds in a partnership only where the worker's agency is a member.
- Whoever left every team that an alert goes to does not answer it for those who stayed.
"""

from collections.abc import Iterator
from functools import reduce

from alembic import op

from migrations.functions import hand_to_guard

revision = "0840"
down_revision = "0800"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

APPEND = """create or replace function audit_append_all(p_events jsonb)
    returns table (event_id uuid, event_hash bytea) language plpgsql <PINNED> as $$
    declare
        mine acting := my_acting();
        one record;
        head chain_head;
        entry event;
        entries event[];
        told event_detail;
        details event_detail[];
        checked uuid;
        -- drawn once, kept nowhere: whoever is shown one salt cannot work out another
        chance bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    begin
        for one in
            select e.* from jsonb_to_recordset(p_events) as e(
                place bigint, id uuid, kind text, chain text, case_id uuid, at timestamptz, line text,
                category text, audience_id uuid, on_behalf_of_id uuid, team_id uuid, detail jsonb)
            order by e.case_id is null, e.chain, e.place
        loop
            if mine.kind is null and session_user in ('app', 'worker', 'statistics', 'backup', 'migrate')
               <UNASKED>
                raise insufficient_privilege using message = 'Nobody is asking, so nothing can be recorded.';
            end if;
<IN_NAME>            if one.case_id is not null then
                if one.chain <> 'case:' || one.case_id then
                    raise check_violation using message = 'An event about a case belongs in that case''s chain.';
                end if;
                if one.case_id is distinct from checked and mine.kind in ('sign_in', 'job')
                   and not took_part(one.case_id) and not opens_case(one.case_id) then
                    raise insufficient_privilege using message = 'There is no case of that id that you can open.';
                end if;
                checked := one.case_id;
            elsif one.chain like 'case:%' or one.chain like 'worker:%' then
                raise check_violation using message = 'Only events about a case belong in a case''s chain.';
<ELSEWHERE>            end if;
            if head.chain is distinct from one.chain then
                if head.chain is not null then
                    update chain_head h set seq = head.seq, hash = head.hash where h.chain = head.chain;
                end if;
                insert into chain_head (chain, seq, hash)
                    values (one.chain, 0, sha256(convert_to(one.chain, 'UTF8'))) on conflict (chain) do nothing;
                select * into head from chain_head h where h.chain = one.chain for update;
            end if;
            told.event_id := one.id;
            told.case_id := one.case_id;
            told.salt := sha256(chance || uuid_send(one.id));
            told.detail := one.detail;
            entry.chain := one.chain;
            entry.seq := head.seq + 1;
            entry.id := one.id;
            entry.case_id := one.case_id;
            entry.at := one.at;
            entry.recorded_at := clock_timestamp();
            entry.kind := one.kind;
            entry.actor_id := mine.worker_id;
            entry.actor_agency_id := mine.agency_id;
            entry.actor_team_id :=
                case when one.team_id = any (mine.team_ids) then one.team_id else mine.team_ids[1] end;
            entry.on_behalf_of_id := one.on_behalf_of_id;
            entry.line := one.line;
            entry.category := one.category;
            entry.audience_id := one.audience_id;
            entry.commit := sha256(told.salt || convert_to(one.detail::text, 'UTF8'));
            entry.prev := head.hash;
            entry.hash := sha256(canonical('v1', encode(entry.prev, 'hex'), entry.chain, entry.seq::text,
                entry.id::text, entry.case_id::text, (extract(epoch from entry.at) * 1000000)::bigint::text,
                (extract(epoch from entry.recorded_at) * 1000000)::bigint::text, entry.kind,
                entry.actor_id::text, entry.actor_agency_id::text, entry.actor_team_id::text, entry.on_behalf_of_id::text,
                entry.line, entry.category, entry.audience_id::text, encode(entry.commit, 'hex')));
            entries := entries || entry;
            details := details || told;
            head.seq := entry.seq;
            head.hash := entry.hash;
            event_id := entry.id;
            event_hash := entry.hash;
            return next;
        end loop;
        if head.chain is not null then
            update chain_head h set seq = head.seq, hash = head.hash where h.chain = head.chain;
            insert into event select * from unnest(entries);
            insert into event_detail select * from unnest(details);
        end if;
    end $$"""
UNASKED = "and (one.kind not like 'sign-in.%' or one.case_id is not null) then"
UNASKED_BEFORE = "and one.kind not like 'sign-in.%' then"
IN_NAME = """            if one.on_behalf_of_id is not null and (mine.kind is null or mine.kind = 'sign_in')
               and session_user in ('app', 'worker', 'statistics', 'backup', 'migrate') then
                raise insufficient_privilege using message = 'Nobody records in the name of another.';
            end if;
"""
ELSEWHERE = """            elsif (mine.kind is null or mine.kind = 'sign_in') and one.chain <> 'system'
                  and one.chain is distinct from 'agency:' || mine.agency_id
                  and session_user in ('app', 'worker', 'statistics', 'backup', 'migrate')
                  and not ((one.kind like 'sign-in.%' or one.kind = 'worker.arrived') and exists (
                      select from agency a where one.chain = 'agency:' || a.id)) then
                raise insufficient_privilege using message = 'That is the log of another agency.';
"""

GIVE = """create or replace function give_role(who uuid, what text, where_to uuid, moment timestamptz)
    returns boolean language plpgsql <PINNED> as $$
        begin
            perform agency_to_change(who);
            if session_user in ('app', 'worker', 'statistics', 'backup', 'migrate')
               and what not in ('frontline', 'triage', 'team-lead', 'panel', 'manager',
                                                       'administrator') then
                raise insufficient_privilege using message = 'An agency cannot give this role.';
            end if;
<MEMBER>            if exists (select from role_grant g where g.worker_id = who and g.role = what and g.until_at is null
                         and g.partnership_id is not distinct from where_to) then
                return false;
            end if;
            insert into role_grant (id, worker_id, role, partnership_id, given_by_id, from_at)
            values (uuidv7(), who, what, where_to, my_worker(), moment);
            perform refresh_acting(who);
            return true;
        end $$"""
MEMBER = """            if where_to is not null and not exists (
                select from worker w join membership m on m.agency_id = w.agency_id
                where w.id = who and m.partnership_id = where_to) then
                raise insufficient_privilege using message = 'Their agency is no member of that partnership.';
            end if;
"""

ACKNOWLEDGE = """create or replace function acknowledge_alert(notice_reference text, moment timestamptz)
    returns void language plpgsql <PINNED> as $$
    declare told notice; answered alert;
    begin
        select * into told from notice n where n.reference = notice_reference and n.kind = 'alert'
            and n.worker_id = my_worker() and my_kind() = 'sign_in';
        if told.id is null then
            return;
        end if;
        update alert a set acknowledged_at = moment, acknowledged_by_id = my_worker()
            where a.id::text = split_part(told.about, ' ', 1) and a.acknowledged_at is null<STANDS>
            returning a.* into answered;
        if answered.id is null then
            return;
        end if;
        update notice n set acknowledged_at = moment, read_at = coalesce(n.read_at, moment)
            where n.kind = 'alert' and split_part(n.about, ' ', 1) = answered.id::text and n.acknowledged_at is null;
        insert into outbox (id, job, ids, queue, worker_id, asked_at, ring_at)
        select uuidv7(), 'alert_was_acknowledged',
               jsonb_build_object('case_id', answered.case_id, 'alert_id', answered.id), 'urgent', null, moment, moment;
    end $$"""
# the team itself, and the teams that its rota and its deputies name
STANDS = """
                and exists (select from team t
                    join team c on c.id = t.id or position('"' || c.code || '"' in t.duty::text) > 0
                    join post p on p.team_id = c.id and p.worker_id = my_worker() and p.until_at is null
                    where t.id = a.team_id)"""

GREW = f"""create function cases_that_grew(p_cases uuid[], p_places bigint[], proof bytea)
    returns table (case_id uuid, seq bigint) language sql stable {PINNED} as $$
    select shown.case_id, h.seq from unnest(p_cases, p_places) shown (case_id, place)
        join chain_head h on h.chain = 'case:' || shown.case_id
    where h.seq > shown.place and (select door_opens(
        proof, 'cases-that-grew', array_to_string(p_cases, ','), array_to_string(p_places, ','))) $$"""
GREW_BEFORE = f"""create function cases_that_grew(p_cases uuid[], p_places bigint[])
    returns table (case_id uuid, seq bigint) language sql stable {PINNED} as $$
    select shown.case_id, h.seq from unnest(p_cases, p_places) shown (case_id, place)
        join chain_head h on h.chain = 'case:' || shown.case_id
    where h.seq > shown.place $$"""
AMONG = f"""create function readers_of_my_message(p_message uuid, p_holders uuid[])
    returns setof uuid language sql stable {PINNED} as $$
    select h.holder from message m, unnest(p_holders) h (holder)
    where m.id = p_message and m.author_id = my_worker() and my_kind() = 'sign_in' and takes_part(m.case_id)
      and (m.readers is null or audience_covers(m.readers, array[h.holder])) $$"""


def upgrade() -> None:
    for statement in (*_replaced(asks=True), *_as_guard("drop function cases_that_grew(uuid[], bigint[])")):
        op.execute(statement)
    op.execute(GREW)
    op.execute(AMONG)
    for statement in (
        *hand_to_guard("cases_that_grew(uuid[], bigint[], bytea)", "app"),
        *hand_to_guard("readers_of_my_message(uuid, uuid[])", "app"),
        *_as_guard("revoke execute on function audience_covers(uuid[], uuid[]) from app"),
    ):
        op.execute(statement)


def downgrade() -> None:
    for statement in (
        *_replaced(asks=False),
        *_as_guard(
            "drop function cases_that_grew(uuid[], bigint[], bytea)",
            "drop function readers_of_my_message(uuid, uuid[])",
            "grant execute on function audience_covers(uuid[], uuid[]) to app",
        ),
        GREW_BEFORE,
        *hand_to_guard("cases_that_grew(uuid[], bigint[])", "app"),
    ):
        op.execute(statement)


def _replaced(*, asks: bool) -> Iterator[str]:
    """The functions that stay under their names, with what they ask of their caller or as they were before."""
    parts = {
        "<PINNED>": PINNED,
        "<UNASKED>": UNASKED if asks else UNASKED_BEFORE,
        "<IN_NAME>": IN_NAME if asks else "",
        "<ELSEWHERE>": ELSEWHERE if asks else "",
        "<MEMBER>": MEMBER if asks else "",
        "<STANDS>": STANDS if asks else "",
    }
    for function in (APPEND, GIVE, ACKNOWLEDGE):
        yield from _as_guard(reduce(lambda said, part: said.replace(*part), parts.items(), function))


def _as_guard(*statements: str) -> Iterator[str]:
    yield "set role guard"
    yield from statements
    yield "reset role"
