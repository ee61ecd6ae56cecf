"""How a cuckooing case is handed from one team to another, and what is asked of somebody who is on it."""

from workflows.vocabulary import FormCard, HandOverKind

PREVIEW = (
    "immediate_danger",
    "called_999_at",
    "police_reference",
    "borough",
    "street",
    "postcode",
    "tenure",
    "children_there",
    "uses_of_home",
    "hazards",
    "urgency",
    "referrer_team",
    "referrer_phone",
    # what either side writes until somebody has taken it up
    "information_wanted",
    "information_given",
)

HAND_OVERS = (
    HandOverKind(
        code="referral",
        label="Worry about a home",
        sort="pass-ownership",
        from_=("referrer",),
        to="lead",
        preview=PREVIEW,
        clock="triage",
        answers={
            "accepted": "take_up",
            "accepted-urgent": "take_up_urgently",
            "more-information": "ask_for_more",
            "not-cuckooing": "not_cuckooing",
            "duplicate": "join_with_open",
            "withdrawn": "cancel",
        },
    ),
    HandOverKind(
        code="help",
        label="Help asked for",
        sort="ask-for-help",
        from_=("lead",),
        to="landlord",
        preview=("borough", "street", "tenure"),
        clock="help-asked",
        answers={"accepted": "help_promised", "declined": "help_declined"},
    ),
)

# what is often asked of somebody who is on the case already; what the partners know is asked for by steps of their own
CARDS = (
    FormCard(
        code="known-to-treatment",
        label="Is the occupier known to drug and alcohol treatment?",
        questions=("known_to_treatment",),
        asked_of=("treatment",),
        clock="soon",
    ),
    FormCard(
        code="children",
        label="Children in the home",
        questions=("children_there", "children_how", "children_ages", "children_school"),
        asked_of=("childrens-social-care",),
        clock="soon",
    ),
    FormCard(
        code="tenancy",
        label="Whose home is it?",
        questions=("tenure", "landlord_name", "uprn"),
        asked_of=("landlord",),
        clock="soon",
    ),
    FormCard(
        code="hazards",
        label="What must a visitor be careful of?",
        questions=("hazards",),
        asked_of=("police", "landlord"),
        clock="soon",
    ),
    FormCard(
        code="capacity",
        label="A decision about capacity",
        questions=(
            "capacity_decision",
            "capacity_result",
            "coercion_considered",
            "capacity_assessor",
            "capacity_on",
        ),
        asked_of=("adult-social-care",),
        clock="soon",
    ),
)
