"""What the pages of this work say by themselves: warnings, prompts, advice, readiness and what happens next."""

from workflows.pathways.hidden_harm.thresholds import (
    ABUSE_AND_PARTNER_AT_HOME,
    BABY_AT_RISK_ASLEEP,
    HARM_AT_REFERRAL,
    HARM_AT_VISIT,
    MOVING_CHILD,
    STORAGE_NOT_SEEN,
    STORAGE_UNSAFE,
    TAKE_HOME_OPIOID,
)
from workflows.vocabulary import (
    Advice,
    AllOf,
    Answered,
    AnyOf,
    Declaration,
    Has,
    HasAny,
    Is,
    Listing,
    NextStep,
    Not,
    Printing,
    Prompt,
    Ready,
    SafetyWarning,
    answer,
    fact,
)

WARNINGS = (
    SafetyWarning(
        code="harm",
        say="A child may be at risk of significant harm",
        when=AnyOf(HARM_AT_REFERRAL, HARM_AT_VISIT, Is(answer("classification"), "cp47")),
        category="family",
        urgent=True,
    ),
    SafetyWarning(
        code="visit-safely",
        say="Read how to visit safely before you go",
        when=Is(answer("visit_safely"), "yes"),
        category="core",
        urgent=True,
    ),
    SafetyWarning(
        code="no-message",
        say="Do not leave a message or send a letter",
        when=AnyOf(Is(answer("safe_to_message"), "no"), ABUSE_AND_PARTNER_AT_HOME),
        category="treatment",
        urgent=True,
    ),
    SafetyWarning(
        code="medicine",
        say="Opioid medicine is taken home, and a child crawls or walks",
        when=AllOf(TAKE_HOME_OPIOID, MOVING_CHILD),
        category="medicine",
        urgent=True,
    ),
    SafetyWarning(
        code="storage",
        say="Medicine was not stored safely when last seen",
        when=STORAGE_UNSAFE,
        category="storage",
        urgent=True,
    ),
    SafetyWarning(
        code="baby-asleep",
        say="A baby may not be safe asleep",
        when=BABY_AT_RISK_ASLEEP,
        category="sleep-safety",
        urgent=True,
    ),
    SafetyWarning(
        code="interpreter",
        say="Needs an interpreter: never a child",
        when=Is(answer("interpreter"), "yes"),
        category="treatment",
    ),
)

PROMPTS = (
    Prompt(
        code="joint-visit",
        say="There is domestic abuse and the partner lives there. Visit together with another service, and never ask "
        "about it while the partner can hear.",
        when=ABUSE_AND_PARTNER_AT_HOME,
        category="family",
        urgent=True,
    ),
    Prompt(
        code="storage-not-seen",
        say="There is medicine at home and it was not seen how it is stored. Visit again within ten working days.",
        when=STORAGE_NOT_SEEN,
        category="storage",
        urgent=True,
    ),
    Prompt(
        code="sharps",
        say="Needles or drugs were within a child's reach. Think about section 47, and tell children's social care.",
        when=HasAny(answer("within_reach"), ("sharps", "drugs")),
        category="family",
        urgent=True,
    ),
)

ADVICE = (
    Advice(
        code="swallowed",
        title="Ring 999 or go to A&E now",
        say="A child who has swallowed a drug or medicine needs help at once, also if the child seems well. Then ring "
        "children's social care, and send this.",
        when=Has(answer("harm_signs"), "ingestion"),
        alert="A child may have swallowed a drug or medicine. Read the referral now.",
        alerts=("childrens-social-care", "lead"),
        within="hidden-harm.alert-minutes",
    ),
    Advice(
        code="mash-now",
        title="Ring children's social care (MASH) now",
        say="Do not wait for a visit, and ask nobody's agreement. If a child is in danger now, ring 999 first. "
        "When you send this, their MASH sees it at once.",
        when=HARM_AT_REFERRAL,
        alert="A child may be at risk of significant harm. Read the referral now.",
        alerts=("childrens-social-care", "lead"),
        within="hidden-harm.alert-minutes",
    ),
)

# a parent who agreed and then said no has not agreed, and what was booked was called off
NOT_REFUSED_SINCE = AnyOf(Not(Answered(fact("agreement"))), Is(fact("agreement"), "agrees"))
READY = (
    Ready(
        code="agreed",
        label="agreed with the parent",
        when=AllOf(Answered(answer("agreed_on")), NOT_REFUSED_SINCE),
        category="treatment",
    ),
    Ready(code="checks", label="checks made", when=Answered(answer("checked_safety")), category="family"),
    Ready(
        code="visit",
        label="visit booked",
        when=AllOf(Answered(fact("next_visit")), NOT_REFUSED_SINCE),
        category="treatment",
    ),
)

NEXT_STEPS = (
    NextStep(
        say="Children's social care (MASH) sees this now and decides within one working day.",
        clock="mash-decide",
        when=HARM_AT_REFERRAL,
        who="childrens-social-care",
    ),
    NextStep(say="The hidden harm lead accepts the referral, or tells you why not.", clock="decide", who="lead"),
    NextStep(say="The parent is asked about a visit.", clock="agreement", who="lead"),
    NextStep(say="The family is visited.", clock="visit", who="worker"),
    NextStep(say="You hear when it is taken up and when it is closed, and no details of the family.", who="lead"),
)

DECLARATION = Declaration(
    title="Before you send this",
    points=(
        "What I have written is true as far as I know, and is no more than is needed to keep the children safe.",
        "I have told the parent, or have written down why not.",
        "If a child may be at risk of significant harm I have rung children's social care, or do so now.",
        "I share this because of the duty to safeguard children; a visit and early help need the parent's agreement.",
    ),
    agree="I agree, and send this referral",
    missing="Tick the box to say that you agree before you send this.",
)

PRINTING = Printing(
    note="Keep this where nobody in the home can find it. Nothing is sent until it is entered in the service.",
    leave_out=("other_risks", "partner_at_home"),
)

LISTING = Listing(
    name=("adult_first_name", "adult_surname"),
    area="area",
    key_date="next_visit",
    ahead="next visit",
    behind="visit was due",
    born="adult_born",
    identity=("relationship",),
)
