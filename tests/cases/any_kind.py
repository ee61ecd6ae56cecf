"""A referral of any kind, and a walk through every step of it by the real commands, which know no kind by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.cases import queries
from coordination.cases.commands.appointments import book_on
from coordination.cases.commands.moving import Moved
from coordination.cases.commands.opening import Opening
from coordination.cases.commands.permitting import made_with_appointments, open_steps, with_given
from coordination.cases.commands.visiting import record_visit
from coordination.cases.models import Participant
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.errors import Invalid, NotVisible
from coordination.identity.models import Team
from tests.answers import complete, plainest
from tests.cases.stories import Story, submit
from tests.make import World
from workflows import pathways
from workflows import vocabulary as words
from workflows.conditions import applies, faults_in_move, that_apply
from workflows.local_time import local
from workflows.vocabulary import Move, Pathway, Question
from workflows.wordwalk import every

SENDER = "hav-adult-safeguarding"


def team_of(world: World, service: str, area: str = "havering") -> str:
    """The first team that does this in an area."""
    with world.keeper() as session:
        found = session.scalars(select(Team).where(Team.closed_at.is_(None)).order_by(Team.code))
        return next(each.code for each in found if service in each.positions and area in each.areas)


def answers(pathway: Pathway, **given: Any) -> dict[str, Any]:
    """A whole referral of this kind about an invented person. None leaves a question out."""
    fits = {"first_name": "Jo", "surname": "Example", "date_of_birth": "1987-03-07", "area": "havering",
            "outward_code": "RM3", "consent_referral": "yes", "consent_contact": "yes"}  # fmt: skip
    fits |= {"date_of_birth": "2011-03-07"} if pathway.choosing and pathway.choosing.whom == ("young-person",) else {}
    asked = {question.code for question in pathway.asked_at_referral}
    said = {**{code: value for code, value in fits.items() if code in asked}, **given}
    chosen = {code: value for code, value in said.items() if value is not None}
    return that_apply(pathway, complete(pathway, clock.today(), chosen), clock.today())


@dataclass
class AnyCase(Story):
    """One case of any kind. `spoc` is whoever received it, `nurse` whoever referred."""

    people: dict[str, SignedIn] = field(default_factory=dict)

    @property
    def lead(self) -> SignedIn:
        return self.spoc

    @property
    def sender(self) -> SignedIn:
        return self.nurse

    def by(self, team: str) -> SignedIn:
        """A worker of this team, the same one each time."""
        if team not in self.people:
            self.people[team] = self.world.worker(team, "triage", "team-lead", "frontline", name=f"Ana of {team}")
        return self.people[team]

    def standing(self, worker: SignedIn) -> Any:
        """The case as this worker may see it."""
        with reading(worker) as session:
            return queries.standing(session, worker, queries.get(session, self.reference))

    def again(self) -> None:
        """Sign everybody in anew, after the clock was moved."""
        self.spoc, self.nurse = self.world.sign_in(self.spoc.id), self.world.sign_in(self.nurse.id)
        self.people = {team: self.world.sign_in(each.id) for team, each in self.people.items()}

    def everybody(self) -> list[SignedIn]:
        """Somebody of every team that takes part."""
        with self.world.keeper() as session:
            teams = session.scalars(
                select(Team.code)
                .join(Participant, Participant.holder == Team.id)
                .where(Participant.case_id == self.case_id, Participant.until_at.is_(None))
                .order_by(Participant.since)
            ).all()
        return [self.spoc, self.nurse, *(self.by(team) for team in dict.fromkeys(teams))]

    def came_of(self, worker: SignedIn, kind: str, outcome: str, **given: Any) -> Moved:
        """An appointment of this kind that took place an hour ago, and what came of it."""
        pathway = pathways.newest(self.kind())
        mode = next(each for each in pathway.appointments if each.code == kind).modes[0].code
        with writing(worker) as session:
            which = session.scalars(
                select(Appointment.reference).where(
                    Appointment.case_id == self.case_id, Appointment.outcome.is_(None), Appointment.kind == kind
                )
            ).first()
        if which is None:
            with writing(worker) as session:
                which = book_on(
                    session, worker, self.reference, once=uuid4().hex, warnings=(), kind=kind,
                    starts_at=clock.now() - timedelta(hours=1), place="1 Example Row", mode=mode,
                )  # fmt: skip
        with writing(worker) as session:
            return record_visit(session, worker, self.reference, which, kind, outcome, given, once=uuid4().hex)

    def kind(self) -> str:
        """The code of its pathway."""
        with self.world.keeper() as session:
            found = session.scalar(select(queries.CaseFile.pathway).where(queries.CaseFile.id == self.case_id))
        assert found is not None
        return found


def sent(
    world: World, pathway: Pathway, *, sender: str = SENDER, partnership: str = "havering", **given: Any
) -> AnyCase:
    """A referral of this kind that has just reached the team that receives it."""
    receiver = team_of(world, pathway.routes[-1].service)
    referrer = world.worker(sender, name="Nia Example")
    lead = world.worker(receiver, "triage", "team-lead", "frontline", name="Sam Example")
    opening = Opening(
        pathway=pathway,
        partnership_id=world.partnership_id(partnership),
        answers=answers(pathway, **given),
        sender_team_id=world.team_id(sender),
        to_team_id=world.team_id(receiver),
    )
    with writing(referrer) as session:
        opened = submit(session, referrer, opening)
    return AnyCase(world, referrer, lead, opened)


def given_to(
    case: AnyCase, pathway: Pathway, move: Move, standing: Any, turn: int = 0, told: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Answers that the move takes: plain ones, and where a check refuses those, others that its kind has."""
    said: dict[str, Any] = {}
    for question in move.asks:
        ours = (told or {}).get(question.code)
        for value in [ours] if ours else _tries(case, pathway, move, question, turn):
            known = with_given(standing, {**said, question.code: value})
            if not applies(question, None, known):
                break
            if not faults_in_move((question,), {question.code: value}, known, clock.today().isoformat()):
                said[question.code] = value
                break
    return said


