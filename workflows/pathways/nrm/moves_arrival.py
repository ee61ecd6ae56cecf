"""The moves from the worry to what is prepared: taken up, safe first, the adult asked, the decision what to do."""

from workflows.pathways.nrm.route import (
    ADULT,
    CHILD,
    GREW_UP_FIRST,
    NOBODY_NAMED,
    NOT_YET_18,
    REFERRED,
    REFUSES,
)
from workflows.pathways.nrm.stages import BEFORE_SENDING, TAKEN_UP
from workflows.vocabulary import (
    Answered,
    AnswersHandOver,
    AnyOf,
    Choice,
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
    opens=("safeguard", "mash", "conversation"),
    effects=(
        GrantsPosition(position="first-responder", to="accepting-team"),
        OpensLine(line="safeguarding", stage="concern_open"),
        LinksEarlier(same="person", fact="earlier"),
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
            read_as="Why it was declined",
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
            read_as="Reference of the safeguarding referral",
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
    closes=("safeguard",),
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
        Refuse(
            unless=NOT_YET_18,
            say="They have turned 18. Record that first, and ask them like any adult.",
        ),
    ),
    opens=("submit", "before-18-first", "before-18-last", "consent-to-stay"),
    writes=("assessment-completed",),
    done="Prepare the form. It is sent on the Home Office's own site.",
    weight="primary",
)

TURNED_18_FIRST = Move(
    code="record_18_before_sending",
    label="They turned 18 before the form was sent",
    from_=("screening", "preparing"),
    to="conversation",
    by=RESPONDERS,
    when=GREW_UP_FIRST,
    drops=("submit", "before-18-first", "before-18-last", "consent-to-stay"),
    opens=("conversation",),
    effects=(SettlesAnswer(to="age_group", value="adult"), SettlesAnswer(to="adult_agrees", value="not-asked")),
    done="Recorded. Nobody but they can agree to it now. Speak to them alone, with an interpreter of their own.",
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
            read_as="Why it is not indicated",
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
    drops=("submit", "conversation"),
    opens=("chase-grounds", "crime"),
    effects=(
        SetsFact(fact="form_sent", from_answer="referred_on"),
        OpensLine(line="decision", stage="awaiting_rg"),
    ),
    writes=("referred-by-others",),
    done="Recorded. Do not send a second form.",
)
