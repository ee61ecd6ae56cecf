"""The moves from the worry to what is prepared: taken up, safe first, the adult asked, the decision what to do."""

from workflows.pathways.nrm.route import ADULT, CHILD, NOBODY_NAMED, REFERRED, REFUSES
from workflows.pathways.nrm.stages import BEFORE_SENDING, TAKEN_UP
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnswersHandOver,
    AnyOf,
    Choice,
    Forgets,
    GrantsPosition,
    Is,
    LinksEarlier,
    Move,
    Not,
    NotInFuture,
    OpensLine,
    Question,
    Refuse,
    SetsFact,
    SettlesAnswer,
    TellsFirstSender,
    answer,
)

RESPONDERS = ("first-responder", "alternate-first-responder")

ACCEPT = Move(
    code="accept",
    label="Take this up",
    from_=("raised",),
    to="screening",
    by=("first-responder",),
    hand_over="referral",
    hand_over_answer="accepted",
    closes=("decide",),
    stops=("screen",),
    opens=("danger", "safeguard", "mash", "conversation"),
    effects=(
        GrantsPosition(position="first-responder", to="accepting-team"),
        OpensLine(line="safeguarding", stage="concern_open"),
        LinksEarlier(same="person"),
        TellsFirstSender(say="Your worry was taken up and is being assessed. This is not yet a national referral."),
    ),
    writes=("referral-accepted",),
    done="Taken up. See to safety first.",
    weight="primary",
)

DECLINE = Move(
    code="decline",
    label="Decline this",
    from_=("raised",),
    to="declined",
    by=("first-responder",),
    asks=(
        Question(
            code="decline_reason",
            label="Why?",
            kind="choice",
            category="national-form",
            written_by=("first-responder",),
            choices=(
                Choice(code="no-concern", label="Nothing in it points to exploitation"),
                Choice(code="other-area", label="Another area has taken it up"),
                Choice(code="duplicate", label="The same worry is here already"),
                Choice(code="not-found", label="The person could not be found"),
            ),
            missing="Select why it is declined.",
            why="The partnership learns what is missing.",
        ),
    ),
    hand_over="referral",
    hand_over_answer="declined",
    whose_no="need",
    closes=("decide",),
    effects=(TellsFirstSender(say="Your worry was looked at and is closed. Ring the first responders to ask why."),),
    writes=("referral-declined",),
    done="Declined. Whoever raised it has been told.",
)

CANCEL = Move(
    code="cancel",
    label="Cancel: sent by mistake",
    from_=("raised", "screening"),
    to="cancelled",
    by=("first-responder", "referrer"),
    effects=(
        AnswersHandOver(kind="referral", answer="withdrawn"),
        TellsFirstSender(say="The worry was cancelled because it was sent by mistake."),
    ),
    closes=("decide", "conversation"),
    whose_no="record",
    writes=("cancelled",),
    confirm="The record of what was sent and read stays.",
    done="Cancelled.",
    weight="warning",
)

NAME_ALTERNATE = Move(
    code="name_alternate",
    label="Name who answers when the first responder is away",
    from_=TAKEN_UP,
    to=None,
    by=("first-responder", "modern-slavery-lead"),
    asks=(
        Question(
            code="alternate",
            label="Who answers then?",
            kind="worker",
            category="core",
            written_by=("first-responder", "modern-slavery-lead"),
            missing="Choose the worker.",
            why="The authority writes to whoever sent the form, and sets a day by which it wants an answer.",
        ),
    ),
    effects=(GrantsPosition(position="alternate-first-responder", to="answered-worker", from_answer="alternate"),),
    done="Named.",
)

