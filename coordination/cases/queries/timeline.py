"""What happened on a case, newest first, each event in a sentence that its reader may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.kinds import KINDS
from coordination.cases.models import CaseFile
from coordination.cases.queries.events import AFTER_ALL, events_query
from coordination.cases.queries.people import ANSWERS
from coordination.queues.queries.rows import ENDED_BY_ITSELF
from coordination.together import Asked, Together
from workflows.vocabulary import Pathway

PAGE = 30
# among the fields of an event: what a card asks that asks no question of the pathway
WHAT_IS_NEW = "what-is-new"


class Reader(Protocol):
    """Whoever reads what happened: a case with its pathway, the categories that they read, and what is new to them."""

    @property
    def case(self) -> CaseFile: ...
    @property
    def pathway(self) -> Pathway: ...
    @property
    def reads(self) -> frozenset[str]: ...
    @property
    def in_preview(self) -> bool: ...
    @property
    def worker(self) -> SignedIn: ...
    def new(self, at: datetime, by: UUID | None = None) -> bool: ...


@dataclass(frozen=True)
class Happened:
    """One event in words."""

    seq: int
    at: datetime
    said: str
    agency: str
    new: bool
    kind: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Timeline:
    """One page of it, and the place from which the next page goes on."""

    events: tuple[Happened, ...]
    older: int | None


def timeline(
    session: Session,
    page: Reader,
    before: int | None = None,
    size: int = PAGE,
    *,
    after: int | None = None,
    kinds: Collection[str] = (),
) -> Timeline:
    """Events from the newest, or from `before` on, down to `after`; all that a timeline shows, or these kinds."""
    [(events, given)] = asks(page.case.id, before, size, after=after, kinds=kinds).items()
    return timeline_of(page, events.rows(session, **given)["events"], size)


def asks(
    case_id: UUID, before: int | None, size: int = PAGE, *, after: int | None = None, kinds: Collection[str] = ()
) -> Asked:
    """What `timeline` will ask with the same words, to be read ahead together with other lists."""
    upto = before if before is not None else AFTER_ALL
    return {_events(frozenset(kinds)): {"case_id": case_id, "before": upto, "after": after or 0, "size": size + 1}}


def timeline_of(page: Reader, rows: Sequence[Any], size: int) -> Timeline:
    """The same of events that have been read already, one more than are shown."""
    happened = tuple(_happened(page, row) for row in rows[:size])
    return Timeline(happened, rows[size - 1].seq if len(rows) > size else None)


@cache
def _events(kinds: frozenset[str]) -> Together:
    return Together(events=events_query(kinds))


def _happened(page: Reader, row: Any) -> Happened:
    words = {**row.detail, **_in_words(page, row)}
    actor = row.actor or row.for_whom or "The service"
    said = KINDS[row.kind].sentence.format(**{name: "" if value is None else value for name, value in words.items()},
                                           actor=actor)  # fmt: skip
    if row.kind == "case.moved":
        said = _moved(page, row, actor)
    elif row.kind == "hand-over.answered" and row.detail["answer"] in ENDED_FOR_THEM:
        said = ENDED_FOR_THEM[row.detail["answer"]].format(actor=actor, to=row.detail["to"])
    elif row.kind == "task.done" and row.detail["ended_as"] in ENDED_BY_ITSELF:
        said = f"No longer needed: {row.detail['asks']}"
    elif row.kind == "clock.reminded":
        said = f"{REMINDED.get(row.detail['tell'], 'A reminder was sent')}: {words['rule']}"
    return Happened(row.seq, row.at, said, row.agency or "", page.new(row.at, row.actor_id), row.kind, row.detail)


def _moved(page: Reader, row: Any, actor: str) -> str:
    """A step as those who see the line read it; others learn the word for where the case stands."""
    pathway: Pathway = page.pathway
    line = next((line for line in pathway.lines if line.code == row.line), pathway.lines[0])
    if line.category in page.reads:
        return f"{actor}: {pathway.move(row.detail['move']).label}"
    return f"This case is now: {pathway.stage(row.detail['now']).outside_label}"


def _in_words(page: Reader, row: Any) -> dict[str, str]:
    """The codes and ids of an event's details as the words that they stand for."""
    pathway, detail = page.pathway, row.detail
    words: dict[str, str] = {}
    if "holder" in detail:
        words["holder"] = row.holder or row.agency or "Somebody"
    if "team" in detail:
        words["team"] = row.team or "a team"
    if "position" in detail:
        words["position"] = _label(pathway.positions, detail["position"]).lower()
    if "fields" in detail:
        words["fields"] = _fields(page, detail["fields"], own=row.actor_id == page.worker.id)
    if "rule" in detail:
        words["rule"] = _label(pathway.clocks, detail["rule"]).lower()
    if "fact" in detail:
        words["fact"] = _label(pathway.facts, detail["fact"]).lower()
    if "recipient" in detail:
        words["recipient"] = _recipient(pathway, detail["recipient"])
    for said in ("agreed", "refused"):
        if said in detail:
            words[said] = ", ".join(_recipient(pathway, code) for code in detail[said]) or "none"
    if "answer" in detail:
        words["answer"] = ANSWERS.get(detail["answer"], detail["answer"]).lower()
    if "audience" in detail:
        words["audience"] = AUDIENCES.get(detail["audience"], "some of those on the case")
    if detail.get("outcome"):
        words["outcome"] = _outcome(pathway, detail["outcome"])
    return words


