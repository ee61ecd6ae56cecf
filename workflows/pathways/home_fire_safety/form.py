"""What a worker says about a home that may not be safe from fire."""

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
from workflows.vocabulary import Has, Is, Not, NotBoth, Refuse, answer

SIGNS = {
    "smoking-in-bed": "Smokes in bed or in a chair",
    "intoxicated-alone": "Drinks or uses drugs alone at home",
    "hoarding": "Rooms are full of things",
    "no-alarm": "No working smoke alarm",
    "candles": "Burns candles",
    "oxygen": "Oxygen at home",
    "burn-marks": "Burn marks on clothes, furniture or the floor",
    "taken-over": "Others may have taken the home over",
    "arson-threat": "Somebody has threatened to set fire to it",
    "other": "Something else",
}

RISK = page(
    "fire-risk",
    "What could start a fire, and who could not get out",
    ask_ticks(
        "fire_signs",
        "What have you seen?",
        SIGNS,
        category="home",
        preview=True,
        missing="Tick what you have seen.",
        why="The fire brigade decides by this how soon it comes.",
    ),
    ask_yes_no(
        "lives_alone",
        "Do they live alone?",
        unknown=True,
        category="home",
        preview=True,
        missing="Select whether they live alone.",
        why="Nobody else would wake them.",
    ),
    ask_choice(
        "mobility",
        "Could they get out by themselves?",
        {"yes": "Yes", "slowly": "Slowly, or with an aid", "no": "No", "not-known": "Not known"},
        category="home",
        preview=True,
        missing="Select whether they could get out by themselves.",
        why="Somebody who cannot leave needs more than an alarm.",
    ),
    ask_yes_no(
        "smokes",
        "Does anybody there smoke?",
        unknown=True,
        category="home",
        when=Not(Has(answer("fire_signs"), "smoking-in-bed")),
        missing="Select whether anybody there smokes.",
        why="Most deaths by fire at home begin with smoking.",
    ),
    ask_ticks(
        "drugs_or_alcohol",
        "Alcohol or drugs at home",
        {"alcohol": "Alcohol", "drugs": "Drugs", "neither": "Neither", "not-known": "Not known"},
        category="home",
        missing="Tick alcohol, drugs, neither or not known.",
        why="Somebody who is intoxicated wakes later.",
        checks=(
            Refuse(unless=NotBoth(answer("drugs_or_alcohol"), "neither", "alcohol"), say="Take out “Neither”."),
            Refuse(unless=NotBoth(answer("drugs_or_alcohol"), "neither", "drugs"), say="Take out “Neither”."),
        ),
    ),
    ask_yes_no(
        "alarm_works",
        "Does a smoke alarm work?",
        unknown=True,
        category="home",
        when=Not(Has(answer("fire_signs"), "no-alarm")),
        missing="Select whether a smoke alarm works.",
        why="An alarm is fitted at the visit.",
    ),
    ask_ticks(
        "burns_easily",
        "Is any of this there?",
        {
            "emollients": "Skin creams that burn (emollients)",
            "oxygen": "Oxygen",
            "mattress": "An air-flow mattress",
            "none": "None of these",
            "not-known": "Not known",
        },
        category="home",
        missing="Tick what is there.",
        why="These make a small flame a large one.",
    ),
    ask_choice(
        "hoarding_level",
        "How full are the rooms?",
        {"1": "1 to 3: paths are clear", "4": "4 to 6: paths are narrow", "7": "7 to 9: doors are blocked",
         "not-known": "Not known"},
        category="home",
        missing="Select how full the rooms are.",
        why="On the clutter scale of 1 to 9, 7 and more stops somebody from leaving.",
    ),
    ask_yes_no(
        "burn_marks",
        "Are there burn marks?",
        unknown=True,
        category="home",
        when=Not(Has(answer("fire_signs"), "burn-marks")),
        missing="Select whether there are burn marks.",
        why="They show that it has nearly happened.",
    ),
)  # fmt: skip

VISIT = page(
    "visit",
    "Visiting safely",
    ask_choice(
        "worker_safety",
        "Must visitors know something to be safe?",
        {"no": "No", "two": "Yes: two have to go", "not-alone": "Yes: ring us first"},
        category="visitors",
        missing="Select whether visitors must know something to be safe.",
        why="Nobody goes alone where it is not safe.",
    ),
    ask(
        "worker_safety_detail",
        "What must they know?",
        kind="long-text",
        category="visitors",
        max_length=500,
        when=Not(Is(answer("worker_safety"), "no")),
        missing="Enter what they must know.",
        why="Nobody goes alone where it is not safe.",
    ),
)

ADDRESS = ask(
    "home_address",
    "Address of the home",
    kind="text",
    category="home",
    max_length=200,
    missing="Enter the address of the home.",
    why="The visit is made there.",
)
SECTIONS = (
    section("who", "The person and the home", names_page(ADDRESS, born="no"), contact_page()),
    section("risk", "The risk of fire", RISK, VISIT),
    section(
        "agreement",
        "Agreement",
        agreement_page(
            to="the fire brigade",
            refusal="A visit needs their agreement, so this cannot be sent. If somebody is in danger now, ring 999.",
        ),
    ),
    sender_section("The fire brigade"),
)
