"""From meeting somebody in custody or at court to a first appointment, with somebody beside them on the way."""

from workflows.phrases import (
    appointment,
    ask,
    ask_choice,
    ask_ticks,
    ask_yes_no,
    closing_plainly,
    deadline,
    decision_deadline,
    missed_tasks,
    outcomes,
    stage,
    step,
    task,
    together,
)
from workflows.vocabulary import CreatesAppointment, Is, Refuse, answer

KIND = "liaison-and-diversion"
DECIDE = decision_deadline(KIND, "Screen them", length=1, urgent=True)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
ASSESS = deadline(KIND, "assess", "Assess them", origin="stage_entered", length=5)
REFER = deadline(KIND, "refer", "Refer them on", origin="stage_entered", length=2)
FIRST = deadline(KIND, "first", "See them to the first appointment", origin="stage_entered", length=10)
AFTER = deadline(KIND, "after", "Record the outcome", origin="stage_entered", length=10)
TRY_AGAIN = deadline(KIND, "try-again", "Offer another appointment", origin="task_opened", length=2)
DEADLINES = (ASSESS, REFER, FIRST, AFTER, TRY_AGAIN)
IDENTIFIED = stage("identified", "Waiting to be screened", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("screened", "Screened", "Taken up", clock="assess"),
    stage("assessed", "Assessed", "Taken up", clock="refer"),
    stage("referred", "Referred on", "Being helped", clock="first"),
    stage("first-appointment", "The first appointment was due", "Being helped", clock="after"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "attended": "They came to the first appointment",
        "not-attended": "They did not come to it",
        "no-need": "No need was found",
        "declined": "They declined",
        "custody": "They went to prison, whose healthcare was told",
        "no-contact": "They could not be reached again",
    }
)
SCREENED = (
    ask_ticks(
        "screen_needs",
        "Which needs are there?",
        {"drugs": "Drugs", "alcohol": "Alcohol", "mental-health": "Mental health", "learning": "Learning disability",
         "autism": "Autism", "housing": "Housing", "money": "Money", "none": "None found"},
        category="work",
        missing="Tick the needs.",
        why="It serves every need, not this one alone.",
    ),
    ask_choice(
        "screen_risk",
        "How great is the risk to them?",
        {"low": "Low", "medium": "Medium", "high": "High"},
        category="work",
        missing="Select how great the risk is.",
        why="Custody staff have to know of a high risk at once.",
    ),
    ask_yes_no(
        "screen_urgent",
        "Is it urgent?",
        category="work",
        missing="Select whether it is urgent.",
        why="Urgent needs are assessed before they leave.",
    ),
    ask_yes_no(
        "consent_to_share",
        "Do they agree that police and court are told what they need?",
        category="core",
        missing="Select whether they agree.",
        why="Nothing is told to police or court without it.",
    ),
)  # fmt: skip
MOVES = (
    step(
        "record_assessment",
        "Record the assessment",
        at=("screened",),
        to="assessed",
        asks=(
            ask(
                "assessment",
                "What did you find with them?",
                kind="long-text",
                category="work",
                max_length=2000,
                missing="Enter what you found with them.",
                why="So that they need not tell it again.",
            ),
        ),
        closes=("assess",),
        writes=("assessed",),
        weight="primary",
    ),
    step(
        "refer_on",
        "Refer them on",
        at=("assessed",),
        to="referred",
        asks=(
            ask_choice(
                "referred_to_kind",
                "To whom?",
                {"treatment": "Drug and alcohol treatment", "mental-health": "Mental health", "housing": "Housing",
                 "gp": "Their GP", "social-care": "Social care", "other": "Another service"},
                read_as="To whom they were referred on",
                category="work",
                missing="Select to whom.",
                why="It is counted where people go on to.",
            ),
            ask(
                "appointment_at",
                "When is the first appointment?",
                kind="date-time",
                category="work",
                hint="Leave it empty if the other service has not said yet. Somebody goes with them.",
            ),
        ),
        effects=(CreatesAppointment(kind="first-appointment", at="appointment_at"),),
        writes=("referred-on",),
        weight="primary",
    ),
    step(
        "record_shared",
        "Record what police or court were told",
        at=("screened", "assessed", "referred"),
        asks=(
            ask(
                "shared_what",
                "What were they told?",
                kind="long-text",
                category="work",
                max_length=600,
                missing="Enter what they were told.",
                why="They can see later what was said of them.",
            ),
        ),
        guards=(
            Refuse(
                unless=Is(answer("consent_to_share"), "yes"),
                say="They have not agreed that police or court are told. If somebody is in danger, use the "
                "safeguarding route.",
            ),
        ),
    ),
    step(
        "record_first",
        "The first appointment was due",
        at=("referred",),
        to="first-appointment",
        weight="primary",
    ),
    closing_plainly(at=("screened", "assessed", "referred", "first-appointment"), ending=OUTCOMES),
)  # fmt: skip
TASKS = together(task("assess", "Assess them", "assess"), missed_tasks("try-again"))
APPOINTMENTS = (appointment("first-appointment", "First appointment", category="work"),)