def _fields(page: Reader, codes: Sequence[str], *, own: bool) -> str:
    """The questions that were answered, as far as the asker reads them. Whoever answered knows which they were."""
    pathway = page.pathway
    labels = []
    for name in codes:
        topic, _, code = name.partition(".")
        question = pathway.questions.get(code or topic)
        if question is None:
            continue
        if own or (question.preview if page.in_preview else question.category in page.reads):
            labels.append(f"“{question.over_the_answer.rstrip('?')}”")
    if WHAT_IS_NEW in codes:
        return "what is new"
    if not labels:
        return "something that is not shared with you"
    rest = len(labels) - 3
    return ", ".join(labels[:3]) + (f" and {rest} more" if rest > 0 else "")


# how a request ended that whoever was asked did not answer
ENDED_FOR_THEM = {
    "died": "What {to} was asked has ended: they have died",
    "person-declined": "What {to} was asked has ended: they do not want it",
    "taken-back": "{actor} took back what {to} was asked",
    "withdrawn": "{actor} withdrew what {to} was asked",
}
REMINDED = {
    "due-soon": "A reminder of what is due soon went to whoever has the work",
    "holder": "A reminder went to whoever has the work",
    "team-lead": "A reminder went to the team lead",
    "duty": "A reminder went to whoever is on duty",
    "partner-spoc": "A reminder went to the partner’s single point of contact",
    "panel-chair": "A reminder went to the panel’s chair",
    "expires": "The time to answer is over",
}
AUDIENCES = {
    "everyone": "everyone on the case", "agencies": "chosen agencies", "agency": "their agency", "team": "their team",
    "workers": "named people",
}  # fmt: skip
BODIES = {"gp": "their GP", "ndtms": "the national treatment statistics", "reconnect": "RECONNECT"}


def _recipient(pathway: Pathway, code: str) -> str:
    if code in BODIES:
        return BODIES[code]
    found = _label(pathway.positions, code)
    return found.lower() if found != code else code.replace("-", " ").replace("_", " ")


def _outcome(pathway: Pathway, code: str) -> str:
    of_appointments = [outcome for kind in pathway.appointments for outcome in kind.outcomes]
    found = _label((*pathway.outcomes, *of_appointments, *pathway.stages), code)
    return found.lower() if found != code else code.replace("-", " ").replace("_", " ")


def _label(words: Sequence[Any], code: str) -> str:
    return next((str(word.label) for word in words if word.code == code), code)
