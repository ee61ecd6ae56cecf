"""Where a case stands, as far as the asker may see it. Nothing here decides who may: row-level security does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Uuid, bindparam, func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.at_hand import at_hand
from coordination.audit.commands import seal
from coordination.audit.models import Event, EventDetail
from coordination.cases.models import Answer, CaseFile, CaseLine, DatedFact, Participant
from coordination.cases.queries.taking_part import taking_part
from coordination.errors import NotVisible
from coordination.identity.models import Agency
from coordination.queues.commands.working_out import CALENDAR, dated_by
from coordination.sharing.queries import setting_values, settings_query, values_in_force
from coordination.together import Asked, Together, given
from workflows import pathways
from workflows.conditions import known_of
from workflows.local_time import day_of
from workflows.truth import Known, local_day
from workflows.vocabulary import Pathway


@dataclass
class Standing:
    """A case with everything that decides what may happen next."""

    case: CaseFile
    pathway: Pathway
    lines: dict[str, CaseLine]
    answers: dict[str, Any]
    known: Known
    parts: list[Participant]
    # what the asker's agency may do that others may not, as far as steps of this pathway ask for it
    powers: frozenset[str] = frozenset()

    @property
    def positions(self) -> frozenset[str]:
        """What the asker is on this case."""
        return frozenset(part.position for part in self.parts)

    @property
    def reads(self) -> frozenset[str]:
        """The categories that the asker's positions read; core is for everybody who takes part."""
        return read_by(self.parts)


def read_by(parts: Iterable[Participant]) -> frozenset[str]:
    """The categories that whoever has these parts reads; core is for everybody who takes part."""
    return frozenset(code for part in parts if part.sees == "full" for code in part.reads) | {"core"}


def get(session: Session, reference: str, *, to_change: bool = False) -> CaseFile:
    """One case that the asker can see. Raises NotVisible, which does not say whether it exists."""
    asked = {"reference": reference}
    case = _held(session, asked) if to_change else session.scalar(_ONE, asked)
    if case is None:
        raise NotVisible("There is no case with that reference that you can open.")
    return case


_ONE = select(CaseFile).where(CaseFile.reference == bindparam("reference"))
_TO_CHANGE = (
    _ONE.add_columns(CaseLine)
    .outerjoin(CaseLine, CaseLine.case_id == CaseFile.id)
    # Its key stays as it is, so what only names the case, such as a message, need not wait: by then it has the chain,
    # for which whoever holds the case will wait.
    .with_for_update(of=CaseFile, key_share=True)
    .execution_options(populate_existing=True)
)


def _held(session: Session, asked: Mapping[str, Any]) -> CaseFile | None:
    """The case, held until this transaction ends, and where its lines stand."""
    rows = session.execute(_TO_CHANGE, asked).all()
    if not rows:
        return None
    case: CaseFile = rows[0][0]
    session.info.setdefault("at_hand", {})["lines", case.id] = [line for _, line in rows if line is not None]
    return case


def pathway_of(case: CaseFile) -> Pathway:
    """The version of the pathway that the case began with."""
    return pathways.of(case.pathway, case.pathway_version)


def standing(session: Session, worker: SignedIn, case: CaseFile) -> Standing:
    """Everything that decides what may happen next on this case, as far as the asker sees it."""
    there = select(CaseLine).where(CaseLine.case_id == case.id)
    lines = {line.line: line for line in at_hand(session, "lines", case.id, lambda: session.scalars(there))}
    seal(session)
    return _stands(session, worker, case, lines, None)


def asks(case: CaseFile) -> Asked:
    """What `standing` asks, for whoever reads it ahead with more."""
    pathway = pathway_of(case)
    return {_standing(pathway.code, pathway.version, True): _of(case)}


def _of(case: CaseFile) -> dict[str, Any]:
    return {"case_id": case.id, "partnership_id": case.partnership_id, "on_day": day_of(case.opened_at)}


