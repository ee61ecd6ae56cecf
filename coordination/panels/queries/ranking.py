"""Which cases belong on the agenda of a panel's next meeting, worst first, and why: as far as the asker may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.cases import queries as cases
from coordination.cases.models import Answer, CaseFile, CaseLine, DatedFact, Participant
from coordination.forms.hanging import answers_read
from coordination.panels.models import AgendaItem, PanelAction
from coordination.panels.queries.nearness import NEAR, in_words, weight_of
from coordination.queues.models import Task
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


def candidates(session: Session, worker: SignedIn, panel: Panel, kind: PanelKind, on: date) -> list[Candidate]:
    """The cases that a meeting on this day should look at, worst first."""
    found: list[Candidate] = []
    for feed in kind.feeds:
        if feed.line is not None:
            found += _of_feed(session, worker, panel, feed, on)
    return sorted(found, key=lambda one: (-one.weight, one.key_date or date.max, one.reference))


def weighed(
    session: Session, worker: SignedIn, panel: Panel, feed: PanelFeed, case_id: UUID, on: date, because: str
) -> Candidate:
    """One case, put on the agenda by a person, with its reasons."""
    row = session.execute(
        select(
            CaseFile.id.label("case_id"), CaseFile.reference, CaseFile.linked_from_id, CaseFile.opened_at,
            CaseFile.pathway_version, CaseLine.line, CaseLine.stage, CaseLine.since, Participant.key_date,
        )
        .join(CaseLine, CaseLine.case_id == CaseFile.id)
        .join(Participant, Participant.case_id == CaseFile.id)
        .where(CaseFile.id == case_id, Participant.holder.in_(worker.holders), Participant.until_at.is_(None))
        .limit(1)
    ).one()  # fmt: skip
    return _weigh(session, worker, panel, feed, [(row, because)], on)[0]


def _of_feed(session: Session, worker: SignedIn, panel: Panel, feed: PanelFeed, on: date) -> list[Candidate]:
    mine = [
        Participant.holder.in_(worker.holders), Participant.until_at.is_(None), Participant.case_ended.is_(False),
        Participant.pathway == feed.pathway, Participant.sees == "full",
    ]  # fmt: skip
    if feed.brings == "core":
        mine.append(Participant.position == feed.position)
    parts = select(Participant.case_id, func.min(Participant.key_date).label("key_date")).where(*mine)
    mine_once = parts.group_by(Participant.case_id).cte("mine").prefix_with("materialized", dialect="postgresql")
    due = select(PanelAction.case_id).join(Task, Task.reference == PanelAction.task_reference).where(
        PanelAction.panel_id == panel.id, Task.done_at.is_(None)
    )  # fmt: skip
    history = select(AgendaItem.case_id, AgendaItem.state).where(AgendaItem.panel_id == panel.id)
    last = {row.case_id: row.state for row in session.execute(history.order_by(AgendaItem.added_at))}
    acting = set(session.scalars(due))
    carried = {case_id for case_id, state in last.items() if state == "deferred"}
    first = CaseLine.stage == feed.first
    again = CaseLine.case_id.in_(acting | carried)
    rows = session.execute(
        select(
            mine_once.c.case_id, mine_once.c.key_date, CaseFile.reference, CaseFile.linked_from_id,
            CaseFile.opened_at, CaseFile.pathway_version, CaseLine.line, CaseLine.stage, CaseLine.since,
        )
        .join(CaseLine, (CaseLine.case_id == mine_once.c.case_id) & (CaseLine.line == feed.line))
        .join(CaseFile, CaseFile.id == mine_once.c.case_id)
        .where(CaseLine.ended_at.is_(None), CaseLine.stage.in_(feed.stages), or_(first, again))
        .order_by(mine_once.c.key_date.nulls_first(), mine_once.c.case_id)
        .limit(MOST_WEIGHED)
    ).all()  # fmt: skip
    chosen = []
    for row in rows:
        because = "carried" if row.case_id in carried else "actions" if row.case_id in acting else "first"
        chosen.append((row, because))
    return _weigh(session, worker, panel, feed, chosen, on)


def _weigh(
    session: Session,
    worker: SignedIn,
    panel: Panel,
    feed: PanelFeed,
    chosen: Sequence[tuple[Any, str]],
    on: date,
) -> list[Candidate]:
    ids = [row.case_id for row, _ in chosen]
    if not ids:
        return []
    pathway = pathways.newest(feed.pathway)
    rule = next((word for word in pathway.panels), None)
    if rule is None:
        return [Candidate(row.case_id, row.reference, because, row.key_date, ()) for row, because in chosen]
    answers = _answers(session, ids, pathway, rule)
    facts = _facts(session, ids)
    missed = _missed(session, ids, pathway) if rule.missed else {}
    reads = _reads(session, worker, ids)
    found = []
    for row, because in chosen:
        # only what the reasons read: no score is worked out and nothing is derived for them
        known = Known(
            answers=cases.gathered(answers.get(row.case_id, ())),
            facts=cases.facts_in_force(pathway, facts.get(row.case_id, ())),
            today=on,
        )
        own = reads.get(row.case_id, frozenset())
        reasons = [
            Reason(word.code, word.say, word.weight, word.category, word.level)
            for word in rule.reasons
            if word.category in own and truth(word.when, known) is True
        ]
        reasons += _by_date(rule, row.key_date, on) + _by_past(rule, row, missed.get(row.case_id, 0))
        reasons.sort(key=lambda reason: -reason.weight)
        found.append(Candidate(row.case_id, row.reference, because, row.key_date, tuple(reasons)))
    return found


def _by_date(rule: PanelRule, key_date: date | None, on: date) -> list[Reason]:
    if key_date is None or not rule.near:
        return []
    return [Reason(NEAR, in_words(rule, key_date, on), weight_of(rule, key_date, on), rule.near_category)]


def _by_past(rule: PanelRule, row: Any, missed: int) -> list[Reason]:
    found = []
    if missed:
        say = f"did not come to {plural(missed, 'appointment')}"
        found.append(Reason("missed", say, min(missed, 3) * rule.missed, rule.near_category))
    if row.linked_from_id is not None and rule.returned:
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
            Answer.case_id.in_(ids), Answer.category.in_(kept), Answer.field.in_(asked), Answer.superseded_at.is_(None)
        )
    )
    found: dict[UUID, list[tuple[str, int, Any]]] = {}
    for case_id, field, repeat, value in rows:
        found.setdefault(case_id, []).append((field, repeat, value))
    return found


def _facts(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[Any]]:
    rows = session.execute(
        select(DatedFact.case_id, DatedFact.fact, DatedFact.kind, DatedFact.value, DatedFact.recorded_at)
        .where(DatedFact.case_id.in_(ids))
        .order_by(DatedFact.recorded_at, DatedFact.id)
    )
    return _by_case(rows)


def _missed(session: Session, ids: Sequence[UUID], pathway: Pathway) -> Mapping[UUID, int]:
    codes = {each.code for kind in pathway.appointments for each in kind.outcomes if each.missed}
    rows = session.execute(
        select(Appointment.case_id, func.count())
        .where(Appointment.case_id.in_(ids), Appointment.outcome.in_(codes))
        .group_by(Appointment.case_id)
    )
    return {case_id: int(times) for case_id, times in rows}


def _reads(session: Session, worker: SignedIn, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What the asker reads of each case, levels included: nothing is concluded from what they may not read."""
    rows = session.execute(
        select(Participant.case_id, Participant.reads, Participant.reads_levels).where(
            Participant.case_id.in_(ids), Participant.holder.in_(worker.holders), Participant.until_at.is_(None)
        )
    )
    found: dict[UUID, frozenset[str]] = {}
    for case_id, reads, levels in rows:
        found[case_id] = found.get(case_id, frozenset()) | set(reads) | set(levels)
    return found


def _by_case(rows: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
