"""Which cases belong on the agenda of a panel's next meeting, worst first, and why: as far as the asker may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Date, Text, Uuid, any_, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session

from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.cases import queries as cases
from coordination.cases.models import Answer, CaseFile, DatedFact, Participant
from coordination.forms.hanging import answers_read
from coordination.panels.queries.nearness import NEAR, in_words, weight_of
from coordination.sharing.models import Panel
from coordination.web.filters import plural
from workflows import pathways
from workflows.partnerships import PanelFeed, PanelKind
from workflows.truth import Known, truth
from workflows.vocabulary import PanelRule, Pathway

# No meeting has time for more: those nearest to their day are weighed, and the page says when there are others.
MOST_WEIGHED = 150


@dataclass(frozen=True)
class Reason:
    """One reason to look at a case early: its words, its weight and who reads it."""

    code: str
    say: str
    weight: int
    category: str
    level_only: bool = False


@dataclass(frozen=True)
class Waits:
    """A case that waits for the panel, why, and what the asker reads of it, levels included."""

    case_id: UUID
    reference: str
    key_date: date | None
    linked_from_id: UUID | None
    because: str
    reads: Collection[str]


@dataclass(frozen=True)
class Candidate:
    """A case that belongs on the agenda, with what puts it where it stands."""

    case_id: UUID
    reference: str
    because: str
    key_date: date | None
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """How high it stands."""
        return sum(reason.weight for reason in self.reasons)


def candidates(session: Session, panel: Panel, kind: PanelKind, on: date) -> list[Candidate]:
    """The cases that a meeting on this day should look at, worst first."""
    found: list[Candidate] = []
    for feed in kind.feeds:
        if feed.line is not None:
            found += _of_feed(session, panel, feed, on)
    return sorted(found, key=lambda one: (-one.weight, one.key_date or date.max, one.reference))


def weighed(session: Session, worker: SignedIn, feed: PanelFeed, case_id: UUID, on: date, because: str) -> Candidate:
    """One case, put on the agenda by a person, with its reasons."""
    row = session.execute(
        select(CaseFile.id.label("case_id"), CaseFile.reference, CaseFile.linked_from_id, Participant.key_date)
        .join(Participant, Participant.case_id == CaseFile.id)
        .where(CaseFile.id == case_id, Participant.holder.in_(worker.holders), Participant.until_at.is_(None))
        .limit(1)
    ).one()
    waits = Waits(
        row.case_id, row.reference, row.key_date, row.linked_from_id, because, _reads(session, worker, case_id)
    )
    return _weigh(session, feed, [waits], on)[0]


def _of_feed(session: Session, panel: Panel, feed: PanelFeed, on: date) -> list[Candidate]:
    asked = func.panel_waits(
        panel.id,
        feed.pathway,
        feed.position if feed.brings == "core" else None,
        feed.line,
        cast(list(feed.stages), ARRAY(Text)),
        feed.first,
        cast(on, Date),
        cast(MOST_WEIGHED, BigInteger),
    ).table_valued("case_id", "reference", "key_date", "linked_from_id", "because", "reads")
    rows = session.execute(select(asked)).all()
    return _weigh(session, feed, [Waits(*row) for row in rows], on)


def _weigh(session: Session, feed: PanelFeed, waiting: Sequence[Waits], on: date) -> list[Candidate]:
    ids = [one.case_id for one in waiting]
    if not ids:
        return []
    pathway = pathways.newest(feed.pathway)
    rule = next((word for word in pathway.panels), None)
    if rule is None:
        return [Candidate(one.case_id, one.reference, one.because, one.key_date, ()) for one in waiting]
    answers = _answers(session, ids, pathway, rule)
    facts = _facts(session, ids)
    missed = _missed(session, ids, pathway) if rule.missed else {}
    found = []
    for one in waiting:
        # only what the reasons read: no score is worked out and nothing is derived for them
        known = Known(
            answers=cases.gathered(answers.get(one.case_id, ())),
            facts=cases.facts_in_force(pathway, facts.get(one.case_id, ())),
            today=on,
        )
        reasons = [
            Reason(word.code, word.say, word.weight, word.category, word.level)
            for word in rule.reasons
            if word.category in one.reads and truth(word.when, known) is True
        ]
        reasons += _by_date(rule, one.key_date, on) + _by_past(rule, one, missed.get(one.case_id, 0))
        reasons.sort(key=lambda reason: -reason.weight)
        found.append(Candidate(one.case_id, one.reference, one.because, one.key_date, tuple(reasons)))
    return found


def _by_date(rule: PanelRule, key_date: date | None, on: date) -> list[Reason]:
    if key_date is None or not rule.near:
        return []
    return [Reason(NEAR, in_words(rule, key_date, on), weight_of(rule, key_date, on), rule.near_category)]


def _by_past(rule: PanelRule, waits: Waits, missed: int) -> list[Reason]:
    found = []
    if missed:
        say = f"did not come to {plural(missed, 'appointment')}"
        found.append(Reason("missed", say, min(missed, 3) * rule.missed, rule.near_category))
    if waits.linked_from_id is not None and rule.returned:
        found.append(Reason("returned", "known from an earlier case", rule.returned, rule.near_category))
    return found


def _answers(
    session: Session, ids: Sequence[UUID], pathway: Pathway, rule: PanelRule
) -> Mapping[UUID, list[tuple[str, int, Any]]]:
    """Only what the reasons ask for, of all cases at once."""
    asked = frozenset().union(*(answers_read(word.when) for word in rule.reasons))
    kept = {pathway.question(code).category for code in asked}
    rows = session.execute(
        select(Answer.case_id, Answer.field, Answer.repeat, Answer.value).where(
            _are(Answer.case_id, ids),
            Answer.category.in_(kept),
            Answer.field.in_(asked),
            Answer.superseded_at.is_(None),
        )
    )
    found: dict[UUID, list[tuple[str, int, Any]]] = {}
    for case_id, field, repeat, value in rows:
        found.setdefault(case_id, []).append((field, repeat, value))
    return found


def _facts(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[Any]]:
    rows = session.execute(
        select(DatedFact.case_id, DatedFact.fact, DatedFact.kind, DatedFact.value, DatedFact.recorded_at)
        .where(_are(DatedFact.case_id, ids))
        .order_by(DatedFact.recorded_at, DatedFact.id)
    )
    return _by_case(rows)


def _missed(session: Session, ids: Sequence[UUID], pathway: Pathway) -> Mapping[UUID, int]:
    codes = {each.code for kind in pathway.appointments for each in kind.outcomes if each.missed}
    rows = session.execute(
        select(Appointment.case_id, func.count())
        .where(_are(Appointment.case_id, ids), Appointment.outcome.in_(codes))
        .group_by(Appointment.case_id)
    )
    return {case_id: int(times) for case_id, times in rows}


def _reads(session: Session, worker: SignedIn, case_id: UUID) -> frozenset[str]:
    """What the asker reads of a case, levels included: nothing is concluded from what they may not read."""
    rows = session.execute(
        select(Participant.reads, Participant.reads_levels).where(
            Participant.case_id == case_id, Participant.holder.in_(worker.holders), Participant.until_at.is_(None)
        )
    )
    return frozenset(code for reads, levels in rows for code in (*reads, *levels))


def _are(column: InstrumentedAttribute[UUID], ids: Sequence[UUID]) -> ColumnElement[bool]:
    """One parameter for all of them: a list of a hundred and fifty is not written out into the statement."""
    return column == any_(cast(list(ids), ARRAY(Uuid)))


def _by_case(rows: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
