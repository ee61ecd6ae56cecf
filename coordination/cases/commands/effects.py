"""What follows a move beyond its stage, tasks and clocks: one short function for each word of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.at_hand import at_hand
from coordination.audit.commands import Recorded, record
from coordination.cases import queries
from coordination.cases.commands import answers as answering
from coordination.cases.commands import evidence, facts, hand_overs, leaving, linking, opening, same_release, settling
from coordination.cases.commands.appointments import book
from coordination.cases.commands.consents import withdraw_consents
from coordination.cases.commands.participants import join, join_team, parts_of
from coordination.cases.commands.permitting import line_category
from coordination.cases.commands.seating import seat_panel
from coordination.cases.commands.work import Work, give_to_named, pass_on_position
from coordination.cases.models import (
    SAME,
    CaseFile,
    CaseLine,
    HandOver,
    Participant,
    PersonOnCase,
    ReleaseSpell,
    SamePerson,
)
from coordination.cases.queries import Standing, places
from coordination.cases.queries.grounds import consent_questions, recipient_of
from coordination.cases.queries.named import people_on
from coordination.db import new_id
from coordination.errors import Invalid
from coordination.identity.models import OutsideOrganisation, Team, Worker
from coordination.queues.commands.opening import Holder, close_tasks, stop_clocks
from workflows import vocabulary as words
from workflows.local_time import day_of, moment_of, read_dated
from workflows.truth import rows_of
from workflows.vocabulary import Effect, Move

SAD_NEWS = "There is sad news on one of your cases."


@dataclass
class Following:
    """A move that has been made, with everything that its effects may need."""

    session: Session
    worker: SignedIn
    now: Standing
    move: Move
    given: Mapping[str, Any]
    work: Work
    event: Recorded
    answered: HandOver | None
    linked_reference: str | None = None
    # whether the worker is shut out of the case once all else is done
    leaves: bool = False
    # kinds of tasks that an effect has opened already
    opened: set[str] = field(default_factory=set)

    @property
    def case(self) -> CaseFile:
        return self.now.case

    @property
    def line_category(self) -> str:
        """Who may read what moved this line."""
        return line_category(self.now.pathway, self.move.line)

    @property
    def stage(self) -> str:
        return self.now.lines["main"].stage

    def open_for(self, row: HandOver, receiver: Participant) -> None:
        """Open the tasks of the move that whoever a hand-over goes to has to do; those that answer it end with it."""
        theirs = [code for code in self.move.opens if self.now.pathway.task(code).position == receiver.position]
        self.work.open(theirs, hand_over_id=row.id, receiver=receiver)
        self.opened.update(theirs)

    def read_again(self) -> None:
        """Effects have stated something that conditions read: from here on they read it as it stands."""
        self.now = queries.standing(self.session, self.worker, self.case)
        self.work.known = self.now.known


def follow(made: Following) -> None:
    """Do what the move's effects say, in the order in which they are written."""
    for effect in made.move.effects:
        DONE_BY[type(effect)](made, effect)


def _sets_fact(made: Following, effect: Any) -> None:
    value = made.given.get(effect.from_answer) if effect.from_answer else effect.value
    if value is None:
        return
    given = {"fact": effect.fact, "kind": None, "value": value, "source": None, "confidence": None}
    spell = facts.spell_of(made.session, made.case.id)
    facts.keep(made.session, made.worker, made.case, made.now.pathway, given, spell)
    facts.count(made.session, made.case, made.now.pathway, made.now.known, [given], spell)


