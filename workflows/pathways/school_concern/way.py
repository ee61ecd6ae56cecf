"""From what a child told to an action, and back to the child."""

from workflows.pathways.school_concern.form import UNSAFE
from workflows.phrases import (
    ask,
    ask_choice,
    ask_yes_no,
    closing_plainly,
    deadline,
    decision_deadline,
    outcomes,
    stage,
    step,
    task,
)
from workflows.vocabulary import AllOf, Answered, AnyIs, BringsIn, Is, Not, Refuse, answer

KIND = "school-concern"
DECIDE = decision_deadline(
    KIND,
    "Look at it the same school day",
    length=0,
    on_working_day="next",
    urgent=True,
    meaning="By when the safeguarding lead looks at it, in school days after it came: 0 is the same day.",
)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
ACT = deadline(KIND, "act", "Decide what is done", origin="stage_entered", length=1, urgent=True)
FEEDBACK = deadline(KIND, "feedback", "Tell the child what became of it", origin="stage_entered", length=5)
CLOSE = deadline(KIND, "close", "Close, or take it up again", origin="stage_entered", length=10)
NOW = deadline(
    KIND, "now", "Make sure that the child is safe", origin="task_opened", length=0, unit="days", urgent=True
)
DEADLINES = (ACT, FEEDBACK, CLOSE, NOW)

RECEIVED = stage("received", "Waiting for the safeguarding lead", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("dsl-review", "The safeguarding lead looks at it", "Being looked at", clock="act"),
    stage("action", "Something is being done", "Being acted on", clock="feedback"),
    stage("feedback-to-child", "The child has been told", "Being acted on", clock="close"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "support-in-school": "Support in school",
        "young-people": "Young people's service",
        "early-help": "Early help",
        "mash": "Children's social care (MASH)",
        "police": "Police",
        "place-passed-on": "A place was passed on",
        "no-action": "No action was needed",
    }
)
MOVES = (
    step(
        "record_safe",
        "Record how the child was made safe",
        at=("received", "more-asked", "passed-on", "dsl-review", "action", "feedback-to-child"),
        when=UNSAFE,
        asks=(
            ask(
                "made_safe_how",
                "What was done?",
                kind="long-text",
                category="words",
                max_length=600,
                missing="Enter what was done, and by whom.",
                why="Others rely on it being done.",
            ),
        ),
        closes=("make-safe",),
        writes=("made-safe",),
    ),
    step(
        "act",
        "Record what is done",
        at=("dsl-review",),
        to="action",
        asks=(
            ask_choice(
                "action",
                "What is done?",
                {"school": "Support in school", "young-people": "Young people's service", "early-help": "Early help",
                 "mash": "Children's social care (MASH)", "police": "Police", "place": "The place is passed on",
                 "none": "Nothing is needed"},
                category="core",
                missing="Select what is done.",
                why="It is counted what follows when children speak.",
            ),
            ask(
                "action_why",
                "Why this?",
                kind="long-text",
                read_as="Why this is done",
                category="words",
                max_length=600,
                missing="Enter why.",
                why="A decision without a reason cannot be looked at again.",
            ),
            ask(
                "referral_made",
                "Reference of the referral that followed, if there is one",
                kind="text",
                category="core",
                max_length=40,
            ),
        ),
        guards=(
            Refuse(
                unless=Not(UNSAFE),
                say="The child may not be safe: record how they were made safe first.",
                instead="made_safe_how",
            ),
        ),
        effects=(BringsIn(joins=("mash", "early-help", "young-people")),),
        closes=("act",),
        opens=("feedback",),
        writes=("acted",),
        weight="primary",
    ),
    step(
        "tell_child",
        "Record that the child was told",
        at=("action",),
        to="feedback-to-child",
        asks=(
            ask_yes_no(
                "child_content",
                "Does the child think that it was taken seriously?",
                unknown=True,
                category="words",
                missing="Select what the child thinks.",
                why="It is the child who knows.",
            ),
        ),
        when=Is(answer("wants_reply"), "yes"),
        closes=("feedback",),
        writes=("child-told",),
        weight="primary",
    ),
    step(
        "child_not_told",
        "The child could not be told",
        at=("action",),
        to="feedback-to-child",
        when=Is(answer("wants_reply"), "yes"),
        asks=(
            ask(
                "child_not_told_why",
                "Why not, and who could still tell them?",
                kind="text",
                category="words",
                max_length=300,
                missing="Enter why not, and who could still tell them.",
                why="A child who hears nothing learns not to tell again.",
            ),
        ),
        closes=("feedback",),
    ),
    step(
        "no_reply_wanted",
        "The child wants no reply, or is not known",
        at=("action",),
        to="feedback-to-child",
        when=AnyIs(answer("wants_reply"), ("no", "dont-know")),
        closes=("feedback",),
    ),
    closing_plainly(at=("feedback-to-child",), ending=OUTCOMES),
)  # fmt: skip
TASKS = (
    task(
        "make-safe",
        "Make sure that the child is safe, now",
        "now",
        when=AllOf(UNSAFE, Not(Answered(answer("made_safe_how")))),
        help="Ring 999 if there is danger now. Do not leave the child alone.",
        before_the_end="The child may not be safe. Record first how they were made safe, or who was told.",
    ),
    task("act", "Decide what is done", "act"),
    task("feedback", "Tell the child what became of it", "feedback"),
)
