"""What somebody says of debts that make a home or a recovery unsafe."""

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
from workflows.vocabulary import AllOf, Answered, AnyIs, Has, HasAny, Not, Refuse, Repeat, States, Within, answer

DRUG_DEBT = AnyIs(answer("drug_debt"), ("drug", "threatened"))
EVICTION_NEAR = AllOf(
    Answered(answer("eviction_on")), Within("eviction", days=14, setting="debt-support.eviction-days")
)
DRUG_DEBT_FOUND = AnyIs(answer("debt_found"), ("drug", "threatened"))
PRIORITY = ("rent", "council-tax", "energy", "fines", "child-maintenance")

DEBT_TYPES = {
    "rent": "Rent",
    "council-tax": "Council tax",
    "energy": "Gas or electricity",
    "fines": "Court fines",
    "child-maintenance": "Child maintenance",
    "benefits": "Benefits that were paid too much",
    "credit": "Credit cards or loans",
    "doorstep": "A doorstep lender",
    "phone": "Phone or internet",
    "other": "Something else",
}
DEBTS = page(
    "debts",
    "The debts",
    ask_choice(
        "drug_debt",
        "Is any of it owed for drugs, or to somebody who threatens them?",
        {"no": "No", "informal": "It is owed to family or friends", "drug": "Yes, for drugs",
         "threatened": "Yes, and they are threatened", "not-known": "Not known"},
        category="debt",
        preview=True,
        missing="Select whether any of it is owed for drugs.",
        why="A debt for drugs can be a hold over somebody: that is exploitation, and goes another way.",
    ),
    ask_ticks(
        "debt_types",
        "What is owed?",
        DEBT_TYPES,
        category="debt",
        preview=True,
        missing="Tick what is owed.",
        why="Rent, council tax, energy, fines and maintenance come first: a home or freedom hangs on them.",
    ),
    ask(
        "debt_total",
        "How much in all, in whole pounds?",
        kind="number",
        category="debt",
        least=0,
        most=1_000_000,
        unit="pounds",
        hint="As far as it is known. Leave it empty if nobody knows: the adviser works it out with them.",
        why="The same amount is asked again, to see whether it fell.",
    ),
    ask(
        "priority_total",
        "How much of it are rent, council tax, energy, fines or maintenance?",
        kind="number",
        category="debt",
        least=0,
        most=1_000_000,
        unit="pounds",
        when=HasAny(answer("debt_types"), PRIORITY),
        hint="Leave it empty if nobody knows.",
        why="These are dealt with first.",
    ),
    ask(
        "eviction_on",
        "Is there a date on which they may lose their home?",
        kind="date",
        category="debt",
        preview=True,
        sets_fact=States(fact="eviction"),
        hint="The day that a letter names. Leave it empty if there is none.",
    ),
)  # fmt: skip
EACH_DEBT = page(
    "each_debt",
    "Each debt, with its amount",
    ask_choice(
        "debt_type",
        "What is it for?",
        DEBT_TYPES,
        category="debt",
        missing="Select what the debt is for.",
        why="Rent, council tax, energy, fines and maintenance come first.",
    ),
    ask(
        "debt_amount",
        "How much, in whole pounds?",
        kind="number",
        category="debt",
        least=0,
        most=1_000_000,
        unit="pounds",
        missing="Enter the amount in whole pounds.",
        why="The adviser sees at once which debt weighs most.",
    ),
    help="As far as letters or bills are at hand. Leave it out otherwise: the adviser asks.",
    repeat=Repeat(part=None, label="debt", most=15),
)
INCOME = page(
    "income",
    "Income and help",
    ask_ticks(
        "benefits",
        "Which benefits do they have?",
        {"universal-credit": "Universal Credit", "pip": "Personal Independence Payment", "other": "Another benefit",
         "sanctioned": "A benefit that is sanctioned now", "none": "None", "not-known": "Not known"},
        category="debt",
        missing="Tick the benefits.",
        why="A sanction or a benefit not claimed is often where it began.",
        checks=(
            Refuse(
                unless=Not(
                    AllOf(
                        HasAny(answer("benefits"), ("universal-credit", "pip", "other", "sanctioned")),
                        Has(answer("benefits"), "none"),
                    )
                ),
                say="Take out “None”, or the benefits.",
            ),
        ),
    ),
    ask(
        "dependants",
        "How many depend on them?",
        kind="number",
        category="debt",
        least=0,
        most=20,
        missing="Enter how many, 0 if nobody.",
        why="A family is counted once, and children change what can be done.",
    ),
    ask("adviser_now", "Does an adviser help already?", kind="text", category="debt", max_length=120),
    ask_choice(
        "breathing_space",
        "Are they in breathing space?",
        {"no": "No", "standard": "Yes, the standard one", "crisis": "Yes, in a mental health crisis",
         "not-known": "Not known"},
        category="debt",
        missing="Select whether they are in breathing space.",
        why="While it lasts nobody may ask for most debts.",
    ),
    ask(
        "breathing_space_from",
        "From which day?",
        kind="date",
        category="debt",
        when=AnyIs(answer("breathing_space"), ("standard", "crisis")),
        missing="Enter the day on which it began.",
        why="The standard one lasts 60 days.",
    ),
    ask_yes_no(
        "mental_health_crisis",
        "Are they in treatment for a mental health crisis now?",
        unknown=True,
        category="debt",
        missing="Select whether they are in treatment for a crisis.",
        why="Then a breathing space lasts as long as the crisis and 30 days more.",
    ),
)  # fmt: skip
SECTIONS = (
    section("who", "The person", names_page(), contact_page()),
    section("debts", "Debts", DEBTS, EACH_DEBT, INCOME),
    section("agreement", "Agreement", agreement_page(to="a money adviser")),
    sender_section("The money adviser"),
)
