"""Texts to the person themselves about their appointment: when it is made, when it is moved, and the day before.

Everything is read again at the moment of sending, by the eyes of whoever booked: a death, an ended case, an answer that
a message is not safe, or a right that was taken away stops what waits already. Nothing goes out without a key and a
template of GOV.UK Notify.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.appointments.models import Appointment
from coordination.cases.commands.reaching import record_message
from coordination.cases.models import CaseFile
from coordination.cases.queries import pathway_of
from coordination.cases.queries.safe_contact import known_now, mobile_of, speaks_against
from coordination.config import Mail
from coordination.identity.models import Worker
from coordination.jobs import Asked
from coordination.notifications.models import Delivery
from coordination.notifications.outgoing import sending
from coordination.notifications.outgoing.sending import REFUSED, SENT, Letter
from coordination.sharing.queries import value_in_force, words_to_resident
from workflows import resident_words
from workflows.local_time import day_of, moment_of
from workflows.quiet_hours import quiet_ends

# why a text goes, and the setting that words it
WORDS = {"made": resident_words.MADE, "moved": resident_words.MOVED, "tomorrow": resident_words.TOMORROW}
# from which hour to which a text goes out, and what holds where a partnership set nothing
TEXTED_FROM, TEXTED_UNTIL = "residents-texted-from-hour", "residents-texted-until-hour"
TEXTED = {TEXTED_FROM: "08:00", TEXTED_UNTIL: "20:00"}
_BOOKED = text("select id, case_id, made_by_id from appointments_between(:since, :until)")


def message_resident(session: Session, asked: Asked, settings: Mail) -> None:
    """Text the person, unless something speaks against it now. What went out or was refused is an attempt like any."""
    service, template = sending.notify_of(settings), settings.text_template
    case = session.get(CaseFile, asked.uuid("case_id"))
    appointment = session.get(Appointment, asked.uuid("appointment_id"))
    if service is None or template is None or case is None or appointment is None or asked.worker_id is None:
        return
    pathway, known = pathway_of(case), known_now(session, case)
    if speaks_against(case, pathway, known, "text", appointment) is not None:
        return
    why, number = asked.ids["why"], str(mobile_of(pathway, known.answers))
    wakes = _not_at_this_hour(session, case, appointment)
    if wakes is not None:
        jobs.later(session, asked.worker_id, "message_resident", not_before=wakes, **asked.ids)
        return
    about = f"{appointment.id} {why}"
    agency_id = session.scalars(select(Worker.agency_id).where(Worker.id == asked.worker_id)).one()
    sending.begun_for_resident(about, agency_id)
    row = session.scalars(select(Delivery).where(Delivery.kind == "resident", Delivery.about == about)).one()
    if row.state not in (sending.WAITING, sending.SENDING):
        return
    said = words_to_resident(session, case.partnership_id, WORDS[why], clock.today())
    words = {"message": resident_words.said(said, appointment.starts_at)}
    sending.send_once(
        session,
        row,
        Letter(
            lambda: service.send_text(template, number, words, row.reference),
            lambda: service.has(row.reference),
        ),
    )
    if row.state in (SENT, REFUSED):
        record_message(session, case, appointment.id, asked.worker_id, how="text", went_out=row.state == SENT)


def _not_at_this_hour(session: Session, case: CaseFile, appointment: Appointment) -> datetime | None:
    """When the hours begin in which people are texted, while it is not yet or no longer one of them; None where a text
    may go now, or would come after the appointment if it waited."""
    since, until = (_hour(session, case, code) for code in (TEXTED_UNTIL, TEXTED_FROM))
    wakes = quiet_ends(clock.now(), since, until)
    return wakes if wakes is not None and wakes < appointment.starts_at else None


def _hour(session: Session, case: CaseFile, code: str) -> time:
    set_to = value_in_force(session, case.partnership_id, code, clock.today())
    return time.fromisoformat(str(set_to or TEXTED[code]))


def remind_residents(session: Session, asked: Asked) -> None:
    """Ask for a text about each of tomorrow's appointments, as whoever booked it."""
    tomorrow = day_of(clock.now()) + timedelta(days=1)
    since, until = moment_of(tomorrow), moment_of(tomorrow + timedelta(days=1))
    for row in session.execute(_BOOKED, {"since": since, "until": until}).all():
        jobs.later(
            session, row.made_by_id, "message_resident", case_id=row.case_id, appointment_id=row.id, why="tomorrow"
        )