def _starts_linked_spell(made: Following, effect: Any) -> None:
    """Open a new case of the same person: this one ends, both stay linked as one person's history."""
    carried = {field: made.now.answers[field] for field in effect.carries if field in made.now.answers}
    if effect.expected_date and made.given.get(effect.expected_date):
        for question in made.now.pathway.questions.values():
            if (
                question.sets_fact
                and question.sets_fact.kind_from
                and question.sets_fact.fact == made.now.pathway.listing.key_date
            ):
                carried[question.code] = made.given[effect.expected_date]
    owner = next((part for part in made.now.parts if part.holder_kind == "team"), None)
    opened = opening.open_case(
        made.session,
        made.worker,
        opening.Opening(
            pathway=made.now.pathway,
            partnership_id=made.case.partnership_id,
            answers=carried,
            sender_team_id=owner.holder if owner else None,
            linked_from_id=made.case.id,
            starts_in=effect.starts_in,
            opens=effect.opens,
            carried_parts=[
                part for part in parts_of(made.session, made.case.id) if part.position not in effect.without
            ],
        ),
        referral_id=None,
    )
    made.session.flush()  # its spell is changed below
    old = facts.spell_of(made.session, made.case.id)
    if old is not None:
        made.session.execute(
            update(ReleaseSpell).where(ReleaseSpell.case_id == opened.case_id).values(follows_id=old.id)
        )
        old.ended_at = clock.now()
    record(made.session, "case.linked", case_id=made.case.id, link=opened.reference)
    _says_it_is_the_same_person(made, opened.case_id)
    made.linked_reference = opened.reference


def _says_it_is_the_same_person(made: Following, next_case_id: UUID) -> None:
    """Nobody is asked whether the person of the next spell is the one of this: who opened it has said so."""
    made.session.flush()
    subjects = select(PersonOnCase.id).where(
        PersonOnCase.case_id.in_((made.case.id, next_case_id)), PersonOnCase.part == "subject"
    )
    people = sorted(made.session.scalars(subjects))
    if len(people) == 2:
        one, other = people
        said = SamePerson(id=new_id(), one_id=one, other_id=other, verdict=SAME, by_id=made.worker.id, at=clock.now())
        made.session.add(said)


def _answers_rows(made: Following, effect: Any) -> None:
    """What a filled topic says becomes the answer of the row that it is about, and the person's part follows."""
    rows = made.given.get(effect.from_topic) or []
    told = [{effect.as_: row[effect.given], **effect.sets} if row.get(effect.given) else {} for row in rows]
    if not any(told):
        return
    pathway, topic = made.now.pathway, made.now.pathway.topics[effect.topic]
    assert topic.repeat is not None
    people = people_on(made.session, made.case)
    answering.give(made.session, made.worker, made.case, pathway, {effect.topic: told}, person_ids=people)
    before: list[dict[str, Any]] = made.now.answers.get(effect.topic) or []
    nothing: dict[str, Any] = {}
    made.now.answers[effect.topic] = [{**was, **new} for was, new in zip_longest(before, told, fillvalue=nothing)]
    for place, known in enumerate(rows_of(made.now.known, (effect.topic,))):
        person_id = people.get((topic.repeat.part or "subject", place))
        if person_id is not None and told[place : place + 1] != [{}]:
            made.session.execute(
                update(PersonOnCase).where(PersonOnCase.id == person_id).values(part=opening.part_of(topic, known))
            )


def _adds_row(made: Following, effect: Any) -> None:
    """One more row of a repeated topic, out of what the move was answered with, and the person whom it is about."""
    pathway, topic = made.now.pathway, made.now.pathway.topics[effect.topic]
    assert topic.repeat is not None
    assert topic.repeat.part is not None
    before: list[dict[str, Any]] = made.now.answers.get(effect.topic) or []
    if len(before) >= topic.repeat.most:
        raise Invalid(f"There is room for {topic.repeat.most}. Write to the others on the case instead.")
    row = {to: made.given[asked] for to, asked in effect.takes.items() if made.given.get(asked) not in (None, "", [])}
    made.now.answers[effect.topic] = [*before, row]
    known = rows_of(made.now.known, (effect.topic,))[-1]
    person = opening.somebody(made.case, pathway, opening.part_of(topic, known), opening.name_in(topic, row))
    made.session.add(person)
    made.session.flush()
    people = {**people_on(made.session, made.case), (topic.repeat.part, len(before)): person.id}
    told = [*({} for _ in before), row]
    answering.give(made.session, made.worker, made.case, pathway, {effect.topic: told}, person_ids=people)


