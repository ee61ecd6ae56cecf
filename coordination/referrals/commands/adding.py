"""A further referral about somebody whose case is open is added to it, and its sender hears the outcome too."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases import queries as cases
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts, milestones
from coordination.cases.commands.completing import complete, people_in
from coordination.cases.commands.opening import names_nobody
from coordination.cases.commands.urgent import alert_by_answers
from coordination.cases.models import PersonOnCase, ReleaseSpell
from coordination.cases.queries.nobody import must_name_nobody
from coordination.errors import Invalid, MovedOn
from coordination.referrals.commands.keeping import keep_referral
from coordination.referrals.queries.written import Writing


def add_to_case(
    session: Session, worker: SignedIn, reference: str, written: Writing, referral_id: UUID
) -> tuple[UUID, str]:
    """Add what was written to an open case that the worker takes part in, and keep the referral. Returns the case's id
    and its reference. The rest of a draft whose urgent part opened this case does all that opening it would have done.

    A newer answer supersedes an older one and leaves it readable. Raises NotVisible for a case that the worker cannot
    see, MovedOn when it was closed meanwhile, Invalid when it is of another kind.
    """
    case = cases.get(session, reference, to_change=True)
    if case.ended_at is not None:
        raise MovedOn(f"{reference} was closed meanwhile. Send this as a new referral instead.")
    if case.pathway != written.pathway.code:
        raise Invalid(f"{reference} is of another kind. Send this as a new referral instead.")
    pathway = cases.pathway_of(case)
    before = cases.answers_of(session, case.id)
    people = {
        (part, 0): person
        for part, person in session.execute(
            select(PersonOnCase.part, PersonOnCase.id).where(
                PersonOnCase.case_id == case.id, PersonOnCase.part == "subject"
            )
        )
    }
    rest = written.case_id == case.id
    may_link = not must_name_nobody(case) and not names_nobody(pathway, written.to_send)
    if may_link and written.linked_from and case.linked_from_id is None and written.linked_from_id != case.id:
        case.linked_from_id = written.linked_from_id
    if rest:
        people |= people_in(session, case, pathway, written.known, written.to_send)
    received = record(
        session, "referral.received", case_id=case.id, team_id=written.team_id, referral=referral_id, added=True
    )
    keep_referral(session, worker, referral_id, case.id, received.id, pathway=written.pathway, team_id=written.team_id)
    answering.give(session, worker, case, pathway, written.to_send, person_ids=people, referral_id=referral_id)
    spell = session.scalar(
        select(ReleaseSpell).where(ReleaseSpell.case_id == case.id, ReleaseSpell.ended_at.is_(None)).limit(1)
    )
    changed = [
        question
        for question in pathway.questions.values()
        if question.sets_fact and written.to_send.get(question.code) not in (None, before.get(question.code))
    ]
    codes = {question.sets_fact.fact for question in changed if question.sets_fact}
    for given in facts.stated(pathway, written.to_send):
        if given["fact"] in codes:
            facts.record_fact(session, worker, case, **given, spell=spell)
    if rest:
        new = {code: said for code, said in written.to_send.items() if said != before.get(code)}
        complete(session, worker, case, pathway, written.known, written.to_send, new)
    else:
        alert_by_answers(session, worker.id, case, pathway, written.known)
    now = cases.standing(session, worker, case)
    milestones.write_referral(session, case, pathway, now.known, spell_id=spell.id if spell else None)
    milestones.write_answered(session, case, pathway, now.known, spell_id=spell.id if spell else None)
    return case.id, case.reference
