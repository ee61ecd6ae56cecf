"""Who takes part in a prison release, what each may see, where a referral goes and who is brought in."""

from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyIs,
    Category,
    Is,
    Join,
    Part,
    Position,
    Route,
    answer,
)

PARTS = (
    Part(
        code="subject",
        label="The person leaving prison",
        category="core",
        also_named_by=("aliases",),
        sex_by="sex",
        numbers_by=("prison_number", "nhs_number"),
        lives_by=("outward_code",),
    ),
    Part(code="contact", label="Somebody who can pass on a message", category="contact"),
    Part(code="protected-person", label="Somebody whose address is protected", category="domestic-abuse", many=True),
)

POSITIONS = (
    Position(code="referrer", label="Referrer", held_by=("team", "worker"), many=True, worked_by="new_referrer_team"),
    Position(code="spoc", label="Single point of contact", consent="consent_provider", basis="consent"),
    Position(code="key-worker", label="Key worker", held_by=("worker", "team"), many=True),
    Position(code="probation", label="Probation", basis="consent", consent="consent_probation"),
    Position(code="housing", label="Housing", basis="consent", consent="consent_housing"),
    Position(code="panel", label="Resettlement panel", held_by=("worker",), basis="consent", consent="consent_panel"),
    Position(code="safeguarding", label="Safeguarding lead", basis="legal-duty"),
    Position(code="death-review", label="Death review", basis="legal-duty"),
)

ALL = ("referrer", "spoc", "key-worker", "probation", "safeguarding", "panel", "housing")
CASE_ROLES = ("referrer", "spoc", "key-worker", "probation", "safeguarding", "panel")

CATEGORIES = (
    Category(
        code="core",
        label="Core",
        read=ALL,
        write=("referrer", "spoc", "key-worker", "probation", "housing", "safeguarding"),
    ),
    Category(
        code="custody",
        label="Prison and release",
        read=CASE_ROLES,
        write=("referrer", "spoc", "key-worker", "probation", "panel"),
    ),
    Category(
        code="birth-date",
        label="Date of birth",
        read=("referrer", "spoc", "key-worker", "probation", "housing"),
        write=("referrer", "spoc"),
    ),
    Category(
        code="identifiers",
        label="Identifiers",
        read=("referrer", "spoc", "key-worker", "probation"),
        write=("referrer", "spoc"),
    ),
    Category(
        code="health-identifiers",
        label="Health identifiers",
        read=("referrer", "spoc", "key-worker"),
        write=("referrer", "spoc"),
    ),
    Category(code="equality", label="Equality", read=("spoc", "key-worker"), write=("referrer", "spoc", "key-worker")),
    Category(code="exit", label="How they left prison", read=("spoc",), write=("spoc",)),
    Category(
        code="contact",
        label="Safe contact",
        read=("spoc", "key-worker", "housing"),
        write=("referrer", "spoc", "key-worker"),
    ),
    Category(code="health", label="Health", read=("spoc", "key-worker"), write=("referrer", "spoc", "key-worker")),
    Category(
        code="support",
        label="Support and licence",
        read=("spoc", "key-worker", "probation"),
        write=("referrer", "spoc", "key-worker", "probation"),
    ),
    Category(code="clinical", label="Clinical", read=("key-worker",), write=("referrer", "key-worker")),
    Category(
        code="overdose",
        label="Overdose and monitoring in prison",
        read=("key-worker", "safeguarding"),
        write=("referrer", "key-worker"),
    ),
    Category(
        code="self-harm",
        label="Self-harm",
        read=("key-worker", "safeguarding", "probation"),
        write=("referrer", "key-worker", "safeguarding"),
    ),
    Category(
        code="risk",
        label="Risk of serious harm",
        read=("probation", "spoc", "safeguarding"),
        level=("panel",),
        write=("referrer", "probation"),
    ),
    Category(
        code="safeguarding",
        label="Safeguarding",
        read=("spoc", "safeguarding"),
        write=("referrer", "spoc", "safeguarding"),
    ),
    Category(
        code="children", label="Children", read=("spoc", "safeguarding"), write=("referrer", "spoc", "safeguarding")
    ),
    Category(code="domestic-abuse", label="Domestic abuse", read=("safeguarding",), write=("referrer", "safeguarding")),
    Category(code="justice", label="Justice", read=("probation", "spoc"), write=("referrer", "probation", "spoc")),
    Category(
        code="housing",
        label="Housing",
        read=("housing", "probation", "spoc"),
        write=("referrer", "housing", "probation", "spoc"),
    ),
)

ROUTES = (
    Route(
        code="home-area",
        service="spoc",
        position="spoc",
        hand_over="referral",
        area=answer("area_on_release"),
        when=AnyIs(answer("area_on_release"), ("havering", "waltham-forest")),
        say="It goes to the single point of contact of the treatment service in the area where they will live.",
    ),
    Route(
        code="another-area",
        service="spoc",
        position="spoc",
        hand_over="referral",
        when=Is(answer("area_on_release"), "another-area"),
        say="It goes to the single point of contact of your own partnership, who passes it on to the other area and "
        "keeps it open until that area has taken it.",
    ),
    Route(
        code="area-unknown",
        service="spoc",
        position="spoc",
        hand_over="referral",
        when=Is(answer("area_on_release"), "not-known"),
        say="It goes to the single point of contact of your own partnership, who settles the area within a "
        "working day.",
    ),
)

JOINS = (
    Join(
        code="probation",
        position="probation",
        service="probation",
        when=Is(answer("consent_probation"), "yes"),
        at="acceptance",
        say="Probation takes part once the referral is accepted, because they agreed to it.",
    ),
    Join(
        code="housing",
        position="housing",
        service="housing",
        when=AllOf(Is(answer("consent_housing"), "yes"), Answered(answer("accommodation"))),
        at="acceptance",
        say="The council's housing team takes part once the referral is accepted, because they agreed to it.",
    ),
    Join(
        code="safeguarding",
        position="safeguarding",
        service="safeguarding-lead",
        at="acceptance",
        say="The safeguarding lead takes part once the referral is accepted.",
    ),
    Join(
        code="panel",
        position="panel",
        service="panel",
        when=Is(answer("consent_panel"), "yes"),
        at="move",
        say="The panel takes part once the case is listed, because they agreed to it.",
    ),
    Join(
        code="safeguarding-again",
        position="safeguarding",
        service="safeguarding-lead",
        at="move",
        say="The safeguarding lead takes part once the case is taken up again.",
    ),
    Join(
        code="death-review",
        position="death-review",
        service="death-review",
        at="move",
        say="The death review team is asked to look at what happened.",
    ),
)
