"""School concern, version 1: what a child told at school about drugs or alcohol, and what followed."""

from workflows.pathways.school_concern.form import OUT_OF_TERM, SECTIONS, UNSAFE
from workflows.pathways.school_concern.public import KEPT, PAGE, PUBLIC
from workflows.pathways.school_concern.published import PUBLISHED
from workflows.pathways.school_concern.way import (
    ANSWER,
    DEADLINES,
    DECIDE,
    KIND,
    MOVES,
    OUTCOMES,
    RECEIVED,
    STAGES,
    TASKS,
)
from workflows.phrases import alarm, referral_kind
from workflows.vocabulary import (
    Attribute,
    Category,
    Choosing,
    Count,
    Is,
    Join,
    Listing,
    Milestone,
    NextStep,
    Part,
    Position,
    Route,
    SafetyWarning,
    answer,
)

CARE = ("lead", "childrens-social-care")
EVERYONE_WHO_ACTS = ("lead", "childrens-social-care", "early-help", "young-people")

SCHOOL_CONCERN = referral_kind(
    code="school-concern",
    title="School concern",
    said_as="A child at school has told of drugs or alcohol",
    about="For schools: what a child told, about themselves, a friend, their family or a place. No name is needed.",
    choosing=Choosing(
        group="family",
        whom=("young-person", "child-at-home", "not-named"),
        met=("school",),
        worry=("child-safety", "treatment", "support-for-relatives"),
    ),
    subject_kind="nobody-named",
    service="school-safeguarding",
    receiver="School safeguarding lead",
    goes="On a school day it goes to the school's safeguarding lead.",
    first=RECEIVED,
    taken="dsl-review",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Take this on",
        "taking_says": "The safeguarding lead is looking at what the child told.",
        "taking_done": "Taken on. Decide what is done next.",
        "then": ("act", "make-safe"),
    },
    why_not={"already": "It is known and being acted on", "not-drugs": "It is not about drugs or alcohol"},
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    contact=None,
    parts=(Part(code="subject", label="The child", category="child", named_by=("child_name",)),),
    positions=(
        Position(code="childrens-social-care", label="Children's social care (MASH)", basis="legal-duty", many=True),
        Position(code="early-help", label="Early help", many=True),
        Position(code="young-people", label="Young people's service", many=True),
    ),
    categories=(
        Category(code="child", label="The child", read=CARE, write=("referrer", "lead", "childrens-social-care")),
        Category(
            code="words",
            label="What was told and decided",
            read=EVERYONE_WHO_ACTS,
            write=("referrer", "lead", "childrens-social-care"),
        ),
    ),
    route_when=(
        Route(
            code="out-of-term",
            service="childrens-social-care",
            position="lead",
            hand_over="referral",
            area=answer("area"),
            when=OUT_OF_TERM,
            say="It is no school day, so it goes to children's social care (MASH).",
        ),
    ),
    joins=(
        Join(
            code="mash",
            position="childrens-social-care",
            service="childrens-social-care",
            area=answer("area"),
            when=Is(answer("action"), "mash"),
            at="move",
            say="Children's social care (MASH) takes part where it was told.",
        ),
        Join(
            code="early-help",
            position="early-help",
            service="early-help",
            area=answer("area"),
            when=Is(answer("action"), "early-help"),
            at="move",
            say="Early help takes part where it was asked.",
        ),
        Join(
            code="young-people",
            position="young-people",
            service="young-people",
            area=answer("area"),
            when=Is(answer("action"), "young-people"),
            at="move",
            say="The young people's service takes part where it was asked.",
        ),
    ),
    deadlines=DEADLINES,
    tasks=TASKS,
    first_tasks=("make-safe",),
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="made-safe", label="The child was made safe"),
        Milestone(code="acted", label="Acted on", once="case", attributes=("action",)),
        Milestone(code="child-told", label="The child was told", once="case"),
    ),
    attributes=(
        Attribute(code="about", label="About whom", of=answer("about")),
        Attribute(code="themes", label="About what", of=answer("themes")),
        Attribute(code="year-group", label="Year group", of=answer("year_group")),
        Attribute(code="action", label="What was done", of=answer("action")),
    ),
    received_with=("about", "themes", "year-group"),
    urgent_in="words",
    urgent_by=("lead", "childrens-social-care"),
    advice=(
        alarm(
            KIND,
            "now",
            "Act now",
            "If the child is in danger ring 999. They can ring Childline on 0800 1111 at any time, free and unseen "
            "on the bill. Stay with the child, then tell the safeguarding lead in person and send this.",
            when=UNSAFE,
            alert="A child is not safe now, or is not sure of it. Read the report now.",
        ),
    ),
    warnings=(
        SafetyWarning(code="unsafe", say="The child may not be safe", when=UNSAFE, category="core", urgent=True),
    ),
    listing=Listing(name=("child_name",), area="area"),
    carries={"area": "area"},
    counts=(
        Count(
            code="D5-1",
            label="Reports by children",
            says="Reports received, by the day. By year group, theme or school one at a time, never crossed.",
            milestone="referral-received",
            source="Havering strategy, row 927: annual",
        ),
        Count(
            code="D5-2",
            label="Of those, led to a referral",
            says="Reports acted on with the young people's service, early help or children's social care.",
            milestone="acted",
            where={"action": ("young-people", "early-help", "mash")},
            source="Havering strategy, row 927: annual",
        ),
        Count(
            code="D5-3",
            label="Children who heard what became of it",
            says="Of reports received, those in which the child was told.",
            milestone="referral-received",
            reaches="child-told",
        ),
    ),
    published=PUBLISHED,
    settings=(KEPT, PAGE),
    without_account=PUBLIC,
    next_steps=(NextStep(say="The child hears what became of it, if they want to.", clock="feedback", who="lead"),),
)
