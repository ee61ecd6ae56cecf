"""The signs of a home taken over, grouped, with how each is known; what happened; and who is suspected, kept apart."""

from workflows.vocabulary import (
    Answered,
    AnyIs,
    AnyOf,
    Choice,
    Has,
    Is,
    NotInFuture,
    Question,
    Refuse,
    Repeat,
    Section,
    Topic,
    Written,
    answer,
)

PROPERTY = (
    Choice(code="P1", label="More callers, at odd hours, who stay a short time"),
    Choice(code="P2", label="Cars, bikes or motorbikes that stop briefly; small amounts of cash change hands"),
    Choice(code="P3", label="Strangers stay there or let themselves in"),
    Choice(code="P4", label="Signs, smell or tools of drug use"),
    Choice(code="P5", label="Damaged door or windows, other ways in, or a door left open"),
    Choice(code="P6", label="More noise, disorder or complaints of neighbours"),
    Choice(code="P7", label="Home or front garden plainly let go"),
    Choice(code="P8", label="Goods brought in and left: bikes, televisions, parcels"),
)
CONTROL = (
    Choice(code="C1", label="Visitors answer for them, or will not leave so that you can speak alone"),
    Choice(code="C2", label="They are kept to one or two rooms, or shut out"),
    Choice(code="C3", label="Somebody else holds keys, phone, bank card or post"),
    Choice(code="C4", label="They suddenly stopped coming to services"),
    Choice(code="C5", label="Debts paid in cash, money nobody can explain, or drugs “as rent”"),
    Choice(code="C6", label="They owe dealers money, or are said to"),
    Choice(code="C7", label="Others give the address for bail, or it is linked to a county line"),
    Choice(code="C8", label="Fearful or withdrawn; will not name visitors; says it no longer feels like home"),
)
VULNERABILITY = (
    Choice(code="V1", label="Depends on drugs or alcohol, or uses more lately"),
    Choice(code="V2", label="Mental ill health"),
    Choice(code="V3", label="Learning disability, autism or difficulty with memory and thinking"),
    Choice(code="V4", label="Older, physically ill or disabled"),
    Choice(code="V5", label="Lives alone, has few people"),
    Choice(code="V6", label="Has left care, or is under 25"),
    Choice(code="V7", label="Poverty, arrears, or benefits stopped"),
    Choice(code="V8", label="Home taken over or exploited before; tenancies lost"),
    Choice(code="V9", label="Has lived through domestic or sexual abuse, or sells sex"),
    Choice(code="V10", label="Insecure immigration status or tenancy"),
)
HARM = (
    Choice(code="H1", label="They were hurt or attacked"),
    Choice(code="H2", label="They or their family were threatened"),
    Choice(code="H3", label="A weapon was seen, found or reported"),
    Choice(code="H4", label="Sexual exploitation in the home"),
    Choice(code="H5", label="A child lives there, visits or was found there"),
    Choice(code="H6", label="An overdose or emergency there in the last 30 days"),
)

SIGNS = Topic(
    code="signs",
    title="What points to it",
    help="Tick all that was seen, told or suspected. You can say next how each is known.",
    questions=(
        Question(
            code="property_signs",
            label="Signs about the home",
            kind="choices",
            category="concern",
            required="no",
            unite=True,
            choices=PROPERTY,
        ),
        Question(
            code="control_signs",
            label="Signs that somebody else is in control",
            kind="choices",
            category="concern",
            required="no",
            unite=True,
            choices=CONTROL,
        ),
        Question(
            code="vulnerability_signs",
            label="What makes it harder for them to say no",
            kind="choices",
            category="concern",
            required="no",
            unite=True,
            choices=VULNERABILITY,
        ),
        Question(
            code="harm_signs",
            label="Harm",
            kind="choices",
            category="concern",
            required="no",
            unite=True,
            choices=HARM,
        ),
        Question(
            code="hospital_treatment",
            label="Were they treated in hospital?",
            kind="yes-no-unknown",
            category="concern",
            when=Has(answer("harm_signs"), "H1"),
            missing="Select whether they were treated in hospital.",
            why="It raises the level of concern.",
        ),
    ),
    checks=(
        Refuse(
            unless=AnyOf(
                Answered(answer("property_signs")),
                Answered(answer("control_signs")),
                Answered(answer("vulnerability_signs")),
                Answered(answer("harm_signs")),
            ),
            say="Tick at least one sign.",
            at="property_signs",
        ),
    ),
)