def _tries(case: AnyCase, pathway: Pathway, move: Move, question: Question, turn: int) -> list[Any]:
    today = clock.today()
    if question.kind == "worker":
        return [case.lead.reference]
    if question.kind == "team":
        opens = [each for each in every(move.effects, words.OpensHandOver) if each.to == question.code]
        to = pathway.hand_over(opens[0].kind).to if opens else ""
        if to in ("lead", pathway.holding):
            return [team_of(case.world, pathway.routes[-1].service, "waltham-forest")]
        return [SERVES.get(to) or (team_of(case.world, to) if to else SENDER)]
    if question.kind in ("date", "date-time"):
        clock_time = "" if question.kind == "date" else "T10:00"
        days = [(today + timedelta(days=each)).isoformat() + clock_time for each in (0, -1, 1, -8, 8, 30, -100)]
        if question.kind == "date-time":
            days.insert(0, local(clock.now()).strftime("%Y-%m-%dT%H:%M"))
        return days
    offered_here = [choice.code for choice in question.offered(today.isoformat())]
    if question.kind == "choice":
        start = turn % len(offered_here)
        return offered_here[start:] + offered_here[:start]
    if question.kind == "choices":
        return [[each] for each in offered_here]
    if question.kind in ("yes-no", "yes-no-unknown", "consent"):
        return ["yes", "no"] if turn % 2 == 0 else ["no", "yes"]
    if question.kind == "number":
        return [plainest(question, today), 2, question.most or 0]
    return [plainest(question, today), "Written for a walk through every way of this kind of work (example)."]


# Positions whose team has a name of its own in the partnership files.
SERVES = {"treatment": "hav-recovery"}


def shown_to(who: SignedIn, reference: str) -> list[Move]:
    """The steps on the page of this worker; none when the case is not theirs to see."""
    with reading(who, by_one_id=True) as session:  # as the page asks
        try:
            return open_steps(load(session, who, reference))
        except NotVisible:
            return []


def walk(
    case: AnyCase, pathway: Pathway, made: Counter[str], turn: int, in_order: tuple[str, ...] = (),
    told: Mapping[str, Any] | None = None, most: int = 120,
) -> None:  # fmt: skip
    """Go on until the case has ended, or nothing new can be done: always the step made least often, but for
    those that have to be made `in_order` first. `told` are answers that those are given."""
    wanted = list(in_order)
    ends = {stage.code for stage in pathway.stages if stage.ends and stage.line == "main"}
    refused: Counter[tuple[Any, str]] = Counter()
    for _ in range(most):
        if case.stage() in ends:
            return
        found = _open_now(case, pathway, refused)
        if not found:
            return
        if wanted:
            found = [each for each in found if each[2].code == wanted[0]]
            assert found, f"{wanted[0]} cannot be made from {case.stage()}"
            wanted.pop(0)
        who, standing, move, outcome = min(
            found,
            key=lambda each: (
                made[each[2].code] + refused[each[0].id, each[2].code], each[2].to in ends, each[2].to is None,
            ),
        )  # fmt: skip
        if made[move.code] > turn + 1 and move.to not in ends and not in_order:
            refused[who.id, move.code] += 3
            continue
        given = given_to(case, pathway, move, standing, turn + refused[who.id, move.code], told or {})
        try:
            if outcome is None:
                case.move(who, move.code, **given)
            else:
                case.came_of(who, outcome[0], outcome[1], **given)
        except Invalid:
            refused[who.id, move.code] += 1
            continue
        made[move.code] += 1
        if move.to:
            refused.clear()


def _open_now(case: AnyCase, pathway: Pathway, refused: Mapping[tuple[Any, str], int]) -> list[Any]:
    by_outcome = {
        each.makes: (kind.code, each.code) for kind in pathway.appointments for each in kind.outcomes if each.makes
    }
    with_appointments = made_with_appointments(pathway)
    found: list[Any] = []
    for who in case.everybody():
        try:
            standing = case.standing(who)
        except NotVisible:
            continue
        shown = shown_to(who, case.reference)
        found += [(who, standing, move, None) for move in shown if refused.get((who.id, move.code), 0) < 3]
        for code in with_appointments:
            move = pathway.move(code)
            stage = standing.lines.get(move.line)
            tried = refused.get((who.id, code), 0)
            if stage and stage.stage in move.from_ and standing.positions & set(move.by) and tried < 3:
                found.append((who, standing, move, by_outcome[code]))
    return found
