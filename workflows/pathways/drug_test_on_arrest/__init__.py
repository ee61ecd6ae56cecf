"""Drug test on arrest, version 1: from a test in custody to a required assessment, and to treatment, which is free."""

from workflows.pathways.drug_test_on_arrest.form import POSITIVE, SECTIONS
from workflows.pathways.drug_test_on_arrest.moves import MOVES, OUTCOMES
from workflows.pathways.drug_test_on_arrest.published import PUBLISHED
from workflows.pathways.drug_test_on_arrest.way import (
    ANSWER,
    APPOINTMENTS,
    ATTRIBUTES,
    CATEGORIES,
    COUNTS,
    DEADLINES,
    DECIDE,
    FACTS,
    MILESTONES,
    ORIGINS,
    SETTINGS,
    STAGES,
    TASKS,
    TESTED,
)
from workflows.pathways.shared.justice import FAMILY, PARTS, POLICE, WARNINGS, WHY_NOT
from workflows.phrases import referral_kind
from workflows.vocabulary import Choosing, Is, Join, NextStep, Not, Refuse, answer

DRUG_TEST_ON_ARREST = referral_kind(
    code="drug-test-on-arrest",
    family=FAMILY,
    title="Drug test on arrest",
    said_as="Somebody tested positive for drugs in custody",
    about="For the police: the required assessment after a test. Treatment itself is their own choice.",
    choosing=Choosing(
        group="justice",
        whom=("adult", "young-person"),
        met=("police-or-court",),
        worry=("treatment", "court-order"),
    ),
    service="spoc",
    receiver="Treatment service, criminal justice",
    goes="It goes to the criminal justice team of the treatment service in the area.",
    first=TESTED,
    taken="ra-required",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_says": "The treatment service has accepted your referral.",
        "taking_done": "Accepted. Put the assessment in the diary next.",
        "then": ("book-initial",),
        "never_declined": (
            Refuse(
                unless=Not(Is(answer("decline_reason"), "no-need")),
                say="Whether there is a need is what the required assessment finds out. Accept, and hold it; or select "
                "that the rules for it do not hold.",
                at="decline_reason",
            ),
        ),
    },
    why_not=WHY_NOT,
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    parts=PARTS,
    positions=(POLICE,),
    categories=CATEGORIES,
    joins=(
        Join(
            code="custody",
            position="police",
            service="custody",
            area=answer("area"),
            at="submission",
            say="The custody suite takes part: it learns who attended, and nothing of treatment.",
        ),
    ),
    deadlines=DEADLINES,
    settings=SETTINGS,
    origins=ORIGINS,
    facts=FACTS,
    tasks=TASKS,
    appointments=APPOINTMENTS,
    outcomes=OUTCOMES,
    milestones=MILESTONES,
    attributes=ATTRIBUTES,
    received_with=("age", "source", "harm-basis"),
    warnings=WARNINGS,
    counts=COUNTS,
    published=PUBLISHED,
    next_steps=(
        NextStep(say="The assessment is held at the time on the notice.", clock="initial", when=POSITIVE, who="lead"),
    ),
)