RECORD_SAFEGUARDING = Move(
    code="record_safeguarding",
    label="Record the safeguarding referral",
    line="safeguarding",
    from_=("concern_open",),
    to="safeguarding_open",
    by=("first-responder", "alternate-first-responder", "childrens-social-care", "adult-social-care"),
    asks=(
        Question(
            code="safeguarding_where",
            label="Where was it made?",
            kind="choice",
            category="safeguarding",
            written_by=("first-responder", "alternate-first-responder", "childrens-social-care", "adult-social-care"),
            choices=(
                Choice(code="mash", label="Children's social care (MASH)"),
                Choice(code="adults", label="Adult social care"),
                Choice(code="not-needed", label="It is not needed, for an adult without care needs"),
            ),
            missing="Select where it was made.",
            why="Safety comes before the national form.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(CHILD), Is(answer("safeguarding_where"), "mash")),
                    say="They are or may be under 18: make the referral to children's social care (MASH).",
                ),
            ),
        ),
        Question(
            code="mash_reference",
            label="Reference",
            kind="text",
            category="safeguarding",
            written_by=("first-responder", "alternate-first-responder", "childrens-social-care", "adult-social-care"),
            max_length=60,
            when=Not(Is(answer("safeguarding_where"), "not-needed")),
            missing="Enter the reference of the safeguarding referral.",
            why="So that it can be shown that safety came first.",
        ),
        Question(
            code="safeguarding_on",
            label="On which day?",
            kind="date",
            category="safeguarding",
            written_by=("first-responder", "alternate-first-responder", "childrens-social-care", "adult-social-care"),
            missing="Enter the day on which it was made.",
            why="So that it can be shown that safety came first.",
            checks=(
                Refuse(unless=NotInFuture(answer("safeguarding_on")), say="Enter a day that is not in the future."),
            ),
        ),
    ),
    closes=("safeguard", "mash"),
    opens=("guardian", "young-people"),
    writes=("safeguarding-made",),
    done="Recorded.",
    weight="primary",
)

CLOSE_SAFEGUARDING = Move(
    code="close_safeguarding",
    label="Safeguarding is closed",
    line="safeguarding",
    from_=("safeguarding_open",),
    to="safeguarding_done",
    by=("first-responder", "childrens-social-care", "adult-social-care"),
    done="Recorded.",
    weight="primary",
)

SETTLE_AGE = Move(
    code="settle_age",
    label="The age is settled",
    from_=TAKEN_UP,
    to=None,
    by=RESPONDERS,
    when=Is(answer("age_group"), "not-sure"),
    asks=(
        Question(
            code="age_settled",
            label="How old were they when this was raised?",
            kind="choice",
            category="screening",
            written_by=RESPONDERS,
            choices=(Choice(code="under-18", label="Under 18"), Choice(code="adult", label="18 or older")),
            missing="Select how old they were.",
            why="An adult is asked what they want. What was counted before stays as it was.",
        ),
        Question(
            code="age_settled_how",
            label="How is that known?",
            kind="text",
            category="screening",
            written_by=RESPONDERS,
            max_length=200,
            missing="Enter how that is known.",
            why="An age that was settled may be questioned later.",
        ),
    ),
    effects=(SettlesAnswer(to="age_group", from_answer="age_settled"),),
    opens=("conversation",),
    writes=("age-settled",),
    done="Recorded. An adult has to be asked what they want before anything more is sent.",
)

DECIDE_CHILD = Move(
    code="decide_child",
    label="Prepare the national form",
    from_=("screening",),
    to="preparing",
    by=RESPONDERS,
    when=CHILD,
    guards=(
        Refuse(
            unless=AnyOf(Answered(answer("mash_reference")), Answered(answer("safeguarding_reference"))),
            say="Record the referral to children's social care (MASH) with its reference first. Safety comes before "
            "the national form.",
        ),
    ),
    opens=("submit", "before-18-first", "before-18-last", "consent-to-stay"),
    writes=("assessment-completed",),
    done="Prepare the form. It is sent on the Home Office's own site.",
    weight="primary",
)

