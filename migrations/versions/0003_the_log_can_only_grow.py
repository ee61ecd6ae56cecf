"""The log can only grow: two functions append to it, triggers refuse everything else.

The encoding under the hash is explicit: "v1", then every column, each as a four-byte length (-1 for none) and its
UTF-8 text; moments as microseconds since 1970, byte strings as hexadecimal. A verifier needs nothing else.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

STATEMENTS = [
    """create function canonical(variadic parts text[]) returns bytea language sql immutable parallel safe as $$
        select coalesce(string_agg(case when u.part is null then int4send(-1)
            else int4send(octet_length(convert_to(u.part, 'UTF8'))) || convert_to(u.part, 'UTF8') end,
            ''::bytea order by u.place), ''::bytea)
        from unnest(parts) with ordinality u(part, place) $$""",
    """create function microseconds(moment timestamptz) returns text language sql immutable parallel safe as $$
        select (extract(epoch from moment) * 1000000)::bigint::text $$""",
    f"""create function audit_append(
            p_kind text, p_chain text, p_case_id uuid, p_at timestamptz, p_line text, p_category text,
            p_audience_id uuid, p_on_behalf_of_id uuid, p_team_id uuid, p_detail jsonb,
            out id uuid, out seq bigint, out hash bytea)
        language plpgsql {PINNED} as $$
        declare
            mine acting := my_acting();
            head chain_head;
            salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
            digest bytea;
            recorded timestamptz := clock_timestamp();
            team uuid := case when p_team_id = any (mine.team_ids) then p_team_id else mine.team_ids[1] end;
        begin
            if mine.kind is null and session_user in ('app', 'worker', 'statistics', 'backup', 'migrate') and p_kind not like 'sign-in.%' then
                raise insufficient_privilege using message = 'Nobody is asking, so nothing can be recorded.';
            end if;
            if p_case_id is not null then
                if p_chain <> 'case:' || p_case_id then
                    raise check_violation using message = 'An event about a case belongs in that case''s chain.';
                end if;
                if mine.kind in ('sign_in', 'job') and not takes_part(p_case_id) and not opens_case(p_case_id) then
                    raise insufficient_privilege using message = 'There is no case of that id that you can open.';
                end if;
            elsif p_chain like 'case:%' or p_chain like 'worker:%' then
                raise check_violation using message = 'Only events about a case belong in a case''s chain.';
            end if;
            insert into chain_head (chain, seq, hash) values (p_chain, 0, sha256(convert_to(p_chain, 'UTF8')))
                on conflict (chain) do nothing;
            select * into head from chain_head h where h.chain = p_chain for update;
            id := uuidv7();
            seq := head.seq + 1;
            digest := sha256(salt || convert_to(p_detail::text, 'UTF8'));
            hash := sha256(canonical('v1', encode(head.hash, 'hex'), p_chain, seq::text, id::text, p_case_id::text,
                microseconds(p_at), microseconds(recorded), p_kind, mine.worker_id::text, mine.agency_id::text,
                team::text, p_on_behalf_of_id::text, p_line, p_category, p_audience_id::text, encode(digest, 'hex')));
            insert into event (chain, seq, id, case_id, at, recorded_at, kind, actor_id, actor_agency_id,
                               actor_team_id, on_behalf_of_id, line, category, audience_id, commit, prev, hash)
            values (p_chain, seq, id, p_case_id, p_at, recorded, p_kind, mine.worker_id, mine.agency_id, team,
                    p_on_behalf_of_id, p_line, p_category, p_audience_id, digest, head.hash, hash);
            insert into event_detail (event_id, case_id, salt, detail) values (id, p_case_id, salt, p_detail);
            update chain_head h set seq = audit_append.seq, hash = audit_append.hash where h.chain = p_chain;
        end $$""",
    f"""create function audit_look(p_token text, p_route text, p_purpose text, p_case_ids uuid[], p_at timestamptz)
        returns bigint language plpgsql {PINNED} as $$
        declare
            mine acting;
            head chain_head;
            line text;
            recorded timestamptz := clock_timestamp();
            next_seq bigint;
            digest bytea;
        begin
            perform set_config('coordination.token', p_token, true);
            mine := my_acting();
            if mine.worker_id is null then
                raise insufficient_privilege using message = 'Nobody is asking, so nothing can be shown.';
            end if;
            line := 'worker:' || mine.worker_id;
            insert into chain_head (chain, seq, hash) values (line, 0, sha256(convert_to(line, 'UTF8')))
                on conflict (chain) do nothing;
            select * into head from chain_head h where h.chain = line for update;
            next_seq := head.seq + 1;
            digest := sha256(canonical('v1', encode(head.hash, 'hex'), line, next_seq::text, mine.worker_id::text,
                mine.agency_id::text, microseconds(p_at), microseconds(recorded), p_route, p_purpose,
                array_to_string(p_case_ids, ',')));
            insert into read_event (chain, seq, worker_id, agency_id, at, recorded_at, route, purpose, case_ids,
                                    prev, hash)
            values (line, next_seq, mine.worker_id, mine.agency_id, p_at, recorded, p_route, p_purpose, p_case_ids,
                    head.hash, digest);
            update chain_head h set seq = next_seq, hash = digest where h.chain = line;
            return next_seq;
        end $$""",
    """create function refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception '% can only grow: % refused', tg_table_name, lower(tg_op)
                using errcode = 'restrict_violation';
        end $$""",
    # a change to a case that leaves no event is refused at commit; the head of the case's chain tells
    f"""create function no_change_without_event() returns trigger language plpgsql {PINNED} as $$
        declare which uuid;
        begin
            if tg_op = 'DELETE' then
                which := old.case_id;
            elsif tg_table_name = 'case_file' then
                which := new.id;
            else
                which := new.case_id;
            end if;
            if which is not null and not exists (select from chain_head h where h.chain = 'case:' || which
                                                   and h.xmin = pg_current_xact_id()::xid) then
                raise exception 'A change to % was not recorded: every change to a case leaves an event', tg_table_name
                    using errcode = 'integrity_constraint_violation';
            end if;
            return null;
        end $$""",
]

APPEND_ONLY = ("event", "read_event", "checkpoint")
# every table with a case_id, but a worker's private working state and what looking leaves behind
NEEDS_EVENT = (
    "case_partnership",
    "case_line",
    "release_spell",
    "person_on_case",
    "place",
    "dated_fact",
    "answer",
    "participant",
    "case_block",
    "hand_over",
    "milestone",
    "task",
    "clock",
    "consent",
    "appointment",
    "contact",
    "referral",
    "audience",
    "audience_member",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for function, callers in (
        ("audit_append(text, text, uuid, timestamptz, text, text, uuid, uuid, uuid, jsonb)", ("app", "worker")),
        ("audit_look(text, text, text, uuid[], timestamptz)", ("app",)),
        ("no_change_without_event()", ()),
    ):
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger {table}_only_grows before update or delete or truncate on {table} "
            "for each statement execute function refuse_change()"
        )
        op.execute(f"alter table {table} enable always trigger {table}_only_grows")
    op.execute(
        "create trigger event_detail_keeps_its_words before update or truncate on event_detail "
        "for each statement execute function refuse_change()"
    )
    op.execute("alter table event_detail enable always trigger event_detail_keeps_its_words")
    for table in NEEDS_EVENT:
        op.execute(
            f"create constraint trigger {table}_changes_are_recorded after insert or update or delete on {table} "
            "deferrable initially deferred for each row execute function no_change_without_event()"
        )
    op.execute(
        "create constraint trigger case_file_changes_are_recorded after insert or update on case_file "
        "deferrable initially deferred for each row execute function no_change_without_event()"
    )
