"""Counting from the log alone: what its events tell of each case, against what was written to count and what is booked.

A few cases at a time, so that a million need no more room than few. For the keeper of the machine, who sees every row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, bindparam, select, text
from sqlalchemy.orm import Session

from coordination.statistics.models import Release
from workflows import pathways
from workflows.local_time import day_of
from workflows.publishing import in_words, month_of
from workflows.publishing.logged import ANSWERED, EVENTS_READ, logged, told_on_the_day, told_once, what_counts
from workflows.vocabulary import Pathway

A_LOT = 20_000
NO_CASE = UUID(int=0)
# a close may begin while an entry is being kept: then the case is booked by the next one
A_MOMENT = timedelta(minutes=1)
_LOT = text("""
    select id, reference, pathway, pathway_version from case_file where id > :after order by id limit :most""")
_TOLD = text("""
    select e.case_id, e.kind, e.at, d.event_id is null as is_erased, case e.kind
        when 'case.moved' then array[d.detail ->> 'move']
        when 'referral.received' then array[case when d.detail ->> 'added' = 'true' then 'added' else 'first' end]
        when 'fact.recorded' then array[concat(d.detail ->> 'fact', ':', d.detail ->> 'kind')]
        when 'appointment.made' then array[d.detail ->> 'kind']
        when 'appointment.outcome' then array[concat(d.detail ->> 'kind', ':', d.detail ->> 'outcome')]
        when 'answer.given' then array(select jsonb_array_elements_text(d.detail -> 'fields')) end as says
    from event e left join event_detail d on d.event_id = e.id
    where e.case_id > :after and e.case_id <= :last and e.kind = any (:events)
        and (e.kind <> 'answer.given' or d.event_id is null or d.detail -> 'fields' ?| :questions)
    order by e.case_id, e.seq""").bindparams(bindparam("questions", type_=ARRAY(Text)))
_WRITTEN = text("""
    select m.case_id, m.kind, m.on_date, m.partnership_id, b.month as booked, s.same_as_id is not null as is_joined
    from milestone m left join booking b on b.milestone_id = m.id and b.taken_back is null
    left join release_spell s on s.id = m.spell_id
    where m.case_id > :after and m.case_id <= :last
    order by m.case_id, m.recorded_at, m.id""")


@dataclass
class Recount:
    """How many cases were counted again, of how many entries were erased, and what differs, a sentence for each.

    Of an erased entry the log still says when it was made and of what kind. What it may have told of is let pass.
    """

    cases: int = 0
    in_part: int = 0
    differences: list[str] = field(default_factory=list)


def recount_from_events(session: Session, most: int = A_LOT) -> Recount:
    """Count every case again from its events, so many at a time. Each difference names the case."""
    found, after = Recount(), NO_CASE
    rules = {(pathway.code, pathway.version): _Rules(pathway) for pathway in pathways.PUBLISHED}
    questions = sorted({question for rule in rules.values() for question in rule.questions})
    closed = _closed_months(session)
    while lot := session.execute(_LOT, {"after": after, "most": most}).all():
        within = {"after": after, "last": lot[-1].id}
        asked = {**within, "events": list(EVENTS_READ), "questions": questions}
        told, written = _of_cases(session.execute(_TOLD, asked)), _of_cases(session.execute(_WRITTEN, within))
        for case in lot:
            rule = rules[case.pathway, case.pathway_version]
            again = rule.count(told[case.id])
            found.in_part += bool(again.perhaps)
            faults = (
                *rule.differs(again, written[case.id]),
                *rule.is_booked_otherwise(again, written[case.id], closed),
            )
            found.differences += [f"{case.reference}, {case.pathway}: {fault}" for fault in faults]
        found.cases, after = found.cases + len(lot), lot[-1].id
    return found


Closed = Mapping[UUID, Sequence[tuple[date, datetime]]]


@dataclass
class _Counted:
    """When each milestone of a case was reached, and how often each may have been reached by what was erased."""

    told: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    perhaps: Counter[str] = field(default_factory=Counter)


class _Rules:
    """What the entries of one version of a pathway tell of."""

    def __init__(self, pathway: Pathway) -> None:
        self._pathway = pathway
        self._counts = what_counts(pathway)
        self._once = {code for code in self._counts if told_once(pathway, code)}
        self._on_the_day = {code for code in self._counts if told_on_the_day(pathway, code)}
        self._tells: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._may_tell: dict[str, set[str]] = defaultdict(set)
        for one in logged(pathway):
            self._tells[one.event, one.says].append(one.milestone)
            self._may_tell[one.event].add(one.milestone)
        self.questions = {says for event, says in self._tells if event == ANSWERED}

    def count(self, entries: Sequence[Any]) -> _Counted:
        """What was reached, by the log alone."""
        found = _Counted()
        for entry in entries:
            if entry.is_erased:
                found.perhaps.update(self._may_tell.get(entry.kind, ()))
                continue
            for code in (code for says in entry.says for code in self._tells.get((entry.kind, says), ())):
                if code not in self._once or code not in found.told:
                    found.told[code].append(entry.at)
        return found

    def differs(self, again: _Counted, written: Sequence[Any]) -> Iterator[str]:
        """What was written more or less often than the log tells, or on another day."""
        for code in sorted(self._counts):
            days = [row.on_date for row in written if row.kind == code]
            told, perhaps = again.told.get(code, ()), again.perhaps[code]
            if not len(told) <= len(days) <= len(told) + perhaps:
                yield f"the log tells of “{code}” {len(told)} times, and {len(days)} count."
            elif not perhaps and code in self._on_the_day and sorted(map(day_of, told)) != sorted(days):
                yield f"“{code}” counts on another day than the log tells."

    def is_booked_otherwise(self, again: _Counted, written: Sequence[Any], closed: Closed) -> Iterator[str]:
        """Where the case is booked, unless that is by the first close after the log told of it.

        What was joined to another referral of its release is counted there, and what was undone need not be booked.
        """
        published = self._pathway.published
        if published is None:
            return
        is_undone = any(again.told.get(code) or again.perhaps[code] for code in published.undone_by)
        told, perhaps = again.told.get(published.booked_by), again.perhaps[published.booked_by]
        for row in written:
            if row.kind != published.booked_by or row.is_joined:
                continue
            due = None if is_undone or not told else _due(row, told[0], closed.get(row.partnership_id, ()))
            is_late = due is not None and (row.booked is None or row.booked > due)
            is_early = row.booked is not None and (not (told or perhaps) or row.booked < month_of(row.on_date))
            if is_late or is_early:
                by = f"by {in_words(due)}" if due else "in no month"
                booked = f"in {in_words(row.booked)}" if row.booked else "nowhere"
                yield f"the log has it booked {by}, and it is booked {booked}."


def _due(row: Any, told: datetime, closed: Sequence[tuple[date, datetime]]) -> date | None:
    """The month by which it is booked: the first whose close came after the entry, and not before its own."""
    if not closed or row.on_date < closed[0][0]:
        return None
    own = month_of(row.on_date)
    return next((month for month, moment in closed if month >= own and moment > told + A_MOMENT), None)


def _closed_months(session: Session) -> Closed:
    found: dict[UUID, list[tuple[date, datetime]]] = defaultdict(list)
    for row in session.execute(
        select(Release.partnership_id, Release.month, Release.closed_at).order_by(Release.month)
    ):
        found[row.partnership_id].append((row.month, row.closed_at))
    return found


def _of_cases(rows: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
