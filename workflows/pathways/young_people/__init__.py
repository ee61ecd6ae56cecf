"""Young people's service, version 1: under 18, and to 25 where it was agreed."""

from workflows.pathways.young_people.form import EXPLOITED, SECTIONS
from workflows.pathways.young_people.published import PUBLISHED
from workflows.pathways.young_people.way import (
    ANSWER,
    APPOINTMENTS,
    DEADLINES,
    DECIDE,
    MOVES,
    OUTCOMES,
    RECEIVED,
    STAGES,
    TASKS,
)
from workflows.phrases import referral_kind
from workflows.vocabulary import (
    Advice,
    Attribute,
    Category,
    Choosing,
    Count,
    Join,
    Less,
    Milestone,
    NextStep,
    Position,
    SafetyWarning,
    answer,
)

READERS = ("lead", "childrens-social-care")
YOUNG_PEOPLE = referral_kind(
    code="young-people",
    title="Young people's service",
    said_as="A young person uses drugs or alcohol, or somebody near them does",
    about="For people under 18, and up to 25 where the service agreed. They may agree for themselves.",
    choosing=Choosing(
        group="family",
        whom=("young-person",),
        met=("school", "police-or-court", "at-home", "street", "hospital", "elsewhere"),
        worry=("treatment", "exploitation", "support-for-relatives"),
    ),
    service="young-people",
    receiver="Young people's service",
    goes="It goes to the young people's drug and alcohol service of the area.",
    first=RECEIVED,
    taken="triaged",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Take this on",
        "taking_says": "The young people's service has taken on your referral.",
        "taking_done": "Taken on. Get in touch with them next.",
        "then": ("contact",),
    },
    why_not={
        "too-old": "They are too old for the service",
        "no-use": "It is not about drugs or alcohol",
        "another-service": "Another service helps already",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    positions=(
        Position(code="childrens-social-care", label="Children's social care (MASH)", basis="legal-duty", many=True),
    ),
    categories=(
        Category(code="person", label="The young person", read=READERS, write=("referrer", "lead")),
        Category(code="health", label="Use", read=("lead",), write=("referrer", "lead")),
        Category(
            code="safeguarding",
            label="Safeguarding",
            read=READERS,
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
        Milestone(code="support-begun", label="Support begun", once="case", attributes=("support", "age")),
        Milestone(code="transition-begun", label="Moving on to the adult service", once="case"),
        Milestone(code="mash-told", label="Children's social care was told"),
    ),
    attributes=(
        Attribute(code="age", label="Age at the referral", age_of=answer("date_of_birth"), at="submitted"),
        Attribute(code="whose-use", label="Whose use", of=answer("whose_use")),
        Attribute(code="substances", label="What they use", of=answer("substances")),
        Attribute(code="support", label="Which support", of=answer("support_sort")),
        Attribute(
            code="uses-less",
            label="Uses on fewer days than at the referral",
            holds=Less(answer("days_in_28_at_end"), answer("days_in_28")),
        ),
    ),
    received_with=("age", "whose-use", "substances"),
    ended_with=("outcome", "substances", "uses-less"),
    advice=(
        Advice(
            code="mash-now",
            title="Ring children's social care (MASH) as well",
            say="There is a sign that somebody exploits them. Ring 999 if they are in danger now. Do not wait for the "
            "young people's service.",
            when=EXPLOITED,
        ),
    ),
    warnings=(
        SafetyWarning(
            code="exploitation",
            say="Signs of exploitation",
            when=EXPLOITED,
            category="safeguarding",
            urgent=True,
        ),
    ),
    counts=(
        Count(
            code="D2-1",
            label="Referrals of people from 16 to 25",
            says="Referrals received of people aged 16 to 25 on that day.",
            milestone="referral-received",
            where={"age": ("16", "17", "18", "19", "20", "21", "22", "23", "24", "25")},
            source="Havering strategy, row 938",
        ),
        Count(
            code="D2-2",
            label="Referrals taken up",
            says="Of referrals received, those in which support began.",
            milestone="referral-received",
            reaches="support-begun",
            source="Havering strategy, rows 922 to 926 and 932",
        ),
        Count(
            code="D2-3",
            label="Young people in structured treatment",
            says="Cases in which structured treatment began, by that day.",
            milestone="support-begun",
            where={"support": ("structured",)},
            source="Havering strategy, row 697",
        ),
        Count(
            code="D2-4",
            label="Use cannabis on fewer days",
            says="Cases that ended with cannabis among what was used, and fewer days in 28 than at the referral.",
            milestone="outcome-recorded",
            where={"substances": ("cannabis",), "uses-less": ("yes",)},
            source="Havering strategy, row 785",
        ),
        Count(
            code="D2-5",
            label="Use alcohol on fewer days",
            says="The same for alcohol.",
            milestone="outcome-recorded",
            where={"substances": ("alcohol",), "uses-less": ("yes",)},
            source="Havering strategy, row 786",
        ),
        Count(
            code="D2-6",
            label="Use another drug on fewer days",
            says="The same where neither cannabis nor alcohol was named.",
            milestone="outcome-recorded",
            where={"uses-less": ("yes",)},
            leaving_out={"substances": ("cannabis", "alcohol")},
            source="Havering strategy, row 787",
        ),
    ),
    published=PUBLISHED,
    next_steps=(NextStep(say="They get in touch with the young person.", clock="contact", who="lead"),),
)
