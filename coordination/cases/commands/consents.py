"""What the person said about sharing: kept with each recipient, and followed by every part that rests on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases.commands.answers import EMPTY
from coordination.cases.commands.participants import parts_of
from coordination.cases.models import CaseFile, Participant
from coordination.cases.queries.grounds import (
    CONSENT,
    WITHOUT_CONSENT,
    agreed,
    asked_for,
    consent_questions,
    ground_of,
    recipient_of,
)
from coordination.db import new_id
from coordination.errors import Invalid
from coordination.sharing.models import Consent
from coordination.writing_together import put
from workflows.local_time import day_of, read_dated
from workflows.vocabulary import Pathway

RESTS_ON_IT = (
    "The team that works on this case takes part because they agreed. If they do not agree any more, take the step "
    "that says so: it ends the referral."
)


def keep_consents(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    pathway: Pathway,
    answers: Mapping[str, Any],
    subject_id: UUID,
) -> None:
    """What the person said about sharing with each recipient, with when and how they said it."""
    when = pathway.consents
    yes: list[str] = []
    no: list[str] = []
    on = read_dated(answers.get(when.on)) if when else None
    for question in consent_questions(pathway):
        said = answers.get(question.code)
        if said in EMPTY:
            continue
        recipient = recipient_of(question)
        (yes if said == "yes" else no).append(recipient)
        consent_id = new_id()
        put(
            session,
            Consent,
            id=consent_id,
            case_id=case.id,
            person_id=subject_id,
            recipient=recipient,
            given=said == "yes",
            how=answers.get(when.how) if when else None,
            recorded_by_id=worker.id,
            on_date=day_of(on) if on else None,
            from_at=clock.now(),
        )
        if said == "yes":
            agreed(session, case.id).append((recipient, consent_id))
    if yes or no:
        record(session, "consent.recorded", case_id=case.id, agreed=yes, refused=no)


def rest_on_what_was_agreed(session: Session, case: CaseFile, pathway: Pathway) -> None:
    """Whoever was told without a yes, and takes part with one now, takes part because the person agreed."""
    for part in parts_of(session, case.id):
        if part.basis == WITHOUT_CONSENT and pathway.position(part.position).basis == CONSENT:
            part.basis, part.consent_id = ground_of(session, case.id, pathway, part.position)


def withdraw_consents(
    session: Session, case: CaseFile, pathway: Pathway, recipients: Collection[str]
) -> list[Participant]:
    """The person agrees to this sharing no more. Returns the parts that rested on it: they are to end now. What was
    read before stays in the log."""
    for consent in session.scalars(
        select(Consent).where(
            Consent.case_id == case.id,
            Consent.given,
            Consent.withdrawn_at.is_(None),
            Consent.recipient.in_(recipients),
        )
    ).all():
        consent.withdrawn_at = clock.now()
        record(session, "consent.withdrawn", case_id=case.id, recipient=consent.recipient)
    there = agreed(session, case.id)
    there[:] = [each for each in there if each[0] not in recipients]
    session.flush()
    return [
        part
        for part in parts_of(session, case.id)
        if part.basis == CONSENT and asked_for(pathway, part.position) & set(recipients)
    ]


def must_not_end_by_a_no(session: Session, case: CaseFile, pathway: Pathway, said: Mapping[str, Any]) -> None:
    """Raises Invalid, at the question, where whoever has this case takes part because of a yes that becomes a no."""
    refused = {recipient_of(each): each for each in consent_questions(pathway) if said.get(each.code) == "no"}
    for part in parts_of(session, case.id, [pathway.holding]):
        for recipient in asked_for(pathway, part.position) & refused.keys():
            if part.basis == CONSENT:
                raise Invalid(RESTS_ON_IT, field=refused[recipient].code)
