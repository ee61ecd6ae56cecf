"""Prison release, version 1: from the referral in prison to four weeks after the gate."""

from workflows.pathways.prison_release.asked import CARDS
from workflows.pathways.prison_release.counting import ATTRIBUTES, MILESTONES, OUTCOMES
from workflows.pathways.prison_release.deadlines import CLOCKS, ORIGINS
from workflows.pathways.prison_release.form_consent import AGREEMENT, SENDER
from workflows.pathways.prison_release.form_custody import CUSTODY
from workflows.pathways.prison_release.form_living import LIVING
from workflows.pathways.prison_release.form_person import PERSON
from workflows.pathways.prison_release.form_risk import RISK
from workflows.pathways.prison_release.form_treatment import TREATMENT
from workflows.pathways.prison_release.grid import CATEGORIES, JOINS, PARTS, POSITIONS, ROUTES
from workflows.pathways.prison_release.later import LATER
from workflows.pathways.prison_release.meeting import APPOINTMENTS, FACTS, REACHING
from workflows.pathways.prison_release.moves import MOVES
from workflows.pathways.prison_release.panel import PANELS
from workflows.pathways.prison_release.published import PUBLISHED
from workflows.pathways.prison_release.settings import DRAFT, SETTINGS
from workflows.pathways.prison_release.showing import (
    ADVICE,
    CALENDAR,
    DAYS_SINCE,
    DECLARATION,
    LISTING,
    NEXT_STEPS,
    PRINTING,
    PROMPTS,
    READY,
    WARNINGS,
)
from workflows.pathways.prison_release.stages import LINES, STAGES
from workflows.pathways.prison_release.work import HAND_OVERS, TASKS
from workflows.vocabulary import Choosing, ConsentRecord, Pathway

PRISON_RELEASE = Pathway(
    code="prison-release",
    version=1,
    family="release",
    title="Prison release",
    said_as="Someone is leaving prison",
    about="For an adult with a drug or alcohol need who leaves prison, so that treatment goes on without a gap.",
    subject_kind="person",
    starts_in="submitted",
    parts=PARTS,
    positions=POSITIONS,
    categories=CATEGORIES,
    sections=(PERSON, CUSTODY, TREATMENT, RISK, LIVING, AGREEMENT, SENDER),
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
    panels=PANELS,
    milestones=MILESTONES,
    attributes=ATTRIBUTES,
    outcomes=OUTCOMES,
    published=PUBLISHED,
    warnings=WARNINGS,
    prompts=PROMPTS,
    days_since=DAYS_SINCE,
    advice=ADVICE,
    ready=READY,
    calendar=CALENDAR,
    next_steps=NEXT_STEPS,
    submission=("referral-received",),
    attached_submission=("referral-added",),
    first_tasks=("decide", "settle-area"),
    first_hand_over="referral",
    tasks_from_elsewhere=("panel-action", "panel-update", "prison-record"),
    draft=DRAFT,
    consents=ConsentRecord(on="consent_date", how="consent_how", by="consent_taken_by"),
    declaration=DECLARATION,
    reaching=REACHING,
    printing=PRINTING,
    listing=LISTING,
    choosing=Choosing(group="justice", whom=("adult",), met=("prison",), worry=("leaving-prison", "treatment")),
    carries={
        "first_name": "first_name",
        "surname": "surname",
        "date_of_birth": "date_of_birth",
        "nhs_number": "nhs_number",
        "area": "area_on_release",
        "outward_code": "outward_code",
        "contact_phone": "contact_phone",
        "safe_to_message": "safe_to_message",
        "interpreter": "interpreter",
    },
)