HOW_KNOWN = Topic(
    code="how-known",
    title="How the signs are known",
    help="One after the other. What is only suspected is looked at again.",
    repeat=Repeat(part=None, label="a sign", most=32),
    questions=(
        Question(
            code="sign",
            label="Which sign?",
            kind="choice",
            category="concern",
            choices=(
                Choice(code="P1", label="Callers at odd hours"),
                Choice(code="P2", label="Cars or bikes that stop briefly"),
                Choice(code="P3", label="Strangers stay there"),
                Choice(code="P4", label="Signs of drug use"),
                Choice(code="P5", label="Damage, other ways in"),
                Choice(code="P6", label="Noise, disorder, complaints"),
                Choice(code="P7", label="Home let go"),
                Choice(code="P8", label="Goods left there"),
                Choice(code="C1", label="Visitors answer for them"),
                Choice(code="C2", label="Kept to one or two rooms"),
                Choice(code="C3", label="Others hold keys, phone or card"),
                Choice(code="C4", label="Stopped coming to services"),
                Choice(code="C5", label="Debts paid in cash"),
                Choice(code="C6", label="Owes dealers"),
                Choice(code="C7", label="Address given for bail, or county line"),
                Choice(code="C8", label="Fearful or withdrawn"),
                Choice(code="V1", label="Depends on drugs or alcohol"),
                Choice(code="V2", label="Mental ill health"),
                Choice(code="V3", label="Learning disability or autism"),
                Choice(code="V4", label="Older, ill or disabled"),
                Choice(code="V5", label="Lives alone"),
                Choice(code="V6", label="Has left care, or under 25"),
                Choice(code="V7", label="Poverty or arrears"),
                Choice(code="V8", label="Home taken over before"),
                Choice(code="V9", label="Abuse, or sells sex"),
                Choice(code="V10", label="Insecure status or tenancy"),
                Choice(code="H1", label="Hurt or attacked"),
                Choice(code="H2", label="Threatened"),
                Choice(code="H3", label="Weapon"),
                Choice(code="H4", label="Sexual exploitation"),
                Choice(code="H5", label="Child"),
                Choice(code="H6", label="Overdose or emergency"),
            ),
            missing="Select the sign.",
            why="So that each sign has its own ground.",
        ),
        Question(
            code="sign_known",
            label="How is it known?",
            kind="choice",
            category="concern",
            choices=(
                Choice(code="seen", label="Seen"),
                Choice(code="told", label="Told by somebody"),
                Choice(code="suspected", label="Only suspected"),
            ),
            missing="Select how it is known.",
            why="A suspicion counts, and is looked at again.",
        ),
        Question(
            code="sign_on",
            label="When?",
            kind="date",
            category="concern",
            missing="Enter the day, as near as you know it.",
            why="Old signs and new ones say different things.",
            checks=(Refuse(unless=NotInFuture(answer("sign_on")), say="Enter a day that is not in the future."),),
        ),
    ),
)

