"""What lists and queues show of a case, copied onto its tasks by whoever changes it: so that a queue reads no case.

What the asker does not read stays as it is shown: whoever corrects a telephone number takes no risk out of a queue.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.cases.models import CaseFile
from coordination.cases.queries import area_of, risk_of
from coordination.queues.commands.opening import Copies, open_tasks
from coordination.queues.commands.working_out import given_now
from coordination.queues.models import Task
from workflows.truth import Known, local_day
from workflows.vocabulary import FactKind, Listing, Pathway


def copies_of(session: Session, case: CaseFile, pathway: Pathway, known: Known, from_agency: str | None) -> Copies:
    """What lists may show of the case now, by the pathway's own listing."""
    listing, fact = pathway.listing, _key_fact(pathway)
    key_date, happened = known.origin(listing.key_date or ""), _has_happened(fact, known)
    area, risk = area_of(pathway, known.answers), risk_of(pathway, listing, known.answers)
    before = _copied_before(session, case.id) if known.reads is not None else None
    if known.reads is not None and before is not None:
        # None of it is ever taken out again: what is not there any more is kept back by an agreement that has ended.
        area = area or before.area
        if risk is None or not _risk_is_read(pathway, known.reads):
            risk = _higher(pathway, listing, risk, before.risk)
        if key_date is None or (fact and fact.category not in known.reads):
            key_date = local_day(given_now(session, case.id, listing.key_date or "")) or before.key_date
            happened = happened or _says_happened(listing, before.key_date_label)
    return Copies(
        case_id=case.id,
        reference=case.reference,
        pathway=pathway.code,
        from_agency=from_agency,
        area=area,
        risk=risk,
        key_date=key_date,
        key_date_label=_words(listing, key_date, happened=happened) if key_date else None,
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


def _risk_is_read(pathway: Pathway, reads: Collection[str]) -> bool:
    return {pathway.question(field).category for field in pathway.listing.risk} <= set(reads)


def _copied_before(session: Session, case_id: UUID) -> Task | None:
    """A task of the case, an open one before the newest of those that have ended: each shows the same of the case."""
    there = next(iter(open_tasks(session, case_id)), None)
    ended = select(Task).where(Task.case_id == case_id).order_by(Task.done_at.desc()).limit(1)
    return there or session.scalars(ended).one_or_none()


def _higher(pathway: Pathway, listing: Listing, one: str | None, other: str | None) -> str | None:
    """The higher of two risks in words, either of which may not be known."""
    order = [pathway.question(listing.risk[0]).label_of(level) for level in listing.risk_levels] if listing.risk else []
    return max((word for word in (one, other) if word in order), key=order.index, default=one or other)
