"""The moves on the line of the national decision, from waiting for it to being reconsidered."""

from workflows.pathways.nrm.moves_arrival import RESPONDERS
from workflows.vocabulary import (
    Answered,
    AnyOf,
    Choice,
    Is,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SetsFact,
    Since,
    TellsFirstSender,
    answer,
)

ASKED_FOR_MORE = Move(
    code="record_asked_for_more",
    label="The authority asks for more",
    line="decision",
    from_=("awaiting_rg",),
    to="information_asked",
    by=RESPONDERS,
    asks=(
        Question(
            code="answer_by",
            label="By when does it want an answer?",
            kind="date",
            category="grounds-decision",
            written_by=RESPONDERS,
            missing="Enter the day by which it wants an answer.",
            why="If the first responder is away somebody else has to answer in time.",
        ),
    ),
    effects=(SetsFact(fact="asked_by", from_answer="answer_by"),),
    opens=("answer-authority",),
    done="Recorded.",
)

ANSWERED_AUTHORITY = Move(
    code="record_answered_authority",
    label="The authority has been answered",
    line="decision",
    from_=("information_asked",),
    to="awaiting_rg",
    by=("first-responder", "alternate-first-responder", "modern-slavery-lead"),
    closes=("answer-authority",),
    done="Recorded.",
    weight="primary",
)

GROUNDS_ON = Question(
    code="grounds_on",
    label="Date of the decision",
    kind="date",
    category="grounds-decision",
    written_by=RESPONDERS,
    missing="Enter the date of the decision.",
    why="What follows is counted from it.",
    checks=(Refuse(unless=NotInFuture(answer("grounds_on")), say="Enter a day that is not in the future."),),
)

GROUNDS_YES = Move(
    code="record_grounds_positive",
    label="Reasonable grounds: yes",
    line="decision",
    from_=("awaiting_rg",),
    to="recovery",
    by=RESPONDERS,
    asks=(GROUNDS_ON,),
    effects=(SetsFact(fact="positive_on", from_answer="grounds_on"),),
    closes=("chase-grounds",),
    writes=("reasonable-grounds-positive",),
    opens=("chase-decision",),
    done="Recorded. Recovery lasts at least 30 days.",
    weight="primary",
)

GROUNDS_NO = Move(
    code="record_grounds_negative",
    label="Reasonable grounds: no",
    line="decision",
    from_=("awaiting_rg",),
    to="negative",
    by=RESPONDERS,
    asks=(GROUNDS_ON,),
    effects=(SetsFact(fact="negative_on", from_answer="grounds_on"),),
    closes=("chase-grounds",),
    opens=("explain-negative",),
    writes=("reasonable-grounds-negative",),
    done="Recorded. Explain it to them, and ask whether they want it reconsidered.",
)

CONCLUSIVE_ON = Question(
    code="conclusive_on",
    label="Date of the conclusive-grounds decision",
    kind="date",
    category="later-decisions",
    written_by=RESPONDERS,
    missing="Enter the date of the decision.",
    why="What follows is counted from it.",
    checks=(Refuse(unless=NotInFuture(answer("conclusive_on")), say="Enter a day that is not in the future."),),
)
AFTER_RECOVERY = Refuse(
    unless=AnyOf(
        Is(answer("decision_route"), "local-panel"),
        Since("positive_on", days=30, setting="nrm.recovery-days"),
    ),
    say="A conclusive-grounds decision comes 30 days after the positive one at the earliest. Check the date.",
)

CONCLUSIVE_YES = Move(
    code="record_conclusive_positive",
    label="Conclusive grounds: yes",
    line="decision",
    from_=("recovery",),
    to="positive",
    by=RESPONDERS,
    asks=(CONCLUSIVE_ON,),
    guards=(AFTER_RECOVERY,),
    writes=("conclusive-grounds-positive",),
    opens=("look-again",),
    closes=("chase-decision",),
    done="Recorded.",
    weight="primary",
)

