"""What is asked of a required assessment: when it was held, whether a follow-up is needed, a new time, a failure."""

from workflows.phrases import ask, ask_choice
from workflows.vocabulary import Apart, InOrder, Is, Not, Refuse, answer

EVIDENCE = {"hospital": "A letter from a hospital", "court": "They were in court", "custody": "They were in custody",
            "other": "Something else that was seen"}  # fmt: skip
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
EVIDENCE_SEEN = ask_choice(
    "excuse_evidence",
    "Which evidence did you see?",
    EVIDENCE,
    category="attendance",
    missing="Select which evidence you saw.",
    why="Without evidence it is a failure to attend, and with it it is none.",
)
NEW_TIME = (
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
LAB_RESULT_ON = ask(
    "lab_result_on",
    "When did the result come?",
    kind="date",
    category="custody",
    past=True,
    missing="Enter the day on which the result came.",
    why="A result that is disputed stands or falls with it.",
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
