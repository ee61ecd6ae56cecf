"""The moves around turning 18, leaving, and the end of a case."""

from workflows.pathways.nrm.moves_arrival import RESPONDERS
from workflows.pathways.nrm.route import ADULT, CHILD
from workflows.pathways.nrm.stages import OPEN
from workflows.vocabulary import (
    AllOf,
    AnyOf,
    Choice,
    Is,
    Move,
    NotInFuture,
    Question,
    Refuse,
    SilencesMessages,
    Since,
    TellsFirstSender,
    answer,
)

STAYS_HOW = Question(
    code="stays_how",
    label="How did they say it?",
    kind="choice",
    category="turning-18",
    written_by=RESPONDERS,
    choices=(Choice(code="spoken", label="They said it"), Choice(code="written", label="They wrote it")),
    missing="Select how they said it.",
    why="Both count since 13 February 2026.",
)
STAYS_THROUGH = Question(
    code="stays_through",
    label="To which first responder?",
    kind="person-name",
    category="turning-18",
    written_by=RESPONDERS,
    missing="Enter the name of the first responder.",
    why="What is said counts when a first responder passes it on.",
)

STAYS = Move(
    code="record_stays",
    label="They turned 18 and stay",
    from_=("referred", "acknowledgement", "suspended"),
    to="referred",
    by=RESPONDERS,
    when=AllOf(CHILD, Since("turns_18")),
    asks=(
        STAYS_HOW,
        STAYS_THROUGH,
        Question(
            code="wants_adult_support",
            label="Do they want support for adults?",
            kind="yes-no",
            category="turning-18",
            written_by=RESPONDERS,
            missing="Select whether they want support for adults.",
            why="It does not begin by itself.",
        ),
    ),
    closes=("consent-to-stay", "look-again"),
    drops=("before-18-first", "before-18-last"),
    writes=("choice-at-18",),
    done="Recorded.",
)

NO_CONSENT_AT_18 = Move(
    code="record_no_consent_at_18",
    label="They turned 18 and have not agreed to stay",
    from_=("referred", "acknowledgement"),
    to="suspended",
    by=RESPONDERS,
    when=AllOf(CHILD, Since("turns_18")),
    closes=("consent-to-stay",),
    drops=("before-18-first", "before-18-last"),
    writes=("choice-at-18",),
    opens=("look-again",),
    done="Suspended. Support may end: keep asking, and keep them safe.",
)

WITHDRAW = Move(
    code="record_withdrawal",
    label="They leave the national system",
    # before it is sent there is nothing to leave: an adult says no then, and a Duty to Notify goes instead
    from_=("referred", "acknowledgement", "suspended"),
    to="closed",
    by=RESPONDERS,
    when=AnyOf(ADULT, AllOf(CHILD, Since("turns_18"))),
    asks=(
        Question(
            code="withdrawal_how",
            label="How did they say so?",
            kind="choice",
            category="later-decisions",
            written_by=RESPONDERS,
            choices=(
                Choice(code="spoken", label="They said it to a first responder"),
                Choice(code="written", label="They wrote it"),
            ),
            missing="Select how they said so.",
            why="Both count since 13 February 2026.",
        ),
        Question(
            code="withdrawal_on",
            label="When?",
            kind="date",
            read_as="Day on which they left the national system",
            category="later-decisions",
            written_by=RESPONDERS,
            missing="Enter when they said so.",
            why="The authority asks for it.",
            checks=(Refuse(unless=NotInFuture(answer("withdrawal_on")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="withdrawal_explained",
            label="Was it explained to them what they give up, and that they may come back?",
            kind="yes-no",
            category="later-decisions",
            written_by=RESPONDERS,
            missing="Select whether it was explained.",
            why="Leaving counts when somebody knows what they give up.",
            checks=(
                Refuse(
                    unless=Is(answer("withdrawal_explained"), "yes"),
                    say="Explain first what they give up and that they may come back.",
                ),
            ),
        ),
    ),
    outcome="withdrew",
    opens=("notify-authority",),
    effects=(TellsFirstSender(say="The work that followed what you raised is closed."),),
    writes=("outcome-recorded",),
    done="Recorded. Tell the authority. Safeguarding goes on.",
)

RECORD_DEATH = Move(
    code="record_death",
    label="They have died",
    from_=OPEN,
    to="closed",
    by=(
        "first-responder",
        "alternate-first-responder",
        "modern-slavery-lead",
        "childrens-social-care",
        "adult-social-care",
    ),
    outcome="died",
    opens=("death-review",),
    effects=(SilencesMessages(hides_name=True),),
    writes=("outcome-recorded",),
    confirm="Every message about them stops, waiting ones included.",
    done="Recorded. Nothing goes out about them any more.",
    weight="warning",
)

CLOSE = Move(
    code="close",
    label="Close the case",
    from_=("referred", "notified", "suspended"),
    to="closed",
    by=RESPONDERS,
    asks=(
        Question(
            code="ended_with",
            label="How did it end?",
            kind="choice",
            category="national-form",
            written_by=RESPONDERS,
            choices=(
                Choice(code="positive", label="Conclusive grounds: yes"),
                Choice(code="negative", label="A negative decision"),
                Choice(code="notified", label="Duty to Notify sent"),
                Choice(code="suspended", label="Suspended"),
                Choice(code="disqualified", label="Disqualified"),
                Choice(code="left-area", label="Moved to another area, which took it on"),
            ),
            missing="Select how it ended.",
            why="It is counted by how it ended.",
        ),
    ),
    outcome_from="ended_with",
    effects=(TellsFirstSender(say="The work that followed what you raised is closed."),),
    writes=("outcome-recorded",),
    done="Closed. Safeguarding goes on where it is needed.",
    weight="primary",
)
