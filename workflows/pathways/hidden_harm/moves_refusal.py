"""What the lead makes of a no to a visit: a view on the children's safety, and when somebody looks again."""

from workflows.pathways.hidden_harm.moves_visit import REFUSAL_MASH_DECISION, REFUSAL_MASH_REASON
from workflows.pathways.hidden_harm.stages import TAKEN_UP
from workflows.vocabulary import (
    AnyOf,
    Choice,
    MadeAtLeast,
    Move,
    NotInPast,
    Question,
    Refuse,
    States,
    answer,
)

LEAD_VIEW = Question(
    code="lead_view",
    label="What is your view?",
    kind="long-text",
    category="family",
    written_by=("lead",),
    least=30,
    max_length=1500,
    hint="What keeps the children safe, what does not, and what nobody knows yet.",
    missing="Write down your view of how safe the children are.",
    why="A refusal is never left without a view on the children's safety.",
)

GIVE_VIEW = Move(
    code="give_view",
    label="Give a view on the refusal",
    from_=TAKEN_UP,
    to=None,
    by=("lead",),
    when=AnyOf(MadeAtLeast("record_refuses", 1), MadeAtLeast("record_refused_at_door", 1)),
    asks=(
        LEAD_VIEW,
        REFUSAL_MASH_DECISION,
        REFUSAL_MASH_REASON,
        Question(
            code="refusal_next",
            label="How does it go on?",
            kind="choice",
            category="family",
            written_by=("lead",),
            choices=(
                Choice(code="ask-again", label="We ask the parent again"),
                Choice(code="try-again", label="We try another visit"),
                Choice(code="through-others", label="We ask after the children through others who see them"),
                Choice(code="social-care", label="Children's social care goes on with it"),
            ),
            missing="Select how it goes on. If nothing more is needed, close the case instead.",
            why="A no that nobody comes back to leaves the children alone with it.",
        ),
        Question(
            code="refusal_again_on",
            label="When do you look at it again?",
            kind="date",
            category="family",
            written_by=("lead",),
            sets_fact=States(fact="refusal_again"),
            missing="Enter the day on which you look at it again.",
            why="It stands in your queue on that day.",
            checks=(Refuse(unless=NotInPast(answer("refusal_again_on")), say="Enter a day that is still to come."),),
        ),
    ),
    closes=("lead-view", "refusal-again"),
    stops=("lead-view",),
    opens=("refusal-again", "tell-mash"),
    done="Recorded. It stands in your queue again on the day that you named.",
)
