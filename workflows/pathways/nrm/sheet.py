"""The preparation sheet, in the order of the national form. A Duty to Notify has only the parts that it may have."""

from workflows.pathways.nrm.route import ADULT, CHILD, NAMED, NOBODY_NAMED, REFUSES
from workflows.vocabulary import AllOf, Not, SheetPart

SHEET = (
    SheetPart(
        title="First responder",
        answers=("own_reference", "sent_for", "nation"),
        asks_too=("Your work email",),
    ),
    SheetPart(title="Age", answers=("age_group", "under_18_then"), when=Not(NOBODY_NAMED)),
    SheetPart(
        title="The council that was told",
        answers=("council_name", "council_phone", "council_email", "safeguarding_reference", "mash_reference"),
        when=CHILD,
    ),
    SheetPart(
        title="Background", answers=("place_of_birth", "family", "education", "work_history"), when=Not(NOBODY_NAMED)
    ),
    SheetPart(title="What was seen or said", answers=("account", "refusal_account")),
    SheetPart(
        title="What happened",
        answers=(
            "several_situations",
            "exploited_when",
            "how_it_started",
            "taken_somewhere",
            "the_journey",
            "had_to_do",
            "living_conditions",
            "how_treated",
            "still_in_it",
            "what_keeps_them",
            "how_they_left",
            "last_contact",
            "last_contact_detail",
            "reported_before",
            "reported_references",
            "what_prevented_report",
        ),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(
        title="What you noticed as a professional",
        answers=(
            "indicators",
            "indicators_detail",
            "conversations",
            "professional_view",
            "credibility_concern",
            "credibility_detail",
            "other_professionals",
        ),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(
        title="Where it happened",
        answers=("where_exploited", "uk_towns", "countries", "exploitation_address"),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(title="Where they are now", answers=("where_now", "town_now", "region_now"), when=NAMED),
    SheetPart(
        title="Who exploits them",
        asks_too=("The police and the modern slavery lead hold this: ask them what may go into the form",),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(
        title="How they were exploited",
        answers=("exploitation", "how_exploited", "how_exploited_other"),
        asks_too=("County lines has no tick on the national form: write it in words",),
    ),
    SheetPart(
        title="Others and risk",
        answers=(
            "others_exploited",
            "feared_again",
            "feared_why",
            "crime_force",
            "crime_reference",
            "will_help",
            "helps_investigation",
            "helps_detail",
        ),
        when=Not(NOBODY_NAMED),
    ),
    SheetPart(
        title="Consent and support",
        answers=(
            "consent_on",
            "wants_support",
            "support_phone",
            "support_phone_whose",
            "support_cannot_why",
            "police_contact",
        ),
        when=AllOf(ADULT, Not(REFUSES)),
    ),
    SheetPart(
        title="Duty to Notify",
        answers=("refusal_reason", "notify_gender", "refusal_gender", "notify_nationality", "refusal_nationality"),
        when=REFUSES,
    ),
    SheetPart(
        title="The person",
        answers=(
            "first_name",
            "last_name",
            "nickname",
            "born",
            "gender",
            "has_children",
            "number_of_children",
            "nationality",
            "second_nationality",
            "needs_interpreter",
            "language",
            "communication_help",
            "home_office_before",
            "safe_to_contact",
            "how_to_contact",
        ),
        when=NAMED,
    ),
    SheetPart(
        title="Who hears the decision", answers=("decision_to", "decision_email"), when=AllOf(ADULT, Not(REFUSES))
    ),
    SheetPart(
        title="First responder's contact",
        answers=("responder_name", "responder_role", "responder_phone", "away_email"),
        when=Not(REFUSES),
    ),
    SheetPart(title="Evidence", answers=("evidence_list",), when=Not(REFUSES)),
)
