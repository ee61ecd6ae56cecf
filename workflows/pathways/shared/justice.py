"""What every criminal justice referral to treatment asks, and who reads it."""

from workflows.phrases import (
    ask,
    ask_choice,
    ask_ticks,
    contact_page,
    names_page,
    page,
    section,
    sender_section,
)
from workflows.vocabulary import (
    AllOf,
    Attribute,
    Category,
    Has,
    HasAny,
    Not,
    Part,
    Position,
    Refuse,
    SafetyWarning,
    answer,
)

FAMILY = "criminal-justice"
HARM = ("acquisitive", "asb", "street-drinking", "violence", "supply", "domestic-abuse")

BASIS = page(
    "basis",
    "Why you refer",
    ask_choice(
        "source",
        "Which organisation are you?",
        {
            "met-ne": "Metropolitan Police, North East command unit",
            "met-ea": "Metropolitan Police, East Area command unit",
            "council-asb": "Council: antisocial behaviour or community safety",
            "probation": "Probation",
            "court": "Court",
            "liaison": "Liaison and diversion",
            "youth-justice": "Youth justice service",
            "other": "Another organisation",
        },
        category="core",
        preview=True,
        missing="Select which organisation you are.",
        why="It is counted who refers.",
    ),
    ask_ticks(
        "harm_basis",
        "Which harm is it about?",
        {
            "acquisitive": "Theft, burglary or robbery",
            "asb": "Antisocial behaviour",
            "street-drinking": "Street drinking",
            "violence": "Violence",
            "supply": "Supplying drugs",
            "domestic-abuse": "Domestic abuse",
            "none": "None of these",
        },
        category="referral-basis",
        missing="Tick which harm it is about, or “None of these”.",
        why="Referrals of people who harm a community are counted apart.",
        checks=(
            Refuse(
                unless=Not(AllOf(HasAny(answer("harm_basis"), HARM), Has(answer("harm_basis"), "none"))),
                say="Take out “None of these”, or the others.",
            ),
        ),
    ),
    ask_ticks(
        "substances",
        "Which substances are of concern?",
        {
            "opiate": "Heroin or other opiates",
            "crack": "Crack",
            "cocaine": "Powder cocaine",
            "cannabis": "Cannabis",
            "alcohol": "Alcohol",
            "benzodiazepine": "Benzodiazepines",
            "ketamine": "Ketamine",
            "other": "Something else",
        },
        category="health",
        preview=True,
        missing="Tick which substances are of concern.",
        why="The right worker takes it on.",
    ),
    ask(
        "next_court_on",
        "Next day in court, or on which bail ends",
        kind="date",
        category="referral-basis",
        preview=True,
        hint="If there is one.",
    ),
)
CONSENT = page(
    "consent",
    "Agreement",
    ask_choice(
        "consent_given",
        "Do they agree to this referral?",
        {
            "written": "Yes, in writing",
            "verbal": "Yes, they said so",
            "refused": "No",
            "not-needed": "Not needed: the assessment is required",
            "not-asked": "Not asked yet",
        },
        category="referral-basis",
        preview=True,
        missing="Select whether they agree.",
        why="Treatment is voluntary, also where an assessment is not.",
    ),
    ask_ticks(
        "staff_risk",
        "Must staff know of a risk?",
        {
            "violence": "Violence",
            "weapons": "Weapons",
            "dogs": "Dogs",
            "others": "Other people there",
            "none": "None of these",
        },
        category="worker-safety",
        preview=True,
        missing="Tick what staff must know, or “None of these”.",
        why="Nobody meets somebody alone where it is not safe.",
        checks=(
            Refuse(
                unless=Not(
                    AllOf(
                        HasAny(answer("staff_risk"), ("violence", "weapons", "dogs", "others")),
                        Has(answer("staff_risk"), "none"),
                    )
                ),
                say="Take out “None of these”, or the others.",
            ),
        ),
    ),
)
PERSON = section(
    "who",
    "The person",
    names_page(
        ask("pnc", "PNC number", kind="text", category="justice-identifiers", max_length=20, hint="If you have it."),
        ask(
            "crn",
            "Probation case reference (CRN)",
            kind="text",
            category="justice-identifiers",
            max_length=20,
            hint="If you have it.",
        ),
        identifying="identifiers",
    ),
    contact_page(),
)
WHY = section("why", "Why you refer", BASIS, CONSENT)
SENDER = sender_section("The treatment service")

PARTS = (Part(code="subject", label="The person", category="identifiers"),)
POLICE = Position(code="police", label="Police", many=True)
PROBATION = Position(code="probation", label="Probation", many=True)
WHO_WRITES = ("referrer", "lead", "police", "probation")

CONTACT = Category(code="contact", label="How to reach them", read=("lead",), write=("referrer", "lead"))
REFERRAL_BASIS = Category(
    code="referral-basis", label="Why it was referred", read=("lead",), write=("referrer", "lead")
)
HEALTH = Category(code="health", label="Substances", read=("lead",), write=("referrer", "lead"))
WORKER_SAFETY = Category(code="worker-safety", label="Risk to staff", read=("lead",), write=("referrer", "lead"))
POLICE_IDENTIFIERS = Category(
    code="identifiers", label="Who they are", read=("lead", "police"), write=("referrer", "lead")
)
POLICE_NUMBERS = Category(
    code="justice-identifiers", label="Police and probation numbers", read=("lead", "police"), write=("referrer",)
)
PROBATION_IDENTIFIERS = Category(
    code="identifiers", label="Who they are", read=("lead", "probation"), write=("referrer", "lead")
)
PROBATION_NUMBERS = Category(
    code="justice-identifiers", label="Police and probation numbers", read=("lead", "probation"), write=("referrer",)
)
IDENTIFIERS = Category(code="identifiers", label="Who they are", read=("lead",), write=("referrer", "lead"))
NUMBERS = Category(
    code="justice-identifiers", label="Police and probation numbers", read=("lead",), write=("referrer",)
)

SOURCE = Attribute(code="source", label="Who referred", of=answer("source"))
HARM_BASIS = Attribute(code="harm-basis", label="Which harm", of=answer("harm_basis"))
AGE = Attribute(code="age", label="Age at the referral", age_of=answer("date_of_birth"), at="submitted")
WARNINGS = (
    SafetyWarning(
        code="staff",
        say="A risk to staff",
        when=HasAny(answer("staff_risk"), ("violence", "weapons", "dogs", "others")),
        category="worker-safety",
        urgent=True,
    ),
)
SEED_W181 = "Waltham Forest framework, row 181"
FROM_COUNCIL_OR_POLICE = ("council-asb", "met-ne")
WHY_NOT = {
    "known": "They are in treatment here already",
    "no-need": "There is no need for treatment",
    "not-lawful": "The rules for this do not hold",
    "other-area": "It belongs to another area",
}
