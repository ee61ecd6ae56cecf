"""Housing duty to refer, version 1: somebody who is homeless, or may be within 56 days, and the council they chose."""

from workflows.pathways.housing_duty.form import SECTIONS
from workflows.pathways.housing_duty.published import PUBLISHED
from workflows.pathways.housing_duty.way import (
    ANSWER,
    DEADLINES,
    DECIDE,
    FACTS,
    KIND,
    MOVES,
    ORIGINS,
    OUTCOMES,
    SENT,
    SETTINGS,
    STAGES,
    TASKS,
)
from workflows.phrases import alarm, referral_kind
from workflows.vocabulary import (
    Advice,
    AllOf,
    AnyIs,
    Attribute,
    Category,
    Choosing,
    Count,
    HasAny,
    Is,
    Milestone,
    NextStep,
    Not,
    answer,
)

LISTED = AnyIs(
    answer("referring_body"),
    (
        "prison",
        "secure-centre",
        "youth-justice",
        "probation",
        "jobcentre",
        "social-services",
        "emergency",
        "urgent-treatment",
        "inpatient",
        "armed-forces",
    ),
)

AGREED = Is(answer("consent_referral"), "yes")
IN_DANGER = HasAny(answer("risks"), ("abuse", "self-harm"))

HOUSING_DUTY = referral_kind(
    code="housing-duty-to-refer",
    title="Housing duty to refer",
    said_as="Somebody has no home, or may lose it within 8 weeks",
    about="For people who agree to it: the council that they choose looks at what it owes them.",
    choosing=Choosing(
        group="home",
        whom=("adult", "young-person"),
        met=("prison", "hospital", "police-or-court", "street", "at-home", "elsewhere"),
        worry=("homeless",),
    ),
    service="housing",
    receiver="Housing options",
    goes="It goes to the housing team of the council that they chose.",
    first=SENT,
    taken="acknowledged",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Acknowledge this referral",
        "taking_says": "The council has acknowledged your referral.",
        "taking_done": "Acknowledged. Get in touch with them next.",
        "then": ("contact",),
        "taking_drops": ("chase",),
        "outside": True,
        "more_answers": {"accepted-outside": "other_council_answers"},
    },
    why_not={
        "not-homeless": "They are not homeless and will not be within 56 days",
        "already-known": "They have an open case here already",
        "other-council": "They chose another council",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    categories=(
        Category(code="housing", label="Housing", read=("lead",), write=("referrer", "lead")),
        Category(code="risk", label="Risk", read=("lead",), write=("referrer", "lead")),
        Category(code="need", label="A drug or alcohol need", read=("lead",), write=("referrer", "lead")),
    ),
    deadlines=DEADLINES,
    settings=SETTINGS,
    origins=ORIGINS,
    facts=FACTS,
    tasks=TASKS,
    first_tasks=("chase",),
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="consented", label="They agreed", once="case", dated_by="consented", on=AGREED),
        Milestone(code="contacted", label="The council is in touch", once="case"),
        Milestone(code="duty-owed", label="A duty is owed", once="case", attributes=("duty", "drug-need")),
        Milestone(code="settled", label="Moved into a home", once="case", dated_by="settled"),
        Milestone(code="two-years-known", label="Two years on", once="case", attributes=("outcome",)),
        Milestone(code="chased", label="The council was rung"),
    ),
    attributes=(
        Attribute(code="duty", label="Duty", of=answer("duty")),
        Attribute(code="drug-need", label="Drug or alcohol need", of=answer("drug_need")),
        Attribute(code="housing-problem", label="A housing problem in 28 days", of=answer("housing_problem_28")),
        Attribute(code="listed", label="A body with the duty", holds=LISTED),
    ),
    received_with=("listed", "drug-need"),
    ended_with=("outcome", "housing-problem"),
    urgent_in="risk",
    advice=(
        alarm(
            KIND,
            "in-danger",
            "Keep them safe tonight",
            "If they are in danger now, ring 999. Ring the council as well and say that it cannot wait: somewhere safe "
            "may have to be found today.",
            when=AllOf(IN_DANGER, AGREED),
            alert="Somebody without a home may be in danger. Read the referral now.",
            rings=("adult-social-care",),
        ),
        Advice(
            code="safeguarding",
            title="Safeguarding does not wait for their agreement",
            say="If they are in danger now, ring 999. Adult social care or, for somebody under 18, children's social "
            "care (MASH) can be told whether or not they agree to this referral.",
            when=AllOf(IN_DANGER, Not(AGREED)),
        ),
    ),
    counts=(
        Count(
            code="D11-1",
            label="Households owed a duty, with a drug dependency need",
            says="Cases in which the council recorded a duty, by that day, where drugs or both were named as a need.",
            milestone="duty-owed",
            where={"drug-need": ("drugs", "both")},
            source="Havering strategy, row 711",
        ),
        Count(
            code="D11-2",
            label="Settlements sustained for 2 years",
            says="Cases in which somebody still lived there, by the day on which the two years were looked at.",
            milestone="two-years-known",
            where={"outcome": ("sustained",)},
            source="Havering strategy, row 970",
        ),
        Count(
            code="D11-3",
            label="Sent within a working day of their agreement",
            says="Of people who agreed, those whose referral was sent by the next working day.",
            milestone="consented",
            reaches="referral-received",
            within_working_days=1,
            setting="housing-duty-to-refer.send-working-days",
        ),
        Count(
            code="D11-4",
            label="Acknowledged within five working days",
            says="Of referrals sent, those that the council acknowledged within five working days.",
            milestone="referral-received",
            reaches="referral-accepted",
            within_working_days=5,
            setting="housing-duty-to-refer.decide-working-days",
        ),
        Count(
            code="D11-5",
            label="No housing problem in 28 days",
            says="Cases that ended with somebody who had had no housing problem in the last 28 days.",
            milestone="outcome-recorded",
            where={"housing-problem": ("no",)},
            source="Havering strategy, row 777",
        ),
    ),
    published=PUBLISHED,
    next_steps=(
        NextStep(say="If nothing has come by then, ring the council.", clock="chase", who="referrer"),
        NextStep(say="The council decides which duty it owes.", clock="duty", who="lead"),
    ),
)
