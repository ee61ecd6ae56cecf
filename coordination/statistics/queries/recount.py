"""Counting everything again: bookings against milestones, ledgers against bookings and against what is frozen."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.statistics.queries.configuration import publishing

_BOOKED = text("""
    with counted as (
        select b.partnership_id, b.custody_group, b.ledger, b.pathway, c.attribute, c.category, count(*) as many
        from booking b cross join lateral (
            select 'total' as attribute, 'all' as category where b.ledger = 'cases'
            union all select k.key, k.value from jsonb_each_text(b.categories) k
            union all select k.key, k.value from jsonb_each_text(b.filled) k
                where exists (select from release_column r where r.partnership_id = b.partnership_id
                    and r.month = b.month and r.pathway = b.pathway and r.attribute = k.key)) c
        where b.taken_back is null
        group by 1, 2, 3, 4, 5, 6)
    select coalesce(l.custody_group, c.custody_group) as custody_group, coalesce(l.pathway, c.pathway) as pathway,
        coalesce(l.attribute, c.attribute) as attribute, coalesce(l.category, c.category) as category,
        coalesce(l.booked, 0) as kept, coalesce(c.many, 0) as counted
    from ledger l full join counted c using (partnership_id, custody_group, ledger, pathway, attribute, category)
    where coalesce(l.booked, 0) <> coalesce(c.many, 0) order by 1, 2, 3, 4""")
_ISSUED = text("""
    with frozen as (
        select r.partnership_id, r.custody_group, r.pathway,
            case when r.attribute like 'events:%' then substr(r.attribute, 8) else 'cases' end as ledger,
            case when r.attribute like 'events:%' then 'kind' else r.attribute end as attribute,
            r.category, sum(r.value) as value
        from release_cell r group by 1, 2, 3, 4, 5, 6)
    select coalesce(l.custody_group, f.custody_group) as custody_group, coalesce(l.pathway, f.pathway) as pathway,
        coalesce(l.attribute, f.attribute) as attribute, coalesce(l.category, f.category) as category,
        coalesce(l.issued, 0) as kept, coalesce(f.value, 0) as counted
    from ledger l full join frozen f using (partnership_id, custody_group, ledger, pathway, attribute, category)
    where coalesce(l.issued, 0) <> coalesce(f.value, 0) order by 1, 2, 3, 4""")
_MISSED = text("""
    with span as (
        select partnership_id, min(month) as since, max(month) + interval '1 month' as until,
            max(closed_at) as closed_at from release group by partnership_id)
    select count(*) from milestone m join span s using (partnership_id)
    left join release_spell p on p.id = m.spell_id
    where m.pathway = :pathway and m.kind = :kind and m.on_date >= s.since and m.on_date < s.until
        and m.recorded_at < s.closed_at and p.same_as_id is null
        and not exists (select from booking b where b.milestone_id = m.id)
        and not exists (select from milestone u where u.case_id = m.case_id and u.kind = any(:undone))""")
_WITHOUT = text("select count(*) from booking b where not exists (select from milestone m where m.id = b.milestone_id)")


def differences(session: Session) -> list[str]:
    """Every disagreement as a sentence; none where all is well. For the keeper of the machine, who sees every row."""
    found = [
        f"{row.custody_group}, {row.pathway}, {row.attribute} {row.category}: the ledger says {row.kept}, "
        f"{what} {row.counted}."
        for query, what in ((_BOOKED, "the bookings are"), (_ISSUED, "the frozen figures add up to"))
        for row in session.execute(query)
    ]
    for pathway, published in publishing():
        asked = {"pathway": pathway.code, "kind": published.booked_by, "undone": list(published.undone_by)}
        missed = session.scalar(_MISSED, asked)
        if missed:
            found.append(f"{pathway.code}: {missed} cases of closed months are booked nowhere.")
    return found


def without_milestone(session: Session) -> int:
    """How many bookings have no milestone any more (their case was erased), or never had one (they are invented)."""
    return session.scalar(_WITHOUT) or 0
