"""The National Referral Mechanism, version 1: prepared, routed, tracked and counted here, submitted elsewhere."""

from workflows.pathways.nrm.counting import ATTRIBUTES, FACTS, MILESTONES, OUTCOMES
from workflows.pathways.nrm.deadlines import CLOCKS, ORIGINS
from workflows.pathways.nrm.form_account import SEEN
from workflows.pathways.nrm.form_concern import CONCERN
from workflows.pathways.nrm.form_sender import EXPLOITERS, SENDER
from workflows.pathways.nrm.grid import CATEGORIES, JOINS, PARTS, POSITIONS, ROUTES
from workflows.pathways.nrm.moves import MOVES
from workflows.pathways.nrm.nobody import NOBODY
from workflows.pathways.nrm.published import PUBLISHED
from workflows.pathways.nrm.settings import DRAFT, SETTINGS
from workflows.pathways.nrm.showing import (
    ADVICE,
    DECLARATION,
    LISTING,
    NEXT_STEPS,
    PRINTING,
    PROMPTS,
    REACHING,
    READY,
    WARNINGS,
)
from workflows.pathways.nrm.stages import LINES, STAGES
from workflows.pathways.nrm.work import HAND_OVERS, TASKS
from workflows.vocabulary import Choosing, Pathway

NRM = Pathway(
    code="nrm",
    version=1,
    family="exploitation",
    title="Modern slavery and county lines (NRM)",
    said_as="Somebody may be exploited: county lines, modern slavery, trafficking",
    about="For a child or adult who may be exploited. It reaches a first responder, who alone can refer to the Home "
    "Office.",
    subject_kind="person",
    starts_in="raised",
    parts=PARTS,
    nobody_named=NOBODY,
    positions=POSITIONS,
    categories=CATEGORIES,
    sections=(CONCERN, SEEN, EXPLOITERS, SENDER),
    lines=LINES,
    stages=STAGES,
    moves=MOVES,
    tasks=TASKS,
    hand_overs=HAND_OVERS,
    settings=SETTINGS,
    origins=ORIGINS,
    clocks=CLOCKS,
    facts=FACTS,
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
    submission=("concern-raised",),
    first_tasks=("decide", "danger"),
    first_hand_over="referral",
    draft=DRAFT,
    reaching=REACHING,
    declaration=DECLARATION,
    printing=PRINTING,
    listing=LISTING,
    choosing=Choosing(
        group="safety",
        whom=("adult", "young-person", "not-named"),
        met=("street", "at-home", "school", "police-or-court", "elsewhere"),
        worry=("exploitation",),
    ),
    carries={"area": "area"},
)
