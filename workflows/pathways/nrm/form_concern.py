"""The form, first section: danger, age, what an adult wants, and who the person is."""

from workflows.pathways.nrm.route import ADULT, CHILD, MAY_BE_NAMED, NAMED, REFUSES
from workflows.vocabulary import (
    AgeAt,
    AnyOf,
    Choice,
    Is,
    Not,
    NotInFuture,
    Question,
    Refuse,
    Section,
    States,
    Topic,
    answer,
)

BOROUGHS = (
    Choice(code="havering", label="Havering"),
    Choice(code="waltham-forest", label="Waltham Forest"),
)

COUNCILS = (
    Choice(code="havering", label="Havering"),
    Choice(code="waltham-forest", label="Waltham Forest"),
    Choice(code="another", label="Another council"),
)

DANGER_AND_AGE = Topic(
    code="danger",
    title="Danger, and how old they are",
    questions=(
        Question(
            code="danger_now",
            label="Is somebody in danger now?",
            kind="yes-no",
            category="core",
            preview=True,
            missing="Select whether somebody is in danger now.",
            why="If so, ring 999 first. This form is read on working days.",
        ),
        Question(
            code="area",
            label="In which borough is the person, or was it noticed?",
            kind="choice",
            category="core",
            preview=True,
            choices=BOROUGHS,
            missing="Select the borough.",
            why="It goes to that council's first responders.",
        ),
        Question(
            code="age_group",
            label="How old are they?",
            kind="choice",
            category="screening",
            preview=True,
            choices=(
                Choice(code="under-18", label="Under 18"),
                Choice(code="adult", label="18 or older"),
                Choice(code="not-sure", label="Not sure, and they may be under 18"),
            ),
            missing="Select how old they are. If they may be under 18, select “Not sure”.",
            why="Somebody who may be under 18 is helped as a child until it is known, and is not asked for consent.",
        ),
    ),
)

CONSENT = Topic(
    code="adult-consent",
    title="What they want",
    when=ADULT,
    help="Speak to them alone, with an interpreter who did not come with them. If they say no, the council still has "
    "a duty to notify the Home Office, without anything that tells who they are.",
    questions=(
        Question(
            code="adult_agrees",
            label="Do they agree that a first responder is told who they are?",
            kind="choice",
            category="screening",
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="no", label="No"),
                Choice(code="not-asked", label="Not asked: it was not safe"),
            ),
            missing="Select whether they agree.",
            why="Without an adult's agreement nothing that tells who they are is kept or sent.",
        ),
        Question(
            code="will_help",
            label="Would they help the police to investigate?",
            kind="yes-no",
            category="screening",
            when=REFUSES,
            missing="Select whether they would help the police.",
            why="Somebody who says no to support may still want to help an investigation.",
        ),
        Question(
            code="may_be_named",
            label="Do they agree to be named to the police for that?",
            kind="yes-no",
            category="screening",
            when=Is(answer("will_help"), "yes"),
            missing="Select whether they agree to be named.",
            why="Their name is kept only if they said so.",
        ),
        Question(
            code="may_be_named_at",
            label="When did they say so?",
            kind="date-time",
            category="screening",
            when=MAY_BE_NAMED,
            missing="Enter when they agreed to be named.",
            why="So that it can be shown later that they were really asked.",
            checks=(
                Refuse(unless=NotInFuture(answer("may_be_named_at")), say="Enter a time that is not in the future."),
            ),
        ),
    ),
)

