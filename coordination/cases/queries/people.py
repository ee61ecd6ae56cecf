"""Who takes part in a case, what each may see and why; and how the work was handed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination import clock
from coordination.cases.queries.loading import Loaded
from coordination.queues.commands.working_out import CALENDAR
from workflows.lateness import lateness
from workflows.opening_hours import hours_in_words

BASES = {
    "direct-care": "because they care for the person",
    "consent": "because the person agreed",
    "legal-duty": "because of a legal duty",
    "serious-harm": "to prevent serious harm",
}
WHOSE_NO = {
    "person": "the person said no",
    "receiver": "the team said no",
    "area": "it belongs to another area",
    "age": "because of their age",
    "need": "there was no need for this",
    "record": "the record was wrong",
}
ANSWERS = {
    "accepted": "Accepted",
    "accepted-recovery-support": "Accepted for recovery support",
    "more-information": "More information asked for",
    "declined": "Declined",
    "redirected": "Passed on",
    "withdrawn": "Withdrawn",
    "expired": "Ran out without an answer",
    "nothing-held": "We hold nothing",
    "not-without-consent": "Not without consent",
    "accepted-outside": "Taken on by another area",
    "accepted-urgent": "Accepted as urgent",
    "declined-no-need": "Declined: there is no need",
    "declined-under-18": "Declined: under 18",
    "died": "Ended: they have died",
    "duplicate": "Added to a case that is open",
    "not-cuckooing": "Not cuckooing",
    "person-declined": "Ended: they do not want it",
    "taken-back": "Taken back",
}


@dataclass(frozen=True)
class PartShown:
    """One participant: what they are, what they see, on which ground, since when; of a team also how to ring it."""

    name: str
    agency: str
    position: str
    sees: str
    basis: str
    since: datetime
    until: datetime | None
    mine: bool
    new: bool
    phone: str = ""
    opening: str = ""
    when_closed: str = ""
    # a worker whose account was closed: nobody can ask for them
    gone: bool = False


@dataclass(frozen=True)
class HandOverShown:
    """One hand-over, with both sides, its deadline and its answer."""

    label: str
    asker: str
    to: str
    asked_at: datetime
    due: str
    sentence: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    no: str
    outside: bool
    late: bool
    new: bool


def people(page: Loaded) -> list[PartShown]:
    """Everybody who takes part, then those who did."""
    shown = [_part(page, row) for row in page.rows["parts"]]
    return sorted(shown, key=lambda part: part.until is not None)


def _part(page: Loaded, row: Any) -> PartShown:
    pathway = page.now.pathway
    if row.sees == "preview":
        sees = "A preview until it has accepted"
    else:
        labels = [word.label for word in pathway.categories if word.code in row.reads]
        labels += [f"{word.label} (level only)" for word in pathway.categories if word.code in row.reads_levels]
        sees = ", ".join(labels) or "That there is a case, and nothing in it"
    duty = row.duty or {}
    closed = duty.get("out_of_hours") or {}
    return PartShown(
        name=row.name or row.agency,
        agency=row.agency,
        position=pathway.position(row.position).label,
        sees=sees,
        basis=BASES.get(row.basis, row.basis),
        since=row.since,
        until=row.until_at,
        mine=row.mine,
        new=page.new(row.since),
        phone=duty.get("phone", ""),
        opening=hours_in_words((duty.get("hours") or {}).get("days", ())),
        when_closed=f"{closed.get('name', '')} {closed.get('phone', '')}".strip(),
        gone=row.gone,
    )


def hand_overs(page: Loaded) -> list[HandOverShown]:
    """The chain of hand-overs, oldest first."""
    return [_hand_over(page, row) for row in page.rows["hand_overs"]]


def _hand_over(page: Loaded, row: Any) -> HandOverShown:
    reads_reasons = page.now.pathway.lines[0].category in page.reads
    waiting = "Waits for an answer" if not row.returned_count else "Waits for an answer, after a question back"
    return HandOverShown(
        label=page.now.pathway.hand_over(row.kind).label,
        asker=f"{row.asked_by}, {row.from_team or row.from_agency}",
        to=row.to,
        asked_at=row.asked_at,
        due="" if row.answer else lateness(row.due_at, clock.now(), CALENDAR),
        sentence=row.sentence or "",
        answer=ANSWERS.get(row.answer or "", row.answer or waiting),
        answered_by=row.answered_by or "",
        answered_at=row.answered_at,
        no=WHOSE_NO.get(row.whose_no or "", "") if reads_reasons else "",
        outside=row.to_outside_id is not None,
        late=not row.answer and row.due_at is not None and row.due_at < clock.now(),
        new=page.new(row.answered_at or row.asked_at, row.answered_by_id or row.from_worker_id),
    )
