"""The roles in words, in the order in which pages name them."""

ROLE_WORDS = {
    "frontline": "Frontline: makes referrals and works on cases",
    "triage": "Triage: receives referrals and decides on them",
    "team-lead": "Team lead: gives out work, sees what is late",
    "panel": "Panel member: prepares and decides at panels",
    "manager": "Manager: anonymous figures",
    "data-lead": "Data lead: exact figures of the partnership",
    "governance": "Information governance: who saw what, what may be shared",
    "partnership-lead": "Partnership lead: measures, targets and the delivery plan",
    "administrator": "Administrator: this agency’s accounts",
}

# What an agency gives its own people. The others reach across agencies: whoever keeps the installation gives them.
GIVEN_BY_AN_AGENCY = ("frontline", "triage", "team-lead", "panel", "manager", "administrator")
