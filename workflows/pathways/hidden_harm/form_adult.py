"""The form, first section: the parent or carer, and where the family is."""

from workflows.vocabulary import AllOf, AnyOf, Choice, Is, Not, NotInFuture, Question, Refuse, Section, Topic, answer

BOROUGHS = (
    Choice(code="havering", label="Havering"),
    Choice(code="waltham-forest", label="Waltham Forest"),
)

ADULT = Topic(
    code="adult",
    title="The parent or carer",
    help="The adult whose drug or alcohol use this is about. Use alone is not abuse: many parents keep their children "
    "safe. This asks what would help them to.",
    questions=(
        Question(
            code="adult_first_name",
            label="First name",
            kind="person-name",
            category="core",
            preview=True,
            missing="Enter their first name.",
            why="The hidden harm team has to know whom to ask about a visit.",
            chat="What is the parent's or carer's first name?",
        ),
        Question(
            code="adult_surname",
            label="Surname",
            kind="person-name",
            category="core",
            preview=True,
            missing="Enter their surname.",
            why="The hidden harm team has to know whom to ask about a visit.",
        ),
        Question(
            code="adult_born",
            label="Date of birth",
            kind="date",
            category="treatment",
            required="no",
            checks=(Refuse(unless=NotInFuture(answer("adult_born")), say="Enter a date that is in the past."),),
        ),
        Question(
            code="treatment_number",
            label="Their number at the treatment service",
            kind="text",
            category="treatment",
            required="no",
            max_length=30,
            hint="If they are in treatment and you have it.",
        ),
        Question(
            code="relationship",
            label="What are they to the children?",
            kind="choice",
            category="family",
            preview=True,
            choices=(
                Choice(code="parent", label="Parent"),
                Choice(code="step-parent", label="Step-parent"),
                Choice(code="partner", label="Partner of a parent"),
                Choice(code="grandparent", label="Grandparent"),
                Choice(code="kinship", label="Another relative who looks after them"),
                Choice(code="foster", label="Foster carer"),
                Choice(code="lodger", label="Lodger"),
                Choice(code="other-adult", label="Another adult in the home"),
            ),
            missing="Select what they are to the children.",
            why="Partners, grandparents and lodgers are easily missed.",
        ),
        Question(
            code="first_time",
            label="Are they new to treatment?",
            kind="choice",
            category="treatment",
            preview=True,
            choices=(
                Choice(code="first-ever", label="This is their first treatment ever"),
                Choice(code="first-here", label="Their first with this service"),
                Choice(code="back-after-year", label="Back after 12 months or more"),
                Choice(code="not-first", label="No, none of these"),
                Choice(code="not-in-treatment", label="They are not in treatment"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select whether they are new to treatment, or “Not known”.",
            why="The partnership counts visits to families that are new to treatment.",
        ),
    ),
)

CHILDREN_LIVE_THERE = Question(
    code="children_live_there",
    label="Do all of the children live there?",
    kind="yes-no",
    category="family",
    missing="Select whether all of the children live there.",
    why="Children's social care is that of the area where the child lives.",
)
CHILDREN_AREA = Question(
    code="children_area",
    label="Which area do the children live in?",
    kind="choice",
    category="core",
    choices=(
        Choice(code="havering", label="Havering"),
        Choice(code="waltham-forest", label="Waltham Forest"),
        Choice(code="another-area", label="Another area"),
    ),
    hint="If they live in two areas: the one in which most of them live, or the youngest.",
    missing="Select the area in which the children live.",
    why="It decides which children's social care (MASH) is told if it has to be.",
)
CHILDREN_AREA_TOO = Question(
    code="children_area_too",
    label="Do the children live in two areas?",
    kind="choice",
    category="core",
    when=Is(answer("children_live_there"), "no"),
    choices=(
        Choice(code="no", label="No, all of them in one"),
        Choice(code="havering", label="Yes, and the second is Havering"),
        Choice(code="waltham-forest", label="Yes, and the second is Waltham Forest"),
        Choice(code="another-area", label="Yes, and the second is another area"),
    ),
    missing="Select whether the children live in two areas.",
    why="Each child has the children's social care (MASH) of the area where that child lives.",
    checks=(
        Refuse(
            unless=Not(
                AnyOf(
                    AllOf(Is(answer("children_area"), "havering"), Is(answer("children_area_too"), "havering")),
                    AllOf(
                        Is(answer("children_area"), "waltham-forest"),
                        Is(answer("children_area_too"), "waltham-forest"),
                    ),
                )
            ),
            say="Both areas are the same. Select “No, all of them in one”, or the other area.",
        ),
    ),
)

PLACE = Topic(
    code="place",
    title="Where the family is seen",
    questions=(
        Question(
            code="area",
            label="Whose treatment service should visit?",
            kind="choice",
            category="core",
            preview=True,
            choices=BOROUGHS,
            hint="The service that treats the parent, or that of the area where they live.",
            missing="Select the area.",
            why="It decides which hidden harm team receives this.",
        ),
        Question(
            code="outward_code",
            label="First half of the postcode",
            kind="outward-code",
            category="core",
            required="no",
            hint="For example, RM3.",
        ),
        Question(
            code="visit_address",
            label="Where would the visit be?",
            kind="long-text",
            category="family",
            max_length=200,
            missing="Enter the address of the home to visit, or write that it is not known.",
            why="A child may be looked after in another home than their own.",
        ),
        CHILDREN_LIVE_THERE,
        Question(
            code="children_address",
            label="Where do the others live?",
            kind="address",
            category="family",
            when=Is(answer("children_live_there"), "no"),
            missing="Enter the children's home address.",
            why="Children's social care needs the child's own address, not that of the visit.",
        ),
        CHILDREN_AREA,
        CHILDREN_AREA_TOO,
        Question(
            code="other_area",
            label="Which area?",
            kind="text",
            category="core",
            when=AnyOf(Is(answer("children_area"), "another-area"), Is(answer("children_area_too"), "another-area")),
            missing="Enter the council area in which they live.",
            why="Its own MASH has to be rung if a child is at risk.",
        ),
    ),
)

ADULT_AND_PLACE = Section(code="adult-and-place", title="The parent or carer", topics=(ADULT, PLACE))
