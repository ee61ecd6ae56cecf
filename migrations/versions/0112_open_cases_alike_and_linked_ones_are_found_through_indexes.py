"""Open cases of the same person, linked cases, and who reads a message are found through indexes, however many there are.

Row-level security looks into every row before a condition on an answer may, so cases of the same person were found by
going through all. One function finds them first and then asks what the policies ask: that the asker takes part, that
an agreement holds, and that they read each thing by which the case was found.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

LIVE = """a.ended_at is null and a.from_date <= (select my_today())
    and (a.until_date is null or a.until_date >= (select my_today()))"""


def agreed(giver: str, category: str) -> str:
    """The condition that the part `p` may be told of this category by this giver."""
    return f"""(p.agency_id = {giver} or (select true from agreement a
        where a.giver_id = {giver} and a.taker_id = p.agency_id and a.partnership_id = p.partnership_id
          and a.pathway = p.pathway and a.category = {category} and {LIVE} limit 1))"""


PART = """p.case_id = {of}.case_id and p.holder = any (seats) and p.until_at is null
    and not p.case_id = any (blocked)"""
READS_ANSWER = f"""(select true from participant p where {PART.format(of="x")}
    and (x.author_id = me or case when p.sees = 'full' then x.category = any (p.reads) else x.in_preview end)
    and {agreed("p.giver_id", "'core'")} and {agreed("x.author_agency_id", "x.category")} limit 1)"""
READS_NAME = f"""(select true from participant p where {PART.format(of="n")}
    and n.category = any (p.reads) and (p.sees = 'full' or n.category = 'core')
    and {agreed("p.giver_id", "n.category")} limit 1)"""
# The index of a number is of use only where its field stands in the query as it does in the index.
BY_NUMBER = """select x.case_id from answer x
    where x.given ? '{field}' and x.given ->> '{field}' = p_{field}
      and not coalesce(x.superseded, '{{}}') ? '{field}' and """ + READS_ANSWER.replace("{", "{{").replace("}", "}}")

ALIKE = f"""create function open_cases_alike(p_pathway text, p_nhs_number text, p_prison_number text, p_name text,
        p_born_field text, p_born text)
    returns table (id uuid, reference text, opened_at timestamptz)
    language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off {PINNED} as $$
    declare
        me uuid := my_worker();
        seats uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
    begin
        return query
            with named as materialized (
                select n.case_id from person_on_case n
                where n.name_folded = p_name and n.part = 'subject' and n.name_hidden_since is null and {READS_NAME}
            ), found as materialized (
                {BY_NUMBER.format(field="nhs_number")}
                union {BY_NUMBER.format(field="prison_number")}
                union select n.case_id from named n where (select true from answer x where x.case_id = n.case_id
                    and x.given ->> p_born_field = p_born and not coalesce(x.superseded, '{{}}') ? p_born_field
                    and {READS_ANSWER} limit 1)
            )
            select c.id, c.reference, c.opened_at from found f join case_file c on c.id = f.case_id
            where c.pathway = p_pathway and c.ended_at is null order by c.opened_at desc limit 5;
    end $$"""

# Everybody who could read a message of this category to this audience, if its author stood in this agency. Only the few
# who are on the case in some way are looked at, not all workers.
MESSAGE_PART = f"""p.until_at is null and p.sees = 'full' and p_category = any (p.reads)
    and {agreed("p_agency", "p_category")} and {agreed("p.giver_id", "'core'")}"""
WHO_READS = f"""create or replace function who_reads(p_case uuid, p_category text, p_agency uuid, p_readers uuid[])
    returns table (worker_id uuid, reference text, name text, agency_id uuid, agency text)
    language sql stable {PINNED} as $$
    with parts as materialized (
        select p.holder from participant p where p.case_id = p_case and takes_part(p_case) and {MESSAGE_PART}
    ), on_it as materialized (
        select o.worker_id as id from parts join post o on o.team_id = parts.holder and o.until_at is null
        union select w.id from parts join worker w on w.id = parts.holder
        union select w.id from parts join worker w on w.agency_id = parts.holder
    )
    select w.id, w.reference, w.name, g.id, g.name
    from on_it join worker w on w.id = on_it.id join agency g on g.id = w.agency_id
    where w.suspended_at is null
      and (p_readers is null or w.id = any (p_readers) or w.agency_id = any (p_readers)
           or exists (select from post o where o.worker_id = w.id and o.until_at is null and o.team_id = any (p_readers)))
      and exists (select from role_grant r where r.worker_id = w.id and r.until_at is null
                    and r.role in ('frontline', 'triage', 'team-lead', 'panel'))
      and not exists (select from case_block b where b.case_id = p_case and b.worker_id = w.id and b.ended_at is null)
    order by g.name, w.name, w.reference $$"""

INDEXES = (
    "create index ix_answer_nhs_number on answer ((given ->> 'nhs_number')) where given ? 'nhs_number'",
    "create index ix_answer_prison_number on answer ((given ->> 'prison_number')) where given ? 'prison_number'",
    "create index ix_person_on_case_folded on person_on_case (name_folded)",
    "create index ix_case_file_linked on case_file (linked_from_id) where linked_from_id is not null",
    # with the id last, so that a page of many that were opened at one moment needs no sorting
    "drop index ix_participant_list",
    "create index ix_participant_list on participant (holder, opened_at, id) where until_at is null",
)


def upgrade() -> None:
    for statement in INDEXES:
        op.execute(statement)
    op.execute(ALIKE)
    signature = "open_cases_alike(text, text, text, text, text, text)"
    for statement in hand_to_guard(signature, "app", "worker"):
        op.execute(statement)
    op.execute("set role guard")
    op.execute(WHO_READS)
    op.execute("reset role")


def downgrade() -> None:
    raise NotImplementedError("Restore a backup instead.")
