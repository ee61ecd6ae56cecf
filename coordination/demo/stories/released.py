"""People who have left prison: seen or missed, in treatment or not yet, and how their cases ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from coordination.demo.days import after, before
from coordination.demo.people import Person
from coordination.demo.telling import Teller, Told

EXIT = {
    "exit_reason": "released",
    "discharge_reason": "transferred-not-in-custody",
    "exit_destination": "havering",
    "referral_on_release": "structured-treatment",
}


def planned(t: Teller, person: Person, release: date, **more: object) -> Told:
    """Planned in good time: sent, accepted, met, and the first appointment fixed for the day of release."""
    told = t.refers(person, before(release, 24, "10:00"), release, more)
    told.accept(before(release, 23, "10:30"))
    told.name_key_worker(before(release, 22, "11:00"))
    told.meet(before(release, 12, "14:00"))
    told.set_appointment(before(release, 8, "09:30"), after(release, 0, "15:00"))
    return told


def left(t: Teller, person: Person, release: date, **more: object) -> Told:
    """Planned, and out of prison on the day that was planned."""
    told = planned(t, person, release, **more)
    told.leave_prison(after(release, 0, "09:40"), after(release, 0, "11:20"))
    return told


def just_out(t: Teller, person: Person) -> Told:
    """Left prison on the last working day and came to the first appointment; being seen has to be written down."""
    release = t.days.before(1).date()
    return left(t, person, release)


def missed_once(t: Teller, person: Person) -> Told:
    """Did not come to the first appointment: the calls and the new slot are in the queue."""
    release = t.days.before(2).date()
    told = left(t, person, release)
    told.came_of_appointment(after(release, 1, "09:30"), "did-not-attend")
    return told


def missed_three_times(t: Teller, person: Person) -> Told:
    """Three appointments were missed; the case stays open, and somebody decides how to go on."""
    release = t.days.gone(13)
    told = left(t, person, release, contact_person="Their aunt (example), 07700 900999", contact_agreed="yes")
    told.came_of_appointment(after(release, 1, "09:30"), "did-not-attend")
    for working_days in (3, 5):
        told.book(after(release, working_days - 1, "10:00"), after(release, working_days, "11:00"))
        told.came_of_appointment(after(release, working_days, "16:00"), "did-not-attend")
    return told


def seen(t: Teller, person: Person) -> Told:
    """Came to the first appointment; treatment has to start by day 21."""
    release = t.days.gone(9)
    told = left(t, person, release)
    _seen(told, release)
    return told


def in_treatment(t: Teller, person: Person) -> Told:
    """Treatment started in time; day 28 is still ahead."""
    release = t.days.gone(18)
    told = left(t, person, release)
    _seen(told, release)
    _starts(told, release)
    _exit(told, release)
    return told


def in_treatment_on_day_28(t: Teller, person: Person, days: int = 45) -> Told:
    """The whole way: in treatment four weeks after release, and closed."""
    release = t.days.gone(days)
    told = left(t, person, release)
    _seen(told, release)
    _starts(told, release)
    _exit(told, release)
    told.move("lead", "close_engaged", _closing(release))
    return told


def no_treatment(t: Teller, person: Person) -> Told:
    """Seen once and lost again; closed after day 21, with the reason."""
    release = t.days.gone(50)
    told = left(t, person, release)
    _seen(told, release)
    _exit(told, release)
    told.move("lead", "close_not_engaged", _closing(release), not_engaged_reason="lost_contact")
    return told


def start_known_late(t: Teller, person: Person) -> Told:
    """Closed without a start, until it became known that another area had started treatment in time."""
    release = t.days.gone(70)
    told = left(t, person, release)
    _exit(told, release)
    told.move("lead", "close_not_engaged", _closing(release), not_engaged_reason="moved_out_of_area_unknown")
    told.move(
        "lead",
        "record_late_start",
        t.days.before(10, "10:00"),
        treatment_started_on=after(release, 6).date().isoformat(),
        start_area="another-area",
    )
    return told


def recalled(t: Teller, person: Person) -> Told:
    """Recalled before treatment began: this release is closed, and the next one is a linked case that is planned."""
    release = t.days.gone(30)
    told = left(t, person, release)
    back = after(release, 6)
    moved = told.move(
        "probation",
        "record_recall",
        after(release, 7, "10:00"),
        returned_on=back.date().isoformat(),
        next_release_date=t.days.ahead(22).isoformat(),
    )
    assert moved.linked_reference is not None
    following = Told(t, person, moved.linked_reference)
    following.name_key_worker(after(release, 9, "09:30"))
    return following


def died(t: Teller, person: Person) -> Told:
    """They died. Everything automatic about them is silent, and their name has left the lists."""
    release = t.days.gone(16)
    told = left(t, person, release)
    _seen(told, release)
    told.move(
        "lead",
        "record_death",
        t.days.before(3, "14:00"),
        died_on=t.days.before(4).date().isoformat(),
        death_told_by="Their probation practitioner (example)",
    )
    return told


def _seen(told: Told, release: date) -> None:
    told.came_of_appointment(after(release, 0, "16:30"), "attended")
    told.move("key_worker", "record_contact", after(release, 0, "16:40"), seen_on=release.isoformat())


def _starts(told: Told, release: date) -> None:
    told.move(
        "key_worker",
        "start_treatment",
        after(release, 5, "12:00"),
        treatment_started_on=after(release, 4).date().isoformat(),
        start_area=told.teller.borough.code,
    )


def _exit(told: Told, release: date) -> None:
    told.move(
        "lead", "record_exit", after(release, 7, "10:00"), **{**EXIT, "exit_destination": told.teller.borough.code}
    )


def _closing(release: date) -> datetime:
    return after(release + timedelta(days=28), 1, "15:00")
