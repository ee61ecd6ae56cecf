"""What is asked first: whether somebody is in danger now, where the home is, and who lives there."""

from workflows.vocabulary import (
    Answered,
    AnyOf,
    Choice,
    Is,
    NotInFuture,
    Question,
    Refuse,
    Section,
    Shaped,
    States,
    Topic,
    answer,
)

DANGER = Topic(
    code="danger",
    title="Is somebody in danger now?",
    help="This form is no alarm: it is not read at once. If somebody is in danger now, ring 999 first.",
    questions=(
        Question(
            code="immediate_danger",
            label="Is somebody in danger now?",
            kind="yes-no",
            category="core",
            preview=True,
            missing="Select whether somebody is in danger now.",
            why="Danger now needs the police, not a form.",
        ),
        Question(
            code="called_999_at",
            label="When did you ring 999?",
            kind="date-time",
            category="core",
            preview=True,
            when=Is(answer("immediate_danger"), "yes"),
            missing="Ring 999 now. Then enter when you rang.",
            why="So that nobody has to wonder whether it was done.",
            checks=(Refuse(unless=NotInFuture(answer("called_999_at")), say="Enter a time that has passed."),),
        ),
        Question(
            code="police_reference",
            label="What reference did the police give you?",
            kind="text",
            category="core",
            preview=True,
            when=Is(answer("immediate_danger"), "yes"),
            hint="For example, 4417/02MAR. They call it a CAD number.",
            missing="Ring 999 now. Then enter the reference that the police gave you. Your answers are kept.",
            why="So that whoever takes this on finds the police record at once.",
        ),
    ),
)

