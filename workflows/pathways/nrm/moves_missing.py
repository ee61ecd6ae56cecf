"""The moves of somebody who goes missing, and of their coming back."""

from workflows.pathways.nrm.route import MISSING
from workflows.pathways.nrm.stages import TAKEN_UP
from workflows.vocabulary import (
    Answered,
    AnyOf,
    BringsIn,
    InOrder,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SetsFact,
    Tells,
    answer,
    fact,
)

WHO = ("first-responder", "alternate-first-responder", "childrens-social-care", "adult-social-care")

REPORT_MISSING = Move(
    code="report_missing",
    label="They are missing",
    from_=TAKEN_UP,
    to=None,
    by=WHO,
    when=AnyOf(Not(Answered(fact("whereabouts"))), Not(MISSING)),
    asks=(
        Question(
            code="missing_since",
            label="Since when are they missing?",
            kind="date-time",
            category="safeguarding",
            written_by=WHO,
            missing="Enter since when they are missing.",
            why="The police ask for it, and every hour counts.",
            checks=(
                Refuse(unless=NotInFuture(answer("missing_since")), say="Enter a time that is not in the future."),
            ),
        ),
    ),
    opens=("missing",),
    effects=(
        SetsFact(fact="whereabouts", value="missing"),
        BringsIn(joins=("police",)),
        Tells(
            positions=(
                "first-responder",
                "alternate-first-responder",
                "modern-slavery-lead",
                "childrens-social-care",
                "adult-social-care",
            ),
            say="Somebody who may be exploited is missing. The case says since when.",
            urgent=True,
        ),
    ),
    done="Recorded. Ring the police now.",
)

REPORT_FOUND = Move(
    code="report_found",
    label="They are back, or were found",
    from_=TAKEN_UP,
    to=None,
    by=WHO,
    when=MISSING,
    asks=(
        Question(
            code="found_at",
            label="Since when are they back?",
            kind="date-time",
            category="safeguarding",
            written_by=WHO,
            missing="Enter since when they are back.",
            why="How long somebody was gone says much about what happened.",
            checks=(
                Refuse(unless=NotInFuture(answer("found_at")), say="Enter a time that is not in the future."),
                Refuse(
                    unless=InOrder(answer("missing_since"), answer("found_at")),
                    say="They cannot be back before they were missing. Check both times.",
                ),
            ),
        ),
        Question(
            code="found_how",
            label="How are they, and what is known of where they were?",
            kind="long-text",
            category="safeguarding",
            written_by=WHO,
            required="no",
            max_length=1500,
        ),
    ),
    drops=("missing",),
    effects=(
        SetsFact(fact="whereabouts", value="back"),
        Tells(
            positions=(
                "first-responder",
                "alternate-first-responder",
                "modern-slavery-lead",
                "childrens-social-care",
                "adult-social-care",
                "police",
            ),
            say="Somebody who was missing is back. The case says more.",
        ),
    ),
    done="Recorded. Speak to them alone about where they were, and with whom.",
)