def after_move(session: Session, worker: SignedIn, before: Standing, move: str) -> Standing:
    """Where the case stands once this move has been made and written, with one statement."""
    made = {code: times for code, times in before.known.facts.items() if code.startswith("made:")}
    made[f"made:{move}"] = made.get(f"made:{move}", 0) + 1
    return _stands(session, worker, before.case, before.lines, made)


def _stands(
    session: Session, worker: SignedIn, case: CaseFile, lines: dict[str, CaseLine], made: dict[str, int] | None
) -> Standing:
    """What is written now. `made` is how often each move was made, where that is known already."""
    pathway = pathway_of(case)
    asked = _standing(pathway.code, pathway.version, made is None)
    rows = asked.rows(session, **_of(case))
    if made is None:
        made = {f"made:{row.move}": row.times for row in rows["made"]}
    answers = gathered((row.field, row.repeat, row.value) for row in rows["answers"])
    settings = values_in_force(pathway, ((row.code, row.value) for row in rows["settings"]))
    facts = facts_in_force(pathway, rows["facts"])
    settings |= _settings_on_other_days(session, case, pathway, facts)
    known_now = known_from(case, pathway, lines, answers, facts, made, settings)
    mine, powers = my_parts(session, worker, case.id), my_powers(session, worker, pathway)
    return Standing(case, pathway, lines, answers, replace(known_now, reads=read_by(mine)), mine, powers)


@lru_cache(maxsize=64)
def _standing(code: str, version: int, with_moves: bool) -> Together:
    """What decides what may happen next, in one statement."""
    case_id = given("case_id", Uuid)
    asked: dict[str, Any] = {
        "answers": _answers_now(case_id),
        "facts": select(DatedFact.fact, DatedFact.kind, DatedFact.value, DatedFact.recorded_at)
        .where(DatedFact.case_id == case_id)
        .order_by(DatedFact.recorded_at, DatedFact.id),
        "settings": settings_query(given("partnership_id", Uuid), pathways.of(code, version), given("on_day", Date)),
    }
    return Together(**asked, made=moves_made_query(case_id)) if with_moves else Together(**asked)


def _answers_now(case_id: Any) -> Select[Any]:
    return (
        select(Answer.field, Answer.repeat, Answer.value)
        .where(Answer.case_id == case_id, Answer.superseded_at.is_(None))
        .order_by(Answer.field, Answer.repeat)
    )


def my_powers(session: Session, worker: SignedIn, pathway: Pathway) -> frozenset[str]:
    """What the worker's agency may do that others may not. Nothing is asked for a pathway without such a step."""
    if not any(move.power for move in pathway.moves):
        return frozenset()
    return frozenset(session.scalar(select(Agency.powers).where(Agency.id == worker.agency_id)) or ())


def my_parts(session: Session, worker: SignedIn, case_id: UUID) -> list[Participant]:
    """The rows by which the asker takes part in a case."""
    return [part for part in taking_part(session, case_id) if part.holder in worker.holders]


def answers_of(session: Session, case_id: UUID) -> dict[str, Any]:
    """The answers in force by field; the rows of a repeated topic as a list under the topic's code."""
    return gathered(session.execute(_answers_now(case_id)))


def gathered(rows: Iterable[Any]) -> dict[str, Any]:
    """Fields, repeats and values as answers by field."""
    found: dict[str, Any] = {}
    for name, repeat, value in rows:
        topic, _, question = name.partition(".")
        if question:
            entries = found.setdefault(topic, [])
            while len(entries) <= repeat:
                entries.append({})
            entries[repeat][question] = value
        else:
            found[name] = value
    return found


def known(
    session: Session, case: CaseFile, pathway: Pathway, lines: dict[str, CaseLine], answers: dict[str, Any]
) -> Known:
    """All that conditions may read of the case. What the asker may not see cannot be told, and so does not hold."""
    settings = setting_values(session, case.partnership_id, pathway, day_of(case.opened_at))
    facts = facts_of(session, case.id, pathway)
    settings |= _settings_on_other_days(session, case, pathway, facts)
    return known_from(case, pathway, lines, answers, facts, moves_made(session, case.id), settings)


