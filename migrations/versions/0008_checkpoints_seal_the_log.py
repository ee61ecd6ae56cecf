"""Checkpoints seal the log: the beat may take the changed heads and keep a signed checkpoint, and nothing else.

A checkpoint is refused when it seals an entry that the log does not have: that is a database that lost something.
"""

from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

STATEMENTS = [
    "create table sealed_head (chain text not null, seq bigint not null, constraint pk_sealed_head primary key (chain))",
    *protect("sealed_head"),
    f"""create function checkpoint_last() returns table (number bigint, hash bytea) language sql stable {PINNED} as $$
        select c.number, c.hash from checkpoint c order by c.number desc limit 1 $$""",
    f"""create function checkpoint_heads() returns table (chain text, seq bigint, hash bytea)
        language sql stable {PINNED} as $$
        select h.chain, h.seq, h.hash from chain_head h left join sealed_head s on s.chain = h.chain
        where h.seq > coalesce(s.seq, 0) $$""",
    f"""create function checkpoint_keep(p_number bigint, p_at timestamptz, p_heads jsonb, p_root bytea,
                                        p_previous bytea, p_hash bytea, p_public_key bytea, p_signature bytea)
        returns void language plpgsql {PINNED} as $$
        declare lost text;
        begin
            select h ->> 0 into lost from jsonb_array_elements(p_heads) h
                left join event e on e.chain = h ->> 0 and e.seq = (h ->> 1)::bigint
                left join read_event r on r.chain = h ->> 0 and r.seq = (h ->> 1)::bigint
                where coalesce(e.hash, r.hash) is distinct from decode(h ->> 2, 'hex') limit 1;
            if lost is not null then
                raise integrity_constraint_violation using message =
                    'Checkpoint ' || p_number || ' seals entries of ' || lost || ' that this database does not have.';
            end if;
            insert into checkpoint (number, at, heads, root, previous, hash, public_key, signature)
                values (p_number, p_at, p_heads, p_root, p_previous, p_hash, p_public_key, p_signature);
            insert into sealed_head (chain, seq) select h ->> 0, (h ->> 1)::bigint from jsonb_array_elements(p_heads) h
                on conflict (chain) do update set seq = excluded.seq where sealed_head.seq < excluded.seq;
        end $$""",
    # The second verifier, in SQL: cheap enough to run whenever a case is opened.
    f"""create function audit_chain_check(p_case_id uuid, out events bigint, out first_bad bigint)
        language plpgsql stable {PINNED} as $$
        declare head chain_head;
        begin
            if not takes_part(p_case_id) and not (my_roles() && array['governance'] and agency_takes_part(p_case_id)) then
                return;
            end if;
            select h.* into head from chain_head h where h.chain = 'case:' || p_case_id;
            select count(*), min(c.place) filter (where c.bad) into events, first_bad from (
                select row_number() over in_order as place,
                    e.seq <> row_number() over in_order
                    or e.case_id is distinct from p_case_id
                    or e.prev <> lag(e.hash, 1, sha256(convert_to(e.chain, 'UTF8'))) over in_order
                    or e.hash <> sha256(canonical('v1', encode(e.prev, 'hex'), e.chain, e.seq::text, e.id::text,
                        e.case_id::text, microseconds(e.at), microseconds(e.recorded_at), e.kind, e.actor_id::text,
                        e.actor_agency_id::text, e.actor_team_id::text, e.on_behalf_of_id::text, e.line, e.category,
                        e.audience_id::text, encode(e.commit, 'hex')))
                    or (d.event_id is not null and e.commit <> sha256(d.salt || convert_to(d.detail::text, 'UTF8')))
                    or (e.seq = head.seq and e.hash <> head.hash) as bad
                from event e left join event_detail d on d.event_id = e.id
                where e.chain = 'case:' || p_case_id
                window in_order as (order by e.seq)) c;
            if first_bad is null and events <> coalesce(head.seq, 0) then
                first_bad := least(events, coalesce(head.seq, 0)) + 1;
            end if;
        end $$""",
]

FOR_THE_BEAT = (
    "checkpoint_last()",
    "checkpoint_heads()",
    "checkpoint_keep(bigint, timestamptz, jsonb, bytea, bytea, bytea, bytea, bytea)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for function in FOR_THE_BEAT:
        for statement in hand_to_guard(function, "worker"):
            op.execute(statement)
    for statement in hand_to_guard("audit_chain_check(uuid)", "app", "worker"):
        op.execute(statement)
