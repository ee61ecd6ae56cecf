"""What a public body says of somebody who is homeless, or may soon be."""

from workflows.phrases import (
    agreement_page,
    ask,
    ask_choice,
    ask_ticks,
    ask_yes_no,
    contact_page,
    names_page,
    page,
    section,
    sender_section,
)
from workflows.vocabulary import AnyIs, Is, NotBoth, Refuse, States, Within, answer

HOMELESSNESS = page(
    "homelessness",
    "Why they may lose their home",
    ask_choice(
        "referring_body",
        "Which kind of organisation are you?",
        {
            "prison": "Prison, for adults or young people",
            "secure-centre": "Secure training centre or secure college",
            "youth-justice": "Youth justice service",
            "probation": "Probation",
            "jobcentre": "Jobcentre Plus",
            "social-services": "Social services",
            "emergency": "Emergency department",
            "urgent-treatment": "Urgent treatment centre",
            "inpatient": "Hospital, for people who stay there",
            "armed-forces": "Armed forces",
            "treatment": "Drug and alcohol treatment service",
            "gp": "GP surgery",
            "other": "Another organisation",
        },
        category="core",
        preview=True,
        missing="Select which kind of organisation you are.",
        why="The law puts the duty on the first ten. All others may refer too, and the council answers them alike.",
    ),
    ask_choice(
        "homeless_reason",
        "Why?",
        {
            "leaving-prison": "Leaving prison",
            "leaving-hospital": "Leaving hospital",
            "eviction": "Told to leave by a landlord",
            "family": "Family or friends can no longer have them",
            "abuse": "Domestic abuse",
            "relationship": "A relationship has ended",
            "asylum": "Asylum accommodation is ending",
            "rough-sleeping": "Sleeping rough",
            "other": "Something else",
        },
        category="housing",
        preview=True,
        missing="Select why.",
        why="The council can prevent some of these, and has to act at once on others.",
    ),
    ask(
        "homeless_on",
        "From which day?",
        kind="date",
        category="housing",
        preview=True,
        sets_fact=States(fact="homeless"),
        hint="If they have no home already, the day on which they lost it.",
        missing="Enter the day, as far as it is known.",
        why="The duty holds for people who are homeless, or likely to be within 56 days.",
        checks=(
            Refuse(
                unless=Within("homeless", days=56, setting="housing-duty-to-refer.within-days"),
                say="The duty to refer holds from 56 days before. Send this nearer to the day, and ring the council if "
                "it can be prevented now.",
            ),
        ),
    ),
    ask(
        "current_place",
        "Where are they now?",
        kind="text",
        category="housing",
        max_length=200,
        missing="Enter where they are now.",
        why="So that the council can see them there.",
    ),
    ask_ticks(
        "risks",
        "Must the council know of a risk?",
        {
            "abuse": "Somebody may harm them",
            "arson": "Fire",
            "violence": "Violence to others",
            "self-harm": "Self-harm",
            "none": "None of these",
        },
        category="risk",
        missing="Tick what the council must know, or “None of these”.",
        why="It decides where somebody can be placed safely.",
        checks=(Refuse(unless=NotBoth(answer("risks"), "none", "abuse"), say="Take out “None of these”."),),
    ),
    ask(
        "support_needs",
        "What helps them to keep a home?",
        kind="long-text",
        category="housing",
        max_length=500,
    ),
)

NEED = page(
    "drug-or-alcohol",
    "A drug or alcohol need",
    ask_yes_no(
        "share_need",
        "Do they agree that the council is told of a drug or alcohol need?",
        category="core",
        missing="Select whether they agree that the council is told.",
        why="It is said only if they agree: the referral holds without it.",
    ),
    ask_choice(
        "drug_need",
        "Which need is it?",
        {"drugs": "Drugs", "alcohol": "Alcohol", "both": "Both", "none": "None"},
        category="need",
        when=Is(answer("share_need"), "yes"),
        missing="Select which need it is.",
        why="Households with such a need are counted, and offered support.",
    ),
)

CHOSEN = ask_choice(
    "area",
    "Which council did they choose?",
    {
        "havering": "Havering",
        "waltham-forest": "Waltham Forest",
        "elsewhere": "Another council in England",
        "unknown": "They have not chosen yet",
    },
    category="core",
    preview=True,
    missing="Select which council they chose.",
    why="The person chooses the council, not the organisation that refers.",
    checks=(
        Refuse(
            unless=AnyIs(answer("area"), ("havering", "waltham-forest", "elsewhere")),
            say="Ask them which council they choose: the law leaves it to them.",
        ),
    ),
)
CONTACT_CONSENT = ask_yes_no(
    "consent_contact",
    "Do they agree that their contact details are passed on?",
    category="core",
    missing="Select whether they agree that their contact details are passed on.",
    why="The law asks for both: for the referral, and for the details.",
    checks=(
        Refuse(
            unless=Is(answer("consent_contact"), "yes"),
            say="Without it the council cannot reach them, so this cannot be sent.",
        ),
    ),
)
SECTIONS = (
    section("who", "The person", names_page(CHOSEN, area=False), contact_page()),
    section("housing", "Housing", HOMELESSNESS, NEED),
    section(
        "agreement",
        "Agreement",
        agreement_page(
            CONTACT_CONSENT,
            to="the council",
            refusal="Without their agreement there is no duty to refer. If somebody is at risk, safeguarding routes "
            "stay open: use them.",
            dates=States(fact="consented"),
        ),
    ),
    sender_section("Housing options"),
)