def _silences_messages(made: Following, effect: Any) -> None:
    """From this moment nothing automatic goes out about this person, what already waits included."""
    made.case.silent_since = clock.now()
    if effect.hides_name:
        earlier = _goes_on_from(made)
        made.session.execute(
            update(PersonOnCase)
            .where(PersonOnCase.case_id.in_([made.case.id, *earlier]), PersonOnCase.part == "subject")
            .values(name_hidden_since=clock.now())
        )
        for case_id in earlier:
            record(made.session, "case.name-hidden", case_id=case_id, link=made.case.reference)
    close_tasks(made.session, made.worker.id, made.case.id, "silenced")
    stop_clocks(made.session, made.case.id)
    everybody = tuple(position.code for position in made.now.pathway.positions)
    _tells(made, words.Tells(positions=everybody, say=SAD_NEWS, urgent=True))


def _goes_on_from(made: Following) -> list[UUID]:
    """The cases that this one goes on from, as far as the asker sees them: of all of them it is one person."""
    found: list[UUID] = []
    earlier = made.case.linked_from_id
    while earlier is not None and earlier not in found:
        case = made.session.execute(
            select(CaseFile.id, CaseFile.linked_from_id).where(CaseFile.id == earlier)
        ).one_or_none()
        if case is None:
            break
        found.append(case.id)
        earlier = case.linked_from_id
    return found


def _ends_grants(made: Following, effect: Any) -> None:
    parts = parts_of(made.session, made.case.id, effect.positions or None)
    over = [part for part in parts if not effect.resting_on or part.basis == effect.resting_on]
    leaving.end_parts(made.session, made.worker, made.work, over, made.move.code)


def _grants_position(made: Following, effect: Any) -> None:
    """Somebody named in an answer takes a position. The accepting team has its own by the time effects are done."""
    chosen = made.given.get(effect.from_answer) if effect.from_answer else None
    if effect.to == "answered-panel":
        seat_panel(made.session, made.case, made.now, str(chosen or ""), effect.position, made.stage)
    elif effect.to == "answered-team":
        team = made.session.scalar(select(Team).where(Team.code == chosen))
        if team is not None:
            join_team(made.session, made.case, made.now.pathway, team, effect.position, made.stage)
            if made.now.pathway.position(effect.position).worked_by == effect.from_answer:
                pass_on_position(made.session, made.now.pathway, made.case.id, effect.position, team)
    elif effect.to == "answered-worker":
        named = made.session.execute(
            select(Worker.id, Worker.name, Worker.agency_id).where(Worker.reference == chosen)
        ).one_or_none()
        if named is None:
            raise Invalid("Choose a worker from the list.", field=effect.from_answer)
        join(
            made.session,
            made.case,
            made.now.pathway,
            holder=named.id,
            holder_kind="worker",
            agency_id=named.agency_id,
            position=effect.position,
            stage=made.stage,
        )
        holder = Holder(named.id, named.name)
        if effect.replaces:
            named_before = parts_of(made.session, made.case.id, (effect.position,))
            earlier = [part for part in named_before if part.holder_kind == "worker" and part.holder != named.id]
            leaving.make_way(made.session, made.worker, made.work, earlier, made.move.code)
        give_to_named(made.session, made.now.pathway, made.case.id, effect.position, holder, made.worker.team_ids)


def _brings_in(made: Following, effect: Any) -> None:
    opening.joins(
        made.session, made.worker, made.case, made.now.pathway, made.now.known, "move", made.stage, effect.joins
    )


def _tells_first_sender(made: Following, effect: Any) -> None:
    same_release.tell_first_senders(made.session, made.worker, made.case, say=effect.say, event_id=made.event.id)


