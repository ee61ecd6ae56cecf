"""The moves of the level of concern: raised, lowered, watched and stepped down."""

from workflows.pathways.cuckooing.stages import WORKING
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyIs,
    Choice,
    Is,
    LastWere,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SetsFact,
    Since,
    States,
    Tells,
    Unknown,
    Within,
    Written,
    answer,
    fact,
)

RAISE_BAND = Move(
    code="raise_band",
    label="Raise the level of concern",
    from_=WORKING,
    to=None,
    by=("lead", "panel"),
    asks=(
        Question(
            code="raised_to",
            label="To which level?",
            kind="choice",
            category="band",
            written_by=("lead", "panel"),
            choices=(Choice(code="amber", label="Amber"), Choice(code="red", label="Red")),
            sets_fact=States(fact="judged"),
            missing="Select the level.",
            why="You may know more than points can say.",
        ),
        Question(
            code="raised_why",
            label="Why?",
            kind="long-text",
            read_as="Why the level of concern was raised",
            category="concern",
            max_length=500,
            written_by=("lead", "panel"),
            missing="Enter why.",
            why="So that the next meeting understands.",
        ),
    ),
    guards=(
        Refuse(
            unless=Not(AllOf(Is(fact("band"), "red"), Is(answer("raised_to"), "amber"))),
            say="That would lower it. Only a meeting lowers the level, and only by one step.",
            at="raised_to",
        ),
    ),
    effects=(Tells(positions=("lead", "panel", "coordinator"), say="The level of concern about a home was raised."),),
    done="Raised. Its deadlines have begun.",
)

SEEN_ALONE_TWICE = Refuse(
    unless=AllOf(LastWere("visit_result", ("completed",), 2), LastWere("seen_alone", ("yes",), 2)),
    say="Not yet: in the last two welfare visits the occupier must have been seen alone.",
)
NOTHING_NEW = Refuse(
    unless=Since("signs_last_new", days=28, setting="cuckooing.quiet-days"),
    say="Not yet: a new sign was recorded in the last four weeks.",
)
MADE_SAFE = Refuse(
    unless=Is(answer("made_safe"), "yes"),
    say="Not yet: the locks or the way in must have been made safe, or the occupier moved.",
    at="made_safe",
)
NO_ORDER_ENDING = Refuse(
    unless=Not(
        AllOf(
            Not(Unknown("order_ends")),
            Within("order_ends", days=14, setting="cuckooing.order-last-warning-days"),
            Not(Since("order_ends", days=1)),
        )
    ),
    say="Not yet: a closure order ends within two weeks.",
)
MADE_SAFE_ASKED = Question(
    code="made_safe",
    label="Have the locks or the way in been made safe, or has the occupier moved?",
    kind="yes-no",
    category="concern",
    written_by=("lead",),
    missing="Select whether the home was made safe.",
    why="Otherwise they come back the day after the visits stop.",
)
STEP_DOWN_REASON = Question(
    code="step_down_reason",
    label="Why can it be lowered?",
    kind="long-text",
    category="concern",
    max_length=1000,
    written_by=("lead",),
    missing="Enter why it can be lowered.",
    why="The chair answers for it.",
    checks=(
        Refuse(
            unless=Written(answer("step_down_reason"), 20, "cuckooing.reason-characters"),
            say="Say in a sentence why it can be lowered.",
        ),
    ),
)

LOWERED_AT = Question(
    code="lowered_at_meeting",
    label="At which meeting was it decided?",
    kind="date",
    category="band",
    written_by=("lead",),
    missing="Enter the day of the meeting.",
    why="Only a meeting lowers the level of concern.",
    checks=(
        Refuse(unless=NotInFuture(answer("lowered_at_meeting")), say="Enter the day of a meeting that was held."),
        Refuse(
            unless=Answered(fact("met")),
            say="No meeting has been recorded. Record it first: only a meeting lowers the level of concern.",
        ),
    ),
)

LOWER_TO_AMBER = Move(
    code="lower_to_amber",
    label="Lower from red to amber",
    from_=("active", "monitoring"),
    to=None,
    by=("lead",),
    when=Is(fact("band"), "red"),
    asks=(LOWERED_AT, MADE_SAFE_ASKED, STEP_DOWN_REASON),
    guards=(SEEN_ALONE_TWICE, NOTHING_NEW, MADE_SAFE, NO_ORDER_ENDING),
    effects=(SetsFact(fact="judged", value="amber"),),
    done="Lowered to amber.",
)
LOWER_TO_GREEN = Move(
    code="lower_to_green",
    label="Lower from amber to green",
    from_=("active", "monitoring"),
    to=None,
    by=("lead",),
    when=Is(fact("band"), "amber"),
    asks=(LOWERED_AT, MADE_SAFE_ASKED, STEP_DOWN_REASON),
    guards=(SEEN_ALONE_TWICE, NOTHING_NEW, MADE_SAFE, NO_ORDER_ENDING),
    effects=(SetsFact(fact="judged", value="green"),),
    done="Lowered to green.",
)

BEGIN_MONITORING = Move(
    code="begin_monitoring",
    label="Begin to watch the home",
    from_=("active",),
    to="monitoring",
    by=("lead",),
    guards=(
        Refuse(
            unless=AnyIs(fact("band"), ("green", "amber")),
            say="A red home needs its plan. Lower it at a meeting first.",
        ),
    ),
    drops=("review-red", "review-amber"),
    effects=(SetsFact(fact="monitoring_began", value="began"),),
    done="The home is watched. Visits go on.",
)
RESUME_PLAN = Move(
    code="resume_plan",
    label="Take the plan up again",
    from_=("monitoring", "stepped_down"),
    to="active",
    by=("lead", "panel"),
    asks=(
        Question(
            code="resume_reason",
            label="What has happened?",
            kind="long-text",
            category="concern",
            max_length=1000,
            written_by=("lead", "panel"),
            missing="Enter what has happened.",
            why="They often come back when nobody looks.",
        ),
    ),
    effects=(
        SetsFact(fact="signs_new", value="new"),
        SetsFact(fact="judged", value="by-points"),
        Tells(
            positions=("lead", "panel", "police", "adult-social-care", "landlord"),
            say="Something has happened at a home: its plan was taken up again.",
        ),
    ),
    opens=("review-red", "review-amber"),
    done="The plan goes on.",
)
STEP_DOWN = Move(
    code="step_down",
    label="Step down",
    from_=("monitoring",),
    to="stepped_down",
    by=("lead",),
    asks=(MADE_SAFE_ASKED, STEP_DOWN_REASON),
    guards=(SEEN_ALONE_TWICE, NOTHING_NEW, MADE_SAFE, NO_ORDER_ENDING),
    effects=(Tells(positions=("panel", "police", "adult-social-care", "landlord"), say="The case was stepped down."),),
    done="Stepped down.",
    weight="primary",
)
