"""A case is found by the NHS number or the prison number of the person, by whoever may read that answer.

Row-level security looks into every row before a condition on an answer may, so the numbers are found through their
indexes first, and then judged as the policies on answers judge: as `open_cases_alike` of 0112 does for one pathway.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0182"
down_revision = "0181"
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


READS = f"""(select true from participant p where p.case_id = x.case_id and p.holder = any (seats)
    and p.until_at is null and not p.case_id = any (blocked)
    and (x.author_id = me or case when p.sees = 'full' then x.category = any (p.reads) else x.in_preview end)
    and {agreed("p.giver_id", "'core'")} and {agreed("x.author_agency_id", "x.category")} limit 1)"""
# The index of a number is of use only where its field stands in the query as it does in the index.
BY_NUMBER = """select x.case_id from answer x
    where x.given ? '{field}' and x.given ->> '{field}' = p_{field}
      and not coalesce(x.superseded, '{{}}') ? '{field}' and """ + READS.replace("{", "{{").replace("}", "}}")

NUMBERED = f"""create function cases_numbered(p_nhs_number text, p_prison_number text, p_limit int)
    returns table (case_id uuid)
    language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off {PINNED} as $$
    declare
        me uuid := my_worker();
        seats uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
    begin
        return query
            with found as materialized (
                {BY_NUMBER.format(field="nhs_number")}
                union {BY_NUMBER.format(field="prison_number")}
            )
            select c.id from found f join case_file c on c.id = f.case_id
            order by c.ended_at is not null, c.opened_at desc, c.id limit least(greatest(p_limit, 1), 100);
    end $$"""


def upgrade() -> None:
    op.execute(NUMBERED)
    for statement in hand_to_guard("cases_numbered(text, text, int)", "app"):
        op.execute(statement)