def _tells(made: Following, effect: Any) -> None:
    jobs.later(
        made.session,
        made.worker.id,
        "tell_positions",
        queue=jobs.URGENT if effect.urgent else jobs.DEFAULT,
        case_id=made.case.id,
        event_id=made.event.id,
        positions=",".join(effect.positions),
        say=effect.say,
        urgent="yes" if effect.urgent else "no",
    )


def _creates_appointment(made: Following, effect: Any) -> None:
    at = read_dated(made.given.get(effect.at))
    if at is None:
        return
    book(
        made.session,
        made.worker,
        made.now,
        kind=effect.kind,
        starts_at=moment_of(at),
        place=str(made.given.get(effect.place or "") or "To be arranged"),
        mode=str(made.given.get(effect.mode or "") or "in-person"),
    )


def _cancels_appointments(made: Following, effect: Any) -> None:
    now = clock.now()
    rows = made.session.scalars(
        select(Appointment).where(
            Appointment.case_id == made.case.id,
            Appointment.kind.in_(effect.kinds),
            Appointment.outcome.is_(None),
            Appointment.starts_at > now,
        )
    )
    for row in rows.all():
        row.outcome, row.outcome_at, row.outcome_by_id = "cancelled-by-service", now, made.worker.id
        record(
            made.session,
            "appointment.outcome",
            case_id=made.case.id,
            category=row.category,
            appointment=row.reference,
            kind=row.kind,
            outcome=row.outcome,
        )
    made.session.flush()


def _opens_hand_over(made: Following, effect: Any) -> None:
    kind = made.now.pathway.hand_over(effect.kind)
    sender = next((part for part in made.now.parts if part.holder_kind == "team"), None)
    chosen = str(made.given.get(effect.to) or "")
    team = made.session.scalar(select(Team).where(Team.code == chosen))
    if team is not None and made.answered is not None and team.id == made.answered.to_team_id:
        raise Invalid("This is the team that has it now. Choose the one that it belongs to.", field=effect.to)
    outside = (
        None if team else made.session.scalar(select(OutsideOrganisation).where(OutsideOrganisation.code == chosen))
    )
    row, receiver = hand_overs.send(
        made.session,
        made.worker,
        made.case,
        made.work,
        kind,
        stage=made.stage,
        to_team_id=team.id if team else None,
        to_outside_id=outside.id if outside else None,
        from_team_id=sender.holder if sender else None,
        line=made.move.line,
        redirected_from=made.answered,
        reason=made.move.code,
    )
    if receiver is not None:
        made.open_for(row, receiver)


def _answers_hand_over(made: Following, effect: Any) -> None:
    row = hand_overs.open_one(made.session, made.case.id, effect.kind)
    if row is None:
        return  # answered long ago: what was said then stands
    hand_overs.answer(
        made.session, made.worker, made.case, row, effect.answer, reason=made.move.code, whose_no=made.move.whose_no
    )
    close_tasks(made.session, made.worker.id, made.case.id, effect.answer, hand_over_id=row.id)


def _withdraws_consent(made: Following, effect: Any) -> None:
    """Sharing that rests on this consent stops now, and the answer that it rested on says so."""
    named = made.given.get(effect.recipients) or []
    recipients = set(named if isinstance(named, list) else [named])
    everyone = bool(recipients & {"everyone", "all"})
    asked = {
        each.code: recipient_of(each)
        for each in consent_questions(made.now.pathway)
        if everyone or recipient_of(each) in recipients
    }
    no = {code: "no" for code in asked if made.now.answers.get(code) == "yes"}
    answering.give(
        made.session, made.worker, made.case, made.now.pathway, no, person_ids=people_on(made.session, made.case)
    )
    made.now.answers.update(no)
    over = withdraw_consents(made.session, made.case, made.now.pathway, recipients | set(asked.values()))
    leaving.end_parts(made.session, made.worker, made.work, over, "consent-withdrawn")


