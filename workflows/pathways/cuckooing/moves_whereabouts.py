"""The moves that say where the occupier is: away in hospital or custody, missing, found, or home again."""

from workflows.pathways.cuckooing.meeting import PLACES
from workflows.pathways.cuckooing.stages import WORKING
from workflows.vocabulary import Is, Move, Not, Question, Refuse, SetsFact, States, Tells, answer

RECORD_WHEREABOUTS = Move(
    code="record_whereabouts",
    label="Record where the occupier is",
    from_=WORKING,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="whereabouts",
            label="Where is the occupier now?",
            kind="choice",
            category="accommodation",
            written_by=("lead",),
            choices=PLACES,
            sets_fact=States(fact="whereabouts"),
            missing="Select where they are.",
            checks=(
                Refuse(
                    unless=Not(Is(answer("whereabouts"), "not-known")),
                    say="Use “Record that nobody knows where the occupier is”: the police hear of it then.",
                ),
            ),
            why="Whoever took the home over may still be there when they come back.",
        ),
        Question(
            code="whereabouts_return",
            label="When do they come home, as far as you know, and who tells you?",
            kind="text",
            category="accommodation",
            required="no",
            written_by=("lead",),
            hint="For example, the ward, or the prison's resettlement team.",
        ),
    ),
    closes=("report-missing", "plan-return"),
    opens=("plan-return", "visit-returned"),
    effects=(
        Tells(positions=("panel", "visitor", "landlord"), say="It was recorded where the occupier of a home is."),
    ),
    done="Written down.",
)
RECORD_MISSING = Move(
    code="record_missing",
    label="Record that nobody knows where the occupier is",
    from_=WORKING,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="missing_last_seen",
            label="When was the occupier last seen, by whom, and what do you fear?",
            kind="long-text",
            category="concern",
            max_length=1000,
            written_by=("lead",),
            hint="Name no suspects.",
            missing="Enter when they were last seen, by whom, and what you fear.",
            why="The police ask for it first.",
        ),
    ),
    drops=("plan-return",),
    opens=("report-missing",),
    effects=(
        SetsFact(fact="whereabouts", value="not-known"),
        Tells(
            positions=("police", "adult-social-care", "panel", "visitor", "landlord"),
            say="Nobody knows where the occupier of a home is. Say at once if you do.",
            urgent=True,
        ),
    ),
    done="Written down. Report it to the police today, and record that.",
    weight="warning",
)
RECORD_REPORTED = Move(
    code="record_reported_missing",
    label="Record that they were reported missing",
    from_=WORKING,
    to=None,
    by=("lead", "police"),
    asks=(
        Question(
            code="missing_reference",
            label="Who took the report, when, and under which reference?",
            kind="text",
            category="concern",
            written_by=("lead", "police"),
            missing="Enter who took the report, when, and its reference.",
            why="Nothing is sent by itself: somebody has to have heard you.",
        ),
    ),
    closes=("report-missing",),
    effects=(Tells(positions=("lead", "panel"), say="The occupier of a home was reported missing."),),
    done="Written down. Record where they are once you know.",
)
