"""How a story is told: each step is a command of the product, done by one of the workers at a moment of the past."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.cases import queries as cases
from coordination.cases.commands.appointments import book, book_on, record_outcome
from coordination.cases.commands.facts import record_fact
from coordination.cases.commands.finishing import finish_task
from coordination.cases.commands.moving import Moved, make_move
from coordination.cases.commands.visiting import record_visit
from coordination.cases.models import ReleaseSpell
from coordination.db import reading, writing
from coordination.demo.acting import Company
from coordination.demo.answers import prison_release
from coordination.demo.days import Days
from coordination.demo.family_answers import hidden_harm
from coordination.demo.people import Person
from coordination.errors import NotVisible
from coordination.forms.pages import Sent
from coordination.queues.commands.claiming import claim
from coordination.queues.models import Task
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.commands.submitting import submit
from workflows import pathways
from workflows.local_time import LONDON

PATHWAY, HIDDEN_HARM = "prison-release", "hidden-harm"


@dataclass(frozen=True)
class Borough:
    """Who plays which part in the stories of one partnership: addresses of invented workers."""

    code: str
    outward_code: str
    prison: str
    referrer: str
    triage: str
    lead: str
    key_worker: str
    probation: str
    housing: str
    place: str
    school: str
    hidden_harm: str
    mash: str
    safety: str
    police: str
    care: str


@dataclass
class Teller:
    """Tells stories of one borough, in days counted from today."""

    company: Company
    borough: Borough
    days: Days

    def worker(self, part: str) -> SignedIn:
        """Whoever plays this part here: `referrer`, `triage`, `lead`, `key_worker`, `probation`, `housing`,
        `school`, `hidden_harm`, `mash`, and for a home `safety`, `police` or `care`."""
        return self.company[getattr(self.borough, part)]

    def drafts(self, person: Person, begun: datetime, release: date, topics: tuple[str, ...]) -> str:
        """A referral that its writer began and has filled in as far as these pages."""
        sender = self.worker("referrer")
        with clock.at(begun):
            answers = self._answers(person, sender, release, {})
            with writing(sender) as session:
                reference = begin(session, sender, PATHWAY, once=new_once())
            with writing(sender) as session:
                keep_answers(session, sender, reference, as_sent(PATHWAY, answers, topics))
        return reference

    def writes(self, person: Person, at: datetime, release: date | None, more: Mapping[str, Any] | None = None) -> str:
        """A whole referral, written and not sent yet: the draft's reference."""
        sender = self.worker("referrer")
        with clock.at(at):
            answers = self._answers(person, sender, release, more or {})
            with writing(sender) as session:
                draft = begin(session, sender, PATHWAY, once=new_once())
            with writing(sender) as session:
                keep_answers(session, sender, draft, as_sent(PATHWAY, answers))
        return draft

    def refers(
        self,
        person: Person,
        sent: datetime,
        release: date | None,
        more: Mapping[str, Any] | None = None,
        receiver: str | None = None,
    ) -> Told:
        """A whole referral, written and sent; it waits in the receiving team's queue."""
        draft = self.writes(person, sent, release, more)
        sender = self.worker("referrer")
        with clock.at(sent), writing(sender) as session:
            reference = submit(session, sender, draft, once=new_once(), receiver=receiver)
        return Told(self, person, reference)

    def family(self, person: Person, sent: datetime, more: Mapping[str, Any] | None = None) -> Told:
        """A school refers a family, each child on a page of their own; it waits in the hidden harm team's queue."""
        sender = self.worker("school")
        with clock.at(sent):
            answers = hidden_harm(person, clock.today(), self.borough.code, sender.name, more)
            with writing(sender) as session:
                draft = begin(session, sender, HIDDEN_HARM, once=new_once())
            with writing(sender) as session:
                said = {code: value for code, value in answers.items() if not isinstance(value, tuple)}
                keep_answers(session, sender, draft, _kept(said))
                for rows in (value for value in answers.values() if isinstance(value, tuple)):
                    for place, row in enumerate(rows, start=1):
                        keep_answers(session, sender, draft, _kept(row), repeat=place)
            with writing(sender) as session:
                reference = submit(session, sender, draft, once=new_once())
        return Told(self, person, reference)

    def _answers(
        self, person: Person, sender: SignedIn, release: date | None, more: Mapping[str, Any]
    ) -> dict[str, Any]:
        who = {"name": sender.name, "team": sender.agency_name, "email": self.borough.referrer}
        area = {
            "area_on_release": self.borough.code,
            "outward_code": self.borough.outward_code,
            "prison": self.borough.prison,
        }
        return prison_release(person, clock.today(), release, who, {**area, **more})


