"""A case on paper: what one reader may read of it, as PDF, and the note that it was printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.cases.queries import people, sections, signals
from coordination.cases.queries.loading import Loaded
from coordination.cases.queries.meetings import meetings
from coordination.cases.queries.stages import stages
from coordination.cases.queries.timeline import Timeline
from coordination.forms.printing import Printed, filled_print
from coordination.sharing.queries import words_to_resident
from workflows import resident_words
from workflows.dates_in_words import in_full, moment_in_full
from workflows.local_time import day_of

Rows = list[tuple[str, str]]
CLOSED = " (the case is closed: nothing follows on that day here)"


def printed(session: Session, case_id: UUID, what: str = "summary") -> None:
    """Note that the asker printed a summary of the case, or a letter. Everybody on it sees that."""
    record(session, "case.printed", case_id=case_id, what=what)


def appointment_letter(session: Session, page: Loaded, starts_at: datetime) -> bytes:
    """A letter to the person, in the partnership's words: they name no service and no place, for others may open it."""
    words = words_to_resident(session, page.case.partnership_id, resident_words.LETTER, clock.today())
    lines = [f"Dear {signals.name_of(page)},", *resident_words.said(words, starts_at).splitlines()]
    return filled_print("Your appointment", lines, [])


def summary(page: Loaded, happened: Timeline, printed_by: str, printed_at: str) -> bytes:
    """The case as its reader sees it, with what is protected masked, in the order of its page."""
    about = [
        signals.name_of(page) + "".join(f", {fact}" for fact in signals.identity_facts(page)),
        "; ".join(stage.label for stage in stages(page)),
        f"Printed by {printed_by}, {printed_at}. Personal information: keep it locked away, and destroy it after use.",
    ]
    return filled_print(f"{page.now.pathway.title} {page.case.reference}", about, list(_parts(page, happened)))


def _parts(page: Loaded, happened: Timeline) -> Iterator[Printed]:
    careful: Rows = [("Safety", said.say) for said in signals.warnings(page)]
    if careful:
        yield Printed("Safety", [("", careful)])
    dates = [
        (history.label, f"{history.now.value} {history.now.kind}".strip() + (CLOSED if history.lapsed else ""))
        for history in signals.histories(page)
        if history.now
    ]
    if dates:
        yield Printed("Dates", [("", dates)])
    for section in sections.sections(page):
        rows: Rows = [(answer.label, str(answer.now.value)) for answer in section.answers]
        if section.not_shared:
            rows.append(("Not shared with you", ", ".join(section.not_shared)))
        if rows:
            yield Printed(section.title, [("", rows)])
    booked = [(moment_in_full(each.starts_at), f"{each.kind}, {each.place}") for each in meetings(page).shown]
    if booked:
        yield Printed("Appointments", [("", booked)])
    taking_part: Rows = [
        (f"{part.name}, {part.agency}", f"{part.position}, {part.basis}, since {in_full(day_of(part.since))}")
        for part in people.people(page)
    ]
    yield Printed("People and agencies", [("", taking_part)])
    events: Rows = [(moment_in_full(event.at), event.said) for event in happened.events]
    yield Printed("What happened", [("", events)])
