"""From the referral of a relative to support that is about them, and not about the person who uses."""

from workflows.phrases import (
    TOLD_FIRST,
    appointment,
    ask,
    ask_choice,
    ask_ticks,
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
from workflows.vocabulary import AllOf, Answered, BringsIn, CreatesAppointment, Is, Not, TellsFirstSender, answer

KIND = "family-support"
DECIDE = decision_deadline(KIND, "Look at this referral", length=2)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=2)
CONTACT = deadline(KIND, "contact", "Get in touch with them", origin="submitted", length=5)
ASSESS = deadline(KIND, "assess", "Find out with them what would help", origin="stage_entered", length=10)
OFFER = deadline(KIND, "offer", "Offer support", origin="stage_entered", length=5)
BEGIN = deadline(KIND, "begin", "Begin what was offered", origin="stage_entered", length=15)
REVIEW = deadline(KIND, "review", "Look at how it goes", origin="stage_entered", length=84, unit="days")
TODAY = deadline(KIND, "today", "Do this today", origin="task_opened", length=0, unit="days", urgent=True)
TRY_AGAIN = deadline(KIND, "try-again", "Offer another appointment", origin="task_opened", length=2)
DEADLINES = (CONTACT, ASSESS, OFFER, BEGIN, REVIEW, TODAY, TRY_AGAIN)

REFERRED = stage("referred", "Waiting to be looked at", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("taken-on", "To be contacted", "Taken up", clock="contact"),
    stage("contacted", "In touch with them", "In touch with them", clock="assess"),
    stage("assessed", "Assessed", "In touch with them", clock="offer"),
    stage("offered", "Support is offered", "Being helped", clock="begin"),
    stage("in-support", "In support", "Being helped", clock="review"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "family-group": "A family group",
        "one-to-one": "One to one",
        "carers-assessment": "A carer's assessment",
        "parent-champion": "A parent champion",
        "young-carers": "Young carers",
        "camhs": "Children's mental health services (CAMHS)",
        "mash": "Children's social care (MASH)",
        "declined": "They declined help",
        "no-contact": "They could not be reached",
    }
)
SUPPORT = {
    "family-group": "A family group",
    "one-to-one": "One to one",
    "carers-assessment": "A carer's assessment",
    "parent-champion": "A parent champion",
    "young-carers": "Young carers",
    "camhs": "Children's mental health services (CAMHS)",
}
MOVES = (
    step(
        "record_contact",
        "In touch with them",
        at=("taken-on",),
        to="contacted",
        asks=(
            ask_choice(
                "spoke_alone",
                "Could they speak freely?",
                {"yes": "Yes, alone", "no": "No: somebody could hear"},
                category="work",
                missing="Select whether they could speak freely.",
                why="Domestic abuse is asked about alone.",
            ),
        ),
        closes=("contact",),
        effects=(TellsFirstSender(say="The family service is in touch with them."),),
        writes=("contacted",),
        weight="primary",
    ),
    step(
        "record_assessment",
        "Record what would help",
        at=("contacted",),
        to="assessed",
        asks=(
            ask(
                "assessment",
                "What did you find out with them?",
                kind="long-text",
                category="work",
                max_length=2000,
                hint="Write of the relative. Write nothing of anybody else's treatment.",
                missing="Enter what you found out with them.",
                why="So that they need not tell it again.",
            ),
        ),
        writes=("assessed",),
        weight="primary",
    ),
    step(
        "offer",
        "Record what was offered",
        at=("assessed",),
        to="offered",
        asks=(
            ask_ticks(
                "offered_what",
                "What was offered?",
                SUPPORT,
                category="work",
                missing="Tick what was offered.",
                why="It is counted what is offered and what is taken up.",
            ),
        ),
        writes=("offered",),
        weight="primary",
    ),
    step(
        "begin_support",
        "Support has begun",
        at=("offered",),
        to="in-support",
        asks=(
            ask_ticks(
                "begun_what",
                "What has begun?",
                SUPPORT,
                category="work",
                missing="Tick what has begun.",
                why="It is counted what is offered and what is taken up.",
            ),
        ),
        writes=("support-begun",),
        weight="primary",
    ),
    step(
        "book",
        "Make an appointment",
        at=("contacted", "assessed", "offered", "in-support"),
        asks=(
            ask(
                "appointment_at",
                "When?",
                kind="date-time",
                read_as="Time of the appointment",
                category="work",
                missing="Enter the day and time.",
                why="A time at which they can come unseen.",
            ),
        ),
        effects=(CreatesAppointment(kind="meeting", at="appointment_at"),),
        done="The appointment is made.",
    ),
    step(
        "tell_mash",
        "Record that children's social care (MASH) was told",
        at=("referred", "more-asked", "passed-on", "taken-on", "contacted", "assessed", "offered", "in-support"),
        asks=(
            ask(
                "mash_why",
                "What were they told?",
                kind="long-text",
                category="safety",
                max_length=1000,
                missing="Enter what they were told.",
                why="Their decision follows what they were told.",
            ),
        ),
        by=("lead", "referrer"),
        closes=("ring-mash",),
        effects=(BringsIn(joins=("mash",)),),
        writes=("mash-told",),
    ),
    closing_plainly(at=("taken-on", "contacted", "assessed", "offered", "in-support"), ending=OUTCOMES),
)
TASKS = together(
    task("contact", "Get in touch with them", "contact"),
    task(
        "ring-mash",
        "Ring children's social care (MASH), and record it",
        "today",
        category="safety",
        when=AllOf(Is(answer("child_worry"), "yes"), Not(Answered(answer("mash_why")))),
        before_the_end=TOLD_FIRST,
    ),
    missed_tasks("try-again"),
)
APPOINTMENTS = (appointment("meeting", "Appointment", category="work"),)