@dataclass
class Told:
    """One case of the story, and what happened to it next."""

    teller: Teller
    person: Person
    reference: str

    def move(self, part: str, code: str, at: datetime, /, **given: Any) -> Moved:
        """Whoever plays this part makes a move."""
        worker = self.teller.worker(part)
        with clock.at(at), writing(worker) as session:
            return make_move(session, worker, self.reference, code, given, once=new_once())

    def claim(self, part: str, kind: str, at: datetime) -> None:
        """Whoever plays this part takes the open task of this kind out of their team's queue."""
        worker = self.teller.worker(part)
        with clock.at(at), writing(worker) as session:
            waiting = select(Task.reference).where(
                Task.case_reference == self.reference,
                Task.kind == kind,
                Task.team_id.in_(worker.team_ids),
                Task.done_at.is_(None),
            )
            claim(session, worker, session.scalars(waiting).one(), once=new_once())

    def finish(self, part: str, kind: str, at: datetime) -> None:
        """Whoever plays this part does the open task of this kind and says so."""
        worker = self.teller.worker(part)
        with clock.at(at), writing(worker) as session:
            waiting = select(Task.reference).where(
                Task.case_reference == self.reference, Task.kind == kind, Task.done_at.is_(None)
            )
            finish_task(session, worker, self.reference, session.scalars(waiting).one(), once=new_once())

    def accept(self, at: datetime) -> None:
        """The treatment team takes the decision on and accepts."""
        self.claim("triage", "decide", at)
        self.move("triage", "accept", at)

    def name_key_worker(self, at: datetime) -> None:
        """The team lead names who sees the person through."""
        self.move("lead", "name_key_worker", at, key_worker=self.teller.worker("key_worker").reference)

    def meet(self, on: datetime, how: str = "video") -> None:
        """The key worker meets the person before release."""
        met = on.astimezone(LONDON).date().isoformat()
        self.move("key_worker", "record_pre_release_contact", on, met_on=met, met_how=how)

    def set_appointment(self, at: datetime, meeting: datetime, **more: Any) -> None:
        """The first appointment is fixed, and the person told."""
        self.move(
            "key_worker",
            "set_appointment",
            at,
            first_appointment_at=_local(meeting),
            first_appointment_place=self.teller.borough.place,
            first_appointment_mode="in-person",
            person_told="yes",
            zone_checked="Probation, by telephone (example): no such area",
            **more,
        )

    def leave_prison(self, left: datetime, told: datetime) -> None:
        """The prison confirms that they have left."""
        self.move("referrer", "confirm_release", told, actual_release=_local(left), naloxone="yes")

    def book(self, at: datetime, meeting: datetime, kind: str = "treatment") -> None:
        """Another appointment of this kind is made."""
        worker = self.teller.worker("key_worker")
        with clock.at(at), writing(worker) as session:
            now = cases.standing(session, worker, cases.get(session, self.reference, to_change=True))
            book(session, worker, now, kind=kind, starts_at=meeting, place=self.teller.borough.place, mode="in-person")

    def came_of_appointment(self, at: datetime, outcome: str) -> None:
        """What came of the earliest appointment that has no outcome yet."""
        worker = self.teller.worker("key_worker")
        with clock.at(at), writing(worker) as session:
            case = cases.get(session, self.reference)
            waiting = select(Appointment.reference).where(Appointment.case_id == case.id, Appointment.outcome.is_(None))
            which = session.scalars(waiting.order_by(Appointment.starts_at).limit(1)).one()
            record_outcome(session, worker, self.reference, which, outcome, once=new_once())

    def visit(self, meeting: datetime, told: datetime, outcome: str, **given: Any) -> None:
        """The hidden harm worker books a visit, makes it, and records what came of it with all that it asks."""
        worker = self.teller.worker("hidden_harm")
        with clock.at(meeting), writing(worker) as session:
            which = book_on(
                session, worker, self.reference, once=new_once(), warnings=(), kind="home-visit", starts_at=meeting,
                place="The family's home (example)", mode="announced",
            )  # fmt: skip
        with clock.at(told), writing(worker) as session:
            record_visit(session, worker, self.reference, which, "home-visit", outcome, given, once=new_once())

    def learn_release_date(self, part: str, at: datetime, day: date, kind: str = "confirmed") -> None:
        """Another release date is recorded, and every deadline that hangs on it moves."""
        worker = self.teller.worker(part)
        with clock.at(at), writing(worker) as session:
            case = cases.get(session, self.reference, to_change=True)
            spell = session.scalar(select(ReleaseSpell).where(ReleaseSpell.case_id == case.id))
            record_fact(
                session,
                worker,
                case,
                fact="release_date",
                value=day.isoformat(),
                kind=kind,
                source="prison",
                confidence="confirmed",
                spell=spell,
            )

    def seen_by(self, part: str) -> bool:
        """Whether whoever plays this part can open the case now."""
        worker = self.teller.worker(part)
        with reading(worker) as session:
            try:
                cases.get(session, self.reference)
            except NotVisible:
                return False
        return True


def as_sent(pathway: str, answers: Mapping[str, Any], topics: tuple[str, ...] | None = None) -> list[Sent]:
    """These answers as a page of the form sends them; with `topics`, only those of these pages."""
    asked = pathways.newest(pathway).topics
    wanted = {question.code for code in topics for question in asked[code].questions} if topics else set(answers)
    return [Sent(code, value, None, 0, "", "given") for code, value in answers.items() if code in wanted]


def _kept(answers: Mapping[str, Any]) -> list[Sent]:
    return [Sent(code, value, None, 0, "", "given") for code, value in answers.items() if value is not None]


def _local(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")


def new_once() -> str:
    """A key that no command has seen yet."""
    return secrets.token_hex(16)
