"""The resettlement panel: two meetings that are over, with minutes, and an agenda that is published."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from coordination import clock
from coordination.cases import queries as cases
from coordination.db import reading, writing
from coordination.demo.days import at, before
from coordination.demo.people import Person
from coordination.demo.telling import Teller, Told, new_once
from coordination.panels.commands import acting, asking, attending, deciding, minuting, planning, running
from coordination.panels.models import AgencyUpdate, AgendaItem, Meeting

LINES = ("treatment_gap", "overdose", "housing", "safeguarding", "engagement")
REASONS = {
    "treatment_gap": "The prescriber in the community is booked.",
    "overdose": "Naloxone is ready at the gate.",
    "housing": "A room is promised and not signed yet.",
    "safeguarding": "Nobody has said anything that worries us.",
    "engagement": "They have met their key worker.",
}


class Sitting:
    """One meeting of a borough's resettlement panel, as it is told."""

    def __init__(self, t: Teller, planned: datetime, starts: datetime) -> None:
        self.t, self.starts, self.code = t, starts, f"{t.borough.code}-resettlement-panel"
        chair = t.worker("lead")
        with clock.at(planned), writing(chair) as session:
            self.reference = planning.plan(
                session, chair, self.code, starts_at=starts, place="Town hall, room 2, and by video", once=new_once()
            )

    def publish(self, when: datetime) -> None:
        """The chair publishes the agenda."""
        chair = self.t.worker("lead")
        with clock.at(when), writing(chair) as session:
            seen = session.scalars(select(Meeting.version).where(Meeting.reference == self.reference)).one()
            planning.publish(session, chair, self.reference, seen)

    def tells(self, part: str, told: Told, when: datetime, body: str) -> None:
        """Whoever plays this part tells the panel what is new."""
        worker = self.t.worker(part)
        with clock.at(when), writing(worker) as session:
            case = cases.get(session, told.reference)
            asked = select(AgencyUpdate.reference).where(
                AgencyUpdate.case_id == case.id,
                AgencyUpdate.agency_id == worker.agency_id,
            )
            which = session.scalars(asked.order_by(AgencyUpdate.asked_at.desc()).limit(1)).one()
            asking.give_update(session, worker, which, body=body, nothing_new=False, once=new_once())

    def opens(self, *parts: str) -> None:
        """The chair opens the meeting, and these others are there."""
        chair = self.t.worker("lead")
        with clock.at(self.starts), writing(chair) as session:
            running.begin(session, chair, self.reference)
        for part in parts:
            worker = self.t.worker(part)
            with clock.at(self.starts), writing(worker) as session:
                attending.attend(session, worker, self.reference)

    def decides(self, told: Told, minutes: int, decision: str, reason: str, dissent: str = "") -> None:
        """So many minutes into the meeting a decision is written down."""
        chair = self.t.worker("lead")
        rated = {f"panel_{line}": "amber" if line == "housing" else "green" for line in LINES}
        answers = rated | {f"panel_{line}_reason": REASONS[line] for line in LINES}
        decided = deciding.Decided(
            decision=decision, reason=reason, dissent=dissent, answers={} if decision == "deferred" else answers
        )
        with clock.at(self.starts + timedelta(minutes=minutes)), writing(chair) as session:
            item = self._item(session, told)
            deciding.decide(session, chair, self.reference, item.reference, decided, seen=item.version, once=new_once())

    def gives(self, told: Told, minutes: int, part: str, text: str, days: int) -> None:
        """So many minutes into the meeting somebody is given an action."""
        chair, owner = self.t.worker("lead"), self.t.worker(part)
        with clock.at(self.starts + timedelta(minutes=minutes)), writing(chair) as session:
            item = self._item(session, told)
            acting.give_action(
                session, chair, self.reference, item.reference, text=text, owner=owner.reference,
                due_on=self.starts.date() + timedelta(days=days), once=new_once(),
            )  # fmt: skip

    def closes(self, minutes: int) -> None:
        """The chair closes the meeting and makes the minutes."""
        chair = self.t.worker("lead")
        with clock.at(self.starts + timedelta(minutes=minutes)), writing(chair) as session:
            running.end(session, chair, self.reference, once=new_once())
        with clock.at(self.starts + timedelta(minutes=minutes + 20)), writing(chair) as session:
            minuting.make_minutes(session, chair, self.reference, note="", seen=0, once=new_once())

    def approves(self, earlier: Sitting) -> None:
        """The minutes of an earlier meeting are approved at this one."""
        chair = self.t.worker("lead")
        with clock.at(self.starts + timedelta(minutes=3)), writing(chair) as session:
            minuting.approve(session, chair, earlier.reference, revision=1)

    def _item(self, session: object, told: Told) -> AgendaItem:
        with reading(self.t.worker("lead")) as looking:
            case = cases.get(looking, told.reference)
            found = looking.scalars(
                select(AgendaItem)
                .join(Meeting, Meeting.id == AgendaItem.meeting_id)
                .where(Meeting.reference == self.reference, AgendaItem.case_id == case.id)
            ).one()
            looking.expunge(found)
        return found


