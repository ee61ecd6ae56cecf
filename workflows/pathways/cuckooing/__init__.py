"""Cuckooing, version 1: from a worry about a home to twelve weeks after it was made safe."""

from workflows.pathways.cuckooing.counting import ATTRIBUTES, MILESTONES, OUTCOMES, SCORES
from workflows.pathways.cuckooing.deadlines import CLOCKS, ORIGINS
from workflows.pathways.cuckooing.form_home import HOME, PEOPLE
from workflows.pathways.cuckooing.form_signs import CONCERN, KEPT_APART, SHARED
from workflows.pathways.cuckooing.grid import CATEGORIES, JOINS, PARTS, PLACE, POSITIONS, ROUTES
from workflows.pathways.cuckooing.meeting import APPOINTMENTS, FACTS, REACHING
from workflows.pathways.cuckooing.moves import MOVES
from workflows.pathways.cuckooing.passing import CARDS, HAND_OVERS
from workflows.pathways.cuckooing.published import PUBLISHED
from workflows.pathways.cuckooing.settings import DRAFT, SETTINGS
from workflows.pathways.cuckooing.showing import (
    ADVICE,
    DECLARATION,
    LISTING,
    NEXT_STEPS,
    PANELS,
    PRINTING,
    PROMPTS,
    WARNINGS,
)
from workflows.pathways.cuckooing.stages import LINES, STAGES
from workflows.pathways.cuckooing.work import TASKS
from workflows.vocabulary import Choosing, Pathway

CUCKOOING = Pathway(
    code="cuckooing",
    version=1,
    family="exploitation",
    title="Cuckooing",
    said_as="Somebody's home may have been taken over",
    about="For a home that others use for drugs or crime, so that whoever lives there is safe in it again.",
    subject_kind="address",
    starts_in="submitted",
    parts=PARTS,
    place=PLACE,
    positions=POSITIONS,
    categories=CATEGORIES,
    sections=(HOME, PEOPLE, CONCERN, KEPT_APART, SHARED),
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
    reaching=REACHING,
    routes=ROUTES,
    joins=JOINS,
    panels=PANELS,
    milestones=MILESTONES,
    attributes=ATTRIBUTES,
    outcomes=OUTCOMES,
    published=PUBLISHED,
    scores=SCORES,
    warnings=WARNINGS,
    prompts=PROMPTS,
    advice=ADVICE,
    next_steps=NEXT_STEPS,
    submission=("flag-received",),
    attached_submission=("evidence-added",),
    first_tasks=("triage",),
    first_hand_over="referral",
    draft=DRAFT,
    declaration=DECLARATION,
    printing=PRINTING,
    listing=LISTING,
    choosing=Choosing(
        group="safety",
        whom=("home", "adult"),
        met=("at-home", "elsewhere"),
        worry=("home-taken-over", "exploitation"),
    ),
    carries={
        "area": "borough",
        "date_of_birth": "occupier_born",
    },
    tasks_from_elsewhere=("panel-action", "panel-update"),
)
