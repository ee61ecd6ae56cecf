"""Who takes part in work for hidden harm, what each may see, where a referral goes and who is brought in."""

from workflows.pathways.hidden_harm.thresholds import (
    HARM_AT_REFERRAL,
    LIVE_IN_TWO_AREAS,
    OPEN_TO_SOCIAL_CARE,
    SIGNIFICANT_HARM,
)
from workflows.vocabulary import AllOf, AnyOf, Category, Is, Join, Part, PartWhen, Position, Repeat, Route, answer

PARTS = (
    Part(code="subject", label="The parent or carer", category="core", lives_by=("outward_code",)),
    Part(
        code="child",
        label="A child",
        category="family",
        many=True,
        named_by=("child_name",),
        born_by="child_born",
        lives_by=("outward_code",),
    ),
    Part(
        code="unborn-child",
        label="An unborn child",
        category="family",
        many=True,
        named_by=("child_name",),
        born_by="child_born",
    ),
    Part(code="adult", label="Another adult in the home", category="family", many=True),
)

CHILDREN = Repeat(
    part="child",
    label="child",
    least=1,
    most=12,
    otherwise=(PartWhen(part="unborn-child", when=Is(answer("child_is"), "unborn")),),
)
ADULTS = Repeat(part="adult", label="adult", most=8)

POSITIONS = (
    Position(code="referrer", label="Referrer", held_by=("team", "worker"), many=True),
    Position(code="lead", label="Hidden harm lead"),
    Position(code="worker", label="Hidden harm worker", held_by=("worker", "team"), many=True),
    Position(code="treatment", label="Treatment team", many=True),
    Position(code="childrens-social-care", label="Children's social care (MASH)", basis="legal-duty", many=True),
    Position(code="early-help", label="Early help", basis="consent", consent="share_early_help"),
    Position(code="health-visitor", label="Health visitor", basis="consent", consent="share_health_visitor"),
    Position(code="midwife", label="Midwife", basis="consent", consent="share_midwife"),
    Position(code="pharmacist", label="Pharmacist", basis="consent", consent="share_pharmacist"),
)

TREATMENT_SERVICE = ("lead", "worker", "treatment")
EVERYBODY = (
    "referrer",
    "lead",
    "worker",
    "treatment",
    "childrens-social-care",
    "early-help",
    "health-visitor",
    "midwife",
    "pharmacist",
)
FAMILY_READERS = ("lead", "worker", "treatment", "childrens-social-care", "early-help")

CATEGORIES = (
    Category(
        code="core",
        label="Core",
        read=EVERYBODY,
        write=("referrer", "lead", "worker", "treatment", "childrens-social-care"),
    ),
    Category(
        code="treatment",
        label="Treatment",
        read=TREATMENT_SERVICE,
        level=("childrens-social-care",),
        write=("referrer", "lead", "worker", "treatment"),
    ),
    Category(
        code="family",
        label="The children and the family",
        read=FAMILY_READERS,
        write=("referrer", "lead", "worker", "treatment", "childrens-social-care"),
    ),
    Category(
        code="visitors",
        label="Who else was in the home",
        read=("childrens-social-care",),
        write=("lead", "worker", "childrens-social-care"),
    ),
    Category(
        code="pregnancy",
        label="Pregnancy",
        read=("lead", "worker", "treatment", "childrens-social-care", "midwife"),
        write=("referrer", "lead", "worker", "treatment"),
    ),
    Category(
        code="medicine",
        label="Medicine at home",
        read=("lead", "worker", "treatment", "pharmacist", "childrens-social-care"),
        write=("referrer", "lead", "worker", "treatment"),
    ),
    Category(
        code="storage",
        label="How medicine is stored",
        read=("lead", "worker", "treatment", "childrens-social-care", "health-visitor"),
        write=("lead", "worker"),
    ),
    Category(
        code="sleep-safety",
        label="Where a baby sleeps",
        read=("lead", "worker", "treatment", "health-visitor"),
        write=("referrer", "lead", "worker"),
    ),
)

ROUTES = (
    Route(
        code="area",
        service="hidden-harm",
        position="lead",
        hand_over="referral",
        area=answer("area"),
        say="It goes to the hidden harm team of the treatment service in the area where the family is seen.",
    ),
)

JOINS = (
    Join(
        code="mash-at-once",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area"),
        when=HARM_AT_REFERRAL,
        at="submission",
        say="Children's social care (MASH) takes part at once, because a child may be at risk of significant harm. "
        "Nobody's agreement is asked for this.",
    ),
    Join(
        code="mash-after-visit",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area"),
        when=SIGNIFICANT_HARM,
        at="move",
        say="Children's social care (MASH) takes part at once when a visit shows a risk of significant harm.",
    ),
    Join(
        code="mash",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area"),
        at="move",
        say="Children's social care (MASH) takes part from the moment it is told.",
    ),
    Join(
        code="social-worker",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area"),
        when=OPEN_TO_SOCIAL_CARE,
        at="move",
        say="Children's social care takes part when a visit is recorded and a child is open to it already.",
    ),
    Join(
        code="mash-too-at-once",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area_too"),
        when=AllOf(LIVE_IN_TWO_AREAS, HARM_AT_REFERRAL),
        at="submission",
        say="So does that of the other area, where some of the children live there.",
    ),
    Join(
        code="mash-too-after-visit",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area_too"),
        when=AllOf(LIVE_IN_TWO_AREAS, AnyOf(SIGNIFICANT_HARM, OPEN_TO_SOCIAL_CARE)),
        at="move",
        say="Where some of the children live in another area, its children's social care takes part as well.",
    ),
    Join(
        code="mash-too",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("children_area_too"),
        when=LIVE_IN_TWO_AREAS,
        at="move",
        say="Where some of the children live in another area, its children's social care takes part as well.",
    ),
    Join(
        code="treatment",
        position="treatment",
        service="key-worker",
        at="acceptance",
        say="The treatment team takes part once the referral is accepted.",
    ),
    Join(
        code="early-help",
        position="early-help",
        service="early-help",
        area=answer("children_area"),
        when=Is(answer("share_early_help"), "yes"),
        at="move",
        say="Early help takes part when it is asked to, because they agreed to it.",
    ),
    Join(
        code="health-visitor",
        position="health-visitor",
        service="health-visitor",
        when=Is(answer("share_health_visitor"), "yes"),
        at="acceptance",
        say="The health visitor takes part once the referral is accepted, because they agreed to it.",
    ),
    Join(
        code="midwife",
        position="midwife",
        service="midwife",
        when=Is(answer("share_midwife"), "yes"),
        at="acceptance",
        say="The midwife takes part once the referral is accepted, because they agreed to it.",
    ),
    Join(
        code="pharmacist",
        position="pharmacist",
        service="pharmacist",
        when=Is(answer("share_pharmacist"), "yes"),
        at="acceptance",
        say="The pharmacist takes part once the referral is accepted, because they agreed to it.",
    ),
)
