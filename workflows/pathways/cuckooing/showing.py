"""What the pages of a cuckooing case say by themselves: warnings, prompts, advice and what happens next."""

from workflows.vocabulary import (
    Advice,
    AllOf,
    Answered,
    AnyOf,
    AnyRow,
    BandIs,
    Declaration,
    Has,
    HasAny,
    Is,
    Listing,
    NextStep,
    Not,
    PanelReason,
    PanelRule,
    Printing,
    Prompt,
    SafetyWarning,
    answer,
    fact,
)

WARNINGS = (
    SafetyWarning(
        code="danger",
        say="Somebody was in danger when this was sent. The police have a record of it",
        when=Is(answer("immediate_danger"), "yes"),
        category="core",
        urgent=True,
    ),
    SafetyWarning(
        code="nobody-alone",
        say="Nobody goes there alone",
        when=Has(answer("hazards"), "not-alone"),
        category="worker-safety",
        urgent=True,
    ),
    SafetyWarning(
        code="hazards",
        say="Read what to be careful of before you go",
        when=HasAny(answer("hazards"), ("dogs", "weapons", "needles", "violence")),
        category="worker-safety",
        urgent=True,
    ),
    SafetyWarning(
        code="no-text",
        say="Do not text",
        when=Is(answer("safe_to_text"), "no"),
        category="contact",
        urgent=True,
    ),
    SafetyWarning(
        code="no-message",
        say="Do not leave a message",
        when=Is(answer("safe_to_message"), "no"),
        category="contact",
        urgent=True,
    ),
    SafetyWarning(
        code="no-call", say="Do not ring", when=Is(answer("safe_to_call"), "no"), category="contact", urgent=True
    ),
    SafetyWarning(
        code="child",
        say="A child may be there",
        when=Is(answer("children_there"), "yes"),
        category="children",
        urgent=True,
    ),
)

PROMPTS = (
    Prompt(
        code="child-found",
        say="A child was found there: tell children's social care today, and think about the exploitation panel",
        when=AnyOf(Is(answer("visit_child"), "yes"), Is(answer("children_there"), "yes")),
        category="children",
        task="tell-hub",
        urgent=True,
    ),
    Prompt(
        code="another-borough",
        say="The home is in another borough: tell its community safety team or police, who can act there",
        when=AllOf(Is(answer("borough"), "another-area"), Answered(fact("urgency"))),
        category="core",
        task="tell-other-borough",
    ),
    Prompt(
        code="not-cuckooing",
        say="Only what makes it harder to say no was ticked. Is it something else that would help?",
        when=Not(
            AnyOf(Answered(answer("property_signs")), Answered(answer("control_signs")), Answered(answer("harm_signs")))
        ),
        category="concern",
    ),
    Prompt(
        code="suspicions",
        say="Some signs are only suspected: look again",
        when=AnyRow(Is(answer("sign_known"), "suspected"), ("how-known",)),
        category="concern",
        task="recheck-suspicions",
    ),
    Prompt(
        code="victim-too",
        say="The police look at the occupier as well. They may be exploited all the same: ask adult social care",
        when=AllOf(Answered(fact("suspect")), Not(Is(fact("suspect"), "no"))),
        category="intelligence",
    ),
)

ADVICE = (
    Advice(
        code="danger",
        title="Ring 999 now",
        say="If somebody is in danger now, ring 999 before you go on. This form is not read at once. Then enter the "
        "reference that the police gave you.",
        when=Is(answer("immediate_danger"), "yes"),
        alert="Somebody may be in danger at this home now. Read the worry now.",
        alerts=("lead",),
        within="cuckooing.alert-minutes",
    ),
    Advice(
        code="child",
        title="Ring children's social care today",
        say="This form does not tell them for you.",
        when=Is(answer("children_there"), "yes"),
    ),
    Advice(
        code="likely-red",
        title="This home would be red",
        say="If you have not spoken to the community safety team yet, ring them as well.",
        when=BandIs("concern", "red"),
    ),
)

PANELS = (
    PanelRule(
        panel="community-risk",
        label="Meeting about a home",
        consent=None,
        listed_when=Is(fact("band"), "amber"),
        clock="meeting-amber",
        decisions=("plan-agreed", "deferred", "escalated"),
        sort="risk",
        near_category="band",
        returned=10,
        reasons=(
            PanelReason(
                code="red", say="the level of concern is red", when=Is(fact("band"), "red"), weight=60, category="band"
            ),
            PanelReason(
                code="amber",
                say="the level of concern is amber",
                when=Is(fact("band"), "amber"),
                weight=30,
                category="band",
            ),
        ),
    ),
)

NEXT_STEPS = (
    NextStep(
        say="The community safety team takes it up, asks you for more, or tells you why not.",
        clock="triage",
        who="lead",
    ),
    NextStep(say="Once it is taken up, partners are asked what they know.", clock="checks", who="lead"),
    NextStep(say="You hear the outcome. Suspects, visits and treatment are not told to you.", who="lead"),
)

DECLARATION = Declaration(
    title="Before you send this",
    points=(
        "What I have written is true as far as I know, and is no more than is needed.",
        "I have named suspects on their own page alone.",
        "If somebody is in danger now, I have rung 999.",
        "I share this to protect somebody or to prevent crime, or because they agreed.",
    ),
    agree="I agree, and send this",
    missing="Tick the box to say that you agree before you send this.",
)

PRINTING = Printing(
    note="Keep this where only those who need it can read it. Nothing is sent until it is entered in the service.",
    leave_out=("suspect_name", "suspect_nickname", "suspect_phone", "safe_word"),
)

LISTING = Listing(
    name=("unit", "house_number", "street"),
    area="borough",
    risk_score="concern",
    risk_levels=("green", "amber", "red"),
)
