"""On what somebody's part in a case rests: what their work is, the law, or what the person agreed to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.at_hand import at_hand
from coordination.sharing.models import Consent
from workflows.vocabulary import Pathway, Question

CONSENT = "consent"
# told without the person's yes, to prevent serious harm: the reason stands on the case
WITHOUT_CONSENT = "serious-harm"


def ground_of(session: Session, case_id: UUID, pathway: Pathway, position: str) -> tuple[str, UUID | None]:
    """The ground of a part in this position, and the consent that it rests on, if it rests on one."""
    word = pathway.position(position)
    if word.basis != CONSENT:
        return word.basis, None
    recipients = asked_for(pathway, position)
    given = next((one for recipient, one in agreed(session, case_id) if recipient in recipients), None)
    return (CONSENT, given) if given is not None else (WITHOUT_CONSENT, None)


def agreed(session: Session, case_id: UUID) -> list[tuple[str, UUID]]:
    """With whom the person agreed to share, and has not changed their mind: each recipient, and the consent's id."""
    return at_hand(
        session,
        "agreed",
        case_id,
        lambda: [
            (row.recipient, row.id)
            for row in session.execute(
                select(Consent.recipient, Consent.id).where(
                    Consent.case_id == case_id, Consent.given, Consent.withdrawn_at.is_(None)
                )
            )
        ],
    )


def consent_questions(pathway: Pathway) -> list[Question]:
    """The questions about sharing with one recipient each."""
    return [question for question in pathway.asked_at_referral if question.kind == "consent"]


def recipient_of(question: Question) -> str:
    """With whom it is about sharing."""
    return question.recipient or question.code


def asked_for(pathway: Pathway, position: str) -> set[str]:
    """Under which names the person is asked about sharing with this position."""
    asked = pathway.questions.get(pathway.position(position).consent or "")
    return {position, *([recipient_of(asked)] if asked is not None else [])}
