"""Auditors see who had what: four questions about a case or an agency, answered for those who may ask.

Governance of an agency that takes part, or took part, may ask about a case without being on it; so may a team lead who
is on it. Nobody learns the name of another agency's worker here.
"""

from alembic import op

from migrations.functions import hand_to_guard

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PINNED = "security definer set search_path = pg_catalog, public, pg_temp"

FUNCTIONS = {
    "may_audit(uuid)": f"""create function may_audit(which uuid) returns boolean language sql stable {PINNED} as $$
        select coalesce(not which = any (my_blocked_cases())
            and (my_roles() && array['governance'] and agency_takes_part(which)
                 or my_roles() && array['team-lead'] and takes_part(which)), false) $$""",
    "case_to_audit(text)": f"""create function case_to_audit(p_reference text)
        returns table (id uuid, reference text, pathway text, pathway_version bigint, opened_at timestamptz)
        language sql stable {PINNED} as $$
        select c.id, c.reference, c.pathway, c.pathway_version, c.opened_at from case_file c
        where c.reference = p_reference and may_audit(c.id) $$""",
    "references_to_audit(uuid[])": f"""create function references_to_audit(p_cases uuid[])
        returns table (id uuid, reference text) language sql stable {PINNED} as $$
        select c.id, c.reference from case_file c where c.id = any (p_cases) and may_audit(c.id) $$""",
    "case_shares(uuid)": f"""create function case_shares(p_case uuid)
        returns table (agency text, team text, giver text, position_code text, reads text[], reads_levels text[],
                       sees text, basis text, since timestamptz, until_at timestamptz, purposes text[],
                       agreed text[], consent_given boolean, consent_on date, consent_withdrawn timestamptz)
        language sql stable {PINNED} as $$
        select a.name, t.name, g.name, p.position, p.reads, p.reads_levels, p.sees, p.basis, p.since, p.until_at,
            (select array_agg(distinct s.purpose) from agreement s where s.giver_id = p.giver_id
                and s.taker_id = p.agency_id and s.partnership_id = p.partnership_id and s.pathway = p.pathway
                and s.category = any (p.reads || p.reads_levels) and (p.sees = 'full' or s.category = 'core')
                and (s.ended_at is null or s.ended_at > p.since)),
            (select array_agg(s.category) from agreement s where s.giver_id = p.giver_id
                and s.taker_id = p.agency_id and s.partnership_id = p.partnership_id and s.pathway = p.pathway
                and (s.ended_at is null or s.ended_at > p.since)),
            n.given, n.on_date, n.withdrawn_at
        from participant p join agency a on a.id = p.agency_id join agency g on g.id = p.giver_id
            left join team t on t.id = p.holder left join consent n on n.id = p.consent_id
        where p.case_id = p_case and may_audit(p_case)
        order by p.since, a.name $$""",
    "case_lookers(uuid)": f"""create function case_lookers(p_case uuid)
        returns table (agency text, position_codes text[], first_at timestamptz, last_at timestamptz, days bigint,
                       looks bigint, purposes text[])
        language sql stable {PINNED} as $$
        select a.name, (select array_agg(distinct p.position) from participant p where p.case_id = p_case
                            and p.agency_id = r.agency_id),
            min(r.at), max(r.at), count(distinct (r.at at time zone 'Europe/London')::date), count(*),
            array_agg(distinct r.purpose)
        from read_event r join agency a on a.id = r.agency_id
        where r.case_ids @> array[p_case] and may_audit(p_case)
        group by r.agency_id, a.name order by min(r.at) $$""",
    "agency_looks(timestamptz, timestamptz)": f"""create function agency_looks(p_from timestamptz, p_until timestamptz)
        returns table (worker_id uuid, name text, reference text, day date, pages bigint, cases bigint,
                       busiest_hour bigint, without_position bigint, same_name bigint)
        language sql stable {PINNED} as $$
        with looked as (
            select r.worker_id, (r.at at time zone 'Europe/London')::date as day, r.at, r.purpose, u.case_id
            from read_event r left join lateral unnest(r.case_ids) u(case_id) on true
            where r.agency_id = my_agency() and my_roles() && array['team-lead', 'governance']
                and r.at >= p_from and r.at < p_until),
        hours as (
            select l.worker_id, l.day, max(l.opened) as busiest from (
                select h.worker_id, h.day, count(distinct (h.at, h.case_id)) as opened from looked h
                where h.case_id is not null group by h.worker_id, h.day, date_trunc('hour', h.at)) l
            group by l.worker_id, l.day),
        odd as (
            select l.worker_id, l.day,
                count(distinct l.case_id) filter (where l.purpose <> 'audit' and not exists (
                    select from participant p where p.case_id = l.case_id and p.since <= l.at
                        and (p.until_at is null or p.until_at >= l.at)
                        and (p.holder in (l.worker_id, my_agency()) or p.holder in (
                            select o.team_id from post o where o.worker_id = l.worker_id and o.from_at <= l.at
                                and (o.until_at is null or o.until_at >= l.at))))) as without_position,
                count(distinct l.case_id) filter (where exists (
                    select from person_on_case s join worker w on w.id = l.worker_id where s.case_id = l.case_id
                        and split_part(s.name_folded, ' ', -1)
                            = lower(split_part(regexp_replace(w.name, '\\s*\\(.*', ''), ' ', -1)))) as same_name
            from looked l where l.case_id is not null group by l.worker_id, l.day)
        select w.id, w.name, w.reference, l.day, count(distinct l.at), count(distinct l.case_id),
            coalesce(max(h.busiest), 0), coalesce(max(o.without_position), 0), coalesce(max(o.same_name), 0)
        from looked l join worker w on w.id = l.worker_id
            left join hours h on h.worker_id = l.worker_id and h.day = l.day
            left join odd o on o.worker_id = l.worker_id and o.day = l.day
        group by w.id, w.name, w.reference, l.day order by l.day desc, w.name $$""",
}


def upgrade() -> None:
    for function, statement in FUNCTIONS.items():
        op.execute(statement)
        for handing in hand_to_guard(function, "app"):
            op.execute(handing)
