"""The log is verified every night inside the database, in pieces, and its seals are copied to a second place.

The worker learns counts and the place of the first fault. It reads no event: what is computed again stays inside.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import hand_to_guard
from migrations.policies import ANYBODY, has_role, protect

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
SWEEP = """if coalesce(my_sweep() <> 'checkpoints', true) then
                raise insufficient_privilege using message = 'Only the sweep of checkpoints verifies the log.';
            end if;"""

STATEMENTS = [
    # some chains after one, in order: how many entries were computed again, and the first that is wrong
    f"""create function audit_verify_some(p_after text, p_most int, out last text, out events bigint, out looks bigint,
                                          out bad_chain text, out bad_seq bigint)
        language plpgsql {PINNED} as $$
        begin
            {SWEEP}
            with picked as materialized (
                select h.chain, h.seq, h.hash from chain_head h where h.chain > p_after order by h.chain limit p_most),
            entry as (
                select e.chain, e.seq, e.hash,
                    e.seq <> row_number() over in_order
                    or (e.chain like 'case:%') <> (e.case_id is not null)
                    or (e.case_id is not null and e.chain <> 'case:' || e.case_id)
                    or e.prev <> lag(e.hash, 1, sha256(convert_to(e.chain, 'UTF8'))) over in_order
                    or e.hash <> sha256(canonical('v1', encode(e.prev, 'hex'), e.chain, e.seq::text, e.id::text,
                        e.case_id::text, microseconds(e.at), microseconds(e.recorded_at), e.kind, e.actor_id::text,
                        e.actor_agency_id::text, e.actor_team_id::text, e.on_behalf_of_id::text, e.line, e.category,
                        e.audience_id::text, encode(e.commit, 'hex')))
                    or (d.event_id is not null and e.commit <> sha256(d.salt || convert_to(d.detail::text, 'UTF8')))
                    as bad, true as done
                from picked v join event e on e.chain = v.chain left join event_detail d on d.event_id = e.id
                window in_order as (partition by e.chain order by e.seq)
                union all
                select r.chain, r.seq, r.hash,
                    r.seq <> row_number() over in_order
                    or r.prev <> lag(r.hash, 1, sha256(convert_to(r.chain, 'UTF8'))) over in_order
                    or r.hash <> sha256(canonical('v1', encode(r.prev, 'hex'), r.chain, r.seq::text,
                        r.worker_id::text, r.agency_id::text, microseconds(r.at), microseconds(r.recorded_at),
                        r.route, r.purpose, array_to_string(r.case_ids, ','))),
                    false
                from picked v join read_event r on r.chain = v.chain
                window in_order as (partition by r.chain order by r.seq)),
            of_chain as (
                select v.chain, coalesce(count(*) filter (where n.done), 0) as done,
                    coalesce(count(*) filter (where not n.done), 0) as looked,
                    case when min(n.seq) filter (where n.bad) is not null then min(n.seq) filter (where n.bad)
                         when count(n.seq) <> v.seq then least(count(n.seq), v.seq) + 1
                         when max(n.seq) = v.seq and not bool_or(n.seq = v.seq and n.hash = v.hash) then v.seq
                    end as bad
                from picked v left join entry n on n.chain = v.chain group by v.chain, v.seq, v.hash),
            first as (select c.chain, c.bad from of_chain c where c.bad is not null order by c.chain limit 1)
            select (select max(v.chain) from picked v), (select sum(c.done) from of_chain c),
                   (select sum(c.looked) from of_chain c), (select f.chain from first f), (select f.bad from first f)
            into last, events, looks, bad_chain, bad_seq;
        end $$""",
    # entries of a chain that has lost its head, and details of no event
    f"""create function audit_verify_strays() returns text language plpgsql {PINNED} as $$
        begin
            {SWEEP}
            return coalesce(
                (select e.chain from event e where not exists (
                    select from chain_head h where h.chain = e.chain) limit 1),
                (select r.chain from read_event r where not exists (
                    select from chain_head h where h.chain = r.chain) limit 1),
                (select 'detail:' || d.event_id from event_detail d where not exists (
                    select from event e where e.id = d.event_id) limit 1));
        end $$""",
    # checkpoints hold ids and hashes: the beat copies them, the nightly check looks at their signatures
    f"""create function checkpoints_after(p_number bigint, p_most int)
        returns table (number bigint, at timestamptz, heads jsonb, previous bytea, root bytea, hash bytea,
                       public_key bytea, signature bytea)
        language sql stable {PINNED} as $$
        select c.number, c.at, c.heads, c.previous, c.root, c.hash, c.public_key, c.signature
        from checkpoint c where c.number > p_number order by c.number limit p_most $$""",
    f"""create function audit_verify_seal(p_number bigint) returns text language plpgsql stable {PINNED} as $$
        begin
            {SWEEP}
            return (select h ->> 0 from checkpoint c, jsonb_array_elements(c.heads) h
                    left join event e on e.chain = h ->> 0 and e.seq = (h ->> 1)::bigint
                    left join read_event r on r.chain = h ->> 0 and r.seq = (h ->> 1)::bigint
                    where c.number = p_number
                      and coalesce(e.hash, r.hash) is distinct from decode(h ->> 2, 'hex') limit 1);
        end $$""",
    f"""create function keep_verification(p_id uuid, p_began timestamptz, p_ended timestamptz, p_events bigint,
                                          p_looks bigint, p_checkpoints bigint, p_fault text, p_moment timestamptz)
        returns void language plpgsql {PINNED} as $$
        begin
            {SWEEP}
            insert into verification (id, began_at, ended_at, events, looks, checkpoints, fault)
            values (p_id, p_began, p_ended, p_events, p_looks, p_checkpoints, p_fault);
            if p_fault is not null then
                insert into notice (id, reference, worker_id, kind, about, sentence, urgent, at)
                select distinct on (w.id) uuidv7(), left(md5(gen_random_uuid()::text), 12), w.id, 'log-not-whole',
                       p_id::text, 'The record of who did what failed its nightly check: something was changed or '
                       'taken away. Keep things as they are and tell whoever looks after the servers.', true, p_moment
                from worker w join role_grant g on g.worker_id = w.id and g.role = 'governance' and g.until_at is null
                where w.suspended_at is null;
            end if;
        end $$""",
    f"""create function last_verification() returns table (began_at timestamptz, whole boolean)
        language sql stable {PINNED} as $$
        select v.began_at, v.fault is null from verification v order by v.began_at desc, v.id desc limit 1 $$""",
    # what happened since the last checkpoint that is too grave to wait five minutes for the next
    f"""create function urgent_waits_to_be_sealed() returns boolean language sql stable {PINNED} as $$
        select exists (select from (select o.ids, o.asked_at from outbox o order by o.id desc limit 200) newest
                       where newest.ids ->> 'urgent' = 'yes' and newest.asked_at > coalesce(
                           (select c.at from checkpoint c order by c.number desc limit 1), '-infinity')) $$""",
]

FOR_WORKER = [
    "audit_verify_some(text, int)",
    "audit_verify_strays()",
    "checkpoints_after(bigint, int)",
    "audit_verify_seal(bigint)",
    "keep_verification(uuid, timestamptz, timestamptz, bigint, bigint, bigint, text, timestamptz)",
    "urgent_waits_to_be_sealed()",
]
FOR_APP = ["last_verification()"]


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("began_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("looks", sa.BigInteger(), nullable=False),
        sa.Column("checkpoints", sa.BigInteger(), nullable=False),
        sa.Column("fault", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.create_index("ix_verification_newest", "verification", ["began_at"])
    op.create_table(
        "checkpoint_copy",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("failing_since", moment),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_checkpoint_copy")),
    )
    for statement in (
        *protect("verification", read=has_role("governance")),
        *protect("checkpoint_copy", read=ANYBODY, worker_reads=ANYBODY),
        *STATEMENTS,
    ):
        op.execute(statement)
    for function in FOR_WORKER:
        _hand(function, "worker")
    for function in FOR_APP:
        _hand(function, "app", "worker")


def _hand(function: str, *roles: str) -> None:
    for statement in hand_to_guard(function, *roles):
        op.execute(statement)