WHAT_HAPPENED = Topic(
    code="what-happened",
    title="What happened",
    questions=(
        Question(
            code="uses_of_home",
            label="What is the home used for?",
            kind="choices",
            category="concern",
            preview=True,
            least=1,
            unite=True,
            choices=(
                Choice(code="deal", label="Selling drugs"),
                Choice(code="store", label="Storing drugs"),
                Choice(code="take", label="Taking drugs"),
                Choice(code="grow", label="Growing cannabis"),
                Choice(code="sex-work", label="Selling sex"),
                Choice(code="weapons", label="Keeping weapons"),
                Choice(code="lodging", label="Somewhere for them to live"),
                Choice(code="financial-abuse", label="Taking the occupier's money"),
                Choice(code="other", label="Something else, or not known"),
            ),
            missing="Select what the home is used for, as far as known.",
            why="It decides who is needed first.",
        ),
        Question(
            code="what_happened",
            label="What happened?",
            kind="long-text",
            category="concern",
            max_length=3000,
            hint="Facts: who saw what and when. Name no suspects here: there is a page for them that only the police "
            "read.",
            missing="Enter what happened.",
            why="So that those who protect them know what you know.",
        ),
        Question(
            code="urgency",
            label="How soon should somebody look at it?",
            kind="choice",
            category="case-notes",
            preview=True,
            choices=(
                Choice(code="today", label="Today"),
                Choice(code="this-week", label="This week"),
                Choice(code="routine", label="In the usual time"),
            ),
            missing="Select how soon.",
            why="You know the home. It does not by itself set the level of concern.",
        ),
        Question(
            code="hazards",
            label="What must a visitor be careful of?",
            kind="choices",
            category="worker-safety",
            preview=True,
            least=1,
            unite=True,
            choices=(
                Choice(code="dogs", label="Dogs"),
                Choice(code="weapons", label="Weapons"),
                Choice(code="needles", label="Needles"),
                Choice(code="violence", label="Violence"),
                Choice(code="not-alone", label="Nobody goes there alone"),
                Choice(code="none-known", label="Nothing is known"),
            ),
            missing="Select what a visitor must be careful of.",
            why="Whoever goes there has to come back safely.",
        ),
    ),
)

SUSPECTS = Topic(
    code="suspects",
    title="People suspected of using the home",
    help="Read by the police alone, and kept apart from everything else. Leave it empty if you know of nobody.",
    repeat=Repeat(part="suspect", label="a person", most=20),
    questions=(
        Question(
            code="suspect_name",
            label="Name",
            kind="person-name",
            category="intelligence",
            required="no",
            part="suspect",
        ),
        Question(
            code="suspect_nickname",
            label="Street name",
            kind="text",
            category="intelligence",
            required="no",
            part="suspect",
        ),
        Question(
            code="suspect_description",
            label="What do they look like, and what do they do there?",
            kind="long-text",
            category="intelligence",
            max_length=1000,
            part="suspect",
            missing="Describe them as well as you can.",
            why="So that the police can tell who it may be.",
        ),
        Question(
            code="suspect_phone", label="Phone", kind="phone", category="intelligence", required="no", part="suspect"
        ),
    ),
)

VEHICLES = Topic(
    code="vehicles",
    title="Vehicles",
    help="Read by the police alone. Leave it empty if you know of none.",
    repeat=Repeat(part=None, label="a vehicle", most=20),
    questions=(
        Question(
            code="vehicle",
            label="Registration, make and colour",
            kind="text",
            category="intelligence",
            missing="Enter what you know of the vehicle.",
            why="So that the police can look for it.",
        ),
        Question(
            code="vehicle_seen_on", label="When was it seen?", kind="date", category="intelligence", required="no"
        ),
    ),
)

