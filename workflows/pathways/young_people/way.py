"""From the referral of a young person to support, and on to the adult service where they need it."""

from workflows.pathways.young_people.form import EXPLOITED, UNDER_13
from workflows.phrases import (
    TOLD_FIRST,
    appointment,
    ask,
    ask_choice,
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
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    BringsIn,
    CreatesAppointment,
    Not,
    Setting,
    Shorter,
    TellsFirstSender,
    answer,
)

KIND = "young-people"
SOONER = Setting(
    code="young-people.contact-working-days-sooner",
    default=2,
    mark="I",
    unit="working days",
    meaning="The same where there is a sign of exploitation, or they are under 13.",
)
DECIDE = decision_deadline(KIND, "Look at this referral", length=1)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=2)
CONTACT = deadline(
    KIND,
    "contact",
    "Get in touch with the young person",
    origin="submitted",
    length=5,
    shorter=(
        Shorter(
            when=AnyOf(EXPLOITED, UNDER_13),
            length=2,
            setting="young-people.contact-working-days-sooner",
            say="because of a sign of exploitation, or because they are under 13",
        ),
    ),
    shorter_settings=(SOONER,),
)
ASSESS = deadline(KIND, "assess", "Assess with them what helps", origin="stage_entered", length=10)
SUPPORT = deadline(KIND, "support", "Begin support", origin="stage_entered", length=10)
REVIEW = deadline(KIND, "review", "Look at how it goes", origin="stage_entered", length=84, unit="days")
TRANSITION = deadline(
    KIND, "transition", "Hand over to the adult service", origin="stage_entered", length=28, unit="days"
)
TODAY = deadline(KIND, "today", "Do this today", origin="task_opened", length=0, unit="days", urgent=True)
TRY_AGAIN = deadline(KIND, "try-again", "Offer another appointment", origin="task_opened", length=2)
DEADLINES = (CONTACT, ASSESS, SUPPORT, REVIEW, TRANSITION, TODAY, TRY_AGAIN)

RECEIVED = stage("received", "Waiting to be looked at", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("triaged", "To be contacted", "Taken up", clock="contact"),
    stage("contacted", "In touch with them", "In touch with them", clock="assess"),
    stage("assessed", "Assessed", "In touch with them", clock="support"),
    stage("in-support", "In support", "Being helped", clock="review"),
    stage("transition", "Moving on to the adult service", "Being helped", clock="transition"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "brief-advice": "Brief advice",
        "structured-treatment": "Structured treatment",
        "group": "A group",
        "mash": "Children's social care (MASH)",
        "adult-transfer": "Handed over to the adult service",
        "declined": "They declined help",
        "no-contact": "They could not be reached",
    }
)
# with it the task is open again after they were taken on, if nobody has rung before
NOT_TOLD_YET = Not(Answered(answer("mash_why")))
MOVES = (
    step(
        "record_contact",
        "In touch with them",
        at=("triaged",),
        to="contacted",
        asks=(
            ask_choice(
                "contacted_how",
                "How?",
                {"phone": "By phone", "school": "At school", "home": "At home", "online": "Online"},
                read_as="How they were reached",
                category="work",
                missing="Select how.",
                why="What worked once works again.",
            ),
        ),
        closes=("contact",),
        effects=(TellsFirstSender(say="The young people's service is in touch with them."),),
        writes=("contacted",),
        weight="primary",
    ),
    step(
        "book",
        "Make an appointment",
        at=("contacted", "assessed", "in-support", "transition"),
        asks=(
            ask(
                "appointment_at",
                "When?",
                kind="date-time",
                read_as="Time of the appointment",
                category="work",
                missing="Enter the day and time.",
                why="A day that they chose is a day that they keep.",
            ),
        ),
        effects=(CreatesAppointment(kind="meeting", at="appointment_at"),),
        done="The appointment is made.",
    ),
    step(
        "record_assessment",
        "Record the assessment",
        at=("contacted",),
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
        writes=("assessed",),
        weight="primary",
    ),
    step(
        "begin_support",
        "Begin support",
        at=("assessed",),
        to="in-support",
        asks=(
            ask_choice(
                "support_sort",
                "Which support?",
                {"brief": "Brief advice over a few meetings", "structured": "Structured treatment", "group": "A group"},
                category="work",
                missing="Select which support.",
                why="Structured treatment counts in the national figures.",
            ),
        ),
        writes=("support-begun",),
        weight="primary",
    ),
    step(
        "begin_transition",
        "Prepare the adult service",
        at=("in-support",),
        to="transition",
        asks=(
            ask_yes_no(
                "transition_wanted",
                "Do they want to go on with the adult service?",
                category="work",
                missing="Select whether they want to.",
                why="Moving on works where the two services meet the person together.",
            ),
        ),
        writes=("transition-begun",),
    ),
    step(
        "tell_mash",
        "Record that children's social care (MASH) was told",
        at=(
            "received",
            "more-asked",
            "passed-on",
            "triaged",
            "contacted",
            "assessed",
            "in-support",
            "transition",
        ),
        asks=(
            ask(
                "mash_why",
                "What were they told?",
                kind="long-text",
                category="safeguarding",
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
    closing_plainly(
        at=("triaged", "contacted", "assessed", "in-support", "transition"),
        ending=OUTCOMES,
        asks=(
            ask(
                "days_in_28_at_end",
                "On how many of the last 28 days did they use?",
                kind="number",
                category="health",
                least=0,
                most=28,
                hint="Leave it empty if it was not asked.",
            ),
        ),
    ),
)
TASKS = together(
    task("contact", "Get in touch with the young person", "contact"),
    task(
        "ring-mash",
        "Ring children's social care (MASH), and record it",
        "today",
        category="safeguarding",
        when=AllOf(AnyOf(EXPLOITED, UNDER_13), NOT_TOLD_YET),
        help="There is a sign of exploitation, or they are under 13.",
        before_the_end=TOLD_FIRST,
    ),
    missed_tasks("try-again"),
)
APPOINTMENTS = (appointment("meeting", "Appointment", category="work"),)
