"""Sending at once the part of a draft that cannot wait; the rest is added to the case once it is written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.commands.opening import names_nobody
from coordination.cases.models import CaseFile
from coordination.db import new_id
from coordination.documents.queries.attached import attached_to
from coordination.errors import Invalid, MovedOn
from coordination.referrals.commands.about_one_person import link_the_others
from coordination.referrals.commands.attaching import send_along
from coordination.referrals.commands.drafting import days_kept, locked
from coordination.referrals.commands.keeping import open_by_referral
from coordination.referrals.commands.linking import say_linked
from coordination.referrals.commands.submitting import opening_for
from coordination.referrals.queries.drafts import writing_of
from coordination.referrals.queries.receiving import receiving
from coordination.referrals.queries.written import Writing

NOT_URGENT = "Nothing in your answers is urgent by the rules of this form. Finish it, and send it whole."
WHERE = "Say first where it goes: answer the questions below, then send this part."
CHOOSE = "Choose who should receive this."


def send_part(session: Session, worker: SignedIn, reference: str, *, once: str, receiver: str | None = None) -> str:
    """Send what is written so far as an urgent referral. Returns the reference of the case that it opened. Where a
    choice of receivers is left, `receiver` is the code of the one chosen.

    What cannot be understood yet, or contradicts itself, stays in the draft, which goes on: its rest is added to that
    case. Pressed twice, one referral is sent. Raises Invalid where nothing is urgent by rule, or nobody can receive it
    yet; NotVisible without such a draft.
    """
    before = repeated(session, worker, once, {"part": reference, "receiver": receiver})
    if before is not None:
        return str(before["reference"])
    draft = locked(session, reference)
    written = writing_of(session, draft)
    if draft.case_id is not None:
        return _already(session, worker, written, once)
    if not urgent_in(written):
        raise Invalid(NOT_URGENT)
    goes = receiving(session, written)
    if goes is not None and goes.stop:
        raise Invalid(goes.because)
    chosen = goes.chosen(receiver) if goes else None
    if chosen is None:
        raise Invalid(CHOOSE, field="receiver") if goes and goes.receivers else Invalid(WHERE)
    referral_id, now = new_id(), clock.now()
    record(session, "draft.part-sent", chain=f"agency:{worker.agency_id}", pathway=draft.pathway)
    opening = opening_for(written, chosen, sound(written))
    opened = open_by_referral(session, worker, opening, referral_id, urgent=True)
    if not names_nobody(written.pathway, sound(written)):
        say_linked(session, worker, draft, opened.reference)
        link_the_others(session, draft, opened.case_id)
    record(session, "referral.part-sent", case_id=opened.case_id, team_id=draft.team_id, referral=referral_id)
    # where the rest may say that nobody is to be named, documents wait for it
    if written.pathway.nobody_named is None:
        # what the scanner refused stays in the draft, like any other answer that something is wrong with
        whole = [one for one in attached_to(session, draft.id) if not one.problem]
        send_along(session, worker, draft, opened.reference, whole)
    draft.case_id, draft.changed_at = opened.case_id, now
    draft.expires_at = now + days_kept(session, written.pathway, draft.partnership_id)
    draft.warned_at = draft.reminded_at = None
    session.flush()
    remember(session, worker, once, {"reference": opened.reference}, opened.case_id)
    return opened.reference


def urgent_in(written: Writing) -> bool:
    """Whether something in the draft is urgent by the rules of its pathway."""
    return any(advice.alert for advice in written.advice)


def sound(written: Writing) -> dict[str, Any]:
    """The answers that may go as they stand: those that nothing is wrong with. What is missing may come later."""
    wrong = {code for code, _ in written.faults}
    found: dict[str, Any] = {}
    for code, said in written.to_send.items():
        if code in written.pathway.topics and isinstance(said, list):
            found[code] = [
                {field: value for field, value in row.items() if f"{code}.{place}.{field}" not in wrong}
                for place, row in enumerate(said)
            ]
        elif code not in wrong:
            found[code] = said
    return found


def _already(session: Session, worker: SignedIn, written: Writing, once: str) -> str:
    reference = session.scalar(select(CaseFile.reference).where(CaseFile.id == written.case_id))
    if reference is None:
        raise MovedOn("This part was already sent. You no longer take part in its case.")
    remember(session, worker, once, {"reference": reference}, written.case_id)
    return str(reference)
