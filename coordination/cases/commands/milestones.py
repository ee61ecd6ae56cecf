"""What counts is written when it happens: a kind, a date, coded attributes, and no words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.at_hand import at_hand
from coordination.cases.models import CaseFile, Milestone
from coordination.db import new_id
from coordination.together import Together, given
from coordination.writing_together import put
from workflows.local_time import day_of, read_dated
from workflows.truth import Known, truth, whole_years
from workflows.vocabulary import Attribute, Pathway
from workflows.vocabulary.pathway import by_code

WRITTEN = Together(
    written=select(Milestone.kind, Milestone.spell_id).where(Milestone.case_id == given("case_id", Uuid))
)


def write(
    session: Session,
    case: CaseFile,
    pathway: Pathway,
    known: Known,
    codes: Iterable[str],
    *,
    spell_id: UUID | None = None,
) -> None:
    """Write these milestones, each as often as its definition says: once for the case, the spell or every event."""
    kinds, attributes = by_code(pathway.milestones), by_code(pathway.attributes)
    for code in codes:
        kind = kinds[code]
        if kind.once == "case" and any(row.kind == code for row in written(session, case.id)):
            continue
        if kind.once == "spell" and any(
            (row.kind, row.spell_id) == (code, spell_id) for row in written(session, case.id)
        ):
            continue
        dated = read_dated(known.facts.get(kind.dated_by or "") or known.answers.get(kind.dated_by or ""))
        put(
            session,
            Milestone,
            id=new_id(),
            case_id=case.id,
            spell_id=spell_id,
            partnership_id=case.partnership_id,
            pathway=case.pathway,
            kind=code,
            category="core",
            on_date=day_of(dated or clock.now()),
            attributes={name: _value(attributes[name], known) for name in kind.attributes},
            recorded_at=clock.now(),
        )
        written(session, case.id).append(Written(code, spell_id))


class Written(NamedTuple):
    """A milestone that a case has."""

    kind: str
    spell_id: UUID | None


def written(session: Session, case_id: UUID) -> list[Written]:
    """The milestones of a case so far."""

    def read() -> list[Written]:
        rows = WRITTEN.rows(session, case_id=case_id)["written"]
        return [Written(row.kind, row.spell_id) for row in rows]

    return at_hand(session, "milestones", case_id, read)


def write_referral(
    session: Session, case: CaseFile, pathway: Pathway, known: Known, *, spell_id: UUID | None = None
) -> None:
    """Count one more referral on an open case: the first of its release as a referral, any other as added to it.

    A case that is known from the prison's list alone has had none, so that the one that comes later is the first.
    """
    had = any(row.kind in pathway.submission and spell_id in (None, row.spell_id) for row in written(session, case.id))
    write(session, case, pathway, known, pathway.attached_submission if had else pathway.submission, spell_id=spell_id)


def write_answered(
    session: Session, case: CaseFile, pathway: Pathway, known: Known, *, spell_id: UUID | None = None
) -> None:
    """Write each milestone that answers alone make true, the first time that they do."""
    held = [kind.code for kind in pathway.milestones if kind.on is not None and truth(kind.on, known) is True]
    if not held:
        return
    had = {row.kind for row in written(session, case.id) if spell_id in (None, row.spell_id)}
    write(session, case, pathway, known, [code for code in held if code not in had], spell_id=spell_id)


def _value(attribute: Attribute, known: Known) -> Any:
    if attribute.of is not None:
        return known.value(attribute.of) or "not-known"
    if attribute.holds is not None:
        return {True: "yes", False: "no", None: "not-known"}[truth(attribute.holds, known)]
    born = known.day(attribute.age_of) if attribute.age_of else None
    on = known.origin(attribute.at) if attribute.at else known.today
    return whole_years(born, on) if born and on else "not-known"
