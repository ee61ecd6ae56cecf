"""Liaison and diversion, version 1: somebody met in custody, at an interview or at court, and linked to help."""

from workflows.pathways.liaison_and_diversion.published import PUBLISHED
from workflows.pathways.liaison_and_diversion.way import (
    ANSWER,
    APPOINTMENTS,
    DEADLINES,
    DECIDE,
    IDENTIFIED,
    KIND,
    MOVES,
    OUTCOMES,
    SCREENED,
    STAGES,
    TASKS,
)
from workflows.pathways.shared.justice import (
    FAMILY,
    HARM_BASIS,
    HEALTH,
    IDENTIFIERS,
    NUMBERS,
    PARTS,
    PERSON,
    REFERRAL_BASIS,
    SENDER,
    SOURCE,
    WARNINGS,
    WHY,
    WHY_NOT,
    WORKER_SAFETY,
)
from workflows.phrases import alarm, ask_choice, page, referral_kind, section
from workflows.vocabulary import Attribute, Choosing, Count, Is, Milestone, NextStep, answer

MET = section(
    "met",
    "Where they were met",
    page(
        "met",
        "Where they were met",
        ask_choice(
            "met_where",
            "Where?",
            {"custody": "In custody", "voluntary": "At a voluntary interview", "court": "At court"},
            category="core",
            preview=True,
            missing="Select where they were met.",
            why="It says how long there is to speak with them.",
        ),
    ),
)

LIAISON_AND_DIVERSION = referral_kind(
    code="liaison-and-diversion",
    family=FAMILY,
    title="Liaison and diversion",
    said_as="Somebody in custody or at court may need help of any kind",
    about="For people of any age with any need, met in custody, at an interview or at court. It is voluntary.",
    choosing=Choosing(
        group="justice",
        whom=("adult", "young-person"),
        met=("police-or-court",),
        worry=("mental-health", "homeless", "treatment"),
    ),
    service="liaison-and-diversion",
    receiver="Liaison and diversion",
    goes="It goes to the liaison and diversion team of the area.",
    first=IDENTIFIED,
    taken="screened",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Record the screening",
        "taking_asks": SCREENED,
        "taking_says": "They have been screened.",
        "taking_done": "Screened. Assess them next, or close.",
        "then": ("assess",),
    },
    why_not={"left": "They left before they could be seen", **WHY_NOT},
    stages=STAGES,
    moves=MOVES,
    sections=(PERSON, MET, WHY, SENDER),
    parts=PARTS,
    categories=(IDENTIFIERS, NUMBERS, REFERRAL_BASIS, HEALTH, WORKER_SAFETY),
    deadlines=DEADLINES,
    tasks=TASKS,
    appointments=APPOINTMENTS,
    outcomes=OUTCOMES,
    milestones=(
        Milestone(code="assessed", label="Assessed", once="case"),
        Milestone(code="referred-on", label="Referred on", once="case", attributes=("referred-to",)),
    ),
    attributes=(
        SOURCE,
        HARM_BASIS,
        Attribute(code="consent-to-share", label="Agreed to share", of=answer("consent_to_share")),
        Attribute(code="urgent", label="Urgent", of=answer("screen_urgent")),
        Attribute(code="referred-to", label="Referred to", of=answer("referred_to_kind")),
    ),
    received_with=("source", "harm-basis", "consent-to-share", "urgent"),
    advice=(
        alarm(
            KIND,
            "high-risk",
            "Tell whoever has charge of them now",
            "Custody or court staff have to know of a high risk to somebody before you leave. If they are free, ring "
            "999 where their life is in danger.",
            when=Is(answer("screen_risk"), "high"),
            alert="Somebody was screened with a high risk to them. See now that those in charge of them know.",
        ),
    ),
    warnings=WARNINGS,
    counts=(
        Count(
            code="CL-1",
            label="People identified",
            says="Referrals received by liaison and diversion.",
            milestone="referral-received",
        ),
        Count(
            code="CL-2",
            label="Of those, referred on",
            says="Of people identified, those who were referred on.",
            milestone="referral-received",
            reaches="referred-on",
        ),
        Count(
            code="CL-3",
            label="Came to the first appointment",
            says="Of people referred on, those who came to the first appointment.",
            milestone="referred-on",
            reaches="appointment-attended",
        ),
    ),
    published=PUBLISHED,
    next_steps=(NextStep(say="They are assessed, if they want to be.", clock="assess", who="lead"),),
)
