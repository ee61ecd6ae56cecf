"""The last step of an order: how each requirement ended, and how treatment stood then."""

from workflows.phrases import ask, ask_choice, closing, outcomes
from workflows.vocabulary import AnyOf, Choice, Has, HasAny, InForceOn, Is, Not, Refuse, States, answer

RUNNING = ("sentenced", "in-progress", "warned", "breach-referred", "back-in-court")
HOW_IT_ENDED = (
    Choice(code="completed-full-term", label="Completed, full term"),
    Choice(code="completed-early", label="Completed early: every requirement and the plan met"),
    Choice(code="revoked-good-progress", label="Revoked for good progress"),
    Choice(code="revoked-breach", label="Revoked for a breach"),
    Choice(code="revoked-new-offence", label="Revoked for a new offence"),
    Choice(code="revoked-unworkable", label="Revoked: it could not be carried out"),
    Choice(code="expired-not-completed", label="Ran out, not completed"),
    Choice(code="transferred-out", label="Transferred to another area"),
    # said before a death had a step of its own, which stops every message
    Choice(code="died", label="They died", until=""),
    Choice(code="recorded-in-error", label="Recorded in error"),
)
TREATMENT_ENDS = outcomes(
    {
        "completed-free": "Treatment completed, free of drugs or alcohol",
        "completed-occasional": "Treatment completed, uses now and then",
        "still-in-treatment": "Still in treatment",
        "dropped-out": "Left treatment",
        "transferred": "Transferred",
        "never-started": "Never started",
    }
)
# said of an order before a death had a step of its own, which stops every message
DIED = outcomes({"died": "They died"})
EARLY_IN_FORCE = InForceOn("sentence-requirement.early-end-from", answer("ended_on"))
END = closing(
    at=RUNNING,
    ending=TREATMENT_ENDS,
    no_longer=DIED,
    code="end",
    label="Record that the order has ended",
    to="ended",
    by=("probation", "lead"),
    asks=(
        ask(
            "ended_on",
            "When did it end?",
            kind="date",
            category="requirement",
            past=True,
            sets_fact=States(fact="ended"),
            missing="Enter the day on which it ended.",
            why="It is counted by that day.",
        ),
        ask_choice(
            "drr_end",
            "How did the drug rehabilitation requirement end?",
            HOW_IT_ENDED,
            category="requirement",
            when=Has(answer("requirements"), "drr"),
            missing="Select how it ended.",
            why="Each requirement is counted by itself.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(Is(answer("drr_end"), "completed-early")), EARLY_IN_FORCE),
                    say="An order could not end early on that day: the law was not in force. Select another reason.",
                ),
            ),
        ),
        ask_choice(
            "atr_end",
            "How did the alcohol treatment requirement end?",
            HOW_IT_ENDED,
            category="requirement",
            when=Has(answer("requirements"), "atr"),
            missing="Select how it ended.",
            why="Each requirement is counted by itself.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(Is(answer("atr_end"), "completed-early")), EARLY_IN_FORCE),
                    say="An order could not end early on that day: the law was not in force. Select another reason.",
                ),
            ),
        ),
        ask_choice(
            "mhtr_end",
            "How did the mental health treatment requirement end?",
            HOW_IT_ENDED,
            category="requirement",
            when=HasAny(answer("requirements"), ("mhtr-p", "mhtr-s")),
            missing="Select how it ended.",
            why="Each requirement ends by itself.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(Is(answer("mhtr_end"), "completed-early")), EARLY_IN_FORCE),
                    say="An order could not end early on that day: the law was not in force. Select another reason.",
                ),
            ),
        ),
        ask_choice(
            "aamr_end",
            "How did the alcohol tag end?",
            HOW_IT_ENDED,
            category="requirement",
            when=Has(answer("requirements"), "aamr"),
            missing="Select how it ended.",
            why="Each requirement ends by itself.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(Is(answer("aamr_end"), "completed-early")), EARLY_IN_FORCE),
                    say="An order could not end early on that day: the law was not in force. Select another reason.",
                ),
            ),
        ),
        ask(
            "moved_to",
            "If they were transferred: to which area, and who there took it on?",
            kind="text",
            category="requirement",
            max_length=200,
            when=AnyOf(Is(answer("drr_end"), "transferred-out"), Is(answer("atr_end"), "transferred-out")),
            missing="Enter the area, and who there took it on.",
            why="Somebody has to say yes before you let go of it.",
        ),
    ),
    opens=("hand-over-out",),
)
