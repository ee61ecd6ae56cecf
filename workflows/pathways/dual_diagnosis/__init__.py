"""Complex needs and dual diagnosis, version 1: one group, one lead, one plan."""

from workflows.pathways.dual_diagnosis.form import SECTIONS
from workflows.pathways.dual_diagnosis.published import PUBLISHED
from workflows.pathways.dual_diagnosis.way import (
    ANSWER,
    DEADLINES,
    DECIDE,
    FACTS,
    KIND,
    MEETING_OF_THE_GROUP,
    MOVES,
    ORIGINS,
    OUTCOMES,
    REFERRED,
    SCREENED,
    STAGES,
    TASKS,
)
from workflows.phrases import alarm, referral_kind
from workflows.vocabulary import (
    Attribute,
    Category,
    Choosing,
    Count,
    Has,
    HasAny,
    Is,
    Join,
    Milestone,
    NextStep,
    Position,
    SafetyWarning,
    answer,
)

# whoever sits at the meeting reads as far as the agreement with their own agency goes
GROUP = ("lead", "treatment", "adult-social-care", "probation", "police", "panel")
HEALTH = ("lead", "treatment", "panel")
SUICIDE = HasAny(answer("risks"), ("suicide",))

DUAL_DIAGNOSIS = referral_kind(
    code="dual-diagnosis",
    title="Complex needs and dual diagnosis",
    said_as="Somebody has mental ill health as well, and falls between services",
    about="For adults with both needs whom one service alone cannot hold: a group names one lead and makes one plan.",
    choosing=Choosing(
        group="health",
        whom=("adult",),
        met=("hospital", "police-or-court", "at-home", "street", "elsewhere"),
        worry=("mental-health",),
    ),
    service="dual-diagnosis",
    receiver="Complex needs group",
    goes="It goes to the mental health team that leads the group in the area.",
    first=REFERRED,
    taken="screened",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Accept for the group",
        "taking_asks": SCREENED,
        "taking_says": "The complex needs group has accepted your referral.",
        "taking_done": "Accepted. Put it on the next meeting, or advise.",
        "then": ("list",),
    },
    why_not={
        "one-service": "One service can hold them",
        "no-substances": "Drugs or alcohol play no part",
        "no-mental-health": "There is no sign of mental ill health",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    positions=(
        Position(code="treatment", label="Treatment service", many=True),
        Position(code="adult-social-care", label="Adult social care", many=True),
        Position(code="probation", label="Probation", many=True),
        Position(code="police", label="Police", many=True),
        Position(code="panel", label="Dual diagnosis meeting", held_by=("team", "worker"), many=True),
    ),
    categories=(
        Category(code="mental-health", label="Mental health", read=HEALTH, write=("referrer", "lead", "treatment")),
        Category(code="treatment", label="Drugs and alcohol", read=HEALTH, write=("referrer", "lead", "treatment")),
        Category(code="risk", label="Risk", read=GROUP, write=("referrer", "lead", "treatment")),
    ),
    readers=("treatment", "adult-social-care", "panel"),
    joins=(
        Join(
            code="treatment",
            position="treatment",
            service="key-worker",
            at="move",
            say="The treatment service takes part from the day on which it is on the list.",
        ),
        Join(
            code="adult-social-care",
            position="adult-social-care",
            service="adult-social-care",
            at="move",
            say="Adult social care takes part from the day on which it is on the list.",
        ),
        Join(
            code="probation",
            position="probation",
            service="probation",
            at="move",
            say="Probation takes part from the day on which it is on the list.",
        ),
        Join(
            code="police",
            position="police",
            service="police",
            when=Has(answer("why_group"), "police"),
            at="move",
            say="The police take part where police contact is the reason.",
        ),
    ),
    deadlines=DEADLINES,
    panels=(MEETING_OF_THE_GROUP,),
    origins=ORIGINS,
    facts=FACTS,
    tasks=TASKS,
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="listed", label="Put on the list", once="case"),
        Milestone(code="discussed", label="Discussed", dated_by="met", attributes=("wrong-door",)),
        Milestone(code="lead-named", label="A lead was named", once="case", attributes=("lead-service",)),
        Milestone(code="reviewed", label="Reviewed"),
    ),
    attributes=(
        Attribute(code="lead-service", label="Who leads", of=answer("lead_service")),
        Attribute(
            code="wrong-door", label="Refused because of the other need", holds=Has(answer("why_group"), "refused")
        ),
    ),
    received_with=("wrong-door",),
    urgent_in="risk",
    urgent_by=("lead", "treatment"),
    advice=(
        alarm(
            KIND,
            "life",
            "Do not wait for the group",
            "If their life is in danger now, ring 999. Otherwise ring the mental health crisis line, stay with them, "
            "and tell whoever treats them today.",
            when=SUICIDE,
            alert="There may be a danger to somebody's life. Read the referral now.",
        ),
        alarm(
            KIND,
            "child",
            "Ring children's social care (MASH) now",
            "If the child is in danger now, ring 999 first. The group is no way to tell them.",
            when=Is(answer("safeguarding"), "child"),
            alert="A child may be at risk. Read the referral now.",
            rings=("childrens-social-care",),
        ),
        alarm(
            KIND,
            "adult",
            "Ring adult social care now",
            "If they are in danger now, ring 999 first. The group is no way to tell them.",
            when=Is(answer("safeguarding"), "adult"),
            alert="An adult may be at risk. Read the referral now.",
            alerts=("adult-social-care", "lead"),
        ),
    ),
    warnings=(
        SafetyWarning(
            code="life",
            say="There is a risk of suicide",
            when=SUICIDE,
            category="risk",
            urgent=True,
        ),
    ),
    counts=(
        Count(
            code="D1-1",
            label="Cases discussed by the group",
            says="Cases discussed, by the day of the meeting.",
            milestone="discussed",
            source="Havering strategy, row 911: six-monthly",
        ),
        Count(
            code="D1-2",
            label="A lead named on time",
            says="Of cases discussed, those in which a lead was named within two working days of the meeting.",
            milestone="discussed",
            reaches="lead-named",
            within_working_days=2,
            setting="dual-diagnosis.name-lead-working-days",
        ),
        Count(
            code="D1-3",
            label="Wrong doors",
            says="Referrals received of people whom one service refused because of the other need.",
            milestone="referral-received",
            where={"wrong-door": ("yes",)},
            source="Havering strategy, row 969",
        ),
        Count(
            code="D1-4",
            label="Plans reviewed",
            says="Reviews of joint plans, by the day that they were recorded.",
            milestone="reviewed",
            each="milestone",
        ),
        Count(
            code="D1-5",
            label="Psychological interventions offered",
            says="Cases that ended with a psychological intervention offered, by that day.",
            milestone="outcome-recorded",
            where={"outcome": ("psychological",)},
            source="Havering strategy, row 781",
        ),
    ),
    published=PUBLISHED,
    next_steps=(NextStep(say="The group discusses it at its monthly meeting.", clock="meeting", who="lead"),),
)
