"""The closed lists that partnership files choose from. A word that is not here is a fault in the file."""

from typing import Final

from workflows.pathways import PUBLISHED

AGENCY_POWERS: Final = frozenset({"first-responder"})

AGENCY_KINDS: Final = frozenset(
    {
        "council",
        "commissioner",
        "police",
        "probation",
        "prison-healthcare",
        "treatment-provider",
        "health",
        "care-after-custody",
        "education",
        "employment",
        "fire",
        "voluntary",
        "housing",
    }
)

# What a team may be on a case, beside what each published pathway says of itself. A pathway's grid says what each of
# them reads.
_POSITIONS: Final = frozenset(
    {
        "referrer",
        "spoc",
        "key-worker",
        "probation",
        "housing",
        "panel",
        "safeguarding-lead",
        "police",
        "adult-social-care",
        "childrens-social-care",
        "youth-justice",
        "community-safety",
        "health-visitor",
        "hidden-harm",
        "early-help",
        "midwife",
        "pharmacist",
        "first-responder",
        "modern-slavery-lead",
        "death-review",
        "landlord",
        "council-legal",
        "treatment-outreach",
        "custody",
        "court",
        "benefits",
    }
)
POSITIONS: Final = _POSITIONS | {
    named
    for pathway in PUBLISHED
    for named in (
        *(position.code for position in pathway.positions),
        *(route.service for route in pathway.routes),
        *(join.service for join in pathway.joins),
    )
}

# What a worker may do in the app.
ROLES: Final = frozenset(
    {
        "frontline",
        "triage",
        "team-lead",
        "panel",
        "manager",
        "data-lead",
        "governance",
        "partnership-lead",
        "administrator",
    }
)

COMMON_CATEGORIES: Final = frozenset({"protected-address", "intelligence"})

# The categories that sharing agreements may name, pathway by pathway. Whoever has the pathways' own definitions
# hands those to `faults` instead, so that the two can be compared.
_CATEGORIES: Final[dict[str, frozenset[str]]] = {
    "prison-release": COMMON_CATEGORIES
    | {
        "core",
        "custody",
        "birth-date",
        "identifiers",
        "health-identifiers",
        "equality",
        "exit",
        "contact",
        "health",
        "support",
        "clinical",
        "overdose",
        "self-harm",
        "risk",
        "safeguarding",
        "children",
        "domestic-abuse",
        "justice",
        "housing",
    },
    "cuckooing": COMMON_CATEGORIES
    | {
        "core",
        "referrer",
        "source",
        "operation",
        "address",
        "occupier",
        "treatment",
        "contact",
        "agreement",
        "concern",
        "band",
        "children",
        "worker-safety",
        "case-notes",
        "sharing-basis",
        "safeguarding",
        "advocacy",
        "modern-slavery",
        "order-papers",
        "order-names",
        "accommodation",
    },
    "hidden-harm": COMMON_CATEGORIES
    | {
        *("core", "treatment", "family", "visitors", "pregnancy", "medicine", "storage", "sleep-safety"),
    },
    "nrm": COMMON_CATEGORIES
    | {
        "core",
        "account",
        "screening",
        "safeguarding",
        "county-lines",
        "national-form",
        "grounds-decision",
        "later-decisions",
        "turning-18",
        "police",
        "equality",
    },
}
# What is listed above is held to by hand, so that a category that a definition loses is missed; a pathway that is not
# listed has the categories that its own definition gives it.
CATEGORIES: Final = {
    pathway.code: COMMON_CATEGORIES | {category.code for category in pathway.categories} for pathway in PUBLISHED
} | _CATEGORIES

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# How sure we are of a line: "source" stands in a strategy or a published rule, "assumed" is our proposal,
# "unconfirmed" has to be confirmed by the partnership before anybody relies on it.
MARKS: Final = frozenset({"source", "assumed", "unconfirmed"})
