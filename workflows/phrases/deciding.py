"""What was decided about an urgent worry: told to those who keep people safe, or not, with the reason and a day to look
again."""

from __future__ import annotations

from workflows.phrases.asking import ask, ask_choice
from workflows.vocabulary import Clock, FactKind, Is, Move, NotInPast, Origin, Refuse, Rung, SetsFact, TaskKind, answer

NOT_REFERRED = Is(answer("urgent_decision"), "not-referred")
REVIEW = "review-urgent"
REVIEW_ORIGIN = Origin(code="urgent_review", label="it is to be looked at again")
REVIEW_CLOCK = Clock(
    code=REVIEW,
    label="Look again at a worry that was not referred",
    origin="urgent_review",
    length=0,
    unit="days",
    ladder=(Rung(after=0, tell="team-lead"),),
)


def decide_urgent(*, at: tuple[str, ...], by: tuple[str, ...], category: str) -> Move:
    """The step by which one of these positions writes down what it decided, where only readers of the category see
    it. A decision not to refer has to be looked at again."""
    return Move(
        code="decide_urgent",
        label="Record what you decided about an urgent worry",
        from_=at,
        to=None,
        by=by,
        asks=(
            ask_choice(
                "urgent_decision",
                "What did you decide?",
                {
                    "999": "999 was rung",
                    "childrens": "Children's social care was told",
                    "adults": "Adult social care was told",
                    "known": "They are told already, and know what is new",
                    "not-referred": "Decided not to refer",
                },
                category=category,
                by=by,
                missing="Select what you decided.",
                why="Whoever reads this later sees that somebody thought about it, and what they did.",
            ),
            ask(
                "urgent_reason",
                "Why is it not referred?",
                kind="long-text",
                category=category,
                by=by,
                when=NOT_REFERRED,
                least=20,
                max_length=1500,
                missing="Write why it is not referred.",
                why="A decision not to refer has to stand on a reason that somebody else can follow.",
            ),
            ask(
                "urgent_review_on",
                "When do you look at it again?",
                kind="date",
                category=category,
                by=by,
                when=NOT_REFERRED,
                missing="Enter the day on which you look at it again.",
                why="What was not enough to refer today may be enough later.",
                checks=(
                    Refuse(
                        unless=NotInPast(answer("urgent_review_on")),
                        say="Enter today, or a day that is still to come.",
                    ),
                ),
            ),
        ),
        closes=(REVIEW,),
        effects=(SetsFact(fact="urgent_review", from_answer="urgent_review_on"),),
        opens=(REVIEW,),
        done="Recorded.",
    )


def review_fact(category: str) -> FactKind:
    """The day on which it is looked at again."""
    return FactKind(
        code="urgent_review",
        label="Look again at an urgent worry",
        category=category,
        value="date",
        origin="urgent_review",
    )


def review_task(position: str, category: str) -> TaskKind:
    """What is due on that day, and from whom."""
    return TaskKind(
        code=REVIEW,
        label="Look again at a worry that was not referred",
        position=position,
        clock=REVIEW,
        category=category,
        when=NOT_REFERRED,
        help="It was decided not to refer it. Record anew what you decide today.",
    )
