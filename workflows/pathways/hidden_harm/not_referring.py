"""What was decided about an urgent worry: told to those who keep people safe, or not, with the reason and a day to look
again."""

from workflows.vocabulary import (
    Choice,
    Clock,
    FactKind,
    Is,
    Move,
    NotInPast,
    Origin,
    Question,
    Refuse,
    Rung,
    SetsFact,
    TaskKind,
    answer,
)

NOT_REFERRED = Is(answer("urgent_decision"), "not-referred")

DECIDE_URGENT = Move(
    code="decide_urgent",
    label="Record what you decided about an urgent worry",
    from_=("asking", "refused", "checks", "ready", "visited"),
    to=None,
    by=("lead", "worker"),
    asks=(
        Question(
            code="urgent_decision",
            label="What did you decide?",
            kind="choice",
            category="family",
            written_by=("lead", "worker"),
            choices=(
                Choice(code="999", label="999 was rung"),
                Choice(code="childrens", label="Children's social care was told"),
                Choice(code="adults", label="Adult social care was told"),
                Choice(code="known", label="They are told already, and know what is new"),
                Choice(code="not-referred", label="Decided not to refer"),
            ),
            missing="Select what you decided.",
            why="Whoever reads this later sees that somebody thought about it, and what they did.",
        ),
        Question(
            code="urgent_reason",
            label="Why is it not referred?",
            kind="long-text",
            category="family",
            written_by=("lead", "worker"),
            when=NOT_REFERRED,
            least=20,
            max_length=1500,
            missing="Write why it is not referred.",
            why="A decision not to refer has to stand on a reason that somebody else can follow.",
        ),
        Question(
            code="urgent_review_on",
            label="When do you look at it again?",
            kind="date",
            category="family",
            written_by=("lead", "worker"),
            when=NOT_REFERRED,
            missing="Enter the day on which you look at it again.",
            why="What was not enough to refer today may be enough later.",
            checks=(
                Refuse(
                    unless=NotInPast(answer("urgent_review_on")), say="Enter today, or a day that is still to come."
                ),
            ),
        ),
    ),
    closes=("review-urgent",),
    effects=(SetsFact(fact="urgent_review", from_answer="urgent_review_on"),),
    opens=("review-urgent",),
    done="Recorded.",
)

REVIEW_FACT = FactKind(
    code="urgent_review",
    label="Look again at an urgent worry",
    category="family",
    value="date",
    origin="urgent_review",
)
REVIEW_ORIGIN = Origin(code="urgent_review", label="the day named for looking again")
REVIEW_CLOCK = Clock(
    code="review-urgent",
    label="Look again at a worry that was not referred",
    origin="urgent_review",
    length=0,
    unit="days",
    ladder=(Rung(after=0, tell="team-lead"),),
)
REVIEW_TASK = TaskKind(
    code="review-urgent",
    label="Look again at a worry that was not referred",
    position="lead",
    clock="review-urgent",
    category="family",
    when=NOT_REFERRED,
    help="It was decided not to refer it. Record anew what you decide today.",
)
