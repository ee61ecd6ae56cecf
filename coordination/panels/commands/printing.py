"""Minutes on paper: made by a job for one reader, of what that reader may read, and cleared away after a day."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.errors import NotVisible
from coordination.forms.printing import Printed, filled_print
from coordination.panels.commands.minuting import day_in_words
from coordination.panels.models import Meeting, Minutes, MinutesPrint
from coordination.panels.queries.minutes import MinutesShown, minutes
from coordination.panels.queries.seats import Table, get_meeting
from coordination.sharing.models import Panel
from workflows.dates_in_words import moment_in_full

KEPT = timedelta(days=1)
# so often the page that waits hears how far it is
EVERY = 5
Tell = Callable[[int], None]


def ask_for_print(session: Session, worker: SignedIn, reference: str, revision: int) -> str:
    """Ask for a revision on paper. Returns the reference of the print, which the page looks at while it is made."""
    meeting = get_meeting(session, reference)
    shown = minutes(session, meeting, revision)
    if shown is None:
        raise NotVisible("There are no minutes of this meeting yet.")
    row = MinutesPrint(
        id=new_id(),
        reference=secrets.token_hex(8),
        minutes_id=shown.id,
        worker_id=worker.id,
        asked_at=clock.now(),
        done=0,
        whole=len(shown.cases) + 1,
        case_ids=[],
    )
    session.add(row)
    session.flush()
    jobs.later(session, worker.id, "print_minutes", queue=jobs.URGENT, print_id=row.id)
    return row.reference


def make_print(session: Session, worker: SignedIn, row: MinutesPrint, tell: Tell) -> None:
    """Make the print as its reader. `tell` hears how many cases are done."""
    found = session.execute(
        select(Minutes.revision, Meeting, Panel.name)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Panel, Panel.id == Meeting.panel_id)
        .where(Minutes.id == row.minutes_id)
    ).one_or_none()
    if found is None:
        return  # they do not sit on the panel any more
    revision, meeting, panel = found
    shown = minutes(session, meeting, revision)
    assert shown is not None
    sections = [Printed("The meeting", [("", shown.general)])]
    for number, case in enumerate(shown.cases, start=1):
        title = f"{number}. {case.reference}" + (f", {case.name}" if case.name else "")
        sections.append(Printed(title, [("", case.rows)]))
        record(session, "case.printed", case_id=case.case_id, what="part of a panel’s minutes")
        if number % EVERY == 0:
            tell(number)
    if shown.hidden:
        sections.append(Printed("Other cases", [("", [(others_in_words(shown.hidden), "")])]))
    body = filled_print(f"Minutes: {panel}, {day_in_words(meeting)}", _about(worker, shown), sections)
    row.case_ids = [case.case_id for case in shown.cases]
    row.body, row.made_at, row.done = body, clock.now(), row.whole


def clear_prints(session: Session, now: datetime) -> None:
    """Clear away every print that was asked for more than a day ago."""
    session.execute(delete(MinutesPrint).where(MinutesPrint.asked_at <= now - KEPT))


def how_far(session: Session, print_reference: str, done: int) -> None:
    """Note how many cases of a print are done."""
    session.execute(update(MinutesPrint).where(MinutesPrint.reference == print_reference).values(done=done))


def others_in_words(hidden: int) -> str:
    """The line that stands for cases which the reader's agency is not part of."""
    return (
        "A case that your agency is not part of" if hidden == 1 else f"{hidden} cases that your agency is not part of"
    )


def _about(worker: SignedIn, shown: MinutesShown) -> list[str]:
    said = [
        f"Revision {shown.revision}, {shown.state.lower()}. Made by {shown.made_by}, {moment_in_full(shown.made_at)}."
    ]
    if shown.approved_at is not None:
        said.append(f"Approved by {shown.approved_by}, {moment_in_full(shown.approved_at)}.")
    if shown.note:
        said.append(f"What this revision puts right: {shown.note}")
    said.append(
        f"Printed by {worker.name}, {worker.agency_name}, {moment_in_full(clock.now())}. It holds what this reader may "
        "read, and no more. Personal information: keep it locked away, and destroy it after use."
    )
    return said


def title_of(table: Table, meeting: Meeting) -> str:
    """What a meeting is called on pages."""
    return f"{table.panel.name}, {day_in_words(meeting)}"