PERSON = Topic(
    code="person",
    title="Who they are",
    when=NAMED,
    help="Only what you know already. Do not ask them to tell it all again.",
    questions=(
        Question(
            code="first_name",
            label="First name, or what you call them",
            kind="person-name",
            category="national-form",
            missing="Enter their first name, or how you call them if you do not know it.",
            why="A first responder has to know whom it is about.",
        ),
        Question(
            code="last_name",
            label="Last name",
            kind="person-name",
            category="national-form",
            required="no",
        ),
        Question(
            code="nickname",
            label="Another name that they use",
            kind="text",
            category="national-form",
            required="no",
            max_length=60,
        ),
        Question(
            code="born",
            label="Date of birth",
            kind="date",
            category="turning-18",
            required="no",
            sets_fact=States(fact="turns_18", years=18),
            checks=(
                Refuse(unless=NotInFuture(answer("born")), say="Enter a date that is in the past."),
                Refuse(
                    unless=AnyOf(
                        Not(Is(answer("age_group"), "under-18")),
                        Not(AgeAt(answer("born"), "submitted", at_least=18)),
                    ),
                    say="By this date they are 18 or older. Change the date, or go back and change how old they are.",
                ),
                Refuse(
                    unless=AnyOf(
                        Not(Is(answer("age_group"), "adult")),
                        AgeAt(answer("born"), "submitted", at_least=18),
                    ),
                    say="By this date they are under 18. Change the date, or go back and change how old they are.",
                ),
            ),
        ),
        Question(
            code="where_now",
            label="Where are they now?",
            kind="text",
            category="screening",
            max_length=200,
            missing="Enter where they are now, or “not known”.",
            why="So that they can be found safely.",
        ),
        Question(
            code="safe_to_contact",
            label="Is it safe to contact them?",
            kind="yes-no-unknown",
            category="screening",
            missing="Select whether it is safe to contact them.",
            why="Whoever controls them may read or hear it.",
        ),
        Question(
            code="how_to_contact",
            label="How?",
            kind="text",
            category="screening",
            when=Is(answer("safe_to_contact"), "yes"),
            max_length=200,
            missing="Enter how they can be contacted safely.",
            why="Whoever controls them may read or hear it.",
        ),
    ),
)

COUNCIL = Topic(
    code="council",
    title="The council that looks after children there",
    when=CHILD,
    help="Ring children's social care before anything else is sent: safety comes before the national form. Nobody's "
    "agreement is needed, but tell the child what happens in words that fit their age.",
    questions=(
        Question(
            code="responsible_area",
            label="Which council answers for the child?",
            kind="choice",
            category="safeguarding",
            choices=COUNCILS,
            hint="For a child in care it is the council that placed them.",
            missing="Select the council that answers for the child.",
            why="Its children's social care takes part, and the child is counted there once.",
        ),
        Question(
            code="council_name",
            label="Name of the council",
            kind="text",
            category="safeguarding",
            max_length=120,
            missing="Enter the name of the council.",
            why="The national form asks for it before it goes on.",
        ),
        Question(
            code="council_phone",
            label="Its phone",
            kind="phone",
            category="safeguarding",
            missing="Enter the council's phone number.",
            why="The national form asks for it before it goes on.",
        ),
        Question(
            code="council_email",
            label="Its email",
            kind="email",
            category="safeguarding",
            missing="Enter the council's email address.",
            why="The national form asks for it before it goes on.",
        ),
        Question(
            code="safeguarding_referred",
            label="Has children's social care (MASH) been told already?",
            kind="yes-no",
            category="safeguarding",
            preview=True,
            missing="Select whether children's social care has been told.",
            why="Safety comes before the national form.",
        ),
        Question(
            code="safeguarding_reference",
            label="Their reference",
            kind="text",
            category="safeguarding",
            required="no",
            when=Is(answer("safeguarding_referred"), "yes"),
            max_length=60,
        ),
    ),
)

NOTIFY = Topic(
    code="notify",
    title="What a Duty to Notify says",
    when=REFUSES,
    help="Nothing here may tell who they are, alone or together: no name, age, address, phone or number.",
    questions=(
        Question(
            code="refusal_reason",
            label="Why do they say no, if they told you?",
            kind="long-text",
            category="national-form",
            required="no",
            max_length=1000,
        ),
        Question(
            code="notify_gender",
            label="Gender",
            kind="choice",
            category="national-form",
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
            code="notify_nationality",
            label="Nationality",
            kind="text",
            category="national-form",
            max_length=60,
            missing="Enter their nationality, or “not known”.",
            why="The Duty to Notify asks for it.",
        ),
    ),
)

CONCERN = Section(code="concern", title="The person", topics=(DANGER_AND_AGE, CONSENT, PERSON, COUNCIL, NOTIFY))
