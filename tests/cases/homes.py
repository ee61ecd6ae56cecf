"""Worries about homes in a given state, brought there by the commands that the pages call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.cases import queries
from coordination.cases.commands.moving import Moved, make_move
from coordination.cases.commands.opening import Opened, Opening
from coordination.cases.models import CaseFile, DatedFact
from coordination.db import reading, writing
from coordination.jobs.models import OutboxRow
from coordination.notifications.models import Notice
from coordination.queues.models import Clock, Task
from coordination.worker import run
from tests.answers import complete
from tests.cases.passing_time import as_the_machines
from tests.cases.stories import submit
from tests.make import World
from workflows import pathways
from workflows.local_time import LONDON

SAFETY, POLICE, CARE, REPAIRS, CGL, PEABODY = (
    "hav-community-safety", "hav-neighbourhood-police", "hav-adult-safeguarding", "hav-housing-options",
    "hav-recovery", "hav-peabody-neighbourhoods",
)  # fmt: skip
AMBER = {
    "property_signs": ["P1", "P2", "P4", "P6"],
    "control_signs": ["C1", "C4", "C7"],
    "vulnerability_signs": ["V1", "V2", "V5", "V7"],
}


def answers(**given: Any) -> dict[str, Any]:
    """A whole worry about an invented home with the signs of an amber one. None leaves a question out."""
    chosen: dict[str, Any] = {
        "borough": "havering",
        "unit": "Flat 2",
        "house_number": "14",
        "street": "Larkspur Court",
        "postcode": "RM99 1AA",
        "uprn": "9990001",
        "tenure": "council",
        "occupier_name": "Marek T. (example)",
        "occupier_born": "1979-05-04",
        "last_seen": clock.today().isoformat(),
        "children_there": "no",
        "urgency": "this-week",
        "lawful_basis": "safeguarding-adult",
        "hazards": ["not-alone"],
        **AMBER,
        **given,
    }
    asked = {code: value for code, value in chosen.items() if value is not None}
    return complete(pathways.newest("cuckooing"), clock.today(), asked)


@dataclass
class Home:
    """One worry about a home and those who work on it."""

    world: World
    sender: SignedIn
    lead: SignedIn
    opened: Opened
    others: dict[str, SignedIn] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.opened.reference

    @property
    def case_id(self) -> UUID:
        return self.opened.case_id

    def by(self, team: str, *roles: str) -> SignedIn:
        """Somebody of this team, the same one each time."""
        if team not in self.others:
            self.others[team] = self.world.worker(team, *(roles or ("frontline", "triage")), name=f"Of {team}")
        return self.others[team]

    def move(self, worker: SignedIn, code: str, /, **given: Any) -> Moved:
        """Make a move as the pages do."""
        with writing(worker) as session:
            return make_move(session, worker, self.reference, code, given, once=uuid4().hex)

    def taken_up(self) -> Home:
        """Taken up by the community safety team."""
        self.move(self.lead, "take_up")
        return self

    def planned(self) -> Home:
        """Taken up, checked and met about."""
        self.taken_up()
        self.move(self.lead, "checks_done")
        self.meet()
        return self

    def meet(self) -> None:
        """The agencies meet today."""
        self.move(
            self.lead, "record_meeting", met_on=clock.today().isoformat(), is_it_cuckooing="confirmed",
            victim_status="yes", plan="Locks changed, visits twice a week.",
        )  # fmt: skip

    def visit(self, result: str = "completed", alone: str = "yes", **more: Any) -> None:
        """Somebody visits today."""
        seen = {"visit_seen_on": clock.today().isoformat()} if result in ("completed", "not-alone") else {}
        self.move(
            self.lead, "record_visit", visit_type="welfare", visit_result=result, visit_alone=alone,
            **{"visit_child": "no", **seen, **more},
        )  # fmt: skip

    def safeguarding_decided(self) -> None:
        """Adult social care is asked, and decides that no enquiry is needed."""
        self.move(self.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
        self.move(
            self.by(CARE), "section_42_not_met_support", safeguarding_decided_on=clock.today().isoformat(),
            safeguarding_reason="They protect themselves, with help from their sister.",
        )  # fmt: skip

    def wake(self) -> None:
        """Everybody signs in again, on whatever day it is now."""
        self.lead = self.world.sign_in(self.lead.id)
        self.sender = self.world.sign_in(self.sender.id)
        self.others = {team: self.world.sign_in(who.id) for team, who in self.others.items()}

    def standing(self, worker: SignedIn | None = None) -> queries.Standing:
        """Where the case stands, as this worker sees it."""
        who = worker or self.lead
        with reading(who) as session:
            return queries.standing(session, who, queries.get(session, self.reference))

    def stage(self, line: str = "main") -> str | None:
        """Where a line stands, seen by the keeper."""
        with self.world.keeper() as session:
            return session.scalar(
                select(queries.CaseLine.stage).where(
                    queries.CaseLine.case_id == self.case_id, queries.CaseLine.line == line
                )
            )

    def band(self) -> str | None:
        """The level of concern that was written down last."""
        with self.world.keeper() as session:
            return session.scalar(
                select(DatedFact.value["value"].astext)
                .where(DatedFact.case_id == self.case_id, DatedFact.fact == "band")
                .order_by(DatedFact.recorded_at.desc(), DatedFact.id.desc())
                .limit(1)
            )

    def due(self, rule: str) -> str:
        """When the running deadline of this rule is due, in local time."""
        with self.world.keeper() as session:
            due = session.scalars(
                select(Clock.due_at)
                .where(Clock.case_id == self.case_id, Clock.rule == rule, Clock.stopped_at.is_(None))
                .distinct()
            ).one()
        return due.astimezone(LONDON).strftime("%a %d %b %Y %H:%M")

    def tasks(self) -> set[str]:
        """The kinds of tasks that are open."""
        with self.world.keeper() as session:
            return set(session.scalars(select(Task.kind).where(Task.case_id == self.case_id, Task.done_at.is_(None))))

    def told(self, *workers: SignedIn) -> list[tuple[str, ...]]:
        """What each of these workers has been told by words of the pathway, once the machines have worked."""
        with self.world.keeper() as session:
            waiting = select(OutboxRow.id).where(OutboxRow.done_at.is_(None)).order_by(OutboxRow.asked_at, OutboxRow.id)
            jobs = list(session.scalars(waiting))
        with as_the_machines(self.world):
            for job in jobs:
                run(str(job))
        with self.world.keeper() as session:
            return [
                tuple(
                    session.scalars(
                        select(Notice.sentence)
                        .where(Notice.worker_id == worker.id, Notice.kind == "told", Notice.case_id == self.case_id)
                        .order_by(Notice.at)
                    )
                )
                for worker in workers
            ]

    def row(self) -> CaseFile:
        """The case itself, seen by the keeper."""
        with self.world.keeper() as session:
            return session.get_one(CaseFile, self.case_id)


def worried(world: World, *, sender: str = REPAIRS, lead: SignedIn | None = None, **given: Any) -> Home:
    """A worry that has just reached the community safety team."""
    writer = world.worker(sender, name="Dana Example")
    opening = Opening(
        pathway=pathways.newest("cuckooing"),
        partnership_id=world.partnership_id("havering"),
        answers=answers(**given),
        sender_team_id=world.team_id(sender),
        to_team_id=world.team_id(SAFETY),
    )
    with writing(writer) as session:
        opened = submit(session, writer, opening)
    return Home(world, writer, lead or world.worker(SAFETY, "triage", "team-lead", name="Ruth Example"), opened)