PLACE_OF_HOME = Topic(
    code="home",
    title="The home",
    questions=(
        Question(
            code="borough",
            label="Which borough is it in?",
            kind="choice",
            category="core",
            preview=True,
            choices=(
                Choice(code="havering", label="Havering"),
                Choice(code="waltham-forest", label="Waltham Forest"),
                Choice(code="another-area", label="Another borough"),
            ),
            missing="Select the borough.",
            why="It decides which council and which police take it on.",
        ),
        Question(
            code="unit",
            label="Flat, room or pitch",
            kind="text",
            category="address",
            required="no",
            hint="For example, Flat 2.",
        ),
        Question(
            code="house_number",
            label="Number or name of the house",
            kind="text",
            category="address",
            missing="Enter the number or name of the house. For a tent, caravan or boat say where it lies.",
            why="So that help goes to the right door.",
        ),
        Question(
            code="street",
            label="Street or building",
            kind="text",
            category="address",
            preview=True,
            hint="For example, Larkspur Court.",
            missing="Enter the street or building.",
            why="So that help goes to the right door.",
        ),
        Question(
            code="postcode",
            label="Postcode",
            kind="text",
            category="address",
            required="no",
            preview=True,
            max_length=8,
            checks=(
                Refuse(
                    unless=Shaped(answer("postcode"), "postcode"),
                    say="Enter a postcode like RM3 9XX, or its first half, or leave it empty.",
                ),
            ),
        ),
        Question(
            code="uprn",
            label="Number of the property (UPRN), if you know it",
            kind="text",
            category="address",
            required="no",
            max_length=15,
            hint="Councils and landlords have it. Leave it empty otherwise.",
            checks=(
                Refuse(
                    unless=Shaped(answer("uprn"), "property-number"),
                    say="The number of the property (UPRN) has up to 12 digits. Leave it empty if you do not know it.",
                ),
            ),
        ),
        Question(
            code="tenure",
            label="Whose home is it?",
            kind="choice",
            category="address",
            preview=True,
            choices=(
                Choice(code="council", label="Rented from the council"),
                Choice(code="registered-provider", label="Rented from a housing association"),
                Choice(code="private-rent", label="Rented from a private landlord"),
                Choice(code="owner", label="Owned by somebody who lives there"),
                Choice(code="temporary", label="Temporary accommodation"),
                Choice(code="supported", label="Supported housing"),
                Choice(code="hostel", label="Hostel"),
                Choice(code="caravan-boat-tent", label="Caravan, boat or tent"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select whose home it is. “Not known” is an answer.",
            why="It decides who can change locks, offer a move or act on the tenancy.",
        ),
        Question(
            code="landlord_name",
            label="Landlord, if you know them",
            kind="text",
            category="address",
            required="no",
            when=AnyOf(
                Is(answer("tenure"), "registered-provider"),
                Is(answer("tenure"), "private-rent"),
                Is(answer("tenure"), "supported"),
                Is(answer("tenure"), "hostel"),
            ),
        ),
    ),
)

OCCUPIER = Topic(
    code="occupier",
    title="Who lives there",
    help="Leave empty what you do not know.",
    questions=(
        Question(code="occupier_name", label="Their name", kind="person-name", category="occupier", required="no"),
        Question(code="occupier_born", label="Their date of birth", kind="date", category="occupier", required="no"),
        Question(
            code="occupier_known_as", label="Other names they go by", kind="text", category="occupier", required="no"
        ),
        Question(
            code="known_to_treatment",
            label="Do they have drug or alcohol treatment?",
            kind="yes-no-unknown",
            category="treatment",
            required="no",
            hint="Never shown to a landlord.",
        ),
        Question(
            code="last_seen",
            label="When did anybody last see them?",
            kind="date",
            category="concern",
            required="no",
            sets_fact=States(fact="occupier_seen"),
            checks=(Refuse(unless=NotInFuture(answer("last_seen")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="occupier_agrees",
            label="Do they know about this referral?",
            kind="choice",
            category="agreement",
            choices=(
                Choice(code="agrees", label="Yes, and they agree"),
                Choice(code="disagrees", label="Yes, and they do not agree"),
                Choice(code="not-safe", label="No: it is not safe to ask them"),
                Choice(code="not-asked", label="No: nobody has asked them yet"),
            ),
            missing="Select whether they know.",
            why="Ask where it is safe. A no does not end it where somebody has to be kept safe.",
        ),
    ),
)

CHILDREN = Topic(
    code="children",
    title="Children",
    help="If a child may be in danger, ring children's social care today as well. This form does not do it for you.",
    questions=(
        Question(
            code="children_there",
            label="Does a child live there, visit, or has one been found there?",
            kind="yes-no-unknown",
            category="children",
            preview=True,
            missing="Select whether a child is linked to the home.",
            why="A child at the address changes everything that follows.",
        ),
        Question(
            code="children_how",
            label="How is the child linked to the home?",
            kind="choices",
            category="children",
            least=1,
            when=Is(answer("children_there"), "yes"),
            unite=True,
            choices=(
                Choice(code="lives-here", label="Lives here"),
                Choice(code="visits", label="Visits"),
                Choice(code="found-here", label="Was found here"),
            ),
            missing="Select how the child is linked to the home.",
            why="A child who was found there may be exploited as well.",
        ),
        Question(
            code="children_ages",
            label="Ages, as far as known",
            kind="text",
            category="children",
            required="no",
            when=Is(answer("children_there"), "yes"),
        ),
        Question(
            code="children_school",
            label="School, if known",
            kind="text",
            category="children",
            required="no",
            when=Is(answer("children_there"), "yes"),
        ),
        Question(
            code="hub_told_at",
            label="When was children's social care told?",
            kind="date-time",
            category="children",
            required="no",
            when=Is(answer("children_there"), "yes"),
        ),
    ),
)

YES_NO_UNKNOWN_HINT = "Until they have told you, it is not safe."

SAFE_CONTACT = Topic(
    code="safe-contact",
    title="How to reach them safely",
    help="Somebody else may hold their phone, post and keys.",
    questions=(
        Question(code="contact_phone", label="Their phone", kind="phone", category="contact", required="no"),
        Question(
            code="safe_to_call",
            label="Is it safe to ring them?",
            kind="yes-no-unknown",
            category="contact",
            missing="Select whether it is safe to ring them.",
            why="A call at the wrong moment can bring violence.",
            hint=YES_NO_UNKNOWN_HINT,
        ),
        Question(
            code="safe_to_text",
            label="Is it safe to text them?",
            kind="yes-no-unknown",
            category="contact",
            missing="Select whether it is safe to text them.",
            why="Texts are read by whoever holds the phone.",
            hint=YES_NO_UNKNOWN_HINT,
        ),
        Question(
            code="safe_to_message",
            label="Is it safe to leave a message or write?",
            kind="yes-no-unknown",
            category="contact",
            missing="Select whether it is safe to leave a message or write.",
            why="Messages and post are found by others.",
            hint=YES_NO_UNKNOWN_HINT,
        ),
        Question(code="safe_times", label="Safe times", kind="text", category="contact", required="no"),
        Question(
            code="cover_reason",
            label="A reason for visiting or writing that raises no suspicion",
            kind="text",
            category="contact",
            required="no",
            when=Answered(answer("safe_to_message")),
            hint="For example, a repair or a gas check.",
        ),
        Question(
            code="safe_word",
            label="A word by which they say that they cannot speak",
            kind="text",
            category="contact",
            required="no",
        ),
    ),
)

HOME = Section(code="home", title="The home", topics=(DANGER, PLACE_OF_HOME))
PEOPLE = Section(code="people", title="The people", topics=(OCCUPIER, CHILDREN, SAFE_CONTACT))
