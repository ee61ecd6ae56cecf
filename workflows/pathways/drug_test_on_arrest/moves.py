"""The steps of a required assessment: booked, held or missed, followed up, told to the police, decided by them."""

from workflows.phrases import ask, ask_choice, ask_yes_no, closing, closing_plainly, outcomes, step, together
from workflows.vocabulary import (
    AnyOf,
    Apart,
    CancelsAppointments,
    CreatesAppointment,
    InOrder,
    Is,
    Not,
    Refuse,
    SetsFact,
    States,
    Tells,
    answer,
)

POLICE = ("police",)
ASSESSMENTS = ("initial", "follow-up")
EVIDENCE = {"hospital": "A letter from a hospital", "court": "They were in court", "custody": "They were in custody",
            "other": "Something else that was seen"}  # fmt: skip
ENGAGED = outcomes(
    {
        "structured-treatment": "In structured treatment",
        "brief-intervention": "A brief intervention only",
        "already-in-treatment": "They were in treatment already",
        "no-need": "No need was found",
        "refused-treatment": "They declined treatment, as they may",
    }
)
DECIDED = outcomes(
    {
        "good-cause": "Police: good cause accepted",
        "charged": "Police: charged",
        "no-further-action": "Police: no further action",
    }
)

WHEN_HELD = (
    ask(
        "started_at",
        "When did it begin?",
        kind="date-time",
        category="attendance",
        past=True,
        missing="Enter when it began.",
        why="Attending means coming and staying.",
    ),
    ask(
        "ended_at",
        "When did it end?",
        kind="date-time",
        category="attendance",
        missing="Enter when it ended.",
        why="Attending means coming and staying.",
        checks=(
            Refuse(
                unless=InOrder(answer("started_at"), answer("ended_at")),
                say="Enter a time that is not before it began.",
            ),
            Refuse(
                unless=Apart(answer("started_at"), answer("ended_at"), minutes=20),
                say="That is shorter than an assessment lasts. If they left, record that they left early.",
                instead="short_why",
            ),
        ),
    ),
    ask(
        "short_why",
        "If it was short: why was it enough?",
        kind="text",
        category="attendance",
        max_length=200,
    ),
)
FOLLOW_UP = (
    ask_choice(
        "follow_up",
        "Is a follow-up assessment needed?",
        {
            "required": "Yes: notice given (form RA4)",
            "lifted": "No: it is lifted (form RA5)",
            "too-late": "Yes, but the notice came after they had left",
        },
        category="attendance",
        missing="Select whether a follow-up is needed.",
        why="It is said before the first assessment ends, or it cannot be enforced.",
    ),
    ask(
        "ra4_at",
        "When were they given the notice (form RA4 or RA5)?",
        kind="date-time",
        category="attendance",
        when=Not(Is(answer("follow_up"), "too-late")),
        missing="Enter when they were given the notice.",
        why="It has to be given before the assessment ends.",
        checks=(
            Refuse(
                unless=InOrder(answer("ra4_at"), answer("ended_at")),
                say="The notice has to be given before the first assessment ends. Given later, a follow-up cannot be "
                "enforced: select that the notice came after they had left.",
            ),
        ),
    ),
)
RESULT = ask_choice(
    "initial_result",
    "How is it recorded (form RA3)?",
    {"attended": "Attended and remained"},
    category="attendance",
    level=True,
    missing="Select how it is recorded.",
    why="The police read this line and no more.",
)
NEW_TIME = (
    ask_choice(
        "excuse_evidence",
        "Which evidence did you see?",
        EVIDENCE,
        category="attendance",
        missing="Select which evidence you saw.",
        why="Without evidence it is a failure to attend, and with it it is none.",
    ),
    ask(
        "ra2_at",
        "When is it now (form RA2)?",
        kind="date-time",
        category="custody",
        missing="Enter the new day and time.",
        why="A changed appointment needs a notice of its own.",
    ),
    ask(
        "ra2_why",
        "Why was it changed?",
        kind="text",
        category="custody",
        max_length=200,
        missing="Enter why it was changed.",
        why="It stands on the notice.",
    ),
    ask(
        "ra2_by",
        "Who gave the notice?",
        kind="person-name",
        category="custody",
        missing="Enter who gave the notice.",
        why="It stands on the notice.",
    ),
)
FAILURE = ask(
    "failed_detail",
    "What happened?",
    kind="long-text",
    category="attendance",
    max_length=500,
    missing="Enter what happened, with times.",
    why="The police decide by it whether there was good cause.",
)

