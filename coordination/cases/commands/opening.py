"""Opening a case: everything that follows from one referral, in order, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.at_hand import as_read, at_hand, begins, once_read
from coordination.audit.commands import record
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts, hand_overs, milestones, places
from coordination.cases.commands.consents import keep_consents
from coordination.cases.commands.participants import join, join_as, join_team, serving_teams
from coordination.cases.commands.urgent import alert_by_answers
from coordination.cases.commands.work import Work
from coordination.cases.models import (
    CaseFile,
    CaseLine,
    CasePartnership,
    Participant,
    PersonOnCase,
    ReleaseSpell,
)
from coordination.cases.queries import name_of
from coordination.cases.queries.alike import folded
from coordination.cases.queries.copies import copies_of
from coordination.db import new_id
from coordination.identity.models import Partnership, Team
from coordination.queues.commands.working_out import CALENDAR
from coordination.sharing.queries import setting_values, settings_are, settings_query
from coordination.together import Together, given
from coordination.writing_together import put
from workflows import conditions, pathways
from workflows.conditions import known_of
from workflows.local_time import day_of, read_dated
from workflows.references import new_reference
from workflows.truth import Known, rows_of, truth
from workflows.vocabulary import Join, Pathway, Topic

NOBODY_NAMED = "Nobody named"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """All that a new case starts with. `answers` are values as the pathway's conditions read them."""

    pathway: Pathway
    partnership_id: UUID
    answers: Mapping[str, Any]
    sender_team_id: UUID | None
    to_team_id: UUID | None = None
    to_outside_id: UUID | None = None
    linked_from_id: UUID | None = None
    starts_in: str | None = None
    # known from the prison's own list alone: the sender's team is the receiver too, and nothing was referred
    from_prison_list: bool = False
    # whoever takes part in the case that this one goes on from
    carried_parts: Sequence[Participant] = ()
    opens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """What a sender keeps: the reference to quote, and the event whose hash is the receipt to hold against the log."""

    case_id: UUID
    reference: str
    received: UUID
    subject_id: UUID


def open_case(session: Session, worker: SignedIn, opening: Opening, referral_id: UUID | None) -> Opened:
    """Open a case and hand it to the receiving team: people, answers, consents, facts, clocks, tasks, events, notices.

    Nothing is checked here but what the database itself refuses: the caller has checked the answers. Whoever reads any
    of it in the same transaction flushes first.
    """
    pathway, now = opening.pathway, clock.now()
    stage = opening.starts_in or pathway.starts_in
    nameless = names_nobody(pathway, opening.answers)
    _read_ahead(session, opening)
    partnership: Partnership = once_read(
        session, "partnership", opening.partnership_id, lambda: session.get_one(Partnership, opening.partnership_id)
    )
    case = CaseFile(
        id=new_id(),
        reference=new_reference(partnership.reference_prefix, secrets.SystemRandom()),
        pathway=pathway.code,
        pathway_version=pathway.version,
        subject_kind="nobody-named" if nameless else pathway.subject_kind,
        partnership_id=partnership.id,
        opened_by_id=worker.id,
        opened_by_agency_id=worker.agency_id,
        opened_at=now,
        linked_from_id=opening.linked_from_id,
    )
    session.add(case)
    opened = record(
        session,
        "case.opened",
        case_id=case.id,
        team_id=opening.sender_team_id,
        pathway=pathway.code,
        version=pathway.version,
        linked_from=opening.linked_from_id,
    )

    known = _known(session, case, pathway, opening.answers)
    copies = copies_of(session, case, pathway, known, worker.agency_name)
    begins(session, case.id)
    join(
        session,
        case,
        pathway,
        holder=opening.sender_team_id or worker.id,
        holder_kind="team" if opening.sender_team_id else "worker",
        agency_id=worker.agency_id,
        position=pathway.holding if opening.from_prison_list else "referrer",
        basis="direct-care" if opening.from_prison_list else None,
        stage=stage,
        key_date=copies.key_date,
    )
    for part in opening.carried_parts:
        join_as(session, case, pathway, part, stage, sees=part.sees, key_date=copies.key_date)
    line = CaseLine(case_id=case.id, line="main", stage=stage, since=now)
    session.add(line)
    put(session, CasePartnership, id=new_id(), case_id=case.id, partnership_id=partnership.id, from_at=now)
    at_hand(session, "lines", case.id, list[CaseLine]).append(line)
    people = _people(session, case, pathway, known, nameless)
    places.keep(session, case, pathway, opening.answers)
    spell = _spell(session, case, pathway, opening)
    answering.give(
        session, worker, case, pathway, opening.answers, person_ids=people, referral_id=referral_id, first=True
    )
    keep_consents(session, worker, case, pathway, opening.answers, people["subject", 0])
    stated = facts.stated(pathway, opening.answers)
    for fact in stated:
        facts.keep(session, worker, case, pathway, fact, spell)

    work = Work(session, worker, case, pathway, known, copies)
    receiver, hand_over_id = None, None
    if opening.to_team_id is not None or opening.to_outside_id is not None:
        kind = pathway.hand_over(pathway.first_hand_over or "")
        hand_over, receiver = hand_overs.send(
            session,
            worker,
            case,
            work,
            kind,
            stage=stage,
            to_team_id=opening.to_team_id,
            to_outside_id=opening.to_outside_id,
            from_team_id=opening.sender_team_id,
            referral_id=referral_id,
        )
        hand_over_id = hand_over.id
    joins(session, worker, case, pathway, known, "submission", stage)
    if pathway.stage(stage).clock:
        work.clock(pathway.stage(stage).clock or "", team_id=opening.to_team_id, line="main")
    milestones.write_answered(session, case, pathway, known, spell_id=spell.id if spell else None)
    if opening.from_prison_list:
        facts.count(session, case, pathway, known, stated, spell)
        return Opened(case.id, case.reference, opened.id, people["subject", 0])
    for code in pathway.first_clocks:
        work.clock(code)
    work.open((*_first_tasks(pathway, stage), *opening.opens), hand_over_id=hand_over_id, receiver=receiver)
    milestones.write(session, case, pathway, known, pathway.submission, spell_id=spell.id if spell else None)
    facts.count(session, case, pathway, known, stated, spell)
    received = record(
        session, "referral.received", case_id=case.id, team_id=opening.sender_team_id, referral=referral_id or case.id
    )
    alert_by_answers(session, worker.id, case, pathway, known)
    return Opened(case.id, case.reference, received.id, people["subject", 0])


