"""Every action of a partnership's delivery plan: those of its strategy, and those that it added itself."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.identity.models import Agency, Partnership
from coordination.outcomes.models import AssessmentRound, PlanAction, ReportingAgency
from workflows import delivery_plan, self_assessment
from workflows.dates_in_words import in_full
from workflows.delivery_plan import Action
from workflows.local_time import day_of

THEME, THEME_TITLE = "self-assessment", "Self-assessment of continuity of care"
GROUP = "The partnership itself"


def actions_of(session: Session, partnership: Partnership) -> list[Action]:
    """The actions of the plan in its order; what the partnership added stands last."""
    return [*delivery_plan.of_partnership(partnership.code), *added(session, partnership)]


def added(session: Session, partnership: Partnership) -> list[Action]:
    """What the partnership added because a round of the self-assessment found a gap, oldest first."""
    lead = (
        select(Agency.name)
        .join(ReportingAgency, ReportingAgency.agency_id == Agency.id)
        .where(ReportingAgency.partnership_id == PlanAction.partnership_id, ReportingAgency.subject == PlanAction.code)
        .order_by(ReportingAgency.set_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PlanAction, AssessmentRound.number, AssessmentRound.areas, lead)
        .outerjoin(AssessmentRound, AssessmentRound.id == PlanAction.round_id)
        .where(PlanAction.partnership_id == partnership.id)
        .order_by(PlanAction.made_at, PlanAction.id)
    )
    return [
        Action(
            code=row.code,
            partnership=partnership.code,
            theme=THEME,
            theme_title=THEME_TITLE,
            row=place,
            priority=f"A gap found in round {number}" if number else "A gap found",
            what=row.what,
            due_said_as="day",
            cadence=delivery_plan.ASKED_EVERY,
            group=GROUP,
            timescale=in_full(row.due_on),
            due=row.due_on,
            lead=agency or "",
            measures=(self_assessment.MEASURE,),
            notes=(f"The statement: {_say(areas or [], row.statement)}",),
            since=day_of(row.made_at),
        )
        for place, (row, number, areas, agency) in enumerate(rows, start=1)
    ]


def partnership_of(session: Session, code: str) -> str | None:
    """The code of the partnership whose plan has this action, as far as the asker may see it."""
    named = delivery_plan.everything().get(code)
    if named is not None:
        return named.partnership
    return session.scalar(
        select(Partnership.code)
        .join(PlanAction, PlanAction.partnership_id == Partnership.id)
        .where(PlanAction.code == code)
    )


def _say(areas: list[dict[str, object]], statement: str) -> str:
    found = self_assessment.statements_in(areas).get(statement)
    return found.say if found else statement