def _opens_line(made: Following, effect: Any) -> None:
    if effect.line not in made.now.lines:
        row = CaseLine(case_id=made.case.id, line=effect.line, stage=effect.stage, since=clock.now())
        made.now.lines[effect.line] = row
        made.session.add(row)
        at_hand(made.session, "lines", made.case.id, list[CaseLine]).append(row)


def _adds_to_case(made: Following, effect: Any) -> None:
    same_release.join_to(
        made.session,
        made.worker,
        made.now,
        str(made.given.get(effect.to) or ""),
        field=effect.to,
        by=made.move.by,
        opens_to=effect.opens_to,
        say=effect.say,
    )


def _links_earlier(made: Following, effect: Any) -> None:
    """The newest ended case about the same place or person, of those that whoever makes the move takes part in."""
    alike = places.same_place if effect.same == "place" else places.same_person
    earlier = [
        found for found in alike(made.session, made.case) if found.ended_at and found.outcome not in effect.but_not
    ]
    if not earlier:
        return
    last = max(earlier, key=lambda found: (found.ended_at, found.opened_at))
    if made.case.linked_from_id is None:
        made.case.linked_from_id = last.id
        made.session.flush()
    record(made.session, "case.linked", case_id=made.case.id, category=made.line_category, link=last.reference)
    record(made.session, "case.linked", case_id=last.id, category=made.line_category, link=made.case.reference)
    if effect.fact:
        ended = day_of(last.ended_at or clock.now()).isoformat()
        given = {"fact": effect.fact, "kind": None, "value": ended, "source": None, "confidence": None}
        facts.keep(made.session, made.worker, made.case, made.now.pathway, given, None)


def _adds_evidence(made: Following, effect: Any) -> None:
    evidence.add(made.session, made.worker, made.now, str(made.given.get(effect.to) or ""), at=effect.to)


def _adds_ticks(made: Following, effect: Any) -> None:
    more = made.given.get(effect.from_answer) or []
    there = made.now.answers.get(effect.to) or []
    if more:
        answering.give(
            made.session,
            made.worker,
            made.case,
            made.now.pathway,
            {effect.to: [*there, *(tick for tick in more if tick not in there)]},
            person_ids={},
        )


def _shuts_out(made: Following, effect: Any) -> None:
    if made.given.get(effect.when_yes) == "yes":
        made.leaves = True  # last of all: from then on the case is not there for whoever made the move


def _puts_on_panel(made: Following, effect: Any) -> None:
    """Being listed is a stage of the pathway, where the members' own part begins; agendas are built from it."""


DONE_BY: dict[type[Effect], Callable[[Following, Any], None]] = {
    words.SetsFact: _sets_fact,
    words.StartsLinkedSpell: _starts_linked_spell,
    words.AddsRow: _adds_row,
    words.AnswersRows: _answers_rows,
    words.SilencesMessages: _silences_messages,
    words.EndsGrants: _ends_grants,
    words.GrantsPosition: _grants_position,
    words.BringsIn: _brings_in,
    words.TellsFirstSender: _tells_first_sender,
    words.Tells: _tells,
    words.CreatesAppointment: _creates_appointment,
    words.CancelsAppointments: _cancels_appointments,
    words.OpensHandOver: _opens_hand_over,
    words.AnswersHandOver: _answers_hand_over,
    words.WithdrawsConsent: _withdraws_consent,
    words.PutsOnPanel: _puts_on_panel,
    words.OpensLine: _opens_line,
    words.AddsToCase: _adds_to_case,
    words.LinksEarlier: _links_earlier,
    words.LinksCase: linking.link,
    words.AddsEvidence: _adds_evidence,
    words.AddsTicks: _adds_ticks,
    words.SettlesAnswer: settling.settle_answer,
    words.Forgets: settling.forget,
    words.ShutsOut: _shuts_out,
}
