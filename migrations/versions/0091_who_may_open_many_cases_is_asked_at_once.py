"""Who may open the cases of a month is found for all of them together: case by case it took minutes for thousands."""

from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"
CUSTODY = f"""create or replace function agencies_of_cases(these uuid[])
    returns table (case_id uuid, sender_id uuid, receiver_id uuid, open_to uuid[], was_open_to uuid[])
    language sql stable {PINNED} as $$
    {{body}} $$"""
TOGETHER = """with wanted as (select distinct u.id from unnest(these) as u(id) where my_sweep() = 'releases'),
    opened as (
        select p.case_id,
            array_agg(distinct p.agency_id) filter (where p.until_at is null and p.sees = 'full') as open_to,
            array_agg(distinct p.agency_id) as was_open_to
        from wanted w join participant p on p.case_id = w.id group by p.case_id),
    sent as (
        select distinct on (h.case_id) h.case_id, h.to_agency_id from wanted w join hand_over h on h.case_id = w.id
        where h.to_agency_id is not null order by h.case_id, h.asked_at desc, h.id desc)
    select c.id, c.opened_by_agency_id, s.to_agency_id, coalesce(o.open_to, '{}'), coalesce(o.was_open_to, '{}')
    from wanted w join case_file c on c.id = w.id
    left join opened o on o.case_id = c.id left join sent s on s.case_id = c.id"""
ONE_BY_ONE = """select c.id, c.opened_by_agency_id,
        (select h.to_agency_id from hand_over h where h.case_id = c.id and h.to_agency_id is not null
         order by h.asked_at desc, h.id desc limit 1),
        coalesce((select array_agg(distinct p.agency_id order by p.agency_id) from participant p
                  where p.case_id = c.id and p.until_at is null and p.sees = 'full'), '{}'),
        coalesce((select array_agg(distinct p.agency_id order by p.agency_id) from participant p
                  where p.case_id = c.id), '{}')
    from case_file c where my_sweep() = 'releases' and c.id = any (these)"""


def upgrade() -> None:
    _as_guard(CUSTODY.format(body=TOGETHER))


def downgrade() -> None:
    _as_guard(CUSTODY.format(body=ONE_BY_ONE))


def _as_guard(statement: str) -> None:
    """Guard owns the function and alone may change it."""
    op.execute("set role guard")
    op.execute(statement)
    op.execute("reset role")
