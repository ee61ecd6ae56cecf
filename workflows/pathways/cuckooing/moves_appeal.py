"""An appeal about a closure order, and what became of it. What the court decided holds until then."""

from workflows.pathways.cuckooing.moves_enforcement import ENFORCERS
from workflows.vocabulary import (
    Answered,
    AnyOf,
    Choice,
    InOrder,
    Is,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SetsFact,
    States,
    Tells,
    WithinMonths,
    answer,
    fact,
)

ORDERED = ("partial_order", "full_order")
WAITS = Is(fact("appeal"), "waits")
NONE_WAITS = AnyOf(Not(Answered(fact("appeal"))), Is(fact("appeal"), "decided"))
DECIDED = SetsFact(fact="appeal", value="decided")

RECORD_APPEAL = Move(
    code="record_appeal",
    label="Record that somebody appealed",
    line="enforcement",
    from_=("partial_order", "full_order", "order_refused"),
    to=None,
    by=ENFORCERS,
    when=NONE_WAITS,
    asks=(
        Question(
            code="appealed_by",
            label="Who appealed?",
            kind="choice",
            category="order-papers",
            written_by=ENFORCERS,
            choices=(
                Choice(code="occupier", label="Somebody who lives there"),
                Choice(code="owner", label="The owner or landlord"),
                Choice(code="applicant", label="The police or the council"),
                Choice(code="other", label="Somebody else"),
                Choice(code="not-known", label="Not known"),
            ),
            hint="An appeal goes to the Crown Court, as a rule within 21 days of the decision.",
            missing="Select who appealed. “Not known” is an answer.",
            why="An occupier who appeals needs advice of their own.",
        ),
        Question(
            code="appealed_on",
            label="On which day?",
            kind="date",
            category="concern",
            written_by=ENFORCERS,
            missing="Enter the day, or the day on which you heard of it.",
            why="So that everybody knows that the decision may change.",
            checks=(Refuse(unless=NotInFuture(answer("appealed_on")), say="Enter a day that is not in the future."),),
        ),
    ),
    opens=("appeal-answer",),
    effects=(
        SetsFact(fact="appeal", value="waits"),
        Tells(
            positions=("lead", "panel", "landlord"),
            say="Somebody appealed about the closure order. What the court decided holds until the appeal is decided.",
        ),
    ),
    done="Written down. You are asked what became of it.",
)
RECORD_APPEAL_RESULT = Move(
    code="record_appeal_result",
    label="Record what became of the appeal",
    line="enforcement",
    from_=ORDERED,
    to=None,
    by=ENFORCERS,
    when=WAITS,
    asks=(
        Question(
            code="appeal_result",
            label="What became of it?",
            kind="choice",
            category="concern",
            written_by=ENFORCERS,
            choices=(
                Choice(code="stands", label="The order stands as it was"),
                Choice(code="withdrawn", label="The appeal was withdrawn"),
                Choice(code="changed", label="The order was changed"),
            ),
            hint="If the order ended on appeal, choose “Record that the order is over” instead.",
            missing="Select what became of the appeal.",
            why="So that landlord and lead know what holds.",
        ),
        Question(
            code="order_changed_to",
            label="Last day of the order now",
            kind="date",
            category="concern",
            written_by=ENFORCERS,
            when=Is(answer("appeal_result"), "changed"),
            sets_fact=States(fact="order_ends"),
            hint="The same day as before, if that was not changed.",
            missing="Enter the last day of the order as it is now.",
            why="An order must not lapse unseen.",
            checks=(
                Refuse(
                    unless=InOrder(fact("order_began"), answer("order_changed_to")),
                    say="That is before the order began. Check the day.",
                ),
                Refuse(
                    unless=WithinMonths(
                        fact("order_began"), answer("order_changed_to"), 6, "cuckooing.order-total-months"
                    ),
                    say="With its extensions an order lasts up to six months in all. Enter an earlier day.",
                ),
            ),
        ),
        Question(
            code="order_changed_how",
            label="What was changed, and who may stay or come in now?",
            kind="long-text",
            category="order-names",
            max_length=1000,
            written_by=ENFORCERS,
            when=Is(answer("appeal_result"), "changed"),
            missing="Enter what was changed, and who may stay or come in now.",
            why="So that landlord and police know whom to let in.",
        ),
    ),
    closes=("appeal-answer",),
    effects=(
        DECIDED,
        Tells(
            positions=("lead", "panel", "landlord"),
            say="The appeal about the closure order was decided or withdrawn. The order still holds: read how.",
        ),
    ),
    done="Written down. The lead, the meeting and the landlord are told.",
)
APPEAL_FAILED = Move(
    code="appeal_failed",
    label="Record that there is still no order after the appeal",
    line="enforcement",
    from_=("order_refused",),
    to=None,
    by=ENFORCERS,
    when=WAITS,
    closes=("appeal-answer",),
    effects=(
        DECIDED,
        Tells(positions=("lead", "panel", "landlord"), say="After the appeal there is still no closure order."),
    ),
    done="Written down. The lead, the meeting and the landlord are told.",
)
APPEAL_ALLOWED = Move(
    code="appeal_allowed",
    label="Record that an order is made after the appeal",
    line="enforcement",
    from_=("order_refused",),
    to="order_applied",
    by=ENFORCERS,
    when=WAITS,
    closes=("appeal-answer",),
    opens=("court-answer",),
    effects=(DECIDED,),
    done="Written down. Record next which order it is.",
)
