"""What a referral that is begun out of a case may take with it, by the rules of sharing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases import queries as cases
from coordination.cases.models import Answer, CaseFile
from coordination.errors import NotAllowed
from coordination.referrals.queries.carrying import takes
from coordination.sharing.models import Agreement
from coordination.sharing.queries import holds_on
from workflows import pathways
from workflows.carrying import carried
from workflows.vocabulary import Pathway

NOT_YET = "A referral is begun out of a case once your team has accepted. Until then you see a preview of it."


@dataclass(frozen=True)
class Carrying:
    """The answers that go over, by the new referral's questions; and how many more were known and may not."""

    answers: Mapping[str, Any]
    kept_back: int


def case_to_refer_from(session: Session, worker: SignedIn, reference: str) -> CaseFile:
    """The case. Raises NotVisible without it, and NotAllowed from a preview."""
    case = cases.get(session, reference)
    parts = cases.standing(session, worker, case).parts
    if all(part.sees == "preview" for part in parts):
        raise NotAllowed(NOT_YET)
    return case


def may_carry(session: Session, worker: SignedIn, case: CaseFile, to: Pathway) -> Carrying:
    """What of a case goes into a new referral of this pathway.

    Only what the asker reads on the case now. Of that, what their own agency wrote; and what another agency wrote
    where it has agreed to give the asker's agency that kind of information for the new referral's pathway.
    """
    rows = session.execute(
        select(Answer.field, Answer.value, Answer.author_agency_id).where(
            Answer.case_id == case.id,
            Answer.repeat == 0,
            Answer.superseded_at.is_(None),
            Answer.protected.is_(False),
            Answer.level_only.is_(False),
        )
    ).all()
    written_by = {row.field: row.author_agency_id for row in rows}
    found = carried(cases.pathway_of(case), to, {row.field: row.value for row in rows})
    today = clock.today().isoformat()
    found = {code: each for code, each in found.items() if takes(to.question(code), each[0], today)}
    agreed = _agreed(session, worker.agency_id, to.code)
    answers = {
        code: value
        for code, (value, sources) in found.items()
        if all(
            written_by[source] == worker.agency_id or (written_by[source], to.question(code).category) in agreed
            for source in sources
        )
    }
    return Carrying(answers, len(found) - len(answers))


def _agreed(session: Session, taker_id: UUID, pathway: str) -> set[tuple[UUID, str]]:
    today = clock.today()
    rows = session.execute(
        select(Agreement.giver_id, Agreement.category).where(
            Agreement.taker_id == taker_id,
            Agreement.pathway == pathway,
            holds_on(today),
        )
    )
    return {(row.giver_id, row.category) for row in rows}


def others(case: CaseFile) -> list[Pathway]:
    """The pathways that a referral out of this case may be of."""
    return [pathway for pathway in pathways.offered() if pathway.code != case.pathway]
