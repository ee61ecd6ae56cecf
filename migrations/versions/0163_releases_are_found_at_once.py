"""Who leaves when is found in one go: parts, agreements and facts are judged together, not row by row.

Row-level security asked anew, for each of five thousand cases, who takes part and below which agreement. One function
finds the cases of the calendar through the index on their day and asks the same of all of them at once; of the hundred
that a page shows everything else is still read as the asker.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0163"
down_revision = "0162"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
LIVE = """a.ended_at is null and a.from_date <= today and (a.until_date is null or a.until_date >= today)"""


MINE = """p.holder = any (seats) and p.until_at is null and not p.case_ended and p.pathway = p_pathway
          and not p.case_id = any (blocked)"""


def agreed(part: str, giver: str, category: str) -> str:
    """The condition that this part may be told of a category by this giver."""
    return f"""({part}.agency_id = {giver} or ({giver}, {part}.agency_id, {part}.partnership_id, {category})
        in (select l.giver_id, l.taker_id, l.partnership_id, l.category from live l))"""


# As participants are seen: one's own live parts on every case on which one of them stands below a live agreement.
AGREEMENTS = f"""live as materialized (
        select a.giver_id, a.taker_id, a.partnership_id, a.category from agreement a
        where a.pathway = p_pathway and {LIVE}
    )"""
PARTS = f"""{AGREEMENTS}, parts as materialized (
        select p.case_id, p.holder, p.agency_id, p.giver_id, p.partnership_id, p.position, p.reads, p.reads_levels,
               p.sees, p.stage, p.key_date, {agreed("p", "p.giver_id", "'core'")} as told
        from participant p where {MINE}
    )"""
ASKER = """me uuid := my_worker();
        seats uuid[] := my_holders();
        blocked uuid[] := my_blocked_cases();
        today date := my_today();"""

READS_FACT = f"""(p.sees = 'full' or d.category = 'core') and d.category = any (p.reads)
    and {agreed("p", "d.by_agency_id", "d.category")}"""
READS_ANSWER = f"""(x.author_id = me or case when p.sees = 'full'
        then x.category = any (p.reads) or (x.level_only and x.category = any (p.reads_levels))
        else x.in_preview end) and {agreed("p", "x.author_agency_id", "x.category")}"""

FOUND = f"""create function releases_between(p_pathway text, p_category text, p_fact text, p_happened text[],
        p_places text[], p_place text, p_holders uuid[], p_start date, p_until date, p_today date, p_limit bigint)
    returns table (case_id uuid, reference text, pathway text, pathway_version bigint, stage text,
                   place_in_list integer, day date, happened boolean, in_full boolean)
    language plpgsql stable {PINNED} as $$
    declare
        {ASKER}
    begin
        return query
        with {PARTS}, mine as materialized (
            select p.case_id, max(p.key_date) filter (where p.holder = any (p_holders)) as day,
                   max(p.stage) filter (where p.holder = any (p_holders)) as stage,
                   bool_or(p.holder = any (p_holders) and p_category = any (p.reads)
                           and {agreed("p", "p.giver_id", "p_category")}) as dated,
                   bool_or(p.holder = any (p_holders) and p.sees = 'full') as in_full
            from parts p group by p.case_id having bool_or(p.told) and bool_or(p.holder = any (p_holders))
        ), gone as materialized (
            select distinct d.case_id from mine m join dated_fact d on d.case_id = m.case_id
            join parts p on p.case_id = d.case_id
            where m.dated and d.fact = p_fact and d.kind = any (p_happened) and {READS_FACT}
        ), within as materialized (
            select m.*, g.case_id is not null as left_prison from mine m left join gone g on g.case_id = m.case_id
            where not m.dated or m.day is null or (m.day < p_today and g.case_id is null)
               or (m.day >= p_start and m.day < p_until)
        ), said as (
            select distinct on (x.case_id) x.case_id, x.given ->> asked.code as place
            from within w join answer x on x.case_id = w.case_id
            join parts p on p.case_id = x.case_id
            join unnest(p_places) with ordinality asked(code, nth) on x.given ? asked.code
            where p_place <> '' and not coalesce(x.superseded, '{{}}') ? asked.code and {READS_ANSWER}
            order by x.case_id, asked.nth
        )
        select c.id, c.reference, c.pathway, c.pathway_version, f.stage, f.place_in_list, f.day, f.happened, f.in_full
        from (
            select w.case_id, w.stage, case when not w.dated then 3 when w.day is null then 2
                       when w.day < p_today and not w.left_prison then 0 else 1 end as place_in_list,
                   case when w.dated then w.day end as day, w.dated and w.left_prison as happened, w.in_full
            from within w
            where p_place = '' or exists (select from said s where s.case_id = w.case_id and s.place = p_place)
            order by 3, 4, 1 limit p_limit
        ) f join case_file c on c.id = f.case_id order by 6, 7, 2;
    end $$"""

SIGNATURE = "releases_between(text, text, text, text[], text[], text, uuid[], date, date, date, bigint)"


def upgrade() -> None:
    op.execute(FOUND)
    for statement in hand_to_guard(SIGNATURE, "app"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set role guard")
    op.execute(f"drop function {SIGNATURE}")
    op.execute("reset role")
