"""The referral itself, kept beside the case that it opened or was added to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import RECEIPT
from coordination.cases.commands.opening import Opened, Opening, open_case
from coordination.writing_together import put_with_hash
from workflows.vocabulary import Pathway

_KEEP = f"""insert into referral (id, case_id, pathway, pathway_version, sender_id, sender_agency_id, sender_team_id,
                          submitted_at, receipt, urgent)
    select %(id)s, %(case_id)s, %(pathway)s, %(version)s, %(sender_id)s, %(agency_id)s, %(team_id)s, %(at)s, {RECEIPT},
        %(urgent)s from sealed where event_id = %(received)s"""  # noqa: S608


def open_by_referral(
    session: Session, worker: SignedIn, opening: Opening, referral_id: UUID, *, urgent: bool = False
) -> Opened:
    """Open the case that a referral asks for, and keep the referral beside it."""
    opened = open_case(session, worker, opening, referral_id)
    keep_referral(
        session,
        worker,
        referral_id,
        opened.case_id,
        opened.received,
        pathway=opening.pathway,
        team_id=opening.sender_team_id,
        urgent=urgent,
    )
    return opened


def keep_referral(
    session: Session,
    worker: SignedIn,
    referral_id: UUID,
    case_id: UUID,
    received: UUID,
    *,
    pathway: Pathway,
    team_id: UUID | None,
    urgent: bool = False,
) -> None:
    """Keep what this worker sent now. Its receipt is that of the event `received`, which was recorded just before."""
    put_with_hash(
        session,
        _KEEP,
        id=referral_id,
        case_id=case_id,
        pathway=pathway.code,
        version=pathway.version,
        sender_id=worker.id,
        agency_id=worker.agency_id,
        team_id=team_id,
        at=clock.now(),
        urgent=urgent,
        received=received,
    )
