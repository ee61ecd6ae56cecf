"""A gap that the self-assessment found becomes an action of the delivery plan, with an agency and a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn
from coordination.identity.models import Partnership
from coordination.outcomes.commands.assessing import must_keep
from coordination.outcomes.models import PlanAction, ReportingAgency
from coordination.outcomes.queries.assessment import round_of
from coordination.outcomes.queries.reporting import members_of


def add_action(
    session: Session,
    worker: SignedIn,
    reference: str,
    statement: str,
    *,
    what: str,
    agency: str,
    due_on: date,
    once: str,
) -> str:
    """Add an action for the gap of one statement. Returns its code in the plan.

    From the next morning its agency is asked for it by that day, and each quarter for how it is going. Raises Invalid
    for a statement that is no gap, an agency that is no member, or a day that has passed; MovedOn when there is one.
    """
    before = repeated(session, worker, once, [reference, statement, what, agency, due_on])
    if before is not None:
        return str(before["code"])
    found = round_of(session, reference)
    found.statement(statement)
    partnership = session.get_one(Partnership, found.partnership_id)
    must_keep(session, worker, partnership)
    rated = found.ratings.get(statement)
    if rated is None or not rated.is_gap:
        raise Invalid("An action follows from a gap. Rate the statement first, as not or only partly in place.")
    member = next((one for one in members_of(session, partnership.id) if one.code == agency), None)
    if member is None:
        raise Invalid("Choose a member of this partnership.", field="agency")
    if due_on <= clock.today():
        raise Invalid("Give a day that is still to come.", field="due")
    code = f"gap-{partnership.code}-{found.number}-{statement}"
    made = session.execute(
        insert(PlanAction)
        .values(
            id=new_id(),
            code=code,
            partnership_id=partnership.id,
            round_id=found.id,
            statement=statement,
            what=what,
            due_on=due_on,
            made_by_id=worker.id,
            made_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(PlanAction.id)
    ).one_or_none()
    if made is None:
        raise MovedOn("This gap has an action in the delivery plan already. Open it there.")
    session.add(
        ReportingAgency(
            id=new_id(),
            partnership_id=partnership.id,
            subject=code,
            agency_id=member.id,
            set_by_id=worker.id,
            set_at=clock.now(),
        )
    )
    session.flush()
    record(
        session,
        "assessment.action-added",
        chain=f"agency:{worker.agency_id}",
        round=reference,
        statement=statement,
        action=code,
        to=member.code,
        due=due_on.isoformat(),
    )
    remember(session, worker, once, {"code": code})
    return code