MOVES = (
    step(
        "book_initial",
        "Put the assessment in the diary",
        at=("ra-required",),
        to="initial-booked",
        asks=(
            ask(
                "initial_at",
                "When is it?",
                kind="date-time",
                category="custody",
                missing="Enter the day and time, as they stand on the notice.",
                why="A time that differs from the notice cannot be missed.",
            ),
        ),
        effects=(CreatesAppointment(kind="initial", at="initial_at"),),
        closes=("book-initial",),
        writes=("ra-imposed",),
        weight="primary",
        done="In the diary.",
    ),
    step(
        "record_attended",
        "They attended and remained",
        at=("initial-booked",),
        to="initial-held",
        asks=together(RESULT, WHEN_HELD, FOLLOW_UP),
        writes=("initial-attended",),
    ),
    step(
        "record_left_early",
        "They left early",
        at=("initial-booked", "followup-booked"),
        to="failed",
        asks=(FAILURE,),
        opens=("notify-police",),
        writes=("assessment-missed",),
        done="Recorded as not attended. Tell the police by the next working day.",
    ),
    step(
        "record_failed",
        "They did not come",
        at=("initial-booked", "followup-booked"),
        to="failed",
        asks=(FAILURE,),
        opens=("notify-police",),
        writes=("assessment-missed",),
        done="Recorded. Tell the police by the next working day.",
    ),
    step(
        "excuse",
        "They are excused, with evidence",
        at=("initial-booked",),
        to="initial-booked",
        asks=NEW_TIME,
        effects=(
            CancelsAppointments(kinds=("initial",)),
            CreatesAppointment(kind="initial", at="ra2_at"),
        ),
        writes=("excused",),
        done="Recorded. It is no failure to attend, and the new time is in the diary.",
    ),
    step(
        "book_followup",
        "Put the follow-up in the diary",
        at=("initial-held",),
        to="followup-booked",
        when=Is(answer("follow_up"), "required"),
        asks=(
            ask(
                "followup_at",
                "When is it?",
                kind="date-time",
                category="attendance",
                missing="Enter the day and time, as they stand on the notice.",
                why="A time that differs from the notice cannot be missed.",
            ),
        ),
        effects=(CreatesAppointment(kind="follow-up", at="followup_at"),),
        writes=("followup-required",),
        weight="primary",
    ),
    step(
        "record_followup",
        "They attended the follow-up and remained",
        at=("followup-booked",),
        to="assessed",
        asks=(
            ask(
                "followup_ended_at",
                "When did it end?",
                kind="date-time",
                category="attendance",
                past=True,
                missing="Enter when it ended.",
                why="With it nothing more is required of them.",
            ),
        ),
        writes=("followup-attended",),
    ),
    step(
        "followup_not_needed",
        "No follow-up is held",
        at=("initial-held",),
        to="assessed",
        when=AnyOf(Is(answer("follow_up"), "lifted"), Is(answer("follow_up"), "too-late")),
        writes=("followup-lifted",),
    ),
    step(
        "lab_negative",
        "The laboratory says negative",
        at=("ra-required", "initial-booked", "initial-held", "followup-booked"),
        to="lapsed",
        by=("lead", "police"),
        asks=(
            ask(
                "lab_result_on",
                "When did the result come?",
                kind="date",
                category="custody",
                past=True,
                missing="Enter the day on which the result came.",
                why="From then on nothing is required of them.",
            ),
        ),
        when=Is(answer("disputed"), "yes"),
        effects=(CancelsAppointments(kinds=ASSESSMENTS), Tells(positions=("lead", "police"), say="The result was "
                 "negative: the assessment is no longer required.")),
        closes=("book-initial",),
        writes=("ra-lapsed",),
        done="Lapsed. The appointments are cancelled, and missing one has no consequence.",
    ),
    step(
        "notify_police",
        "Tell the police that they did not attend",
        at=("failed",),
        to="breach-notified",
        asks=(
            ask(
                "told_police_on",
                "When were they told?",
                kind="date",
                category="attendance",
                level=True,
                past=True,
                missing="Enter the day on which they were told.",
                why="The police decide what follows, not the treatment service.",
            ),
        ),
        effects=(
            SetsFact(fact="breach_notified", value="yes"),
            Tells(positions=POLICE, say="A required assessment was not attended. You decide what follows."),
        ),
        closes=("notify-police",),
        opens=("police-decide",),
        writes=("breach-notified",),
        weight="primary",
        done="The police have been told. They decide what follows.",
    ),
    step(
        "police_excuse",
        "Good cause: set a new assessment",
        at=("breach-notified",),
        to="ra-required",
        by=POLICE,
        asks=(
            ask(
                "police_excuse_why",
                "What was the good cause?",
                kind="text",
                category="police",
                max_length=300,
                missing="Enter the good cause.",
                why="It is told apart from a failure.",
            ),
        ),
        closes=("police-decide",),
        opens=("book-initial",),
        writes=("breach-decided",),
    ),
    closing(
        at=("breach-notified",),
        ending=DECIDED,
        code="police_decide",
        label="Record what the police decided",
        to="closed",
        by=POLICE,
        field="breach_result",
        writes=("breach-decided",),
    ),
    closing_plainly(
        at=("assessed",),
        ending=ENGAGED,
        asks=(
            ask_yes_no(
                "assessment_done",
                "Is the assessment completed?",
                category="assessment",
                level=True,
                missing="Select whether it is completed.",
                why="The police read this line and no more.",
            ),
            ask(
                "treatment_from",
                "When did structured treatment begin?",
                kind="date",
                category="assessment",
                when=Is(answer("case_outcome"), "structured-treatment"),
                past=True,
                sets_fact=States(fact="treatment_began"),
                missing="Enter the day on which treatment began.",
                why="It is counted from the test, and never from a booking.",
            ),
        ),
    ),
)  # fmt: skip
OUTCOMES = outcomes(
    {
        "structured-treatment": "In structured treatment",
        "brief-intervention": "A brief intervention only",
        "already-in-treatment": "They were in treatment already",
        "no-need": "No need was found",
        "refused-treatment": "They declined treatment, as they may",
        "good-cause": "Police: good cause accepted",
        "charged": "Police: charged",
        "no-further-action": "Police: no further action",
    }
)
