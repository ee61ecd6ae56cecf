"""Every deadline of this work, and the days that they count from. A visit that is booked again keeps its deadline."""

from workflows.pathways.hidden_harm.thresholds import (
    BABY_AT_RISK_ASLEEP,
    HARM_AT_REFERRAL,
    MOVING_CHILD,
    REFUSAL_CANNOT_WAIT,
    STORAGE_NOT_SEEN,
    TAKE_HOME_OPIOID,
)
from workflows.phrases import REVIEW_CLOCK, REVIEW_ORIGIN
from workflows.vocabulary import AllOf, Clock, Origin, Rung, Shorter

ORIGINS = (
    Origin(code="submitted", label="the referral was sent"),
    Origin(code="stage_entered", label="the case came to this stage"),
    Origin(code="accepted", label="the referral was accepted"),
    Origin(code="refused", label="the parent refused a visit"),
    Origin(code="refusal_again", label="it is to be looked at again"),
    Origin(code="visited", label="the family was visited"),
    Origin(code="attempted", label="nobody opened"),
    Origin(code="next_visit", label="the family is visited next"),
    Origin(code="mash_told", label="children's social care (MASH) was told"),
    Origin(code="mash_asked", label="children's social care (MASH) was brought in"),
    Origin(code="disagreed", label="the disagreement was recorded"),
    Origin(code="task_opened", label="the task was opened"),
    REVIEW_ORIGIN,
)

TO_THE_LEAD = (Rung(after=0, tell="team-lead"),)
URGENT = (Rung(after=0, tell="team-lead"), Rung(after=0, tell="duty"))

CLOCKS = (
    Clock(
        code="decide",
        label="Accept or decline",
        origin="submitted",
        length=1,
        unit="working-days",
        setting="hidden-harm.decide-working-days",
        shorter=(Shorter(when=HARM_AT_REFERRAL, length=0, say="because a child may be at risk of significant harm"),),
        ladder=URGENT,
    ),
    Clock(
        code="agreement",
        label="Ask the parent about a visit",
        origin="accepted",
        length=3,
        unit="working-days",
        setting="hidden-harm.agreement-working-days",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="lead-view",
        label="Give a view on the refusal",
        origin="refused",
        length=1,
        unit="working-days",
        setting="hidden-harm.lead-view-working-days",
        shorter=(
            Shorter(
                when=REFUSAL_CANNOT_WAIT,
                length=0,
                say="because there is a baby, medicine that is taken home or a sign of harm",
            ),
        ),
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="refusal-again",
        label="Look again at a visit that was refused",
        origin="refusal_again",
        length=0,
        unit="days",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="visit",
        label="Visit the family",
        origin="submitted",
        length=10,
        unit="working-days",
        setting="hidden-harm.visit-working-days",
        shorter=(
            Shorter(
                when=BABY_AT_RISK_ASLEEP,
                length=2,
                setting="hidden-harm.visit-baby-working-days",
                say="because a baby may not be safe asleep",
            ),
            Shorter(
                when=AllOf(TAKE_HOME_OPIOID, MOVING_CHILD),
                length=5,
                setting="hidden-harm.visit-take-home-working-days",
                say="because a child can reach medicine that is taken home",
            ),
        ),
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="next-visit",
        label="Visit the family again",
        origin="visited",
        length=84,
        unit="days",
        setting="hidden-harm.next-visit-days",
        shorter=(
            Shorter(
                when=STORAGE_NOT_SEEN,
                length=10,
                setting="hidden-harm.next-visit-storage-working-days",
                say="because it was not seen how medicine is stored",
            ),
        ),
        on_working_day="previous",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="no-access-lead",
        label="Look at why nobody opened",
        origin="attempted",
        length=1,
        unit="working-days",
        setting="hidden-harm.no-access-lead-working-days",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="second-attempt",
        label="Try the visit again",
        origin="attempted",
        length=5,
        unit="working-days",
        setting="hidden-harm.second-attempt-working-days",
        ladder=TO_THE_LEAD,
    ),
    Clock(code="today", label="Do this today", origin="task_opened", length=0, unit="days", ladder=URGENT),
    Clock(
        code="mash-decide",
        label="Decide what happens for the child",
        origin="mash_asked",
        length=1,
        unit="working-days",
        setting="hidden-harm.mash-reply-working-days",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="mash-reply",
        label="Chase the reply of children's social care (MASH)",
        origin="mash_told",
        length=1,
        unit="working-days",
        setting="hidden-harm.mash-reply-working-days",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="card",
        label="Answer the question",
        origin="task_opened",
        length=2,
        unit="working-days",
        ladder=TO_THE_LEAD,
    ),
    Clock(
        code="disagreement",
        label="Settle the disagreement",
        origin="disagreed",
        length=5,
        unit="working-days",
        setting="hidden-harm.disagreement-working-days",
        ladder=TO_THE_LEAD,
    ),
    REVIEW_CLOCK,
)
