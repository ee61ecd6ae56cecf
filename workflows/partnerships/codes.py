"""The closed lists that partnership files choose from. A word that is not here is a fault in the file."""

from typing import Final

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
    }
)

# What a team may be on a case. A pathway's grid says what each of them reads.
POSITIONS: Final = frozenset(
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
        "first-responder",
    }
)

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

# The categories that sharing agreements may name, pathway by pathway.
CATEGORIES: Final = {
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
}

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# How sure we are of a line: "source" stands in a strategy or a published rule, "assumed" is our proposal,
# "unconfirmed" has to be confirmed by the partnership before anybody relies on it.
MARKS: Final = frozenset({"source", "assumed", "unconfirmed"})