CONCLUSIVE_NO = Move(
    code="record_conclusive_negative",
    label="Conclusive grounds: no",
    line="decision",
    from_=("recovery",),
    to="negative",
    by=RESPONDERS,
    asks=(CONCLUSIVE_ON,),
    guards=(AFTER_RECOVERY,),
    effects=(SetsFact(fact="negative_on", from_answer="conclusive_on"),),
    opens=("explain-negative",),
    writes=("conclusive-grounds-negative",),
    closes=("chase-decision",),
    done="Recorded. Explain it to them, and ask whether they want it reconsidered.",
)

ASK_AGAIN = Move(
    code="ask_reconsideration",
    label="Reconsideration was asked for",
    line="decision",
    from_=("negative",),
    to="reconsidering",
    by=RESPONDERS,
    asks=(
        Question(
            code="reconsideration_ground",
            label="On what ground?",
            kind="choice",
            category="later-decisions",
            written_by=RESPONDERS,
            choices=(
                Choice(code="new-evidence", label="There is new evidence"),
                Choice(code="guidance", label="The decision did not follow the guidance"),
                Choice(code="both", label="Both"),
            ),
            missing="Select the ground.",
            why="There are only these two grounds.",
        ),
        Question(
            code="late_reason",
            label="If more than 30 days have passed: what is exceptional?",
            kind="long-text",
            category="later-decisions",
            written_by=RESPONDERS,
            required="no",
            max_length=1500,
        ),
    ),
    guards=(
        Refuse(
            unless=Not(Since("negative_on", days=31)),
            say="More than 30 days have passed since the decision, so this is late. Write down what is exceptional.",
            at="late_reason",
            instead="late_reason",
        ),
    ),
    closes=("explain-negative",),
    writes=("reconsideration-asked",),
    opens=("chase-decision",),
    done="Recorded.",
    weight="primary",
)

NOT_ASKED_AGAIN = Move(
    code="record_negative_stands",
    label="The negative decision stands",
    line="decision",
    from_=("negative", "reconsidering"),
    to="negative_stands",
    by=RESPONDERS,
    closes=(
        "explain-negative",
        "chase-decision",
    ),
    writes=("negative-stands",),
    opens=("look-again",),
    done="Recorded. Safeguarding goes on.",
)

CHANGED = Move(
    code="record_decision_changed",
    label="Reasonable grounds after all: the decision was changed",
    line="decision",
    from_=("reconsidering",),
    to="recovery",
    by=RESPONDERS,
    when=Not(Answered(answer("conclusive_on"))),
    asks=(GROUNDS_ON,),
    effects=(SetsFact(fact="positive_on", from_answer="grounds_on"),),
    writes=("reasonable-grounds-positive",),
    opens=("chase-decision",),
    closes=("chase-decision",),
    done="Recorded.",
    weight="primary",
)

CONCLUSIVE_CHANGED = Move(
    code="record_conclusive_changed",
    label="Conclusive grounds after all: the decision was changed",
    line="decision",
    from_=("reconsidering",),
    to="positive",
    by=RESPONDERS,
    when=Answered(answer("conclusive_on")),
    asks=(CONCLUSIVE_ON,),
    writes=("conclusive-grounds-positive",),
    opens=("look-again",),
    closes=("chase-decision",),
    done="Recorded.",
    weight="primary",
)

LEFT = Move(
    code="record_left_system",
    label="They left before a decision, or were disqualified",
    line="decision",
    from_=("awaiting_rg", "information_asked", "recovery", "negative", "reconsidering"),
    to="left",
    by=RESPONDERS,
    drops=(
        "chase-grounds",
        "answer-authority",
        "explain-negative",
        "chase-decision",
    ),
    effects=(TellsFirstSender(say="What you raised has moved on. Safeguarding goes on."),),
    opens=("look-again",),
    done="Recorded.",
)