ASK_ADULT = Move(
    code="ask_adult",
    label="Ask the adult what they want",
    from_=("screening",),
    to="conversation",
    by=RESPONDERS,
    when=ADULT,
    guards=(
        Refuse(
            unless=Not(NOBODY_NAMED),
            say="They have said no already, and nobody is named here. Prepare the Duty to Notify.",
        ),
    ),
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
    when=AllOf(ADULT, Not(REFUSES)),
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

RECORD_NO = Move(
    code="record_refusal",
    label="They do not agree",
    from_=("screening", "conversation"),
    to="notifying",
    by=RESPONDERS,
    when=AllOf(ADULT, Not(REFUSES)),
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
    ),
    guards=(
        Refuse(unless=Is(answer("alone"), "yes"), say="Speak to them alone, then record what they said.", at="alone"),
    ),
    closes=("conversation",),
    opens=("submit",),
    effects=(SettlesAnswer(to="adult_agrees", value="no"), Forgets()),
    writes=("assessment-completed",),
    confirm="Everything that tells who they are is taken out of this case, for good: name, date of birth, where they "
    "are and how to reach them.",
    done="Recorded. What told who they are has been taken out.",
)

DECIDE_NOTIFY = Move(
    code="decide_notify",
    label="Prepare the Duty to Notify",
    from_=("screening",),
    to="notifying",
    by=RESPONDERS,
    when=REFUSES,
    opens=("submit",),
    writes=("assessment-completed",),
    done="Prepare the Duty to Notify. It says nothing that tells who they are.",
)

NOT_INDICATED = Move(
    code="not_indicated",
    label="Not indicated: safeguarding alone",
    from_=("screening", "conversation"),
    to="closed",
    by=RESPONDERS,
    asks=(
        Question(
            code="not_indicated_why",
            label="Why?",
            kind="choice",
            category="national-form",
            written_by=RESPONDERS,
            choices=(
                Choice(code="indicators-not-met", label="What was seen does not point to modern slavery"),
                Choice(code="no-concern", label="There is no worry left"),
                Choice(code="person-not-found", label="The person could not be found"),
            ),
            missing="Select why it is not indicated.",
            why="It is counted as an assessment, with its reason.",
        ),
    ),
    outcome_from="not_indicated_why",
    effects=(TellsFirstSender(say="Your worry was assessed and is closed."),),
    writes=("assessment-completed", "outcome-recorded"),
    done="Closed.",
)

RECORD_EARLIER = Move(
    code="record_already_referred",
    label="Somebody else has referred them already",
    from_=BEFORE_SENDING,
    to="referred",
    by=RESPONDERS,
    when=REFERRED,
    asks=(
        Question(
            code="referred_by",
            label="Who sent it?",
            kind="choice",
            category="national-form",
            written_by=RESPONDERS,
            choices=(
                Choice(code="police", label="The police"),
                Choice(code="another-council", label="Another council"),
                Choice(code="another", label="Another first responder organisation"),
            ),
            missing="Select who sent it.",
            why="It is shown beside our own count, and never added to it.",
        ),
        Question(
            code="their_reference",
            label="Their Home Office reference",
            kind="text",
            category="national-form",
            written_by=RESPONDERS,
            max_length=40,
            missing="Enter the Home Office reference.",
            why="One person is referred once: a second form would not help them.",
        ),
        Question(
            code="referred_on",
            label="When was it sent?",
            kind="date-time",
            category="national-form",
            written_by=RESPONDERS,
            missing="Enter when it was sent.",
            why="The decision is counted from it.",
            checks=(Refuse(unless=NotInFuture(answer("referred_on")), say="Enter a time that is not in the future."),),
        ),
    ),
    closes=("submit", "conversation"),
    opens=("chase-grounds", "crime"),
    effects=(
        SetsFact(fact="form_sent", from_answer="referred_on"),
        OpensLine(line="decision", stage="awaiting_rg"),
    ),
    writes=("referred-by-others",),
    done="Recorded. Do not send a second form.",
)
