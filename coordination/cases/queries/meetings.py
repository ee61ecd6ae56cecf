"""The appointments of a case and the attempts to reach the person, in words; and what stands against a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.cases.queries.loading import Loaded
from coordination.cases.queries.safe_contact import speaks_against
from coordination.queues.commands.working_out import CALENDAR
from workflows import prescribing
from workflows.conditions import kept_from
from workflows.dates_in_words import in_full, of_the_clock
from workflows.local_time import day_of, local, read_dated
from workflows.truth import truth
from workflows.vocabulary import AppointmentKind, Is, answer

HOWS = {"call": "Phone call", "voicemail": "Voicemail", "text": "Text message", "letter": "Letter", "visit": "Visit"}
CAME_OF_IT = {
    "reached": "Spoke with them",
    "no-answer": "No answer",
    "message-left": "Left a message",
    "wrong-number": "The number or address is wrong",
    # of a message that a machine was to send
    "not-sent": "The message did not go out",
}
MOVED = "Moved"
# ways of meeting in which nobody goes anywhere
FROM_AFAR = frozenset({"online", "phone", "video"})
BY_HAND = "Tell them another way, and write down the attempt."


@dataclass(frozen=True)
class AppointmentShown:
    """One appointment in words."""

    reference: str
    kind: str
    mode: str
    place: str
    starts_at: datetime
    with_whom: str
    told_how: str
    outcome: str
    moved_to: datetime | None
    warnings: tuple[str, ...]
    new: bool


@dataclass(frozen=True)
class Attempt:
    """One attempt to reach the person."""

    at: datetime
    how: str
    outcome: str
    note: str
    by: str


@dataclass(frozen=True)
class Meetings:
    """What the page shows of meeting the person."""

    shown: tuple[AppointmentShown, ...]
    contacts: tuple[Attempt, ...]
    may_book: bool
    may_reach: bool
    # why no letter about an appointment may be printed; None when one may
    no_letter: str | None
    empty: str


def meetings(page: Loaded) -> Meetings:
    """Appointments, the next one first, and attempts to reach the person, the newest first."""
    kinds, reaching = bookable(page), page.now.pathway.reaching
    open_case = page.case.ended_at is None and not page.in_preview
    readable = {kind.category for kind in page.now.pathway.appointments} & page.reads
    empty = "No appointment has been booked yet." if readable else "Appointments are not shared with you."
    rows = sorted(page.rows["appointments"], key=lambda row: (row.outcome is not None, row.starts_at))
    return Meetings(
        shown=tuple(_shown(page, row) for row in rows),
        contacts=tuple(
            Attempt(
                row.at, HOWS.get(row.how, row.how), CAME_OF_IT.get(row.outcome, row.outcome), row.note or "", row.by
            )
            for row in page.rows["contacts"]
        ),
        may_book=open_case and bool(kinds),
        may_reach=open_case and reaching is not None and reaching.category in page.reads,
        no_letter=speaks_against(page.case, page.now.pathway, page.now.known, "letter"),
        empty=empty,
    )


def bookable(page: Loaded) -> list[AppointmentKind]:
    """The kinds of appointment that the asker may book: those of a category that their position writes."""
    found = []
    for kind in page.now.pathway.appointments:
        writes = page.now.pathway.category(kind.category).write
        if page.now.positions & set(writes) and kind.category in page.reads:
            found.append(kind)
    return found


def against(page: Loaded, starts_at: datetime, *, moves: str | None = None, mode: str = "in-person") -> list[str]:
    """What a worker should look at before they book this: nothing here refuses it."""
    said = []
    listing, day = page.now.pathway.listing, day_of(starts_at)
    turns_on = read_dated(page.now.known.facts.get(listing.key_date or ""))
    if listing.too_early and turns_on is not None and day < day_of(turns_on):
        said.append(f"{listing.too_early} {in_full(day_of(turns_on))}.")
    if not CALENDAR.is_working_day(day):
        said.append(f"{in_full(day)} is not a working day. Check that the service is open.")
    for row in page.rows["appointments"]:
        near = abs((row.starts_at - starts_at).total_seconds()) < 60 * 60
        if row.outcome is None and near and row.reference != moves:
            at = local(row.starts_at)
            said.append(f"They have another appointment at nearly the same time: {of_the_clock(at.time())} that day.")
    if mode not in FROM_AFAR:
        said += _areas(page)
    said += cover_gap(page)
    return said


def _areas(page: Loaded) -> list[str]:
    """What is known to the reader of areas that the person may not enter; and that it is not for them to read."""
    asked = page.now.pathway.questions.get("exclusion_zone")
    if asked is None:
        return []
    there_is_one = Is(answer(asked.code), "yes")
    if truth(there_is_one, page.now.known):
        area = page.now.answers.get("exclusion_zone_detail")
        where = f": {area}" if area else ""
        return [f"There is an area that they may not enter{where}. Check the place and the way to it."]
    if kept_from(page.now.pathway, there_is_one, page.now.known, page.reads):
        return ["You do not read whether there is an area that they may not enter. Ask whoever does about the place."]
    return []


def texting_words(page: Loaded, *, set_up: bool) -> str:
    """Whether a text will go to the person by itself, for whoever is about to book."""
    if not set_up:
        return f"No text goes out by itself: texts are not set up here. {BY_HAND}"
    against_it = speaks_against(page.case, page.now.pathway, page.now.known, "text")
    if against_it:
        return f"No text goes out by itself. {against_it} {BY_HAND}"
    return (
        "A text goes to their mobile when you book or move this, and the day before. It names no service and no place."
    )


def cover_gap(page: Loaded) -> list[str]:
    """The days on which nobody prescribes, as a sentence for those who read them."""
    ends = read_dated(page.now.answers.get("bridging_end"))
    slot = read_dated(page.now.answers.get("prescriber_slot"))
    if ends is None or slot is None:
        return []
    alert = prescribing.cover_alert(day_of(ends), day_of(slot))
    return [alert] if alert else []


def _shown(page: Loaded, row: Any) -> AppointmentShown:
    kind = next(kind for kind in page.now.pathway.appointments if kind.code == row.kind)
    outcome = next((each.label for each in kind.outcomes if each.code == row.outcome), row.outcome or "")
    return AppointmentShown(
        reference=row.reference,
        kind=kind.label,
        mode=next((each.label for each in kind.modes if each.code == row.mode), row.mode),
        place=row.place,
        starts_at=row.starts_at,
        with_whom=row.with_whom or "",
        told_how=row.told_how or "",
        outcome=MOVED if row.outcome == "moved" else outcome,
        moved_to=row.moved_to,
        warnings=tuple(row.warnings) if row.outcome is None else (),
        new=page.new(row.outcome_at or row.made_at, row.made_by_id),
    )
