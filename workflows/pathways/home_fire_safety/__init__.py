"""Home fire safety, version 1: from a worry about fire to a visit by the fire brigade."""

from workflows.pathways.home_fire_safety.form import SECTIONS
from workflows.pathways.home_fire_safety.published import PUBLISHED
from workflows.pathways.home_fire_safety.way import (
    ANSWER,
    APPOINTMENTS,
    AT_ONCE,
    DEADLINES,
    DECIDE,
    FACTS,
    KIND,
    LEVEL,
    MOVES,
    ORIGINS,
    OUTCOMES,
    REFERRED,
    STAGES,
    TASKS,
)
from workflows.phrases import alarm, referral_kind
from workflows.vocabulary import (
    Advice,
    Attribute,
    Category,
    Choosing,
    Count,
    Has,
    Is,
    Milestone,
    NextStep,
    Not,
    SafetyWarning,
    answer,
)

HOME_FIRE_SAFETY = referral_kind(
    code="home-fire-safety",
    title="Home fire safety visit",
    said_as="A home may not be safe from fire",
    about="For anybody whose home could burn: the fire brigade visits, fits alarms and advises.",
    choosing=Choosing(
        group="home",
        whom=("adult", "home", "relative"),
        met=("at-home", "elsewhere"),
        worry=("fire", "home-taken-over"),
    ),
    service="fire-safety",
    receiver="London Fire Brigade",
    goes="It goes to the fire brigade's home safety team for the area.",
    first=REFERRED,
    taken="triaged",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Sort by risk",
        "taking_asks": (LEVEL,),
        "taking_says": "The fire brigade has sorted your referral by risk.",
        "taking_done": "Sorted. Book the visit next, or send the online checker.",
        "then": ("book-visit",),
    },
    why_not={
        "visited": "It was visited less than a year ago",
        "not-a-home": "It is not a home",
        "another-brigade": "Another fire brigade covers it",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    categories=(
        Category(code="home", label="The home", read=("lead",), write=("referrer", "lead")),
        Category(code="visitors", label="Visiting safely", read=("lead",), write=("referrer", "lead")),
    ),
    deadlines=DEADLINES,
    origins=ORIGINS,
    facts=FACTS,
    tasks=TASKS,
    appointments=APPOINTMENTS,
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="visit-done", label="Visit done", once="case", attributes=("risk-level", "fitted")),
        Milestone(code="visit-no-access", label="Nobody opened"),
        Milestone(code="visit-refused", label="Visit refused", once="case"),
    ),
    attributes=(
        Attribute(code="risk-level", label="Risk", of=answer("risk_level")),
        Attribute(code="fitted", label="What was done", of=answer("fitted")),
    ),
    advice=(
        alarm(
            KIND,
            "fire-threatened",
            "Ring 999 now",
            "Somebody has threatened to set fire to the home. Tell the police first, then send this: the fire brigade "
            "comes at any hour.",
            when=AT_ONCE,
            alert="Somebody has threatened to set fire to a home. Read the referral now.",
        ),
        Advice(
            code="taken-over",
            title="Refer the home as taken over as well",
            say="A fire safety visit does not protect somebody whose home others have taken over. Ring 999 if they are "
            "in danger now, and never send visitors there who do not know of it.",
            when=Has(answer("fire_signs"), "taken-over"),
        ),
    ),
    warnings=(
        SafetyWarning(
            code="visit-safely",
            say="Read how to visit safely before you go",
            when=Not(Is(answer("worker_safety"), "no")),
            category="visitors",
            urgent=True,
        ),
    ),
    counts=(
        Count(
            code="D9-1",
            label="Referrals for a home fire safety visit",
            says="Referrals received, by the day that they came.",
            milestone="referral-received",
            source="Havering strategy, row 680",
        ),
        Count(
            code="D9-2",
            label="Visits done",
            says="Homes visited, by the day of the visit, with the risk beside it.",
            milestone="visit-done",
        ),
        Count(
            code="D9-3",
            label="High risk: visited on time",
            says="Of homes sorted as high risk, those visited within 7 days of being sorted.",
            milestone="referral-accepted",
            where={"risk-level": ("high",)},
            reaches="visit-done",
            within_days=7,
            setting="home-fire-safety.visit-days",
        ),
        Count(
            code="D9-4",
            label="Very high risk: visited the same day",
            says="Of homes sorted as very high risk, those visited on the day of sorting. The 4 hours are the "
            "deadline; the count goes by days.",
            milestone="referral-accepted",
            where={"risk-level": ("very-high",)},
            reaches="visit-done",
            within_days=0,
        ),
        Count(
            code="D9-5",
            label="Medium risk: visited on time",
            says="Of homes sorted as medium risk, those visited within a month of being sorted.",
            milestone="referral-accepted",
            where={"risk-level": ("medium",)},
            reaches="visit-done",
            within_days=31,
            setting="home-fire-safety.visit-medium-days",
        ),
    ),
    received_with=("risk-level",),
    published=PUBLISHED,
    next_steps=(NextStep(say="The home is visited, the sooner the greater the risk.", clock="visit", who="lead"),),
)
