"""Hospital alcohol liaison, version 1: from a ward or the emergency department to a first appointment in treatment."""

from workflows.pathways.hospital_liaison.form import SECTIONS
from workflows.pathways.hospital_liaison.published import PUBLISHED
from workflows.pathways.hospital_liaison.way import (
    ANSWER,
    APPOINTMENTS,
    BOTH,
    DEADLINES,
    DECIDE,
    DIED,
    FACTS,
    HAND_OVERS,
    IDENTIFIED,
    KIND,
    MOVES,
    ORIGINS,
    OUTCOMES,
    SEEN,
    STAGES,
    TASKS,
)
from workflows.phrases import alarm, referral_kind, together
from workflows.vocabulary import Attribute, Category, Choosing, Count, Has, Milestone, NextStep, Position, answer

CHILDREN = ("childrens-social-care",)
ADULTS = ("adult-social-care",)

HOSPITAL_LIAISON = referral_kind(
    code="hospital-liaison",
    title="Hospital alcohol liaison",
    said_as="Somebody in hospital needs help with alcohol",
    about="For wards and the emergency department: seen by the hospital alcohol team, and linked to treatment outside.",
    choosing=Choosing(group="health", whom=("adult",), met=("hospital",), worry=("treatment",)),
    service="hospital-liaison",
    receiver="Hospital alcohol team",
    goes="It goes to the alcohol team of the hospital in the area.",
    first=IDENTIFIED,
    taken="seen-on-ward",
    decide=DECIDE,
    answer_questions=ANSWER,
    taking={
        "taking_label": "Record that they were seen",
        "taking_asks": SEEN,
        "taking_says": "They have been seen by the hospital alcohol team.",
        "taking_done": "Recorded. Refer them on to the treatment service, or close.",
    },
    why_not={
        "left": "They left before they could be seen",
        "no-need": "Advice was enough",
        "too-ill": "They are too ill to be seen now",
        "other-area": "It belongs to another hospital",
    },
    stages=STAGES,
    moves=MOVES,
    sections=SECTIONS,
    positions=(Position(code="treatment", label="Treatment service"),),
    categories=(
        Category(
            code="hospital", label="In hospital", read=("lead", "treatment"), write=("referrer", "lead", "treatment")
        ),
        Category(code="health", label="Health", read=("lead", "treatment"), write=("referrer", "lead", "treatment")),
        Category(
            code="safeguarding",
            label="Safeguarding",
            read=("lead", "treatment"),
            write=("referrer", "lead", "treatment"),
        ),
    ),
    readers=("treatment",),
    deadlines=DEADLINES,
    origins=ORIGINS,
    facts=FACTS,
    tasks=TASKS,
    hand_overs=HAND_OVERS,
    appointments=APPOINTMENTS,
    outcomes=together(OUTCOMES, DIED),
    milestones=(
        Milestone(code="referred-to-treatment", label="Referred on to treatment", once="case", attributes=("age",)),
        Milestone(code="treatment-replied", label="The treatment service replied"),
        Milestone(code="treatment-accepted", label="Accepted by the treatment service", once="case"),
    ),
    attributes=(
        Attribute(code="area", label="Area", of=answer("area")),
        Attribute(code="age", label="Age at the referral", age_of=answer("date_of_birth"), at="submitted"),
    ),
    urgent_in="safeguarding",
    urgent_by=BOTH,
    advice=(
        alarm(
            KIND,
            "child",
            "Ring children's social care (MASH) now",
            "If the child is in danger now, ring 999 first. Sending this tells the hospital alcohol team, and nobody "
            "in social care.",
            when=Has(answer("safeguarding_for"), "child"),
            alert="A child may be at risk. Read the referral now.",
            alerts=BOTH,
            rings=CHILDREN,
        ),
        alarm(
            KIND,
            "adult",
            "Ring adult social care now",
            "If they are in danger now, ring 999 or hospital security first. Plan with adult social care before they "
            "leave hospital.",
            when=Has(answer("safeguarding_for"), "adult"),
            alert="An adult may be at risk. Read the referral now.",
            alerts=BOTH,
            rings=ADULTS,
        ),
    ),
    received_with=("area",),
    counts=(
        Count(
            code="D8-1",
            label="Referrals from hospital into community treatment",
            says="Cases that the hospital alcohol team referred on to a treatment service, by the day of referring on.",
            milestone="referred-to-treatment",
            source="Waltham Forest framework, row 193",
        ),
        Count(
            code="D8-2",
            label="Of those, accepted by the treatment service",
            says="Cases referred on that were accepted later, whenever that was.",
            milestone="referred-to-treatment",
            reaches="treatment-accepted",
        ),
        Count(
            code="D8-3",
            label="Of those referred, seen at a first appointment",
            says="Cases referred on in which somebody came to an appointment afterwards.",
            milestone="referred-to-treatment",
            reaches="appointment-attended",
        ),
        Count(
            code="D8-4",
            label="People identified in hospital",
            says="Referrals received from wards and the emergency department.",
            milestone="referral-received",
        ),
    ),
    published=PUBLISHED,
    next_steps=(
        NextStep(say="The treatment service answers before they leave hospital.", clock="reply", who="treatment"),
    ),
)
