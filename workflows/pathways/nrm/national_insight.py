"""The national form, second part: background, and what a professional noticed."""

from workflows.pathways.nrm.moves_arrival import RESPONDERS
from workflows.pathways.nrm.route import NAMED
from workflows.pathways.nrm.stages import PREPARING
from workflows.vocabulary import Is, Move, Question, answer

INSIGHT = (
    Question(
        code="place_of_birth",
        label="Place of birth",
        kind="text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=200,
    ),
    Question(
        code="family",
        label="Family",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="education",
        label="Education",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="work_history",
        label="Work",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="indicators_detail",
        label="What did you notice yourself?",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="conversations",
        label="What were your conversations with them like?",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="professional_view",
        label="What is your view of what happened?",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
    Question(
        code="credibility_concern",
        label="Is there evidence that speaks against the account?",
        kind="yes-no-unknown",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
    ),
    Question(
        code="credibility_detail",
        label="What evidence is it?",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        when=Is(answer("credibility_concern"), "yes"),
        max_length=15000,
    ),
    Question(
        code="other_professionals",
        label="Who else works with them, and what do they say?",
        kind="long-text",
        category="national-form",
        required="no",
        written_by=RESPONDERS,
        max_length=15000,
    ),
)

WRITE_INSIGHT = Move(
    code="write_insight",
    label="Prepare the form: background and what you noticed",
    from_=PREPARING,
    to=None,
    by=RESPONDERS,
    when=NAMED,
    asks=INSIGHT,
    done="Kept for the preparation sheet. Leave out what you do not hold: nobody is asked to tell it all again.",
)
