"""A referral begun out of a case: what it carries over, and that both belong together once it is sent."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases.models import CaseFile
from coordination.cases.queries import audiences, seats
from coordination.cases.queries.audiences import AGENCY, Chosen
from coordination.cases.queries.nobody import must_name_nobody
from coordination.conversation.queries.own import words_of_mine
from coordination.errors import NotVisible
from coordination.referrals.commands.drafting import begin
from coordination.referrals.models import Draft, DraftAnswer
from coordination.referrals.queries.from_case import case_to_refer_from, may_carry
from coordination.referrals.queries.sender import team_there
from workflows import pathways
from workflows.carrying import ACCOUNT


def begin_from_case(
    session: Session, worker: SignedIn, reference: str, code: str, message: str | None, *, once: str
) -> str:
    """Begin a referral out of a case, with what may be carried over and the worker's own message where one is named.

    Returns the draft's reference. Nothing is told on the case before the referral is sent. Raises NotVisible without
    the case or the message, NotAllowed from a preview, Invalid when there is no such pathway.
    """
    case = case_to_refer_from(session, worker, reference)
    draft_reference = begin(session, worker, code, once=once, team=team_there(session, worker, case))
    draft = session.scalars(select(Draft).where(Draft.reference == draft_reference)).one()
    if draft.linked_from_id is not None:
        return draft_reference
    pathway = pathways.of(draft.pathway, draft.pathway_version)
    answers = dict(may_carry(session, worker, case, pathway).answers)
    if message and pathway.code in ACCOUNT:
        answers[ACCOUNT[pathway.code]] = words_of_mine(session, worker.id, case.id, message)
    there = set(session.scalars(select(DraftAnswer.field).where(DraftAnswer.draft_id == draft.id)))
    new = {field: value for field, value in answers.items() if field not in there}
    session.add_all(
        DraftAnswer(draft_id=draft.id, field=field, repeat=0, value=value, as_typed=None, version=1, at=clock.now())
        for field, value in new.items()
    )
    draft.linked_from_id, draft.carried = case.id, list(new)
    session.flush()
    return draft_reference


def say_linked(session: Session, worker: SignedIn, draft: Draft, case_reference: str) -> None:
    """Note on the case out of which a referral was begun that there is another, for the sender's own agency alone.

    That somebody was referred for another reason is not for everybody who works on the first case.
    """
    if draft.linked_from_id is None:
        return
    first = session.scalar(select(CaseFile).where(CaseFile.id == draft.linked_from_id))
    if first is None or first.reference == case_reference or must_name_nobody(first):
        return
    try:
        seat = seats.take(session, worker, first.reference)
    except NotVisible:
        return  # whoever sends it takes part there no more
    audience_id: UUID = audiences.kept(session, seat, Chosen(AGENCY, (worker.agency_id,)))
    record(session, "case.linked", case_id=seat.case.id, audience_id=audience_id, link=case_reference)
