"""The form, last sections: what the parent agrees to, how to reach them, and who is sending this."""

from workflows.pathways.hidden_harm.form_children import PREGNANCY_IN_HOME
from workflows.pathways.hidden_harm.thresholds import HARM_AT_REFERRAL, MEDICINE_AT_HOME
from workflows.vocabulary import (
    AnyIs,
    Choice,
    ConsentRecord,
    Is,
    Not,
    NotInFuture,
    Question,
    Refuse,
    Section,
    Topic,
    answer,
)

VISIT = Topic(
    code="visit-agreement",
    title="What the parent has been told",
    questions=(
        Question(
            code="parent_told",
            label="Have you told the parent that you are sending this?",
            kind="choice",
            category="family",
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="not-yet", label="Not yet"),
                Choice(code="unsafe", label="No, it could put somebody in danger"),
            ),
            missing="Select whether the parent knows of this.",
            why="Parents should hear it from you first, unless that puts somebody in danger.",
        ),
        Question(
            code="agreement",
            label="Do they agree to a visit?",
            kind="choice",
            category="treatment",
            choices=(
                Choice(code="agrees", label="Yes"),
                Choice(code="refuses", label="No"),
                Choice(code="undecided", label="They have not decided"),
                Choice(code="not-asked", label="Not asked, or not safe to ask"),
            ),
            missing="Select whether they agree to a visit.",
            why="A visit needs their agreement. Telling children's social care of a child at risk does not.",
        ),
    ),
)

SHARING = Topic(
    code="sharing",
    title="What they agree to share",
    help="Ask about each by itself, and write down a no as carefully as a yes. Telling children's social care of a "
    "child at risk of significant harm is not among these: the law asks for it.",
    when=Not(HARM_AT_REFERRAL),
    questions=(
        Question(
            code="share_early_help",
            label="Early help",
            kind="consent",
            category="treatment",
            recipient="early-help",
            required="ask",
            missing="Select whether they agree to share with early help.",
            why="Early help is offered, never imposed.",
        ),
        Question(
            code="share_health_visitor",
            label="The health visitor",
            kind="consent",
            category="treatment",
            recipient="health-visitor",
            required="ask",
            hint="How medicine is stored and where a baby sleeps.",
            missing="Select whether they agree to share with the health visitor.",
            why="Each is asked by itself: a no to one does not stop the others.",
        ),
        Question(
            code="share_midwife",
            label="The midwife",
            kind="consent",
            category="treatment",
            recipient="midwife",
            required="ask",
            when=PREGNANCY_IN_HOME,
            missing="Select whether they agree to share with the midwife.",
            why="Each is asked by itself: a no to one does not stop the others.",
        ),
        Question(
            code="share_pharmacist",
            label="The pharmacist",
            kind="consent",
            category="treatment",
            recipient="pharmacist",
            required="ask",
            when=MEDICINE_AT_HOME,
            hint="Which medicine is at home, for advice on storing it.",
            missing="Select whether they agree to share with the pharmacist.",
            why="Each is asked by itself: a no to one does not stop the others.",
        ),
        Question(
            code="consent_date",
            label="When did you ask them?",
            kind="date",
            category="treatment",
            missing="Enter the day on which you asked them.",
            why="What somebody agreed to a year ago may not be what they want today.",
            checks=(Refuse(unless=NotInFuture(answer("consent_date")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="consent_how",
            label="How did they answer?",
            kind="choice",
            category="treatment",
            choices=(
                Choice(code="signed", label="They signed a form"),
                Choice(code="spoken", label="They said it"),
                Choice(code="interpreter", label="They said it, through an interpreter"),
                Choice(code="not-asked", label="They have not been asked"),
            ),
            missing="Select how they answered.",
            why="So that it can be shown later that they were really asked.",
        ),
        Question(
            code="consent_taken_by",
            label="Who asked them?",
            kind="person-name",
            category="treatment",
            when=AnyIs(answer("consent_how"), ("signed", "spoken", "interpreter")),
            missing="Enter the name of whoever asked them.",
            why="So that it can be shown later that they were really asked.",
        ),
    ),
)

CONTACT = Topic(
    code="contact",
    title="How to reach them safely",
    questions=(
        Question(
            code="contact_phone",
            label="Their phone",
            kind="phone",
            category="treatment",
            required="no",
        ),
        Question(
            code="safe_to_message",
            label="Is it safe to leave a message or send a letter?",
            kind="yes-no-unknown",
            category="treatment",
            missing="Select whether a message is safe.",
            why="Somebody else may read or hear it.",
        ),
        Question(
            code="interpreter",
            label="Do they need an interpreter?",
            kind="yes-no",
            category="treatment",
            missing="Select whether they need an interpreter.",
            why="A child should never have to interpret.",
        ),
        Question(
            code="interpreter_language",
            label="Which language?",
            kind="text",
            category="treatment",
            when=Is(answer("interpreter"), "yes"),
            max_length=60,
            missing="Enter the language.",
            why="A child should never have to interpret.",
        ),
        Question(
            code="access_needs",
            label="Anything that makes it easier for them to take part?",
            kind="long-text",
            category="treatment",
            required="no",
            max_length=300,
        ),
    ),
)

AGREEMENT = Section(code="agreement", title="What the parent agrees to", topics=(VISIT, SHARING, CONTACT))
CONSENTS = ConsentRecord(on="consent_date", how="consent_how", by="consent_taken_by")

SENDER = Section(
    code="sender",
    title="Who sends this",
    topics=(
        Topic(
            code="referrer",
            title="Who is sending this",
            questions=(
                Question(
                    code="referrer_name",
                    label="Your name",
                    read_as="Name of whoever sent it",
                    kind="person-name",
                    category="core",
                    preview=True,
                    missing="Enter your name.",
                    why="The hidden harm team may have a question, and tells you what became of it.",
                ),
                Question(
                    code="referrer_team",
                    label="Your team, school or practice",
                    read_as="Team, school or practice of whoever sent it",
                    kind="text",
                    category="core",
                    preview=True,
                    missing="Enter your team, school or practice.",
                    why="So that somebody else can answer when you are away.",
                ),
                Question(
                    code="referrer_phone",
                    label="Your phone",
                    read_as="Phone of whoever sent it",
                    kind="phone",
                    category="core",
                    preview=True,
                    missing="Enter your phone number.",
                    why="If a child may be in danger they will ring rather than write.",
                ),
            ),
        ),
    ),
)
