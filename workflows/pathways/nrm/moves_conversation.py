"""The moves of the conversation with an adult: a yes that counts, or a no that is kept without a name."""

from workflows.pathways.nrm.moves_arrival import RESPONDERS
from workflows.pathways.nrm.route import ADULT
from workflows.vocabulary import (
    AllOf,
    Answered,
    Choice,
    Forgets,
    HoldsNo,
    Is,
    Move,
    Not,
    NotInFuture,
    Question,
    Refuse,
    SettlesAnswer,
    answer,
)

ASK_AFTER_ALL = Move(
    code="ask_after_all",
    label="Ask the adult what they want after all",
    from_=("preparing",),
    to="conversation",
    by=RESPONDERS,
    when=AllOf(ADULT, Not(Answered(answer("consent_on")))),
    done="Speak to them alone, with an interpreter of their own.",
)

INTERPRETER = Question(
    code="interpreter",
    label="Who interpreted?",
    kind="choice",
    category="screening",
    written_by=RESPONDERS,
    choices=(
        Choice(code="none", label="Nobody: it was not needed"),
        Choice(code="independent", label="Somebody independent"),
        Choice(code="came-along", label="Somebody who came with them, or knows them"),
    ),
    missing="Select who interpreted.",
    why="Whoever came with them may be the one who controls them.",
    checks=(
        Refuse(
            unless=Not(Is(answer("interpreter"), "came-along")),
            say="This conversation does not count: whoever came with them may control them. Speak to them again with "
            "an independent interpreter.",
        ),
    ),
)
ALONE = Question(
    code="alone",
    label="Were they alone with you?",
    kind="yes-no",
    category="screening",
    written_by=RESPONDERS,
    missing="Select whether they were alone with you.",
    why="Nobody can speak freely beside the one who controls them.",
)
EXPLAINED = Question(
    code="explained",
    label="What was explained to them?",
    kind="choices",
    category="screening",
    written_by=RESPONDERS,
    choices=(
        Choice(code="national-system", label="What the national system is"),
        Choice(code="support", label="What support there is"),
        Choice(code="outcomes", label="What may come of it"),
        Choice(code="sharing", label="That it is shared with the police, the council and others"),
    ),
    least=4,
    missing="Tick what was explained. All four have to be, before an answer counts.",
    why="Consent counts only when somebody knows what they say yes to.",
)
CAPACITY = Question(
    code="capacity_doubt",
    label="Was there any doubt whether they could decide this?",
    kind="yes-no",
    category="screening",
    written_by=RESPONDERS,
    missing="Select whether there was any doubt.",
    why="A signature is not consent when somebody could not decide.",
)
CAPACITY_NOTE = Question(
    code="capacity_note",
    label="What was found about whether they could decide?",
    kind="long-text",
    category="screening",
    written_by=RESPONDERS,
    least=20,
    max_length=1500,
    when=Is(answer("capacity_doubt"), "yes"),
    missing="Write what was found about whether they could decide. If they could not, record a no, and go on with "
    "safeguarding.",
    why="A signature is not consent when somebody could not decide.",
)

