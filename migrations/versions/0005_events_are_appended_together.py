"""All events of one transaction are appended by one call, so that a chain's head is locked once and briefly.

Each is appended by the same rules as one alone; its id was made by the application, so that what follows can name it.
Somebody whose part in a case ends in this very transaction may still record that it did.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

STATEMENTS = [
    f"""create function took_part(which uuid) returns boolean language sql stable {PINNED} as $$
        select takes_part(which) or exists (
            select from participant p where p.case_id = which and p.holder = any (my_holders())
                and p.xmin = pg_current_xact_id()::xid) $$""",
    f"""create function audit_append_all(p_events jsonb)
        returns table (event_id uuid, event_hash bytea) language plpgsql {PINNED} as $$
        declare
            mine acting := my_acting();
            one record;
            head chain_head;
            salt bytea;
            digest bytea;
            sealed bytea;
            recorded timestamptz;
            team uuid;
            checked uuid;
        begin
            for one in
                select e.* from jsonb_to_recordset(p_events) as e(
                    place bigint, id uuid, kind text, chain text, case_id uuid, at timestamptz, line text,
                    category text, audience_id uuid, on_behalf_of_id uuid, team_id uuid, detail jsonb)
                order by e.chain, e.place
            loop
                if mine.kind is null and session_user in ('app', 'worker', 'statistics', 'backup', 'migrate') and one.kind not like 'sign-in.%' then
                    raise insufficient_privilege using message = 'Nobody is asking, so nothing can be recorded.';
                end if;
                if one.case_id is not null then
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
                end if;
                if head.chain is distinct from one.chain then
                    if head.chain is not null then
                        update chain_head h set seq = head.seq, hash = head.hash where h.chain = head.chain;
                    end if;
                    insert into chain_head (chain, seq, hash)
                        values (one.chain, 0, sha256(convert_to(one.chain, 'UTF8'))) on conflict (chain) do nothing;
                    select * into head from chain_head h where h.chain = one.chain for update;
                end if;
                recorded := clock_timestamp();
                team := case when one.team_id = any (mine.team_ids) then one.team_id else mine.team_ids[1] end;
                salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
                digest := sha256(salt || convert_to(one.detail::text, 'UTF8'));
                sealed := sha256(canonical('v1', encode(head.hash, 'hex'), one.chain, (head.seq + 1)::text,
                    one.id::text, one.case_id::text, microseconds(one.at), microseconds(recorded), one.kind,
                    mine.worker_id::text, mine.agency_id::text, team::text, one.on_behalf_of_id::text, one.line,
                    one.category, one.audience_id::text, encode(digest, 'hex')));
                insert into event (chain, seq, id, case_id, at, recorded_at, kind, actor_id, actor_agency_id,
                                   actor_team_id, on_behalf_of_id, line, category, audience_id, commit, prev, hash)
                values (one.chain, head.seq + 1, one.id, one.case_id, one.at, recorded, one.kind, mine.worker_id,
                        mine.agency_id, team, one.on_behalf_of_id, one.line, one.category, one.audience_id, digest,
                        head.hash, sealed);
                insert into event_detail (event_id, case_id, salt, detail) values (one.id, one.case_id, salt, one.detail);
                head.seq := head.seq + 1;
                head.hash := sealed;
                event_id := one.id;
                event_hash := sealed;
                return next;
            end loop;
            if head.chain is not null then
                update chain_head h set seq = head.seq, hash = head.hash where h.chain = head.chain;
            end if;
        end $$""",
]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for function, callers in (("took_part(uuid)", ()), ("audit_append_all(jsonb)", ("app", "worker"))):
        for statement in hand_to_guard(function, *callers):
            op.execute(statement)