def _read_ahead(session: Session, opening: Opening) -> None:
    """The partnership, what it has set, and the receiving team, in one statement: each is asked for further on."""
    pathway, today, partnership_id = opening.pathway, clock.today(), opening.partnership_id
    rows = _wanted(pathway.code, pathway.version).rows(
        session, partnership_id=partnership_id, team_id=opening.to_team_id, on_day=today
    )
    settings_are(session, partnership_id, pathway, today, [(row.code, row.value) for row in rows["settings"]])
    for what, kind in (("partnership", Partnership), ("team", Team)):
        for row in rows[what]:
            once_read(session, what, row.id, partial(as_read, session, kind, row))


@cache
def _wanted(pathway: str, version: int) -> Together:
    partnership_id = given("partnership_id", Uuid)
    return Together(
        partnership=select(Partnership).where(Partnership.id == partnership_id),
        team=select(Team).where(Team.id == given("team_id", Uuid)),
        settings=settings_query(partnership_id, pathways.of(pathway, version), given("on_day", Date)),
    )


def _first_tasks(pathway: Pathway, stage: str) -> tuple[str, ...]:
    """What is asked when a case begins: where it begins further on, whatever that stage's own clock counts for."""
    if stage == pathway.starts_in:
        return pathway.first_tasks
    return tuple(kind.code for kind in pathway.tasks if kind.clock == pathway.stage(stage).clock)


def joins(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    pathway: Pathway,
    known: Known,
    at: str,
    stage: str,
    codes: tuple[str, ...] | None = None,
) -> None:
    """Bring in whoever takes part from this moment, if the condition for it holds and a team serves the area."""
    words = [
        word
        for word in pathway.joins
        if word.at == at
        and (codes is None or word.code in codes)
        and (word.when is None or truth(word.when, known) is True)
        and "team" in pathway.position(word.position).held_by
    ]
    whose = [_whose(session, case, word, known) for word in words]
    serving = {place: serving_teams(session, {word.service for word in words}, place) for place in set(whose)}
    for word, place in zip(words, whose, strict=True):
        team = serving[place].get(word.service)
        if team is not None:
            join_team(session, case, pathway, team, word.position, stage, key_date=_key_date(pathway, known))


