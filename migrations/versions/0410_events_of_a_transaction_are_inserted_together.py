"""Events of one transaction are inserted by two statements, not by two each, and chains that many share are taken last.

The chain of an agency is held from its first event until the transaction is kept: whoever else of that agency records
something waits for so long. What is hashed, and how, is as it was.
"""

from alembic import op

revision = "0410"
down_revision = "0380"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

# the same bytes as before, without a plan of its own and a sort for each event
CANONICAL = """create or replace function canonical(variadic parts text[]) returns bytea
    language plpgsql immutable parallel safe as $$
    declare
        said bytea := '';
        part text;
        octets bytea;
    begin
        foreach part in array parts loop
            octets := convert_to(part, 'UTF8');
            said := said || coalesce(int4send(octet_length(octets)) || octets, int4send(-1));
        end loop;
        return said;
    end $$"""

APPEND = f"""create or replace function audit_append_all(p_events jsonb)
    returns table (event_id uuid, event_hash bytea) language plpgsql {PINNED} as $$
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


def upgrade() -> None:
    op.execute(CANONICAL)
    # guard owns it, and keeps it: what is replaced keeps its owner and its callers
    op.execute("set role guard")
    op.execute(APPEND)
    op.execute("reset role")
