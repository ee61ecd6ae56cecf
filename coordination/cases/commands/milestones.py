"""What counts is written when it happens: a kind, a date, coded attributes, and no words.

Somebody may make it count who does not read all that goes along with it: children's social care records that a child
was kept safe, and does not read how old the adults think the child is. What they do not read is taken from what was
given just now, or from what counted on the case before; it is not counted as not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.at_hand import at_hand
from coordination.cases.models import CaseFile, Milestone
from coordination.db import new_id
from coordination.queues.commands.working_out import given_now
from coordination.together import Together, given
from coordination.writing_together import put
from workflows.conditions import may_be_told
from workflows.local_time import day_of, read_dated
from workflows.truth import Known, truth, whole_years
from workflows.vocabulary import Attribute, FactOf, Pathway
from workflows.vocabulary.pathway import by_code

NOT_KNOWN = "not-known"
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
        dated = read_dated(_date(session, case, pathway, known, kind.dated_by)) if kind.dated_by else None
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
            attributes={name: _value(session, case, pathway, attributes[name], known) for name in kind.attributes},
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


def _date(session: Session, case: CaseFile, pathway: Pathway, known: Known, code: str) -> Any:
    """The date that a milestone is dated by, as ISO text; None where nobody gave it."""
    there = known.facts.get(code) or known.answers.get(code) or given_now(session, case.id, code)
    if there or known.reads is None:
        return there
    alike = {kind.code for kind in pathway.milestones if kind.dated_by == code}
    dates = [row.on_date.isoformat() for row in _counted(session, case.id) if row.kind in alike]
    return dates[-1] if dates else None


def _value(session: Session, case: CaseFile, pathway: Pathway, attribute: Attribute, known: Known) -> Any:
    """What goes along with a milestone, as far as anybody said it."""
    said = _said(attribute, known)
    if known.reads is None or may_be_told(pathway, attribute, known.reads):
        return said
    if isinstance(attribute.of, FactOf):
        said = given_now(session, case.id, attribute.of.kind) or said
    if said not in (NOT_KNOWN, "no"):
        return said
    before = [row.attributes[attribute.code] for row in _counted(session, case.id) if attribute.code in row.attributes]
    # a condition that does not hold on what they read may hold on what they do not
    return before[-1] if before else NOT_KNOWN


def _counted(session: Session, case_id: UUID) -> Sequence[Milestone]:
    """What had counted on the case when it was first asked for in this transaction, oldest first."""
    there = select(Milestone).where(Milestone.case_id == case_id).order_by(Milestone.recorded_at, Milestone.id)
    return at_hand(session, "counted before", case_id, lambda: session.scalars(there).all())


def _said(attribute: Attribute, known: Known) -> Any:
    if attribute.of is not None:
        return known.value(attribute.of) or NOT_KNOWN
    if attribute.holds is not None:
        return {True: "yes", False: "no", None: NOT_KNOWN}[truth(attribute.holds, known)]
    born = known.day(attribute.age_of) if attribute.age_of else None
    on = known.origin(attribute.at) if attribute.at else known.today
    return whole_years(born, on) if born and on else NOT_KNOWN