def _whose(session: Session, case: CaseFile, word: Join, known: Known) -> UUID:
    """The partnership whose team joins: that of the area which an answer names, else the case's own."""
    named = known.value(word.area) if word.area is not None else None
    found = session.scalar(select(Partnership.id).where(Partnership.code == str(named))) if named else None
    return found or case.partnership_id


def part_of(topic: Topic, known: Known) -> str:
    """What somebody whom a repeated topic names is in the case, by what is known of their row."""
    assert topic.repeat is not None
    held = [other.part for other in topic.repeat.otherwise if truth(other.when, known) is True]
    return held[0] if held else topic.repeat.part or "subject"


def _known(session: Session, case: CaseFile, pathway: Pathway, answers: Mapping[str, Any]) -> Known:
    settings = setting_values(session, case.partnership_id, pathway, clock.today())
    facts_now = {"submitted": case.opened_at.isoformat(), "stage_entered": case.opened_at.isoformat()}
    return known_of(pathway, answers, clock.today(), facts=facts_now, calendar=CALENDAR, settings=settings)


def _key_date(pathway: Pathway, known: Known) -> Any:
    dated = read_dated(known.facts.get(pathway.listing.key_date or ""))
    return day_of(dated) if dated else None


def _people(
    session: Session, case: CaseFile, pathway: Pathway, known: Known, nameless: bool
) -> dict[tuple[str, int], UUID]:
    """The subject, and everybody whom a repeated topic names, each with a part and a category of their own."""
    found: dict[tuple[str, int], UUID] = {}

    def add(part: str, repeat: int, name: str, among: str) -> None:
        found[among, repeat] = person_id = new_id()
        put(
            session,
            PersonOnCase,
            id=person_id,
            case_id=case.id,
            part=part,
            category=category_of_part(pathway, part),
            name=name,
            name_folded=folded(name),
        )

    answers = known.answers
    add("subject", 0, NOBODY_NAMED if nameless else subject_name(pathway, answers), "subject")
    for part, among, repeat, name in people_of_rows(pathway, known, answers):
        add(part, repeat, name, among)
    return found


def people_of_rows(pathway: Pathway, known: Known, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, int, str]]:
    """Everybody whom a repeated topic names: their part, the part that the topic is for, their place and name."""
    for topic in pathway.topics.values():
        if topic.repeat is None or topic.repeat.part is None or topic.repeat.of is not None:
            continue
        rows = rows_of(known, (topic.code,))
        for repeat, entry in enumerate(answers.get(topic.code) or []):
            yield part_of(topic, rows[repeat]), topic.repeat.part, repeat, name_in(topic, entry)


def name_in(topic: Topic, entry: Mapping[str, Any]) -> str:
    """What somebody is called in one row of a repeated topic; where no name is given, what the row is about."""
    assert topic.repeat is not None
    names = (str(entry[each.code]) for each in topic.questions if each.kind == "person-name" and entry.get(each.code))
    return next(names, topic.repeat.label)


def category_of_part(pathway: Pathway, part: str) -> str:
    """Who may read that somebody with this part is on the case."""
    return next((word.category for word in pathway.parts if word.code == part), "core")


def somebody(case: CaseFile, pathway: Pathway, part: str, name: str) -> PersonOnCase:
    """One more person for a case, with the part that they have in it."""
    category = category_of_part(pathway, part)
    return PersonOnCase(id=new_id(), case_id=case.id, part=part, category=category, name=name, name_folded=folded(name))


def subject_name(pathway: Pathway, answers: Mapping[str, Any]) -> str:
    """The name of whom a case is about: by the answers that their part names, else as lists show the case."""
    named_by = next((word.named_by for word in pathway.parts if word.code == "subject"), ())
    if not named_by:
        return name_of(pathway, dict(answers))
    return " ".join(str(answers[field]).strip() for field in named_by if answers.get(field)) or "Name not known"


def names_nobody(pathway: Pathway, answers: Mapping[str, Any]) -> bool:
    """Whether these answers make a case about nobody by name."""
    return pathway.nobody_named is not None and conditions.names_nobody(
        pathway, known_of(pathway, answers, clock.today())
    )


def _spell(session: Session, case: CaseFile, pathway: Pathway, opening: Opening) -> ReleaseSpell | None:
    if not any(milestone.once == "spell" for milestone in pathway.milestones):
        return None
    spell = ReleaseSpell(id=new_id(), case_id=case.id, from_prison_list=opening.from_prison_list)
    session.add(spell)
    at_hand(session, "spells", case.id, list[ReleaseSpell]).append(spell)
    return spell