def _settings_on_other_days(
    session: Session, case: CaseFile, pathway: Pathway, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Of deadlines that read their setting on the day of a dated fact, the values on those days."""
    found: dict[str, Any] = {}
    for clock_word in pathway.clocks:
        day = local_day(facts.get(clock_word.setting_on or ""))
        if clock_word.setting is not None and day is not None:
            found[clock_word.setting] = setting_values(session, case.partnership_id, pathway, day)[clock_word.setting]
    return found


def known_from(
    case: CaseFile,
    pathway: Pathway,
    lines: Mapping[str, CaseLine],
    answers: dict[str, Any],
    facts: dict[str, Any],
    made: dict[str, int],
    settings: dict[str, Any],
) -> Known:
    """The same, of what has been read already."""
    facts["submitted"] = case.opened_at.isoformat()
    for line in lines.values():
        facts["stage_entered" if line.line == "main" else f"stage_entered:{line.line}"] = line.since.isoformat()
    facts |= made
    return known_of(pathway, answers, clock.today(), facts=facts, calendar=CALENDAR, settings=settings)


def facts_of(session: Session, case_id: UUID, pathway: Pathway) -> dict[str, Any]:
    """The dated facts in force: each under its own code and under the origins that it dates, as ISO text."""
    rows = session.scalars(
        select(DatedFact).where(DatedFact.case_id == case_id).order_by(DatedFact.recorded_at, DatedFact.id)
    )
    return facts_in_force(pathway, list(rows))


def facts_in_force(pathway: Pathway, rows: Sequence[Any]) -> dict[str, Any]:
    """The same of a case's whole history, oldest first."""
    facts: dict[str, Any] = {}
    for kind in pathway.facts:
        own = [row for row in rows if row.fact == kind.code]
        chosen = in_force(own, kind.outranks)
        if chosen is None:
            continue
        facts[f"history:{kind.code}"] = tuple(row.value["value"] for row in own)
        for row in (*own, chosen):
            facts |= dated_by(kind, row.kind, row.value["value"], row.recorded_at)
    return facts


def answer_mark(answer_id: UUID) -> str:
    """A short mark of one answer as it was given, by which a page says what it was drawn from. It tells no id."""
    return hashlib.sha256(answer_id.bytes).hexdigest()[:16]


def in_force(rows: Sequence[Any], outranks: Sequence[str]) -> Any:
    """The value that holds now: the newest, but one of an outranking kind before any other."""
    ranked = [row for row in rows if row.kind in outranks] or list(rows)
    return ranked[-1] if ranked else None


def moves_made(session: Session, case_id: UUID) -> dict[str, int]:
    """How often each move was made, under "made:CODE"."""
    seal(session)
    return {f"made:{code}": count for code, count in session.execute(moves_made_query(case_id))}


def moves_made_query(case_id: Any) -> Select[Any]:
    """How often each move was made: its code and a number."""
    move = EventDetail.detail["move"].astext.label("move")
    return (
        select(move, func.count().label("times"))
        .join(Event, Event.id == EventDetail.event_id)
        .where(Event.case_id == case_id, Event.kind == "case.moved")
        .group_by(move)
    )


def name_of(pathway: Pathway, answers: dict[str, Any]) -> str:
    """The subject's name, as lists and the identity bar show it."""
    parts = [str(answers.get(field) or "").strip() for field in pathway.listing.name]
    return " ".join(part for part in parts if part) or "No name given"


def area_of(pathway: Pathway, answers: Any) -> str | None:
    """The code of the area, of the listing's answer that says it."""
    return answers.get(pathway.listing.area) or None


def risk_of(pathway: Pathway, known: Known) -> str | None:
    """The code of the highest of the listing's risk answers, or of the band that its score is kept as."""
    listing = pathway.listing
    given = [known.answers.get(field) for field in listing.risk]
    given += [known.facts.get(score.kept_as or "") for score in pathway.scores if score.code == listing.risk_score]
    return max((value for value in given if value in listing.risk_levels), key=listing.risk_levels.index, default=None)
