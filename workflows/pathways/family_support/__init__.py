"""Family support, version 1: for relatives and carers, in their own right."""

from workflows.pathways.family_support.form import SECTIONS
from workflows.pathways.family_support.published import PUBLISHED
from workflows.pathways.family_support.way import (
    ANSWER,
    APPOINTMENTS,
    DEADLINES,
    DECIDE,
    KIND,
    MOVES,
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
    Is,
    Join,
    Milestone,
    NextStep,
    Position,
    SafetyWarning,
    answer,
)

FAMILY_SUPPORT = referral_kind(
    code="family-support",
    title="Family support",
    said_as="A relative or carer suffers from somebody else's drug or alcohol use",
    about="For relatives, carers and young carers: help for themselves, whether or not the other is in treatment.",
    choosing=Choosing(
        group="family",
        whom=("relative", "adult", "young-person"),
        met=("at-home", "school", "elsewhere", "hospital"),
        worry=("support-for-relatives",),
    ),
    service="family-support",
    receiver="Family and carers support",
    goes="It goes to the family and carers service of the area.",
    first=REFERRED,
    taken="taken-on",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Take this on",
        "taking_says": "The family service has taken on your referral.",
        "taking_done": "Taken on. Get in touch with them next.",
        "then": ("contact", "ring-mash"),
    },
    why_not={
        "not-affected": "They are not affected by somebody's drug or alcohol use",
        "another-service": "Another service helps already",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    positions=(
        Position(code="childrens-social-care", label="Children's social care (MASH)", basis="legal-duty", many=True),
    ),
    categories=(
        Category(code="family", label="Their situation", read=("lead",), write=("referrer", "lead")),
        Category(
            code="safety",
            label="Safety",
            read=("lead", "childrens-social-care"),
            write=("referrer", "lead", "childrens-social-care"),
        ),
    ),
    joins=(
        Join(
            code="mash",
            position="childrens-social-care",
            service="childrens-social-care",
            area=answer("area"),
            at="move",
            say="Children's social care (MASH) takes part from the moment it is told.",
        ),
    ),
    deadlines=DEADLINES,
    tasks=TASKS,
    first_tasks=("ring-mash",),
    appointments=APPOINTMENTS,
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="contacted", label="In touch with them", once="case"),
        Milestone(code="assessed", label="Assessed", once="case"),
        Milestone(code="offered", label="Support offered", once="case"),
        Milestone(code="support-begun", label="Support begun", once="case", attributes=("relation", "begun")),
        Milestone(code="mash-told", label="Children's social care was told"),
    ),
    attributes=(
        Attribute(code="relation", label="What they are to the person who uses", of=answer("relation")),
        Attribute(code="begun", label="What has begun", of=answer("begun_what")),
    ),
    received_with=("relation",),
    urgent_in="safety",
    advice=(
        alarm(
            KIND,
            "mash-now",
            "Ring children's social care (MASH) as well",
            "If a child is in danger now, ring 999. Do not wait for the family service.",
            when=Is(answer("child_worry"), "yes"),
            alert="A child may be at risk. Read the referral now.",
            alerts=("childrens-social-care", "lead"),
        ),
        Advice(
            code="abuse",
            title="Make sure that they are safe",
            say="If they are in danger now, ring 999. Say nothing of this to the other person, and look again at how "
            "they can be reached without being overheard.",
            when=Is(answer("abuse"), "yes"),
        ),
    ),
    warnings=(
        SafetyWarning(
            code="must-not-know",
            say="The person who uses must not find out",
            when=Is(answer("person_aware"), "must-not"),
            category="family",
            urgent=True,
        ),
        SafetyWarning(
            code="abuse", say="There is domestic abuse", when=Is(answer("abuse"), "yes"), category="safety", urgent=True
        ),
    ),
    counts=(
        Count(
            code="D3-1",
            label="Family and parental interventions",
            says="Cases in which support for a relative or carer began, by that day.",
            milestone="support-begun",
            source="Havering strategy, row 782",
        ),
        Count(
            code="D3-2",
            label="Offers taken up",
            says="Of relatives to whom support was offered, those with whom it began.",
            milestone="offered",
            reaches="support-begun",
        ),
        Count(
            code="D3-3",
            label="Reached within five working days",
            says="Of referrals received, those in which they were reached within five working days.",
            milestone="referral-received",
            reaches="contacted",
            within_working_days=5,
            setting="family-support.contact-working-days",
            source="Waltham Forest framework, row 116",
        ),
    ),
    published=PUBLISHED,
    next_steps=(NextStep(say="They get in touch with the relative.", clock="contact", who="lead"),),
)
