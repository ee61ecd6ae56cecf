"""The preparation sheet, in the order of the national form. A Duty to Notify has only the parts that it may have."""

from workflows.pathways.nrm.route import ADULT, CHILD, NAMED, NOBODY_NAMED, REFUSES
from workflows.vocabulary import AllOf, Not, SheetPart

SHEET = (
    SheetPart(
        title="First responder",
        answers=("sent_for",),
        asks_too=("Your work email", "Your own reference, without names", "Nation"),
    ),
    SheetPart(title="Age", answers=("age_group", "under_18_then"), when=Not(NOBODY_NAMED)),
    SheetPart(
        title="The council that was told",
        answers=("council_name", "council_phone", "council_email", "safeguarding_reference", "mash_reference"),
        when=CHILD,
    ),
    SheetPart(
        title="Background",
        asks_too=("Place of birth", "Family", "Education", "Work"),
        when=Not(REFUSES),
    ),
    SheetPart(
        title="What happened",
        answers=("account",),
        asks_too=(
            "More than one situation?",
            "Dates",
            "How it started",
            "Were they taken somewhere?",
            "What they had to do",
            "Living conditions, and how they were treated",
            "Are they still in it? What keeps them there, or how did they leave?",
            "Last contact with those who exploit them",
            "Was it reported before?",
        ),
    ),
    SheetPart(
        title="What you noticed as a professional",
        answers=("indicators",),
        asks_too=("About the conversations", "Your view", "Other professionals"),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(title="Where it happened", asks_too=("Towns in the UK", "Other countries"), when=Not(NOBODY_NAMED)),
    SheetPart(title="Where they are now", answers=("where_now",), asks_too=("Region",), when=NAMED),
    SheetPart(
        title="How they were exploited",
        answers=("exploitation",),
        asks_too=("County lines has no tick on the national form: write it in words",),
    ),
    SheetPart(
        title="Others and risk",
        answers=("crime_reference", "crime_force", "will_help"),
        asks_too=("Others who may be exploited?", "Is it feared that it happens again?"),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(
        title="Consent and support",
        answers=("consent_on", "wants_support", "police_contact"),
        when=AllOf(ADULT, Not(REFUSES)),
    ),
    SheetPart(
        title="Duty to Notify",
        answers=("refusal_reason", "notify_gender", "refusal_gender", "notify_nationality", "refusal_nationality"),
        when=REFUSES,
    ),
    SheetPart(
        title="The person",
        answers=("first_name", "last_name", "nickname", "born", "safe_to_contact", "how_to_contact"),
        asks_too=(
            "Gender",
            "Nationality",
            "Children",
            "Interpreter and language",
            "Home Office reference, if there is one",
        ),
        when=NAMED,
    ),
    SheetPart(title="Who hears the decision", answers=("decision_to",), when=AllOf(ADULT, Not(REFUSES))),
    SheetPart(
        title="First responder's contact",
        asks_too=("Name, role and phone", "Email of who answers when you are away"),
        when=Not(REFUSES),
    ),
    SheetPart(title="Evidence", asks_too=("List of files with their dates",), when=Not(REFUSES)),
)
