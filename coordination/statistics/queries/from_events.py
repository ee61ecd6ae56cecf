"""Counting from the log alone: what its events tell of each case, against what was written to count and what is booked.

A few cases at a time, so that a million need no more room than few. For the keeper of the machine, who sees every row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.statistics.queries.configuration import publishing
from workflows import pathways
from workflows.publishing import in_words
from workflows.publishing.logged import logged, told_on_the_day, told_once

A_LOT = 50_000
NO_CASE = UUID(int=0)
_LOT = text("select id from case_file where id > :after order by id limit :most")
# Of each case: how often its events tell of each milestone that counts, and how often that was written. A case that the
# log tells of is booked by the first close that came later than the entry (by a minute: a close may begin while it is
# kept), unless it was undone; and what is booked, the log tells of. What was joined to another referral of its release
# is counted there, and a case with entries that were erased is left out and counted apart.
_COMPARED = text("""
    with rules as materialized (
        select * from jsonb_to_recordset(cast(:rules as jsonb))
            as r(pathway text, version bigint, event text, says text, milestone text, once boolean, dated boolean)
    ), counts as materialized (
        select distinct pathway, version, milestone, once, dated from rules
    ), published as materialized (
        select * from jsonb_to_recordset(cast(:published as jsonb)) as p(pathway text, booked_by text, undone_by text[])
    ), lot as materialized (
        select c.id, c.reference, c.pathway, c.pathway_version as version from case_file c
        where c.id > :after and c.id <= :last
    ), entries as materialized (
        select e.case_id, l.pathway, l.version, e.kind, e.at, d.detail from lot l join event e on e.case_id = l.id
        left join event_detail d on d.event_id = e.id where e.kind in (select event from rules)
    ), unread as materialized (
        select distinct case_id from entries where detail is null
    ), told as materialized (
        select e.case_id, r.milestone as kind, case when r.once then 1 else count(*) end as many, min(e.at) as at
        from entries e join rules r on (r.pathway, r.version, r.event) = (e.pathway, e.version, e.kind)
            and r.says = case e.kind
                when 'case.moved' then e.detail ->> 'move'
                when 'referral.received' then case when e.detail ->> 'added' = 'true' then 'added' else 'first' end
                when 'fact.recorded' then concat(e.detail ->> 'fact', ':', e.detail ->> 'kind')
                when 'appointment.made' then e.detail ->> 'kind'
                when 'appointment.outcome' then concat(e.detail ->> 'kind', ':', e.detail ->> 'outcome') end
        group by e.case_id, r.milestone, r.once
    ), written as materialized (
        select m.case_id, m.kind, count(*) as many, min(m.on_date) as day from lot l
        join milestone m on m.case_id = l.id
        join counts k on (k.pathway, k.version, k.milestone) = (l.pathway, l.version, m.kind)
        group by m.case_id, m.kind
    ), counted as (
        select l.id, l.reference, l.pathway, m.id as milestone_id, m.partnership_id, m.on_date, t.at,
            exists (select from told u where u.case_id = l.id and u.kind = any (p.undone_by)) as undone
        from lot l join published p using (pathway) join milestone m on m.case_id = l.id and m.kind = p.booked_by
        left join told t on t.case_id = l.id and t.kind = p.booked_by
        left join release_spell s on s.id = m.spell_id
        where s.same_as_id is null
    ), differs as (
        select l.id, l.reference, l.pathway, kind, coalesce(t.many, 0) as told, coalesce(w.many, 0) as written,
            null::date as due, null::date as booked
        from told t full join written w using (case_id, kind) join lot l on l.id = case_id
        join counts k on (k.pathway, k.version, k.milestone) = (l.pathway, l.version, kind)
        where coalesce(t.many, 0) <> coalesce(w.many, 0)
            or (not k.dated and w.day <> (t.at at time zone 'Europe/London')::date)
        union all
        select c.id, c.reference, c.pathway, null, null, null, due.month, b.month from counted c
        left join booking b on b.milestone_id = c.milestone_id and b.taken_back is null
        left join lateral (
            select min(r.month) as month from release r
            where r.partnership_id = c.partnership_id and not c.undone
                and r.month >= date_trunc('month', c.on_date) and r.closed_at > c.at + interval '1 minute'
                and c.on_date >= (select min(f.month) from release f where f.partnership_id = c.partnership_id)
        ) due on true
        where (due.month is not null and (b.month is null or b.month > due.month))
            or (b.month is not null and (c.at is null or b.month < date_trunc('month', c.on_date)))
    )
    select reference, pathway, kind, told, written, due, booked from differs
    where id not in (select case_id from unread)
    union all select null, null, null, count(*), null, null, null from unread
    order by pathway, reference, kind""")


@dataclass
class Recount:
    """How many cases were counted again, of how many entries were erased, and what differs, a sentence for each."""

    cases: int = 0
    unread: int = 0
    differences: list[str] = field(default_factory=list)


def recount_from_events(session: Session, most: int = A_LOT) -> Recount:
    """Count every case again from its events, so many at a time. Each difference names the case."""
    found, after = Recount(), NO_CASE
    asked = {"rules": _rules(), "published": _published()}
    while lot := list(session.scalars(_LOT, {"after": after, "most": most})):
        found.cases += len(lot)
        for row in session.execute(_COMPARED, asked | {"after": after, "last": lot[-1]}):
            if row.reference is None:
                found.unread += row.told
            else:
                found.differences.append(f"{row.reference}, {row.pathway}: {_in_words(row)}")
        after = lot[-1]
    return found


def _in_words(row: Any) -> str:
    if row.kind is None:
        due = f"by {in_words(row.due)}" if row.due else "in no month"
        booked = f"in {in_words(row.booked)}" if row.booked else "nowhere"
        return f"the log has it booked {due}, and it is booked {booked}."
    if row.told != row.written:
        return f"the log tells of “{row.kind}” {row.told} times, and {row.written} count."
    return f"“{row.kind}” counts on another day than the log tells."


def _rules() -> str:
    """Every entry that tells of something that counts, for every version that a case may be on."""
    return json.dumps(
        [
            {
                "pathway": pathway.code,
                "version": pathway.version,
                "event": one.event,
                "says": one.says,
                "milestone": one.milestone,
                "once": told_once(pathway, one.milestone),
                "dated": not told_on_the_day(pathway, one.milestone),
            }
            for pathway in pathways.PUBLISHED
            for one in logged(pathway)
        ]
    )


def _published() -> str:
    return json.dumps(
        [
            {"pathway": pathway.code, "booked_by": what.booked_by, "undone_by": list(what.undone_by)}
            for pathway, what in publishing()
        ]
    )
