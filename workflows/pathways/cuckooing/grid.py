"""Who takes part in a cuckooing case, what each may see, where a referral goes and who is brought in."""

from workflows.vocabulary import AnyIs, Category, Is, Join, Part, PlaceOf, Position, Route, answer

PARTS = (
    Part(
        code="subject",
        label="The person who lives there",
        category="occupier",
        named_by=("occupier_name",),
        born_by="occupier_born",
        also_named_by=("occupier_known_as",),
        lives_by=("postcode",),
    ),
    Part(code="suspect", label="Somebody suspected of using the home", category="intelligence", many=True),
    Part(code="home", label="The home", category="address"),
)

PLACE = PlaceOf(
    part="home",
    category="address",
    address=("house_number", "street"),
    unit="unit",
    postcode="postcode",
    uprn="uprn",
)

POSITIONS = (
    Position(code="referrer", label="Referrer", held_by=("team", "worker"), basis="legal-duty", many=True),
    Position(code="lead", label="Lead", basis="legal-duty"),
    Position(code="coordinator", label="Coordinator", basis="legal-duty"),
    Position(
        code="panel",
        label="Member of the meeting about this home",
        held_by=("team", "worker"),
        basis="legal-duty",
        many=True,
    ),
    Position(code="police", label="Police", basis="legal-duty"),
    Position(code="adult-social-care", label="Adult social care", basis="legal-duty"),
    Position(code="childrens-social-care", label="Children's social care", basis="legal-duty"),
    Position(code="treatment", label="Treatment service", basis="legal-duty"),
    Position(code="landlord", label="Landlord", basis="legal-duty", many=True),
    Position(code="visitor", label="Visitor", held_by=("team", "worker"), basis="legal-duty", many=True),
    Position(code="council-legal", label="Council lawyers", basis="legal-duty"),
    Position(code="death-review", label="Death review", basis="legal-duty"),
)

ALL = (
    "referrer",
    "lead",
    "coordinator",
    "panel",
    "police",
    "adult-social-care",
    "childrens-social-care",
    "treatment",
    "landlord",
    "visitor",
    "council-legal",
)

CATEGORIES = (
    Category(
        code="core",
        label="Core",
        read=ALL,
        write=(
            "referrer",
            "lead",
            "panel",
            "police",
            "adult-social-care",
            "childrens-social-care",
            "treatment",
            "landlord",
            "visitor",
            "council-legal",
        ),
    ),
    Category(code="referrer", label="Who raised it", read=("lead", "coordinator", "police"), write=("referrer",)),
    Category(code="source", label="How it came to light", read=("lead", "coordinator"), write=("referrer", "lead")),
    Category(code="operation", label="Operation", read=("police", "coordinator"), write=("referrer", "police")),
    Category(
        code="address", label="The home", read=("lead", "panel", "landlord"), write=("referrer", "lead", "landlord")
    ),
    Category(code="occupier", label="Who lives there", read=("lead", "panel"), write=("referrer", "lead")),
    Category(
        code="treatment",
        label="Drug and alcohol treatment",
        read=("treatment", "lead"),
        write=("referrer", "treatment", "lead"),
    ),
    Category(code="contact", label="Safe contact", read=("lead", "visitor"), write=("referrer", "lead", "visitor")),
    Category(
        code="agreement",
        label="Whether they agree",
        read=("lead", "adult-social-care", "coordinator"),
        write=("referrer", "lead", "adult-social-care"),
    ),
    Category(
        code="concern",
        label="Signs, visits and orders",
        read=("lead", "panel"),
        write=("referrer", "lead", "panel", "visitor", "police", "council-legal"),
    ),
    Category(
        code="band",
        label="Level of concern",
        read=("lead", "panel", "coordinator"),
        write=("lead", "panel"),
    ),
    Category(
        code="children",
        label="Children",
        read=("childrens-social-care", "lead"),
        write=("referrer", "lead", "visitor", "childrens-social-care"),
    ),
    Category(
        code="intelligence",
        label="Suspects and police information",
        read=("police",),
        write=("referrer", "police", "visitor", "lead"),
    ),
    Category(
        code="worker-safety",
        label="Visiting safely",
        read=("visitor", "lead", "police", "adult-social-care", "childrens-social-care", "treatment", "landlord"),
        write=("referrer", "lead", "visitor", "police", "landlord"),
    ),
    Category(code="case-notes", label="Notes of the lead", read=("lead",), write=("referrer", "lead", "visitor")),
    Category(code="sharing-basis", label="Why it is shared", read=("lead",), write=("referrer", "lead")),
    Category(
        code="safeguarding",
        label="Safeguarding",
        read=("adult-social-care", "lead"),
        write=("adult-social-care", "lead", "visitor"),
    ),
    Category(code="advocacy", label="Advocate", read=("adult-social-care",), write=("adult-social-care",)),
    Category(
        code="modern-slavery",
        label="Modern slavery",
        read=("lead", "police"),
        write=("lead", "police", "visitor"),
    ),
    Category(
        code="order-papers",
        label="Papers of a notice or order",
        read=("police", "council-legal"),
        write=("police", "council-legal"),
    ),
    Category(
        code="order-names",
        label="Who may stay in the home",
        read=("lead", "landlord", "police"),
        write=("police", "council-legal", "lead"),
    ),
    Category(
        code="accommodation",
        label="Where they would live",
        read=("lead", "landlord"),
        write=("lead", "landlord", "police", "council-legal"),
    ),
)

