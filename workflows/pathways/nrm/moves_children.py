"""What is done for a child beside the national form: what children's social care decides, and treatment."""

from workflows.pathways.nrm.route import CHILD
from workflows.pathways.nrm.stages import TAKEN_UP
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    Choice,
    Is,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    Tells,
    answer,
)

WHO = ("first-responder", "alternate-first-responder", "childrens-social-care")

DECIDED_FOR_THE_CHILD = Move(
    code="record_child_decision",
    label="Record what children's social care decided",
    line="safeguarding",
    from_=("concern_open", "safeguarding_open"),
    to=None,
    by=("childrens-social-care",),
    asks=(
        Question(
            code="child_decision",
            label="What was decided?",
            kind="choice",
            category="safeguarding",
            written_by=("childrens-social-care",),
            choices=(
                Choice(code="no-action", label="No further action"),
                Choice(code="early-help", label="Early help"),
                Choice(code="assessment", label="Assessment (section 17)"),
                Choice(code="strategy-discussion", label="Strategy discussion"),
                Choice(code="section-47", label="Section 47 enquiry"),
                Choice(code="already-open", label="Already open: passed to the allocated worker"),
            ),
            missing="Select what was decided.",
            why="Whoever made the safeguarding referral is owed an answer within one working day.",
        ),
        Question(
            code="child_decision_note",
            label="Who is the allocated worker, and what happens next?",
            kind="long-text",
            category="safeguarding",
            written_by=("childrens-social-care",),
            required="no",
            max_length=1000,
        ),
    ),
    closes=("mash",),
    effects=(
        Tells(
            positions=("first-responder", "alternate-first-responder"),
            say="Children's social care has decided what happens for the child.",
        ),
    ),
    done="Recorded. The first responder has been told.",
)

REFERRED_TO_TREATMENT = Move(
    code="record_young_people_treatment",
    label="Record that they were referred to young people's drug and alcohol treatment",
    from_=TAKEN_UP,
    to=None,
    by=WHO,
    # children's social care reads nobody's age: it knows a child by whom the safeguarding referral was made to
    when=AllOf(AnyOf(CHILD, Is(answer("safeguarding_where"), "mash")), Not(Answered(answer("treatment_referred_on")))),
    asks=(
        Question(
            code="treatment_referred_on",
            label="On which day?",
            kind="date",
            category="safeguarding",
            written_by=WHO,
            missing="Enter the day on which they were referred.",
            why="It is counted by that day.",
            checks=(
                Refuse(
                    unless=NotInFuture(answer("treatment_referred_on")), say="Enter a day that is not in the future."
                ),
            ),
        ),
        Question(
            code="treatment_referred_reference",
            label="Reference of that referral, if you have it",
            kind="text",
            category="safeguarding",
            written_by=WHO,
            required="no",
            max_length=40,
        ),
    ),
    writes=("treatment-referred",),
    done="Recorded. The young people's service has a referral of its own: this does not send one.",
)
