"""A resettlement panel with people on it, and meetings brought to a given state by the commands that the pages call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.db import new_id, reading, writing
from coordination.panels.commands import asking, attending, planning, running
from coordination.panels.commands.acting import give_action
from coordination.panels.commands.deciding import Decided, decide
from coordination.panels.commands.members import end_seat, give_seat
from coordination.panels.models import AgencyUpdate, Meeting
from coordination.panels.queries.items import Agenda, agenda
from coordination.panels.queries.seats import get_meeting
from coordination.sharing.models import Panel, PanelMember
from tests.cases import stories
from tests.make import World

PANEL = "havering-resettlement-panel"
RATED = {
    f"panel_{line}{suffix}": value
    for line in ("treatment_gap", "overdose", "housing", "safeguarding", "engagement")
    for suffix, value in (("", "amber"), ("_reason", "It is being arranged."))
}


@dataclass
class Sitting:
    """A panel, the people who sit on it, and its cases."""

    world: World
    chair: SignedIn
    deputy: SignedIn
    housing: SignedIn
    cases: list[stories.Story] = field(default_factory=list)
    meeting: str = ""
    # a member whose agency has no team on the cases, where a test seats one
    by_name: SignedIn | None = None
    panel: str = PANEL

    def lists(self, story: stories.Story) -> stories.Story:
        """List a case for the panel, as its single point of contact does."""
        story.move(story.spoc, "list_at_panel", panel_meeting=PANEL)
        self.cases.append(story)
        return story

    def plan(self, days: int = 7) -> str:
        """Plan a meeting so many days from now; its agenda fills itself."""
        at = clock.now() + timedelta(days=days)
        with writing(self.chair) as session:
            self.meeting = planning.plan(
                session, self.chair, self.panel, starts_at=at, place="Town hall and by video", once=once()
            )
        return self.meeting

    def row(self) -> Meeting:
        """The meeting as the keeper finds it."""
        with self.world.keeper() as session:
            return session.scalars(select(Meeting).where(Meeting.reference == self.meeting)).one()

    def publish(self) -> None:
        """Publish the agenda."""
        with writing(self.chair) as session:
            planning.publish(session, self.chair, self.meeting, self.row().version)

    def begin(self, *came: SignedIn, by: SignedIn | None = None) -> None:
        """Open the meeting; these others are there too."""
        who = by or self.chair
        with writing(who) as session:
            running.begin(session, who, self.meeting)
        for one in came:
            with writing(one) as session:
                attending.attend(session, one, self.meeting)

    def seen_by(self, worker: SignedIn) -> Agenda:
        """The agenda as somebody sees it."""
        with reading(worker) as session:
            return agenda(session, worker, get_meeting(session, self.meeting))

    def item(self, story: stories.Story, worker: SignedIn | None = None) -> Any:
        """The item of a case, as the chair or this worker sees it."""
        found = self.seen_by(worker or self.chair).items
        return next(item for item in found if item.case_reference == story.reference)

    def decide(
        self, story: stories.Story, decision: str = "plan-agreed", by: SignedIn | None = None, **more: Any
    ) -> None:
        """Write a decision down."""
        who, item = by or self.chair, self.item(story, by)
        seen = more.pop("seen", item.version)
        answers = more.pop("answers", {} if decision in ("deferred", "no-role", "engaged") else RATED)
        reason = more.pop("reason", "Everything is on its way.")
        decided = Decided(decision=decision, reason=reason, answers=answers, **more)
        with writing(who) as session:
            decide(session, who, self.meeting, item.reference, decided, seen=seen, once=once())

    def act(self, story: stories.Story, owner: SignedIn, text: str, due_on: date) -> str:
        """Give somebody an action."""
        with writing(self.chair) as session:
            return give_action(
                session, self.chair, self.meeting, self.item(story).reference, text=text, owner=owner.reference,
                due_on=due_on, once=once(),
            )  # fmt: skip

    def tells(self, worker: SignedIn, story: stories.Story, body: str) -> None:
        """Somebody tells the panel what is new for their agency."""
        with self.world.keeper() as session:
            reference = session.scalars(
                select(AgencyUpdate.reference)
                .join(Meeting, Meeting.id == AgencyUpdate.meeting_id)
                .where(
                    AgencyUpdate.case_id == story.case_id,
                    AgencyUpdate.agency_id == worker.agency_id,
                    Meeting.reference == self.meeting,
                )
            ).one()
        with writing(worker) as session:
            asking.give_update(session, worker, reference, body=body, nothing_new=False, once=once())

    def end(self, by: SignedIn | None = None) -> None:
        """Close the meeting."""
        who = by or self.chair
        with writing(who) as session:
            running.end(session, who, self.meeting, once=once())

    def seats(self, worker: SignedIn, office: str = "member") -> None:
        """Give somebody a seat."""
        with writing(self.chair) as session:
            give_seat(session, self.chair, self.panel, worker.reference, office, once=once())

    def unseats(self, worker: SignedIn) -> None:
        """End somebody's seat."""
        with writing(self.chair) as session:
            end_seat(session, self.chair, self.panel, worker.reference, once=once())


def seat_chair(world: World, code: str, chair: SignedIn) -> None:
    """The first seat of a panel, which nobody there can give."""
    with world.keeper() as session:
        panel = session.scalars(select(Panel).where(Panel.code == code)).one()
        session.add(
            PanelMember(
                id=new_id(), panel_id=panel.id, agency_id=chair.agency_id, worker_id=chair.id, office="chair",
                from_at=clock.now(),
            )
        )  # fmt: skip


def sitting(world: World) -> Sitting:
    """A panel with its chair, a deputy from probation, and the council's housing team."""
    chair = world.worker(stories.CONTACT, "team-lead", "triage", "panel", name="Cara Chair")
    seat_chair(world, PANEL, chair)
    made = Sitting(
        world,
        chair,
        world.worker("hav-probation", "frontline", "panel", name="Dee Deputy"),
        world.worker("hav-housing-options", "frontline", "panel", name="Hugo Housing"),
    )
    made.seats(made.deputy, "deputy")
    made.seats(made.housing)
    return made


def listed(sit: Sitting, days: int, **given: Any) -> stories.Story:
    """An accepted case of somebody who leaves prison in so many days, listed for the panel."""
    with_consent: Mapping[str, Any] = {"consent_panel": "yes", **given}
    return sit.lists(stories.accepted(sit.world, clock.today() + timedelta(days=days), with_consent))


def once() -> str:
    """A key that no command has seen."""
    return uuid4().hex
