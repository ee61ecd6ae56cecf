"""The moves that end this work."""

from workflows.pathways.hidden_harm.moves_refusal import LEAD_VIEW
from workflows.pathways.hidden_harm.stages import OPEN_STAGES
from workflows.pathways.hidden_harm.thresholds import BABY_AT_RISK_ASLEEP, HARM_AT_REFERRAL, TAKE_HOME_OPIOID
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    CancelsAppointments,
    Choice,
    Is,
    MadeAtLeast,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SilencesMessages,
    TellsFirstSender,
    answer,
)

DISAGREEMENT_SETTLED = Refuse(
    unless=Not(AllOf(Is(answer("disagreement"), "escalated"), Not(Answered(answer("disagreement_end"))))),
    say="A disagreement with children's social care is open. Settle it first, or let the lead answer for it.",
)

CLOSE_DECLINED = Move(
    code="close_declined",
    label="Close: a visit was refused, and there is no other ground",
    from_=("refused",),
    to="closed",
    by=("lead",),
    asks=(LEAD_VIEW,),
    guards=(
        Refuse(
            unless=AnyOf(
                Not(AnyOf(HARM_AT_REFERRAL, BABY_AT_RISK_ASLEEP, TAKE_HOME_OPIOID)),
                MadeAtLeast("tell_mash", 1),
            ),
            say="There is another ground: a sign of harm, a baby who may not be safe asleep, or medicine that is taken "
            "home. Tell children's social care first.",
        ),
        DISAGREEMENT_SETTLED,
    ),
    closes=("lead-view",),
    outcome="declined-no-ground",
    effects=(
        CancelsAppointments(kinds=("home-visit",)),
        TellsFirstSender(say="What you raised was followed up. The work is closed."),
    ),
    writes=("outcome-recorded",),
    done="Closed.",
    weight="warning",
)

CLOSE = Move(
    code="close",
    label="Close",
    from_=("asking", "refused", "checks", "ready", "visited"),
    to="closed",
    by=("lead",),
    asks=(
        Question(
            code="case_outcome",
            label="How did it end?",
            kind="choice",
            category="family",
            written_by=("lead",),
            choices=(
                Choice(code="universal-only", label="Help for everybody is enough"),
                Choice(code="early-help-plan", label="An early help plan"),
                Choice(code="child-in-need-plan", label="A child in need plan"),
                Choice(code="child-protection-plan", label="A child protection plan"),
                Choice(code="looked-after", label="A child is looked after by a council"),
                Choice(code="moved-handed-over", label="Moved to another area, which was told"),
                Choice(code="moved-not-handed-over", label="Moved, and no area could be told"),
                Choice(code="lost-contact-escalated", label="Lost contact, and taken higher"),
                Choice(code="aged-out", label="No child is under 18 any more"),
                # said before a death had a step of its own, which stops every message
                Choice(code="death", label="Somebody has died", until=""),
            ),
            missing="Select how it ended.",
            why="The partnership learns what becomes of families.",
        ),
        Question(
            code="closing_note",
            label="What does the next worker have to know?",
            kind="long-text",
            category="family",
            written_by=("lead",),
            max_length=1500,
            missing="Write down what the next worker has to know.",
            why="Families come back, and should not have to begin again.",
        ),
    ),
    guards=(DISAGREEMENT_SETTLED,),
    outcome_from="case_outcome",
    effects=(
        CancelsAppointments(kinds=("home-visit",)),
        TellsFirstSender(say="What you raised was followed up. The work is closed."),
    ),
    writes=("outcome-recorded",),
    done="Closed. The referrer has been told.",
)

RECORD_DEATH = Move(
    code="record_death",
    label="Record that a parent or a child has died",
    from_=OPEN_STAGES,
    to="closed",
    by=("lead", "worker"),
    asks=(
        Question(
            code="who_died",
            label="Who has died?",
            kind="choice",
            category="family",
            written_by=("lead", "worker"),
            choices=(
                Choice(code="parent", label="The parent or carer whom this is about"),
                Choice(code="child", label="A child"),
                Choice(code="unborn", label="The unborn child"),
            ),
            missing="Select who has died.",
            why="Nobody rings a family about a visit in the week of a funeral.",
        ),
        Question(
            code="died_on",
            label="On which day?",
            kind="date",
            category="family",
            written_by=("lead", "worker"),
            hint="As far as it is known.",
            missing="Enter the day, as far as it is known.",
            why="Every message about them stops.",
            checks=(Refuse(unless=NotInFuture(answer("died_on")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="children_after_death",
            label="Who looks after the children now, and who has been told?",
            kind="long-text",
            category="family",
            written_by=("lead", "worker"),
            max_length=1500,
            hint="If a child has died, ring those who review child deaths as well: this does not tell them.",
            missing="Write down who looks after the children now, and who has been told.",
            why="This work ends here. The children still need somebody.",
        ),
    ),
    outcome="death",
    opens=("mash-decide-after-death",),
    effects=(CancelsAppointments(kinds=("home-visit",)), SilencesMessages(hides_name=True)),
    writes=("outcome-recorded",),
    confirm="The work ends, and every message and visit still to come is stopped. The record stays.",
    done="Recorded. Nothing more goes out.",
    weight="warning",
)