SHARING = Topic(
    code="sharing",
    title="Why it is shared",
    questions=(
        Question(
            code="lawful_basis",
            label="On what ground do you share this?",
            kind="choice",
            category="sharing-basis",
            choices=(
                Choice(code="consent", label="They agreed"),
                Choice(code="safeguarding-adult", label="To protect an adult"),
                Choice(code="safeguarding-child", label="To protect a child"),
                Choice(code="crime", label="To prevent or uncover crime"),
                Choice(code="vital-interests", label="To save a life"),
            ),
            missing="Select the ground.",
            why="It is written down for whoever asks later. Agreement is not needed to protect somebody.",
        ),
        Question(
            code="lawful_basis_reason",
            label="Why is that so?",
            kind="long-text",
            category="sharing-basis",
            max_length=1000,
            when=Is(answer("occupier_agrees"), "disagrees"),
            missing="Enter why it is shared against their wish.",
            why="They said no. Only protecting somebody or preventing crime outweighs that.",
        ),
    ),
    checks=(
        Refuse(
            unless=AnyOf(
                AnyIs(answer("occupier_agrees"), ("agrees", "not-safe", "not-asked")),
                AnyIs(answer("lawful_basis"), ("safeguarding-adult", "safeguarding-child", "crime", "vital-interests")),
            ),
            say="They do not agree, so “They agreed” cannot be the ground. Select another, or do not send this.",
            at="lawful_basis",
        ),
        Refuse(
            unless=AnyOf(
                AnyIs(answer("occupier_agrees"), ("agrees", "not-safe", "not-asked")),
                Written(answer("lawful_basis_reason"), 20, "cuckooing.reason-characters"),
            ),
            say="Say in a sentence why it is shared against their wish.",
            at="lawful_basis_reason",
        ),
    ),
)

ORIGIN = Topic(
    code="origin",
    title="How it came to light",
    questions=(
        Question(
            code="source",
            label="How did it come to light?",
            kind="choice",
            category="source",
            choices=(
                Choice(code="worker", label="A worker saw it"),
                Choice(code="resident", label="A resident reported it"),
                Choice(code="occupier", label="The occupier said so"),
                Choice(code="police", label="Police report"),
                Choice(code="warrant", label="Closure or warrant"),
                Choice(code="data-match", label="Comparing records"),
                Choice(code="operation", label="An operation"),
            ),
            missing="Select how it came to light.",
            why="It shows which ways of finding such homes work.",
        ),
        Question(
            code="operation_name",
            label="Operation, if it belongs to one",
            kind="choice",
            category="operation",
            required="no",
            choices=(
                Choice(code="none", label="None"),
                Choice(code="monkash", label="Monkash"),
                Choice(code="yamhill", label="Yamhill"),
                Choice(code="other", label="Another"),
            ),
        ),
    ),
)

SENDER_PAGE = Topic(
    code="sender",
    title="Who is sending this",
    questions=(
        Question(
            code="referrer_name",
            label="Your name",
            read_as="Name of whoever sent it",
            kind="person-name",
            category="referrer",
            missing="Enter your name.",
            why="Whoever takes it on may have a question, and tells you what became of it.",
        ),
        Question(
            code="referrer_role",
            label="Your job",
            read_as="Job of whoever sent it",
            kind="text",
            category="referrer",
            missing="Enter your job.",
            why="So that they know what you can answer.",
        ),
        Question(
            code="referrer_team",
            label="Your team",
            read_as="Team of whoever sent it",
            kind="text",
            category="referrer",
            preview=True,
            missing="Enter your team.",
            why="So that somebody else can answer when you are away.",
        ),
        Question(
            code="referrer_phone",
            label="Your phone",
            read_as="Phone of whoever sent it",
            kind="phone",
            category="referrer",
            preview=True,
            missing="Enter your phone number.",
            why="If it is urgent they will ring rather than write.",
        ),
        Question(
            code="not_to_be_named",
            label="Must your name be kept from occupier and landlord?",
            kind="yes-no",
            category="referrer",
            missing="Select whether your name must be kept from them.",
            why="Some who report live next door, or go in and out of the home.",
        ),
    ),
)

CONCERN = Section(code="concern", title="What is going on", topics=(SIGNS, HOW_KNOWN, WHAT_HAPPENED))
KEPT_APART = Section(code="kept-apart", title="For the police alone", topics=(SUSPECTS, VEHICLES))
SHARED = Section(code="shared", title="Sharing and you", topics=(SHARING, ORIGIN, SENDER_PAGE))
