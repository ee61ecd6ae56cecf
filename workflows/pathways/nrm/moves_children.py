"""What is done for a child beside the national form: help with drugs and alcohol from the young people's service."""

from workflows.pathways.nrm.route import CHILD
from workflows.pathways.nrm.stages import TAKEN_UP
from workflows.vocabulary import AllOf, Answered, Move, Not, NotInFuture, Question, Refuse, answer

WHO = ("first-responder", "alternate-first-responder", "childrens-social-care")

REFERRED_TO_TREATMENT = Move(
    code="record_young_people_treatment",
    label="Record that they were referred to young people's drug and alcohol treatment",
    from_=TAKEN_UP,
    to=None,
    by=WHO,
    when=AllOf(CHILD, Not(Answered(answer("treatment_referred_on")))),
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