ROUTES = (
    Route(
        code="home-area",
        service="community-safety",
        position="lead",
        hand_over="referral",
        area=answer("borough"),
        when=AnyIs(answer("borough"), ("havering", "waltham-forest")),
        say="It goes to the community safety team of the council where the home is.",
    ),
    Route(
        code="another-borough",
        service="community-safety",
        position="lead",
        hand_over="referral",
        when=Is(answer("borough"), "another-area"),
        say="It goes to the community safety team of your own partnership, who takes it to the other borough.",
    ),
)

JOINS = (
    Join(
        code="coordinator",
        position="coordinator",
        service="community-safety",
        say="The community safety team keeps the dates and meetings.",
    ),
    Join(code="police", position="police", service="police", say="The neighbourhood police take part."),
    Join(
        code="police-at-meeting",
        position="panel",
        service="police",
        say="The police are at the meeting about the home.",
    ),
    Join(
        code="adult-social-care",
        position="adult-social-care",
        service="adult-social-care",
        say="Adult social care decides about safeguarding.",
    ),
    Join(
        code="adult-care-at-meeting",
        position="panel",
        service="adult-social-care",
        say="Adult social care is at the meeting about the home.",
    ),
    Join(
        code="council-landlord",
        position="landlord",
        service="landlord",
        when=Is(answer("tenure"), "council"),
        say="The council's tenancy team takes part because the home is the council's.",
    ),
    Join(
        code="childrens-social-care",
        position="childrens-social-care",
        service="childrens-social-care",
        when=Is(answer("children_there"), "yes"),
        say="Children's social care takes part because a child may be in the home.",
    ),
    Join(
        code="childrens-social-care-now",
        position="childrens-social-care",
        service="childrens-social-care",
        at="move",
        say="Children's social care takes part because a child was found in the home.",
    ),
    Join(
        code="council-lawyers",
        position="council-legal",
        service="council-legal",
        at="move",
        say="The council's lawyers take part once they have been asked.",
    ),
    Join(
        code="lawyers-at-meeting",
        position="panel",
        service="council-legal",
        at="move",
        say="The council's lawyers are at the meeting about the home.",
    ),
    Join(
        code="treatment",
        position="treatment",
        service="treatment-outreach",
        at="move",
        say="The treatment service takes part once it has been asked.",
    ),
    Join(
        code="death-review",
        position="death-review",
        service="death-review",
        at="move",
        say="The death review team is asked to look at what happened.",
    ),
)
