"""The form, first section: who is leaving prison."""

from workflows.vocabulary import (
    AgeAt,
    AnyIs,
    Choice,
    InOrder,
    Is,
    NotInFuture,
    Question,
    Refuse,
    Section,
    Shaped,
    Topic,
    Warn,
    answer,
)

NAME = Topic(
    code="name",
    title="Their name and date of birth",
    help="As the prison holds them. A different spelling is enough to lose somebody between two services.",
    questions=(
        Question(
            code="first_name",
            label="First name",
            kind="person-name",
            category="core",
            preview=True,
            missing="Enter their first name.",
            why="The community service has to know whom to expect, and finds earlier treatment by the name.",
            chat="What is their first name?",
        ),
        Question(
            code="surname",
            label="Surname",
            kind="person-name",
            category="core",
            preview=True,
            missing="Enter their surname.",
            why="The community service has to know whom to expect, and finds earlier treatment by the name.",
            chat="And their surname?",
        ),
        Question(
            code="aliases",
            label="Other names they are known by",
            kind="text",
            category="identifiers",
            required="no",
            hint="For example a former surname, or the name that they go by.",
        ),
        Question(
            code="date_of_birth",
            label="Date of birth",
            kind="date",
            category="birth-date",
            preview=True,
            hint="For example, 31 3 1990.",
            missing="Enter their date of birth.",
            why="With initials and sex it links this referral to treatment before and after prison.",
            chat="What is their date of birth?",
            checks=(
                Refuse(unless=NotInFuture(answer("date_of_birth")), say="Enter a date of birth that is in the past."),
                Refuse(
                    unless=AgeAt(answer("date_of_birth"), "release", at_least=18),
                    say="This form is for people who will be 18 or over on the day they leave. "
                    "For somebody younger, ask the young people's service in their area. Your answers are kept.",
                ),
                Warn(
                    unless=InOrder(answer("date_of_birth"), answer("reception_date")),
                    say="The date of birth is later than the day they came to prison. Check both dates.",
                ),
            ),
        ),
    ),
)

IDENTIFIERS = Topic(
    code="identifiers",
    title="Numbers that identify them",
    questions=(
        Question(
            code="prison_number",
            label="Prison number",
            kind="prison-number",
            category="identifiers",
            preview=True,
            hint="A letter, four digits and two letters, for example Z9001TX.",
            missing="Enter their prison number.",
            why="It is the surest way to tell two people apart, and to match the prison's own list later.",
            checks=(
                Warn(
                    unless=Shaped(answer("prison_number"), "prison-number"),
                    say="Prison numbers are usually a letter, four digits and two letters, like Z9001TX. "
                    "Check it. If it is right, go on.",
                ),
            ),
        ),
        Question(
            code="crn",
            label="Probation case number (CRN)",
            kind="text",
            category="justice",
            required="no",
            preview=True,
            max_length=20,
            hint="If you have it. For example, X123456.",
        ),
        Question(
            code="nhs_number",
            label="NHS number",
            kind="nhs-number",
            category="health-identifiers",
            required="no",
            hint="10 digits, if you have it. For example, 999 123 4578.",
        ),
    ),
)

SEX_AND_GENDER = Topic(
    code="sex-and-gender",
    title="Sex and gender",
    questions=(
        Question(
            code="sex",
            label="Sex, as recorded by the prison",
            kind="choice",
            category="health-identifiers",
            preview=True,
            choices=(
                Choice(code="female", label="Female"),
                Choice(code="male", label="Male"),
                Choice(code="not-recorded", label="Not recorded"),
            ),
            missing="Select the sex that the prison has recorded.",
            why="With initials and date of birth it links this referral to treatment before and after prison.",
        ),
        Question(
            code="gender",
            label="How do they describe their gender?",
            kind="choice",
            category="health-identifiers",
            required="ask",
            preview=True,
            choices=(
                Choice(code="woman", label="Woman"),
                Choice(code="man", label="Man"),
                Choice(code="non-binary", label="Non-binary"),
                Choice(code="another", label="In another way"),
            ),
            missing="Select how they describe their gender, or that it is not known.",
            why="So that they are spoken to as they wish, and offered a service where they feel safe.",
        ),
    ),
)

