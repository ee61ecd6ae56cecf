"""What the person says about sharing after the referral: a no ends what rests on the yes, a yes lets in who waited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands import leaving
from coordination.cases.commands.consents import (
    keep_consents,
    must_not_end_by_a_no,
    rest_on_what_was_agreed,
    withdraw_consents,
)
from coordination.cases.commands.opening import joins
from coordination.cases.commands.work import Work
from coordination.cases.models import HandOver
from coordination.cases.queries import Standing
from coordination.cases.queries.copies import copies_of
from coordination.cases.queries.grounds import asked_for, consent_questions, recipient_of
from coordination.cases.queries.named import people_on
from coordination.errors import Invalid
from workflows.grid import bring_others_in
from workflows.truth import Known

NOT_YOURS = "This lets another team in, which only a team that has a step of this case to take can do. Tell them of it."


def take_up_consents(session: Session, worker: SignedIn, now: Standing, given: Mapping[str, Any], known: Known) -> None:
    """Let sharing follow the answers `given` in the place of those in `now`. `known` is what is known with them.

    Raises Invalid where a no would take the case from the team that works on it, because a step of the pathway says
    that; and where a yes lets another team in and the asker may bring nobody in.
    """
    case, pathway = now.case, now.pathway
    said = {
        question.code: given[question.code]
        for question in consent_questions(pathway)
        if given.get(question.code) and given[question.code] != now.answers.get(question.code)
    }
    if not said:
        return
    must_not_end_by_a_no(session, case, pathway, said)
    recipients = {code: recipient_of(pathway.question(code)) for code in said}
    over = withdraw_consents(session, case, pathway, [recipients[code] for code in said if said[code] == "no"])
    work = Work(session, worker, case, pathway, known, copies_of(session, case, pathway, known, None))
    leaving.end_parts(session, worker, work, over, "consent-withdrawn")
    keep_consents(session, worker, case, pathway, said, people_on(session, case)["subject", 0])
    rest_on_what_was_agreed(session, case, pathway)
    agreed = {recipients[code] for code in said if said[code] == "yes"}
    waited = [word for word in pathway.joins if asked_for(pathway, word.position) & agreed]
    for moment in ("submission", *(["acceptance"] if _is_accepted(session, now) else [])):
        codes = tuple(word.code for word in waited if word.at == moment)
        if codes and not now.positions & bring_others_in(pathway):
            raise Invalid(NOT_YOURS, field=next(code for code in said if said[code] == "yes"))
        joins(session, worker, case, pathway, known, moment, now.lines["main"].stage, codes)


def _is_accepted(session: Session, now: Standing) -> bool:
    """Whether somebody took this case on, so that those who take part from then on may."""
    taken = select(HandOver.id).where(
        HandOver.case_id == now.case.id,
        HandOver.kind == now.pathway.first_hand_over,
        HandOver.answer.startswith("accepted"),
    )
    return session.scalar(taken.limit(1)) is not None
