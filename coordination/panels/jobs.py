"""What machines do for panels: telling members, making minutes on paper, clearing old prints away."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.db import NOBODY, writing
from coordination.identity.queries import acting_worker
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.panels.commands.printing import clear_prints, how_far, make_print
from coordination.panels.models import Meeting, MinutesPrint
from coordination.sharing.models import Panel
from coordination.sharing.queries import members_of
from workflows.dates_in_words import moment_in_full

SAID = {
    "published": "The agenda of the {panel} at {when} is published. Read it and tell what is new.",
    "moved": "The {panel} meets at another time or place: {when}. Its agenda says where.",
    "called-off": "The {panel} at {when} is called off. Its cases go to the next agenda.",
}


def tell_of_meeting(session: Session, asked: Asked) -> None:
    """Tell everybody who sits on the panel, but whoever did it. The sentence names no case."""
    meeting = session.get(Meeting, asked.uuid("meeting_id"))
    if meeting is None or asked.ids["what"] not in SAID:
        return
    panel = session.scalars(select(Panel.name).where(Panel.id == meeting.panel_id)).one()
    sentence = SAID[asked.ids["what"]].format(panel=panel, when=moment_in_full(meeting.starts_at))
    told = {member.worker_id for member in members_of(session, meeting.panel_id)} - {asked.worker_id}
    tell(session, told, kind="meeting", about=asked.ids["event_id"], sentence=sentence)


def print_minutes(session: Session, asked: Asked) -> None:
    """Make minutes on paper as the reader who asked for them."""
    row = session.get(MinutesPrint, asked.uuid("print_id"))
    if row is None or asked.worker_id is None or row.made_at is not None:
        return
    reference = row.reference

    def how_far_it_is(done: int) -> None:
        # in a transaction of its own, so that the page which waits can see it
        with writing(NOBODY) as beside:
            beside.execute(select(func.enter_job(asked.id)))
            how_far(beside, reference, done)

    make_print(session, acting_worker(session, asked.worker_id), row, how_far_it_is)


def clear_minutes_prints(session: Session, asked: Asked) -> None:
    """Clear away prints of minutes that are older than a day."""
    clear_prints(session, clock.now())