def listed(t: Teller, person: Person, days_ahead: int, listed_before: int, **more: object) -> Told:
    """Accepted, met, and listed for the resettlement panel so many working days ago."""
    sent = t.days.before(listed_before + 12, "10:00")
    if more.get("accommodation") == "no-fixed-abode":
        more |= {
            "duty_to_refer_sent": "yes",
            "duty_to_refer_date": before(sent.date(), 1).date().isoformat(),
            "duty_to_refer_reference": "EXAMPLE-77",
            "duty_to_refer_council": "The council of the borough (example)",
        }
    told = t.refers(person, sent, t.days.ahead(days_ahead), more)
    told.accept(t.days.before(listed_before + 11, "10:45"))
    told.name_key_worker(t.days.before(listed_before + 10, "09:15"))
    told.meet(t.days.before(listed_before + 3, "14:00"))
    told.move(
        "lead",
        "list_at_panel",
        t.days.before(listed_before, "09:30"),
        panel_meeting=f"{t.borough.code}-resettlement-panel",
    )
    return told


def two_meetings(t: Teller, first: Person, second: Person) -> None:
    """A plan agreed at once, another one a meeting later; the minutes of the first are approved at the second."""
    one = listed(t, first, 23, 20, accommodation="supported")
    other = listed(t, second, 33, 20, accommodation="no-fixed-abode")
    earlier = Sitting(t, t.days.before(18, "09:00"), t.days.before(12, "10:00"))
    earlier.publish(t.days.before(17, "09:00"))
    earlier.tells("probation", one, t.days.before(15, "11:00"), "The licence conditions are agreed with the person.")
    earlier.tells("probation", other, t.days.before(15, "11:20"), "An address is still needed for the licence.")
    earlier.opens("probation", "housing")
    earlier.gives(one, 6, "housing", "Sign the agreement for the room and tell the prison.", 4)
    earlier.decides(one, 8, "plan-agreed-with-actions", "All is in place once the room is signed for.")
    earlier.decides(other, 15, "deferred", "Without an address nobody can plan the first week.")
    earlier.closes(40)
    one.finish("housing", "panel-action", t.days.before(10, "15:00"))
    later = Sitting(t, t.days.before(8, "09:00"), t.days.before(3, "10:00"))
    later.publish(t.days.before(7, "09:00"))
    later.tells("probation", other, t.days.before(6, "10:00"), "Approved premises have offered a bed.")
    later.opens("probation", "housing")
    later.approves(earlier)
    later.gives(other, 9, "probation", "Confirm the bed with the approved premises in writing.", 10)
    later.decides(
        other,
        12,
        "plan-agreed-with-actions",
        "A bed is offered and the first appointment is on the same day.",
        dissent="Housing would rather have a tenancy of their own in view before the release.",
    )
    later.closes(35)


def next_agenda(t: Teller, person: Person) -> None:
    """Somebody leaves soon with nowhere to live; the agenda of the next meeting is published."""
    told = listed(t, person, 16, 4, accommodation="no-fixed-abode")
    coming = Sitting(t, t.days.before(2, "09:00"), at(t.days.ahead(7), "10:00"))
    coming.publish(t.days.before(1, "09:00"))
    coming.tells("probation", told, t.days.before(1, "15:00"), "No address is approved yet. We visit on Thursday.")
