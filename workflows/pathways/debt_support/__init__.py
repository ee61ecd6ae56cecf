"""Debt and benefits support, version 1: arrears, sanctions and debts that make a home or a recovery unsafe."""

from workflows.pathways.debt_support.form import DRUG_DEBT, DRUG_DEBT_FOUND, EVICTION_NEAR, SECTIONS
from workflows.pathways.debt_support.published import PUBLISHED
from workflows.pathways.debt_support.way import (
    ANSWER,
    DEADLINES,
    DECIDE,
    FACTS,
    KIND,
    MOVES,
    ORIGINS,
    OUTCOMES,
    REFERRED,
    SETTINGS,
    STAGES,
    TASKS,
)
from workflows.phrases import alarm, referral_kind
from workflows.vocabulary import (
    Advice,
    AllOf,
    Answered,
    AnyIs,
    AnyOf,
    Attribute,
    Category,
    Choosing,
    Count,
    Has,
    Is,
    Join,
    Less,
    Milestone,
    NextStep,
    Not,
    Position,
    Route,
    SafetyWarning,
    Since,
    answer,
)

SMALLER_OR_MANAGED = AllOf(
    AnyOf(
        Less(answer("total_at_review"), answer("debt_total")),
        AllOf(Is(answer("plan_holds"), "yes"), Since("planned", days=56, setting="debt-support.review-days")),
    ),
    AnyIs(answer("drug_debt"), ("no", "informal", "not-known")),
    Not(Answered(answer("debt_found"))),
)

DEBT_SUPPORT = referral_kind(
    code="debt-support",
    title="Debt and benefits support",
    said_as="Debts, arrears or a benefit sanction make things worse",
    about="For people and families who agree to it: a money adviser, a plan, and breathing space where it helps.",
    choosing=Choosing(
        group="home",
        whom=("adult", "relative"),
        met=("at-home", "school", "prison", "elsewhere"),
        worry=("debt",),
    ),
    service="debt-advice",
    receiver="Money advice",
    goes="It goes to the money advice team of the area.",
    first=REFERRED,
    taken="taken-on",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Take this on",
        "taking_says": "Money advice has taken on your referral.",
        "taking_done": "Taken on. Get in touch with them next.",
        "then": ("contact",),
    },
    why_not={
        "adviser": "An adviser helps already",
        "no-debt": "There is no debt and no benefit to sort out",
        "exploitation": "It is a hold over them: it goes the way of exploitation",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    positions=(Position(code="benefits", label="Jobcentre Plus", many=True),),
    categories=(Category(code="debt", label="Debts", read=("lead",), write=("referrer", "lead")),),
    route_when=(
        Route(
            code="exploitation",
            service="debt-advice",
            when=DRUG_DEBT,
            stop=True,
            say="A debt for drugs, or to somebody who threatens them, is a sign of exploitation and not a matter for a "
            "money adviser. Begin again with “exploited”, and ring the police if they are threatened now.",
        ),
    ),
    joins=(
        Join(
            code="benefits",
            position="benefits",
            service="benefits",
            when=Has(answer("benefits"), "sanctioned"),
            at="move",
            say="Jobcentre Plus takes part where a benefit is sanctioned.",
        ),
    ),
    deadlines=DEADLINES,
    settings=SETTINGS,
    origins=ORIGINS,
    facts=FACTS,
    tasks=TASKS,
    first_tasks=("duty-to-refer",),
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="contacted", label="In touch with them", once="case"),
        Milestone(code="plan-made", label="Plan made", dated_by="planned"),
        Milestone(code="breathing-space", label="Breathing space", dated_by="breathing_space", attributes=("space",)),
        Milestone(code="drug-debt-passed-on", label="A debt for drugs was passed on", once="case"),
        Milestone(code="reviewed", label="Reviewed", attributes=("effective",)),
    ),
    attributes=(
        Attribute(code="space", label="Which breathing space", of=answer("space_sort")),
        Attribute(code="effective", label="Debt reduced or managed", holds=SMALLER_OR_MANAGED),
    ),
    advice=(
        Advice(
            code="exploited",
            title="This may be exploitation",
            say="Somebody who owes for drugs can be made to work it off. Ring 999 if they are threatened now. This "
            "form does not go on: begin the one about exploitation.",
            when=DRUG_DEBT,
        ),
        alarm(
            KIND,
            "exploited-after-all",
            "This may be exploitation",
            "Somebody who owes for drugs can be made to work it off. Ring 999 if they are threatened now, and begin "
            "the referral about exploitation from this one.",
            when=DRUG_DEBT_FOUND,
            alert="Somebody may be exploited over a debt. Read the case now.",
        ),
        Advice(
            code="housing",
            title="Send a housing duty to refer today as well",
            say="They may lose their home within two weeks.",
            when=EVICTION_NEAR,
        ),
    ),
    warnings=(
        SafetyWarning(
            code="eviction", say="May lose their home soon", when=EVICTION_NEAR, category="debt", urgent=True
        ),
    ),
    counts=(
        Count(
            code="D12-1",
            label="Support in which debt was reduced or managed",
            says="Families whose debt was at least a pound smaller at the review, or whose plan was in force 8 weeks "
            "after it began; a family once in a year. Debts for drugs are left out and passed on.",
            milestone="reviewed",
            where={"effective": ("yes",)},
            each="person",
            source="Havering strategy, row 942",
        ),
        Count(
            code="D12-2",
            label="Breathing spaces",
            says="Breathing spaces recorded, by the day on which they began.",
            milestone="breathing-space",
            each="milestone",
        ),
        Count(
            code="D12-4",
            label="Debts for drugs, passed on",
            says="Cases in which a debt for drugs, or a threat over one, came out and was passed on; none of them is "
            "among the debts reduced or managed.",
            milestone="drug-debt-passed-on",
            source="Havering strategy, row 943",
        ),
        Count(
            code="D12-3",
            label="Reached within five working days",
            says="Of referrals received, those in which they were reached within five working days.",
            milestone="referral-received",
            reaches="contacted",
            within_working_days=5,
            setting="debt-support.contact-working-days",
        ),
    ),
    published=PUBLISHED,
    next_steps=(NextStep(say="A money adviser gets in touch with them.", clock="contact", who="lead"),),
)