RECORD_YES = Move(
    code="record_consent",
    label="They agree to a referral",
    from_=("conversation",),
    to="preparing",
    by=RESPONDERS,
    when=ADULT,
    asks=(
        ALONE,
        INTERPRETER,
        EXPLAINED,
        CAPACITY,
        CAPACITY_NOTE,
        Question(
            code="consent_on",
            label="When did they agree?",
            kind="date-time",
            category="screening",
            written_by=RESPONDERS,
            missing="Enter when they agreed.",
            why="So that it can be shown later that they were really asked.",
            checks=(Refuse(unless=NotInFuture(answer("consent_on")), say="Enter a time that is not in the future."),),
        ),
        Question(
            code="wants_support",
            label="Do they want support?",
            kind="yes-no",
            category="national-form",
            written_by=RESPONDERS,
            missing="Select whether they want support.",
            why="Each is asked by itself: a referral without support is possible.",
        ),
        Question(
            code="decision_to",
            label="Who should hear the decision?",
            kind="choice",
            category="national-form",
            written_by=RESPONDERS,
            choices=(
                Choice(code="person", label="They themselves"),
                Choice(code="somebody-else", label="Somebody else, and they agree to that"),
            ),
            missing="Select who should hear the decision.",
            why="Each is asked by itself.",
        ),
        Question(
            code="police_contact",
            label="Do they agree to speak with the police?",
            kind="yes-no",
            category="national-form",
            written_by=RESPONDERS,
            missing="Select whether they agree to speak with the police.",
            why="They can say no to the police and still have support.",
        ),
        Question(
            code="under_18_then",
            label="Were they under 18 at any time during the exploitation?",
            kind="yes-no-unknown",
            category="national-form",
            written_by=RESPONDERS,
            missing="Select whether they were under 18 at any time.",
            why="The national form asks it of adults. Consent is needed all the same.",
        ),
    ),
    guards=(
        Refuse(unless=Is(answer("alone"), "yes"), say="Speak to them alone, then record what they said.", at="alone"),
    ),
    closes=("conversation",),
    opens=("submit", "support-now"),
    effects=(SettlesAnswer(to="adult_agrees", value="yes"),),
    writes=("assessment-completed",),
    done="Recorded. Prepare the national form.",
    weight="primary",
)

ASKED_ONCE_SENT = Move(
    code="record_asked_once_sent",
    label="They were asked, and stay in the national system",
    from_=("acknowledgement", "referred", "suspended"),
    to=None,
    by=RESPONDERS,
    # sent as a child, and found to have been an adult since
    when=Is(answer("age_settled"), "adult"),
    asks=(ALONE, INTERPRETER, EXPLAINED),
    closes=("conversation",),
    done="Recorded. Whoever does not want to stay leaves the national system: that is a step of its own.",
)

RECORD_NO = Move(
    code="record_refusal",
    label="They do not agree",
    # whoever agreed may take that back for as long as nothing was sent
    from_=("screening", "conversation", "preparing"),
    to="notifying",
    by=RESPONDERS,
    when=ADULT,
    asks=(
        ALONE,
        INTERPRETER,
        Question(
            code="refusal_gender",
            label="Gender",
            kind="choice",
            category="national-form",
            written_by=RESPONDERS,
            choices=(
                Choice(code="female", label="Female"),
                Choice(code="male", label="Male"),
                Choice(code="neither", label="Neither of these"),
                Choice(code="not-known", label="Not known, or they would not say"),
            ),
            missing="Select their gender.",
            why="The Duty to Notify asks for it.",
        ),
        Question(
            code="refusal_nationality",
            label="Nationality",
            kind="text",
            category="national-form",
            written_by=RESPONDERS,
            max_length=60,
            missing="Enter their nationality, or “not known”.",
            why="The Duty to Notify asks for it.",
        ),
        Question(
            code="refusal_account",
            label="What was seen or said, in general words?",
            kind="long-text",
            category="account",
            written_by=RESPONDERS,
            hint="The first account is taken out of the case, because it was written while they could be named. Say "
            "the borough at most, no street, no number, no date of birth and no name.",
            least=10,
            max_length=15000,
            missing="Write what was seen or said, in general words.",
            why="The Duty to Notify has a general account in it.",
            checks=(
                Refuse(
                    unless=HoldsNo(answer("refusal_account"), "anything"),
                    say="This could tell who they are: take out streets, postcodes, phone numbers, numbers and dates "
                    "of birth.",
                ),
            ),
        ),
    ),
    guards=(
        Refuse(unless=Is(answer("alone"), "yes"), say="Speak to them alone, then record what they said.", at="alone"),
    ),
    closes=("conversation",),
    opens=("submit",),
    effects=(SettlesAnswer(to="adult_agrees", value="no"), Forgets()),
    writes=("assessment-completed",),
    confirm="Everything that tells who they are is taken out of this case, for good: name, date of birth, where they "
    "are and how to reach them, the first account and what was prepared for the national form. Messages and documents "
    "stay as they are: remove those that tell it.",
    done="Recorded. What told who they are has been taken out of the answers. Look through messages and documents, and "
    "remove those that tell it.",
)
