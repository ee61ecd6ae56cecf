"""Hidden harm, version 1: from a worry about children in a home with drugs or alcohol to visits that keep them safe."""

from workflows.pathways.hidden_harm.counting import ATTRIBUTES, MILESTONES, OUTCOMES
from workflows.pathways.hidden_harm.deadlines import CLOCKS, ORIGINS
from workflows.pathways.hidden_harm.form_adult import ADULT_AND_PLACE
from workflows.pathways.hidden_harm.form_agreement import AGREEMENT, CONSENTS, SENDER
from workflows.pathways.hidden_harm.form_children import FAMILY
from workflows.pathways.hidden_harm.form_risk import RISK
from workflows.pathways.hidden_harm.grid import CATEGORIES, JOINS, PARTS, POSITIONS, ROUTES
from workflows.pathways.hidden_harm.meeting import APPOINTMENTS, FACTS, REACHING
from workflows.pathways.hidden_harm.moves import MOVES
from workflows.pathways.hidden_harm.published import PUBLISHED
from workflows.pathways.hidden_harm.settings import DRAFT, SETTINGS
from workflows.pathways.hidden_harm.showing import (
    ADVICE,
    DECLARATION,
    LISTING,
    NEXT_STEPS,
    PRINTING,
    PROMPTS,
    READY,
    WARNINGS,
)
from workflows.pathways.hidden_harm.stages import LINES, STAGES
from workflows.pathways.hidden_harm.visit import LATER
from workflows.pathways.hidden_harm.work import CARDS, HAND_OVERS, TASKS
from workflows.vocabulary import Choosing, Pathway

HIDDEN_HARM = Pathway(
    code="hidden-harm",
    version=1,
    family="children",
    title="Hidden harm",
    said_as="A child may be harmed by an adult's drug or alcohol use",
    about="For a family with children, or an unborn child, where somebody uses drugs or alcohol: visits for safety.",
    subject_kind="household",
    starts_in="referred",
    parts=PARTS,
    positions=POSITIONS,
    categories=CATEGORIES,
    sections=(ADULT_AND_PLACE, FAMILY, RISK, AGREEMENT, SENDER),
    later=LATER,
    lines=LINES,
    stages=STAGES,
    moves=MOVES,
    tasks=TASKS,
    hand_overs=HAND_OVERS,
    settings=SETTINGS,
    origins=ORIGINS,
    clocks=CLOCKS,
    facts=FACTS,
    appointments=APPOINTMENTS,
    cards=CARDS,
    routes=ROUTES,
    joins=JOINS,
    milestones=MILESTONES,
    attributes=ATTRIBUTES,
    outcomes=OUTCOMES,
    published=PUBLISHED,
    warnings=WARNINGS,
    prompts=PROMPTS,
    advice=ADVICE,
    ready=READY,
    next_steps=NEXT_STEPS,
    submission=("referral-received",),
    attached_submission=("referral-added",),
    first_tasks=("decide", "ring-mash", "mash-decide"),
    first_hand_over="referral",
    draft=DRAFT,
    consents=CONSENTS,
    reaching=REACHING,
    declaration=DECLARATION,
    printing=PRINTING,
    listing=LISTING,
    choosing=Choosing(
        group="family",
        whom=("child-at-home", "adult"),
        met=("at-home", "school", "hospital", "elsewhere"),
        worry=("child-safety",),
    ),
    carries={
        "first_name": "adult_first_name",
        "surname": "adult_surname",
        "date_of_birth": "adult_born",
        "area": "area",
        "contact_phone": "contact_phone",
        "safe_to_message": "safe_to_message",
        "interpreter": "interpreter",
        "interpreter_language": "interpreter_language",
        "access_needs": "access_needs",
    },
)
