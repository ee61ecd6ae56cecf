"""A worker's own drafts: reading one, and the list of those that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.cases.models import CaseFile
from coordination.cases.queries import name_of
from coordination.cases.queries.nobody import must_name_nobody
from coordination.errors import NotVisible
from coordination.referrals.models import Draft, DraftAnswer
from coordination.referrals.queries.written import CALENDAR, Kept, Writing
from coordination.sharing.queries import setting_values
from coordination.together import Together, given
from workflows import pathways
from workflows.local_time import LONDON
from workflows.vocabulary import Pathway

NO_SUCH_DRAFT = "There is no such draft."
_OF_REFERENCE = select(Draft).where(Draft.reference == bindparam("reference"))
_HELD = _OF_REFERENCE.with_for_update()
# Not as objects: a long form has two hundred of them, and nothing is changed through them.
ANSWERS = Together(
    answers=select(
        DraftAnswer.field,
        DraftAnswer.repeat,
        DraftAnswer.value,
        DraftAnswer.as_typed,
        DraftAnswer.version,
        DraftAnswer.at,
    ).where(DraftAnswer.draft_id == given("draft_id", Uuid))
)


def get(session: Session, reference: str) -> Writing:
    """The worker's own open draft. Raises NotVisible for any other, also when it was sent or cleared away."""
    found = find(session, reference)
    if found.ended_as is not None:
        raise NotVisible(NO_SUCH_DRAFT)
    return found


def find(session: Session, reference: str) -> Writing:
    """The worker's own draft, open or ended. Raises NotVisible for any other."""
    return writing_of(session, row_of(session, reference))


def row_of(session: Session, reference: str, *, held: bool = False) -> Draft:
    """The row of the worker's own draft, `held` until this transaction ends. Raises NotVisible for any other."""
    draft = session.scalar(_HELD if held else _OF_REFERENCE, {"reference": reference.upper()[:20]})
    if draft is None:
        raise NotVisible(NO_SUCH_DRAFT)
    return draft


def writing_of(session: Session, draft: Draft) -> Writing:
    """Everything about this draft, its answers included."""
    rows = ANSWERS.rows(session, draft_id=draft.id)["answers"]
    pathway = pathways.of(draft.pathway, draft.pathway_version)
    return Writing(
        id=draft.id,
        reference=draft.reference,
        pathway=pathway,
        team_id=draft.team_id,
        partnership_id=draft.partnership_id,
        begun_at=draft.begun_at,
        changed_at=draft.changed_at,
        expires_at=draft.expires_at,
        passed_on=draft.passed_from_id is not None,
        case_id=draft.case_id,
        linked_from=_linked_from(session, draft),
        linked_from_id=draft.linked_from_id,
        carried=tuple(draft.carried),
        ended_as=draft.ended_as,
        settings=_settings(session, draft, pathway),
        kept={(row.field, row.repeat): Kept(row.value, row.as_typed, row.version, row.at) for row in rows},
    )


@dataclass(frozen=True)
class Listed:
    """One line of the list of drafts; `name` is whom it is about, as far as it says so already."""

    reference: str
    pathway: Pathway
    name: str
    begun_at: datetime
    changed_at: datetime
    expires_at: datetime
    passed_on: bool
    waits_long: bool
    expires_soon: bool


def open_drafts(session: Session, worker_id: UUID, most: int = 200) -> Sequence[Listed]:
    """The worker's open drafts, the one touched last first."""
    rows = session.scalars(
        select(Draft)
        .where(Draft.worker_id == worker_id, Draft.ended_at.is_(None))
        .order_by(Draft.changed_at.desc(), Draft.id)
        .limit(most)
    )
    found = list(rows)
    named = _named(session, found)
    return [_listed(session, row, named.get(row.id, {})) for row in found]


def _named(session: Session, found: Sequence[Draft]) -> dict[UUID, dict[str, Any]]:
    """Of each draft the answers that a name is made of."""
    if not found:
        return {}
    fields = {field for one in found for field in pathways.of(one.pathway, one.pathway_version).listing.name}
    rows = session.execute(
        select(DraftAnswer.draft_id, DraftAnswer.field, DraftAnswer.value).where(
            DraftAnswer.draft_id.in_([one.id for one in found]), DraftAnswer.field.in_(fields), DraftAnswer.repeat == 0
        )
    )
    named: dict[UUID, dict[str, Any]] = {}
    for draft_id, field, value in rows:
        named.setdefault(draft_id, {})[field] = value
    return named


def _listed(session: Session, draft: Draft, named: dict[str, Any]) -> Listed:
    pathway = pathways.of(draft.pathway, draft.pathway_version)
    settings = _settings(session, draft, pathway)
    patience = int(settings.get(pathway.draft.remind_after, pathway.setting(pathway.draft.remind_after).default))
    return Listed(
        reference=draft.reference,
        pathway=pathway,
        name=name_of(pathway, named) if any(named.values()) else "",
        begun_at=draft.begun_at,
        changed_at=draft.changed_at,
        expires_at=draft.expires_at,
        passed_on=draft.passed_from_id is not None,
        waits_long=CALENDAR.add(draft.changed_at.astimezone(LONDON).date(), patience) < clock.today(),
        expires_soon=draft.warned_at is not None,
    )


def _settings(session: Session, draft: Draft, pathway: Pathway) -> dict[str, Any]:
    return setting_values(session, draft.partnership_id, pathway, clock.today()) if draft.partnership_id else {}


def _linked_from(session: Session, draft: Draft) -> str | None:
    """The reference of the case on which it was begun, for as long as its writer takes part there. None of a case that
    must name nobody."""
    if draft.linked_from_id is None:
        return None
    case = session.scalar(select(CaseFile).where(CaseFile.id == draft.linked_from_id))
    return None if case is None or must_name_nobody(case) else case.reference
