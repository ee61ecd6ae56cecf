"""Who takes part, what each may see, where a worry goes and who is brought in."""

from workflows.pathways.nrm.route import ADULT, CHILD
from workflows.vocabulary import Category, Join, Part, Position, Route, answer

PARTS = (
    Part(
        code="subject",
        label="The person who may have been exploited",
        category="national-form",
        named_by=("first_name", "last_name"),
        born_by="born",
    ),
    Part(code="exploiter", label="Somebody who may exploit them", category="intelligence", many=True),
)

POSITIONS = (
    Position(code="referrer", label="Whoever raised the worry", held_by=("team", "worker"), many=True),
    Position(code="first-responder", label="First responder", basis="legal-duty"),
    Position(
        code="alternate-first-responder",
        label="Alternate first responder",
        held_by=("worker", "team"),
        basis="legal-duty",
        many=True,
    ),
    Position(code="modern-slavery-lead", label="Modern slavery lead", basis="legal-duty"),
    Position(code="childrens-social-care", label="Children's social care (MASH)", basis="legal-duty", many=True),
    Position(code="adult-social-care", label="Adult social care", basis="legal-duty"),
    Position(code="youth-justice", label="Youth justice", basis="legal-duty"),
    Position(code="police", label="Police", basis="legal-duty"),
)

EVERYBODY = (
    "referrer",
    "first-responder",
    "alternate-first-responder",
    "modern-slavery-lead",
    "childrens-social-care",
    "adult-social-care",
    "youth-justice",
    "police",
)
RESPONDERS = ("first-responder", "alternate-first-responder")
RESPONDERS_AND_LEAD = ("first-responder", "alternate-first-responder", "modern-slavery-lead")
RESPONDERS_AND_CARE = ("first-responder", "alternate-first-responder", "childrens-social-care", "adult-social-care")
RAISES_OR_RESPONDS = ("referrer", "first-responder", "alternate-first-responder")

CATEGORIES = (
    Category(code="core", label="Core", read=EVERYBODY, write=EVERYBODY),
    Category(code="account", label="The account", read=RESPONDERS_AND_LEAD, write=RAISES_OR_RESPONDS),
    Category(code="screening", label="Screening", read=RESPONDERS, write=RAISES_OR_RESPONDS),
    Category(
        code="safeguarding",
        label="Safeguarding",
        read=RESPONDERS_AND_CARE,
        write=(
            "referrer",
            "first-responder",
            "alternate-first-responder",
            "childrens-social-care",
            "adult-social-care",
        ),
    ),
    Category(
        code="county-lines",
        label="County lines, as we see it here",
        read=("first-responder", "alternate-first-responder", "police", "modern-slavery-lead"),
        write=("referrer", "first-responder", "alternate-first-responder", "police", "modern-slavery-lead"),
    ),
    Category(
        code="intelligence",
        label="Who exploits, and line names",
        read=("police", "modern-slavery-lead"),
        write=("referrer", "first-responder", "alternate-first-responder", "police", "modern-slavery-lead"),
    ),
    Category(code="national-form", label="The national form", read=RESPONDERS_AND_LEAD, write=RAISES_OR_RESPONDS),
    Category(code="grounds-decision", label="Reasonable-grounds decision", read=RESPONDERS_AND_CARE, write=RESPONDERS),
    Category(code="later-decisions", label="Later decisions", read=RESPONDERS, write=RESPONDERS),
    Category(
        code="turning-18",
        label="Turning 18",
        read=("first-responder", "alternate-first-responder", "childrens-social-care"),
        write=("referrer", "first-responder", "alternate-first-responder", "childrens-social-care"),
    ),
    Category(
        code="police",
        label="Crime record",
        read=("first-responder", "alternate-first-responder", "police"),
        write=("first-responder", "alternate-first-responder", "police"),
    ),
    Category(code="equality", label="Equality", read=(), write=RAISES_OR_RESPONDS),
)

ROUTES = (
    Route(
        code="area",
        service="first-responder",
        position="first-responder",
        hand_over="referral",
        area=answer("area"),
        say="It goes to the council's first responders. Only a first responder organisation can send the national "
        "form, on the Home Office's own site.",
    ),
)

JOINS = (
    Join(
        code="lead",
        position="modern-slavery-lead",
        service="modern-slavery-lead",
        at="acceptance",
        say="The council's modern slavery lead takes part once a first responder has taken it up.",
    ),
    Join(
        code="mash",
        position="childrens-social-care",
        service="childrens-social-care",
        area=answer("responsible_area"),
        when=CHILD,
        at="acceptance",
        say="Children's social care (MASH) takes part once a first responder has taken it up, because the person is "
        "or may be under 18.",
    ),
    Join(
        code="adult-care",
        position="adult-social-care",
        service="adult-social-care",
        when=ADULT,
        at="move",
        say="Adult social care takes part once a safeguarding concern is recorded.",
    ),
    Join(
        code="police",
        position="police",
        service="police",
        at="move",
        say="The police take part once they are asked for a crime record.",
    ),
)
