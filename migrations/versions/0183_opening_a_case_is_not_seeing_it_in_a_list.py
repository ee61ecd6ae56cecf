"""What is worth a question counts cases that were opened, not the rows of lists in which they stood.

A queue of twenty-five rows, looked at three times, said that seventy-five cases were opened; and somebody whose last
name is a common one was asked about for every list that held it.
"""

from alembic import op

revision = "0183"
down_revision = "0182"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

LOOKS = f"""create or replace function agency_looks(p_from timestamptz, p_until timestamptz)
    returns table (worker_id uuid, name text, reference text, day date, pages bigint, cases bigint,
                   busiest_hour bigint, without_position bigint, same_name bigint)
    language sql stable {PINNED} as $$
    with looked as (
        select r.worker_id, (r.at at time zone 'Europe/London')::date as day, r.at, r.purpose, u.case_id,
            cardinality(r.case_ids) = 1 as opened
        from read_event r left join lateral unnest(r.case_ids) u(case_id) on true
        where r.agency_id = my_agency() and my_roles() && array['team-lead', 'governance']
            and r.at >= p_from and r.at < p_until),
    hours as (
        select l.worker_id, l.day, max(l.opened) as busiest from (
            select h.worker_id, h.day, count(distinct h.case_id) as opened from looked h
            where h.opened group by h.worker_id, h.day, date_trunc('hour', h.at)) l
        group by l.worker_id, l.day),
    odd as (
        select l.worker_id, l.day,
            count(distinct l.case_id) filter (where l.purpose <> 'audit' and not exists (
                select from participant p where p.case_id = l.case_id and p.since <= l.at
                    and (p.until_at is null or p.until_at >= l.at)
                    and (p.holder in (l.worker_id, my_agency()) or p.holder in (
                        select o.team_id from post o where o.worker_id = l.worker_id and o.from_at <= l.at
                            and (o.until_at is null or o.until_at >= l.at))))) as without_position,
            count(distinct l.case_id) filter (where l.opened and exists (
                select from person_on_case s join worker w on w.id = l.worker_id where s.case_id = l.case_id
                    and split_part(s.name_folded, ' ', -1)
                        = lower(split_part(regexp_replace(w.name, '\\s*\\(.*', ''), ' ', -1)))) as same_name
        from looked l where l.case_id is not null group by l.worker_id, l.day)
    select w.id, w.name, w.reference, l.day, count(distinct l.at), count(distinct l.case_id),
        coalesce(max(h.busiest), 0), coalesce(max(o.without_position), 0), coalesce(max(o.same_name), 0)
    from looked l join worker w on w.id = l.worker_id
        left join hours h on h.worker_id = l.worker_id and h.day = l.day
        left join odd o on o.worker_id = l.worker_id and o.day = l.day
    group by w.id, w.name, w.reference, l.day order by l.day desc, w.name $$"""


def upgrade() -> None:
    op.execute("set role guard")
    op.execute(LOOKS)
    op.execute("reset role")
