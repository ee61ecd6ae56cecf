"""From the offer to the sessions, the report to the police by the due date, and their last word."""

from workflows.phrases import (
    appointment,
    ask,
    ask_choice,
    closing,
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
    AnyOf,
    CreatesAppointment,
    FactKind,
    InOrder,
    Is,
    Not,
    Origin,
    Refuse,
    Setting,
    States,
    Tells,
    TellsFirstSender,
    Unknown,
    answer,
    fact,
)

KIND = "out-of-court-disposal"
POLICE = ("police",)
DECIDE = decision_deadline(KIND, "Accept this referral", length=1)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
CONTACT = deadline(KIND, "contact", "First contact", origin="submitted", length=5)
START = deadline(KIND, "start", "Hold the first session", origin="stage_entered", length=10)
REPORT = deadline(
    KIND,
    "report",
    "Tell the police whether the condition was met",
    origin="condition_end",
    length=0,
    unit="days",
    remind=5,
    urgent=True,
    meaning="By when the police are told, in days after the condition ends: 0 is that day. A reminder comes 5 working "
    "days, or 7 days, before.",
)
FINAL = deadline(KIND, "final", "Finish the disposal", origin="stage_entered", length=10)
VOLUNTARY = deadline(KIND, "voluntary", "Record how it goes", origin="stage_entered", length=84, unit="days")
TRY_AGAIN = deadline(KIND, "try-again", "Offer another session", origin="task_opened", length=2)
DEADLINES = (CONTACT, START, REPORT, FINAL, VOLUNTARY, TRY_AGAIN)
SETTINGS = (
    Setting(
        code="out-of-court-disposal.two-tier-from",
        default="",
        mark="K",
        meaning="The day from which diversionary and community cautions are in force. Empty: they are not.",
    ),
)
ORIGINS = (Origin(code="condition_end", label="the condition ends"),)
FACTS = (
    FactKind(
        code="condition_end",
        label="The condition ends",
        category="diversion",
        value="date",
        origin="condition_end",
        written_by=POLICE,
    ),
)
OFFERED = stage(
    "offered", "Offered, waiting for the treatment service", "Received", clock="decide", waits_on="referral"
)
STAGES = (
    stage("accepted", "They accepted", "Taken up", clock="contact"),
    stage("booked", "The first session is in the diary", "Taken up", clock="start"),
    stage("started", "Sessions have begun", "Being helped", clock="voluntary"),
    stage("to-report", "To be reported to the police", "Being helped", clock="report"),
    stage("reported", "Reported: the police finish it", "Ended", owner="police", clock="final"),
    stage("person-declined", "They declined the offer", "Closed"),
    stage("closed", "Closed", "Closed"),
)
FINALS = outcomes(
    {
        "disposal-finalised": "Police: the disposal is finished",
        "prosecuted": "Police: prosecuted",
        "no-further-action": "Police: no further action",
    }
)
VOLUNTARY_ENDS = outcomes(
    {
        "treatment": "In treatment",
        "advice": "Advice was enough",
        "left": "They left",
        "no-contact": "They could not be reached",
    }
)
OUTCOMES = outcomes(
    {
        "disposal-finalised": "Police: the disposal is finished",
        "prosecuted": "Police: prosecuted",
        "no-further-action": "Police: no further action",
        "treatment": "In treatment",
        "advice": "Advice was enough",
        "left": "They left",
        "no-contact": "They could not be reached",
        "declined-offer": "They declined the offer",
    }
)
DISPOSAL = Is(answer("sort"), "disposal")
SESSION_AT = ask(
    "session_at",
    "When?",
    kind="date-time",
    read_as="Time of the session",
    category="work",
    missing="Enter the day and time.",
    why="Most who drop out do so before the first session.",
)
MOVES = (
    step(
        "book_session",
        "Put a session in the diary",
        at=("accepted", "booked"),
        to="booked",
        asks=(SESSION_AT,),
        closes=("contact",),
        effects=(CreatesAppointment(kind="session", at="session_at"),),
        writes=("session-booked",),
        weight="primary",
    ),
    step(
        "book_another",
        "Put another session in the diary",
        at=("started",),
        asks=(SESSION_AT,),
        effects=(CreatesAppointment(kind="session", at="session_at"),),
    ),
    step(
        "record_started",
        "Sessions have begun",
        at=("booked",),
        to="started",
        opens=("report",),
        starts=("report",),
        writes=("started",),
    ),
    step(
        "person_declines",
        "They decline the offer",
        at=("accepted", "booked"),
        to="person-declined",
        asks=(
            ask(
                "declined_on",
                "When?",
                kind="date",
                read_as="Day on which they declined the offer",
                category="diversion",
                past=True,
                missing="Enter the day on which they declined.",
                why="The referral counts all the same.",
            ),
        ),
        outcome="declined-offer",
        whose_no="person",
        effects=(
            Tells(positions=POLICE, say="They declined the offer. You decide what follows."),
            TellsFirstSender(say="They declined the offer."),
        ),
        writes=("offer-declined", "outcome-recorded"),
    ),
    step(
        "record_result",
        "Record whether the condition was met",
        at=("accepted", "booked", "started"),
        to="to-report",
        when=DISPOSAL,
        asks=(
            ask_choice(
                "completion",
                "Was it met?",
                {"completed": "Completed", "part-completed": "Part completed", "not-started": "Not started",
                 "withdrew": "They withdrew", "ineligible": "Not eligible after a check"},
                read_as="Whether the condition was met",
                category="diversion",
                missing="Select whether it was met.",
                why="The police decide by it.",
                checks=(
                    Refuse(
                        unless=AnyOf(
                            Not(Is(answer("completion"), "completed")),
                            InOrder(answer("last_session_on"), fact("condition_end")),
                        ),
                        say="The last session was after the due date, so it was not completed by then. Record it as "
                        "part completed, with a note; only the police may extend it.",
                    ),
                ),
            ),
            ask(
                "sessions_attended",
                "How many sessions did they come to?",
                kind="number",
                category="diversion",
                least=0,
                most=60,
                missing="Enter how many sessions they came to.",
                why="It is compared with how many the condition asks for.",
            ),
            ask(
                "last_session_on",
                "When was the last one?",
                kind="date",
                category="diversion",
                past=True,
                hint="Leave it empty if they came to none.",
            ),
            ask("result_note", "A note for the police", kind="text", category="diversion", max_length=300),
        ),
        drops=("contact",),
        writes=("result-known",),
    ),
    step(
        "extend",
        "Extend the condition",
        at=("accepted", "booked", "started", "to-report"),
        by=POLICE,
        when=Not(Unknown("condition_end")),
        asks=(
            ask(
                "extended_to",
                "Until when?",
                kind="date",
                read_as="Until when the condition was extended",
                category="diversion",
                sets_fact=States(fact="condition_end"),
                missing="Enter the new day on which it ends.",
                why="Only the police may extend a condition.",
                checks=(
                    Refuse(
                        unless=InOrder(answer("condition_end"), answer("extended_to")),
                        say="Enter a day that is not before the first one.",
                    ),
                ),
            ),
        ),
        effects=(Tells(positions=("lead",), say="The police have extended the condition."),),
        done="Extended.",
    ),
    step(
        "report",
        "Tell the police",
        at=("to-report",),
        to="reported",
        asks=(
            ask(
                "told_police_on",
                "When were they told?",
                kind="date",
                category="diversion",
                past=True,
                missing="Enter the day on which they were told.",
                why="They are to know by the day on which the condition ends.",
            ),
        ),
        closes=("report",),
        stops=("report",),
        opens=("finish",),
        effects=(Tells(positions=POLICE, say="You have been told whether the condition was met. You decide."),),
        writes=("reported",),
        weight="primary",
    ),
    closing(
        at=("reported",),
        ending=FINALS,
        code="finish_disposal",
        label="Record how the disposal ended",
        to="closed",
        by=POLICE,
        field="police_result",
    ),
    closing(
        at=("accepted", "booked", "started"),
        ending=VOLUNTARY_ENDS,
        code="close_voluntary",
        label="Close: it was voluntary",
        to="closed",
        when=Not(DISPOSAL),
    ),
)  # fmt: skip
TASKS = together(
    task("contact", "First contact", "contact"),
    task("report", "Tell the police whether the condition was met", "report", when=DISPOSAL),
    task("finish", "Finish the disposal", "final", position="police"),
    missed_tasks("try-again"),
)
APPOINTMENTS = (appointment("session", "Session", category="work"),)
