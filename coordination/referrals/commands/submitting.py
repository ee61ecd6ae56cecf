"""Sending a draft: the whole of it is checked against the definition, and then everything happens or nothing does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.commands.opening import Opening, names_nobody
from coordination.cases.models import CaseFile
from coordination.db import new_id
from coordination.documents.queries.attached import ATTACHED, Attached, attached_to
from coordination.errors import Invalid, MovedOn
from coordination.referrals.commands.about_one_person import link_the_others
from coordination.referrals.commands.adding import add_to_case
from coordination.referrals.commands.attaching import send_along
from coordination.referrals.commands.drafting import end
from coordination.referrals.commands.keeping import open_by_referral
from coordination.referrals.commands.linking import say_linked
from coordination.referrals.models import Draft
from coordination.referrals.queries.drafts import ANSWERS, row_of, writing_of
from coordination.referrals.queries.receiving import EVERYBODY, Receiver, Receiving, receiving
from coordination.referrals.queries.written import Writing
from coordination.together import read_ahead

CHANGED = (
    "Your answers or documents were changed in another window since this page was drawn. Check them again, then send."
)
ENDED = {
    "expired": "This draft was cleared away because nobody had changed it for long. Begin a new one.",
    "deleted": "This draft was deleted. Begin a new one.",
}


@dataclass(frozen=True)
class Seen:
    """What a press that sends a draft reads, with the draft held for it: what is attached, and where it goes."""

    draft: Draft
    written: Writing
    attached: Sequence[Attached]
    goes: Receiving | None


def see(session: Session, draft: Draft) -> Seen:
    """Read all of it, with one statement."""
    its = {"draft_id": draft.id}
    read_ahead(session, {ANSWERS: its, ATTACHED: its, EVERYBODY: {}})
    written = writing_of(session, draft)
    return Seen(draft, written, attached_to(session, draft.id), receiving(session, written))


def submit(
    session: Session,
    worker: SignedIn,
    reference: str,
    *,
    once: str,
    as_shown: str | None = None,
    receiver: str | None = None,
    add_to: str | None = None,
    seen: Seen | None = None,
) -> str:
    """Send a draft, with its documents unless it must name nobody.

    Returns the reference of the case that it opened, or was added to with `add_to`.
    `as_shown` is the mark of the answers that the sender saw; `receiver` the code of whom they chose where a choice
    was left. The same key with the same content gives the same reference again; so does any other press for a draft
    that was already sent. Raises Invalid when something must be put right first, MovedOn when the answers changed.
    """
    reference = reference.upper()[:20]
    before = repeated(
        session, worker, once, {"send": reference, "as_shown": as_shown, "receiver": receiver, "add_to": add_to}
    )
    if before is not None:
        return str(before["reference"])
    draft = seen.draft if seen is not None else row_of(session, reference, held=True)
    if draft.ended_as == "submitted":
        return _already_sent(session, worker, draft, once)
    if draft.ended_as is not None:
        raise MovedOn(ENDED[draft.ended_as])
    seen = seen or see(session, draft)
    written, attached = seen.written, seen.attached
    if as_shown is not None and as_shown != mark_of(written, attached):
        raise MovedOn(CHANGED)
    if written.faults:
        raise Invalid(f"Put this right first: {written.faults[0][1]}")
    if problem := next((one.problem for one in attached if one.problem), None):
        raise Invalid(problem)
    referral_id = new_id()
    add_to = add_to or part_of(session, written)
    record(session, "draft.submitted", chain=f"agency:{worker.agency_id}", pathway=draft.pathway)
    if add_to is not None:
        case_id, case_reference = add_to_case(session, worker, add_to, written, referral_id)
    else:
        case_id, case_reference = _open(session, worker, written, referral_id, receiver, seen.goes)
    # of the case that the urgent part opened it was said then
    if draft.case_id != case_id and not written.names_nobody:
        say_linked(session, worker, draft, case_reference)
        link_the_others(session, draft, case_id)
    if not written.names_nobody:
        send_along(session, worker, draft, case_reference, attached)
    draft.case_id = case_id
    end(session, draft, "submitted", has_documents=bool(attached))
    remember(session, worker, once, {"reference": case_reference}, case_id)
    return case_reference


def part_of(session: Session, written: Writing) -> str | None:
    """The open case that the urgent part of this draft opened; the rest is added to it."""
    if written.case_id is None:
        return None
    return session.scalar(select(CaseFile.reference).where(CaseFile.id == written.case_id, CaseFile.ended_at.is_(None)))


def closed_part_of(session: Session, written: Writing) -> str | None:
    """The case that the urgent part of this draft opened, once it was closed: the rest opens another one, linked."""
    if written.case_id is None:
        return None
    closed = CaseFile.ended_at.is_not(None)
    return session.scalar(select(CaseFile.reference).where(CaseFile.id == written.case_id, closed))


def mark_of(draft: Writing, attached: Sequence[Attached] = ()) -> str:
    """A mark that is the same for the same answers and documents, so that nobody sends what they did not see."""
    answers = sorted((code, repeat, each.value, each.as_typed) for (code, repeat), each in draft.kept.items())
    shown = [answers, [one.reference for one in attached]]
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:20]


def _open(
    session: Session,
    worker: SignedIn,
    written: Writing,
    referral_id: UUID,
    chosen: str | None,
    goes: Receiving | None,
) -> tuple[UUID, str]:
    if goes is not None and goes.stop:
        raise Invalid(goes.because)
    receiver = goes.chosen(chosen) if goes else None
    if receiver is None:
        raise Invalid("Choose who should receive this.", field="receiver")
    opened = open_by_referral(session, worker, opening_for(written, receiver, written.to_send), referral_id)
    return opened.case_id, opened.reference


def opening_for(written: Writing, receiver: Receiver, answers: Mapping[str, Any]) -> Opening:
    """The case that these answers of a draft open with this receiver."""
    return Opening(
        pathway=written.pathway,
        partnership_id=receiver.partnership_id,
        answers=answers,
        sender_team_id=written.team_id,
        to_team_id=receiver.team_id,
        to_outside_id=receiver.outside_id,
        # where the case of its urgent part was closed meanwhile, the rest belongs to that one; a link to somebody's
        # other case would tell who it is
        linked_from_id=None
        if names_nobody(written.pathway, answers)
        else written.case_id or (written.linked_from_id if written.linked_from else None),
    )


def _already_sent(session: Session, worker: SignedIn, draft: Draft, once: str) -> str:
    reference = session.scalar(select(CaseFile.reference).where(CaseFile.id == draft.case_id))
    if reference is None:
        raise MovedOn("This was already sent. You no longer take part in its case.")
    answer: dict[str, Any] = {"reference": reference}
    remember(session, worker, once, answer, draft.case_id)
    return reference