AREA = Topic(
    code="area",
    title="Where they will live",
    questions=(
        Question(
            code="area_on_release",
            label="Which area will they live in?",
            kind="choice",
            category="core",
            preview=True,
            choices=(
                Choice(code="havering", label="Havering"),
                Choice(code="waltham-forest", label="Waltham Forest"),
                Choice(code="another-area", label="Another area"),
                Choice(code="not-known", label="Not known yet"),
            ),
            hint="Where they will stay, not where they lived before. Choose “Not known yet” if there is no address: "
            "you can still send the referral, and the area is settled within one working day.",
            missing="Select the area they will live in, or “Not known yet”.",
            why="It decides which community service receives this referral.",
            chat="Which area will they live in after release?",
        ),
        Question(
            code="other_area",
            label="Which area?",
            kind="text",
            category="core",
            preview=True,
            when=Is(answer("area_on_release"), "another-area"),
            hint="The council area, for example Redbridge.",
            missing="Enter the council area they will live in.",
            why="The referral is passed on to the service of that area, and stays open here until they have it.",
        ),
        Question(
            code="outward_code",
            label="First part of the postcode",
            kind="outward-code",
            category="core",
            preview=True,
            when=AnyIs(answer("area_on_release"), ("havering", "waltham-forest", "another-area")),
            hint="For example RM3 or E17. Only the first part. With no fixed address: of where they will be most.",
            missing="Enter the first part of the postcode, like RM3 or E17.",
            why="It confirms the area, and is one of the four things that link treatment records.",
        ),
    ),
)

BACKGROUND = Topic(
    code="background",
    title="About them",
    help="Ask, and respect it if they would rather not say.",
    questions=(
        Question(
            code="ethnicity",
            label="Ethnic group",
            kind="choice",
            category="equality",
            required="ask",
            choices=(
                Choice(code="asian", label="Asian or Asian British"),
                Choice(code="black", label="Black, Black British, Caribbean or African"),
                Choice(code="mixed", label="Mixed or multiple ethnic groups"),
                Choice(code="white", label="White"),
                Choice(code="other", label="Another ethnic group"),
            ),
            missing="Select an ethnic group, or that they prefer not to say.",
            why="To see whether people of every background get an equal chance of treatment. It feeds counts.",
        ),
        Question(
            code="disability",
            label="Do they have a physical or mental condition that limits what they can do day to day?",
            kind="choice",
            category="equality",
            required="ask",
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="no", label="No"),
            ),
            missing="Select whether they have a limiting condition, or that they prefer not to say.",
            why="So that the first appointment can be held in a way that works for them.",
        ),
        Question(
            code="language",
            label="Which language do they prefer to speak?",
            kind="choice",
            category="equality",
            required="ask",
            choices=(
                Choice(code="english", label="English"),
                Choice(code="sign-language", label="British Sign Language"),
                Choice(code="another", label="Another language"),
            ),
            missing="Select the language they prefer, or that it is not known.",
            why="An appointment in a language that somebody does not follow is an appointment lost.",
        ),
        Question(
            code="other_language",
            label="Which language?",
            kind="text",
            category="equality",
            when=Is(answer("language"), "another"),
            missing="Enter the language they prefer to speak.",
            why="So that the right interpreter can be booked.",
        ),
        Question(
            code="interpreter",
            label="Do they need an interpreter?",
            kind="choice",
            category="equality",
            required="ask",
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="no", label="No"),
            ),
            missing="Select whether they need an interpreter, or that it is not known.",
            why="An interpreter has to be booked before the first appointment.",
        ),
        Question(
            code="veteran",
            label="Have they served in the armed forces?",
            kind="choice",
            category="equality",
            required="ask",
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="no", label="No"),
            ),
            missing="Select whether they have served, or that they prefer not to say.",
            why="Veterans can have extra help with health and housing.",
        ),
        Question(
            code="care_experienced",
            label="Have they been in care?",
            kind="choice",
            category="equality",
            required="ask",
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="no", label="No"),
            ),
            missing="Select whether they have been in care, or that they prefer not to say.",
            why="Somebody who has been in care may have a personal adviser, and rights to housing, until they are 25.",
        ),
    ),
)

PERSON = Section(
    code="person",
    title="The person",
    topics=(NAME, IDENTIFIERS, SEX_AND_GENDER, AREA, BACKGROUND),
)
