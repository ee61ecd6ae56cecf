"""What lists and queues show of a case, copied onto its tasks by whoever changes it: so that a queue reads no case.

What the asker does not read stays as it is shown: whoever corrects a telephone number takes no risk out of a queue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from coordination import clock
from coordination.cases.models import CaseFile
from coordination.cases.queries import area_of, risk_of
from coordination.cases.queries.taking_part import taking_part
from coordination.queues.commands.opening import Copies, open_tasks
from coordination.queues.commands.working_out import given_now
from coordination.queues.models import Task
from workflows.truth import Known, local_day
from workflows.vocabulary import FactKind, Listing, Pathway

_Column = InstrumentedAttribute[Any]
_AREA, _RISK, _DATE, _LABEL = Task.area, Task.risk, Task.key_date, Task.key_date_label


def copies_of(session: Session, case: CaseFile, pathway: Pathway, known: Known, from_agency: str | None) -> Copies:
    """What lists may show of the case now, by the pathway's own listing."""
    listing, fact = pathway.listing, _key_fact(pathway)
    key_date, happened = known.origin(listing.key_date or ""), _has_happened(fact, known)
    area, risk = area_of(pathway, known.answers), risk_of(pathway, known)
    risk_in, date_in = _risk_stands_in(pathway), {fact.category} if fact else set()
    if known.reads is not None:
        # None of it is ever taken out again: what is not there any more is kept back by an agreement that has ended.
        wants_risk = bool(risk_in) and (risk is None or not risk_in <= known.reads)
        wants_date = bool(date_in) and (key_date is None or not date_in <= known.reads)
        wanted = {_AREA: area is None, _RISK: wants_risk, _DATE: wants_date, _LABEL: wants_date}
        before = _copied_before(session, case.id, [column for column, wants in wanted.items() if wants])
        area = area or before.get(_AREA)
        if wants_risk:
            risk = _higher(listing, risk, before.get(_RISK))
        if wants_date:
            key_date = local_day(given_now(session, case.id, listing.key_date or "")) or before.get(_DATE)
            happened = happened or _says_happened(listing, before.get(_LABEL))
    return Copies(
        case_id=case.id,
        reference=case.reference,
        pathway=pathway.code,
        from_agency=from_agency,
        area=area,
        risk=risk,
        risk_levels=listing.risk_levels,
        key_date=key_date,
        key_date_label=_words(listing, key_date, happened=happened) if key_date else None,
        risk_told=partial(_is_told, session, case.id, pathway, risk_in),
        key_date_told=partial(_is_told, session, case.id, pathway, date_in),
    )


def _words(listing: Listing, on: date, *, happened: bool) -> str:
    return listing.happened if happened else listing.behind if on < clock.today() else listing.ahead


def _key_fact(pathway: Pathway) -> FactKind | None:
    key = pathway.listing.key_date
    return next((fact for fact in pathway.facts if key and key in (fact.code, fact.origin)), None)


def _has_happened(fact: FactKind | None, known: Known) -> bool:
    """Whether somebody recorded that what the key date is of has happened."""
    return fact is not None and any(known.facts.get(fact.kind_origins.get(kind, "")) for kind in fact.outranks)


def _says_happened(listing: Listing, label: str | None) -> bool:
    return bool(label) and label == listing.happened


def _risk_stands_in(pathway: Pathway) -> set[str]:
    """The categories of what the risk that lists show is read from."""
    fields = {pathway.question(field).category for field in pathway.listing.risk}
    return fields | {score.category for score in pathway.scores if score.code == pathway.listing.risk_score}


def _is_told(session: Session, case_id: UUID, pathway: Pathway, categories: Collection[str], team_id: UUID) -> bool:
    """Whether a team reads all of these categories by the positions that it holds itself, not one of its workers."""
    holds = {part.position for part in taking_part(session, case_id) if part.holder == team_id}
    return all(not holds.isdisjoint(pathway.category(code).read) for code in categories)


def _copied_before(session: Session, case_id: UUID, wanted: Sequence[_Column]) -> dict[_Column, Any]:
    """What tasks of the case show in these columns: open ones before the newest of those that have ended."""
    found = _first_of(open_tasks(session, case_id), wanted)
    missing = [column for column in wanted if column not in found]
    if missing:
        shown = or_(*(column.is_not(None) for column in missing))
        ended = select(*missing).where(Task.case_id == case_id, shown).order_by(Task.done_at.desc())
        found |= _first_of(session.execute(ended), missing)
    return found


def _first_of(shown: Iterable[Any], wanted: Sequence[_Column]) -> dict[_Column, Any]:
    """Of each column the first of these that says something."""
    found: dict[_Column, Any] = {}
    for one in shown:
        for column in wanted:
            value = getattr(one, column.key)
            if value is not None:
                found.setdefault(column, value)
    return found


def _higher(listing: Listing, one: str | None, other: str | None) -> str | None:
    """The higher of two levels of risk, either of which may not be known."""
    order = listing.risk_levels
    return max((level for level in (one, other) if level in order), key=order.index, default=one or other)
