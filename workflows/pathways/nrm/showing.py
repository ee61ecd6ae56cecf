"""What the pages of this work say by themselves: warnings, prompts, advice and what happens next."""

from workflows.pathways.nrm.route import (
    ADULT,
    AGREES,
    CHILD,
    COUNTY_LINES,
    DANGER,
    GREW_UP_FIRST,
    MAY_BE_NAMED,
    MISSING,
    NOBODY_NAMED,
    REFUSES,
)
from workflows.pathways.nrm.sheet import SHEET
from workflows.vocabulary import (
    Advice,
    AllOf,
    Answered,
    AnyOf,
    Declaration,
    Is,
    Listing,
    MadeAtLeast,
    NextStep,
    Not,
    Printing,
    Prompt,
    Reaching,
    Ready,
    SafetyWarning,
    Since,
    answer,
    fact,
)

WARNINGS = (
    SafetyWarning(
        code="danger", say="Somebody was in danger when this was raised", when=DANGER, category="core", urgent=True
    ),
    SafetyWarning(code="missing", say="They are missing", when=MISSING, category="safeguarding", urgent=True),
    SafetyWarning(
        code="no-contact",
        say="Do not contact them: it is not safe",
        when=Is(answer("safe_to_contact"), "no"),
        category="screening",
        urgent=True,
    ),
    SafetyWarning(
        code="treated-as-child",
        say="Age not sure: treat them as a child",
        when=Is(answer("age_group"), "not-sure"),
        category="screening",
        urgent=True,
    ),
    SafetyWarning(
        code="nobody-named",
        say="Nobody is named here. Do not write who they are",
        when=NOBODY_NAMED,
        category="screening",
        urgent=True,
    ),
    SafetyWarning(code="county-lines", say="County lines, or suspected", when=COUNTY_LINES, category="county-lines"),
)

PROMPTS = (
    Prompt(
        code="adult-support",
        say="They do not have to speak to the police to have support. Support can take up to five days to begin: ring "
        "the Salvation Army at once where somebody has nowhere to go.",
        when=Is(answer("wants_support"), "yes"),
        category="national-form",
    ),
    Prompt(
        code="told-no",
        say="Their no does not stop a Duty to Notify, and the council has to send it without anything that tells who "
        "they are.",
        when=REFUSES,
        category="screening",
    ),
    Prompt(
        code="grew-up-first",
        say="They have turned 18, and the form is not sent yet. Nobody but they can agree to it now: ask them like any "
        "adult.",
        when=GREW_UP_FIRST,
        category="turning-18",
        urgent=True,
    ),
    Prompt(
        code="consent-to-stay",
        say="They have turned 18. They have to say whether they stay; without that the case is suspended and support "
        "may end.",
        when=AllOf(
            CHILD,
            Since("turns_18"),
            Answered(fact("form_sent")),
            Not(Answered(answer("stays_how"))),
            Not(MadeAtLeast("record_no_consent_at_18", 1)),
        ),
        category="turning-18",
        urgent=True,
    ),
)

ADVICE = (
    Advice(
        code="danger",
        title="Ring 999 now",
        say="Ring 999 before you write anything more. This form is read on working days; outside them ring the "
        "number that is given for when the team is closed.",
        when=DANGER,
        alert="Somebody who may be exploited may be in danger now. Read the worry now.",
        alerts=("first-responder",),
        within="nrm.alert-minutes",
    ),
    Advice(
        code="child",
        title="Ring children's social care (MASH) as well",
        say="They are or may be under 18, so nobody asks for their consent. The national form keeps nobody safe by "
        "itself.",
        when=CHILD,
    ),
    Advice(
        code="nobody-named",
        title="Nobody is named",
        say="They said no, so anything you typed before that tells who they are (name, date of birth, where they are, "
        "how to reach them) is left out when you send this, and is not kept.",
        when=NOBODY_NAMED,
    ),
    Advice(
        code="may-be-named",
        title="They may be named to the police",
        say="They agreed to be named for an investigation. Only name and safe contact go with the Duty to Notify.",
        when=MAY_BE_NAMED,
    ),
)

READY = (
    Ready(
        code="safe",
        label="safeguarding referral made",
        when=AnyOf(Answered(answer("mash_reference")), Answered(answer("safeguarding_reference"))),
        category="safeguarding",
        applies=CHILD,
    ),
    Ready(
        code="asked",
        label="asked, and agreed",
        when=AllOf(AGREES, Answered(answer("consent_on"))),
        category="screening",
        applies=ADULT,
    ),
    Ready(code="sent", label="sent to the Home Office", when=Answered(fact("form_sent")), category="national-form"),
)

NEXT_STEPS = (
    NextStep(
        say="A first responder of the council takes it up, or tells you why not.", clock="screen", who="first-responder"
    ),
    NextStep(say="Safety comes first: children's social care is told today.", when=CHILD, who="childrens-social-care"),
    NextStep(say="An adult is asked, alone, what they want.", clock="conversation", when=ADULT, who="first-responder"),
    NextStep(
        say="A first responder decides, and sends the national form on the Home Office's own site. Nothing is sent "
        "from here.",
        clock="assess",
        who="first-responder",
    ),
    NextStep(say="You hear when it is taken up and when it is closed, and no details.", who="first-responder"),
)

DECLARATION = Declaration(
    title="Before you send this",
    points=(
        "What I have written is true as far as I know, and is no more than is needed.",
        "This raises a worry with the council. It is not a national referral, which only a first responder can send.",
        "If somebody is in danger now I have rung 999.",
        "If they are or may be under 18 I have rung children's social care, or do so now.",
    ),
    agree="I agree, and send this",
    missing="Tick the box to say that you agree before you send this.",
)

PRINTING = Printing(
    note="Keep this where nobody who controls them can find it. This sheet is no referral: nothing is sent until a "
    "first responder sends the form on the Home Office's own site.",
    leave_out=("line_name",),
    sheet_title="Preparation sheet for the national form",
    sheet=SHEET,
)

REACHING = Reaching(category="screening", no_message_when=Not(Is(answer("safe_to_contact"), "yes")))

LISTING = Listing(
    name=("first_name", "last_name"),
    area="area",
    born="born",
    identity=("nickname",),
)
