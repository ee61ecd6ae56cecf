"""Sentence requirement, version 1: treatment that a court orders, which probation enforces and nobody else."""

from workflows.pathways.sentence_requirement.counting import ATTRIBUTES, COUNTS, MILESTONES
from workflows.pathways.sentence_requirement.form import SECTIONS
from workflows.pathways.sentence_requirement.moves_court import ASSESSED
from workflows.pathways.sentence_requirement.published import PUBLISHED
from workflows.pathways.sentence_requirement.way import (
    ANSWER,
    APPOINTMENTS,
    DEADLINES,
    DECIDE,
    FACTS,
    MOVES,
    ORIGINS,
    OUTCOMES,
    REQUESTED,
    SETTINGS,
    STAGES,
    TASKS,
)
from workflows.pathways.shared.justice import (
    FAMILY,
    HEALTH,
    PARTS,
    PROBATION,
    PROBATION_IDENTIFIERS,
    PROBATION_NUMBERS,
    REFERRAL_BASIS,
    WARNINGS,
    WHY_NOT,
    WORKER_SAFETY,
)
from workflows.phrases import referral_kind
from workflows.vocabulary import Category, Choosing, Join, NextStep, Position, answer

TREATMENT_AND_PROBATION = ("lead", "probation")

SENTENCE_REQUIREMENT = referral_kind(
    code="sentence-requirement",
    family=FAMILY,
    title="Sentence requirement",
    said_as="A court thinks of a sentence with treatment, or has made one",
    about="For courts and probation: suitability, the requirement (DRR, ATR, MHTR or a tag) and how it goes.",
    choosing=Choosing(
        group="justice",
        whom=("adult",),
        met=("police-or-court",),
        worry=("court-order",),
    ),
    service="spoc",
    receiver="Treatment service, criminal justice",
    goes="It goes to the criminal justice team of the treatment service in the area.",
    first=REQUESTED,
    taken="suitability-assessed",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Record whether they are suitable",
        "taking_asks": ASSESSED,
        "taking_says": "Suitability has been assessed. Open it to read the answer.",
        "taking_done": "Recorded. The court decides next.",
    },
    why_not=WHY_NOT,
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    parts=PARTS,
    positions=(PROBATION, Position(code="court", label="Court", many=True)),
    categories=(
        PROBATION_IDENTIFIERS,
        PROBATION_NUMBERS,
        REFERRAL_BASIS,
        HEALTH,
        WORKER_SAFETY,
        Category(
            code="requirement",
            label="The requirement",
            read=TREATMENT_AND_PROBATION,
            write=("referrer", "lead", "probation"),
        ),
        Category(code="reviews", label="Reviews", read=("probation", "court"), write=TREATMENT_AND_PROBATION),
        Category(code="enforcement", label="Enforcement", read=("probation",), write=TREATMENT_AND_PROBATION),
        Category(code="warning", label="A warning was given", read=TREATMENT_AND_PROBATION, write=("probation",)),
    ),
    joins=(
        Join(
            code="probation",
            position="probation",
            service="probation",
            area=answer("area"),
            at="submission",
            say="Probation takes part: it alone decides about a breach.",
        ),
        Join(
            code="court",
            position="court",
            service="court",
            area=answer("area"),
            at="submission",
            say="Court probation takes part: it reads reviews alone.",
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
    next_steps=(NextStep(say="The court decides with the assessment before it.", clock="sentence", who="probation"),),
)
