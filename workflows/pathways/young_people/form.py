"""What somebody says of a young person who uses drugs or alcohol, or is affected by somebody else who does."""

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
from workflows.vocabulary import AgeAt, AllOf, AnyIs, Has, HasAny, Is, Not, NotBoth, Refuse, answer

BORN = answer("date_of_birth")
UNDER_13 = Not(AgeAt(BORN, "submitted", at_least=13))
UNDER_16 = Not(AgeAt(BORN, "submitted", at_least=16))
GROWN_UP = AgeAt(BORN, "submitted", at_least=18)
OWN_USE = AnyIs(answer("whose_use"), ("own", "both"))
EXPLOITED = HasAny(
    answer("exploitation_signs"),
    ("money", "missing", "older-friends", "carries", "debt", "travels", "sexual"),
)

PERSON = names_page(
    ask(
        "school",
        "School or college",
        kind="text",
        category="person",
        max_length=120,
        hint="Leave it empty if they go to none.",
    ),
    title="The young person",
)
USE = page(
    "use",
    "What it is about",
    ask_yes_no(
        "transition_agreed",
        "They are 18 or older: has the service agreed to see them?",
        category="core",
        when=GROWN_UP,
        missing="Select whether the service has agreed to see them.",
        why="From 18 to 25 the young people's service sees somebody where that was agreed.",
        checks=(
            Refuse(
                unless=Is(answer("transition_agreed"), "yes"),
                say="From 18 on the adult treatment service takes referrals. Ask the young people's service first.",
            ),
        ),
    ),
    ask_choice(
        "whose_use",
        "Whose use is it about?",
        {"own": "Their own", "others": "Somebody else's, which affects them", "both": "Both"},
        category="health",
        preview=True,
        missing="Select whose use it is about.",
        why="Both are reasons for help, and the help differs.",
    ),
    ask_ticks(
        "substances",
        "What do they use?",
        {
            "cannabis": "Cannabis",
            "alcohol": "Alcohol",
            "nitrous-oxide": "Nitrous oxide",
            "ketamine": "Ketamine",
            "cocaine": "Cocaine",
            "mdma": "MDMA",
            "vapes": "Vapes with something in them",
            "pills": "Pills",
            "other": "Something else",
        },
        category="health",
        when=OWN_USE,
        missing="Tick what they use.",
        why="The worker comes prepared.",
    ),
    ask(
        "days_in_28",
        "On how many of the last 28 days?",
        kind="number",
        category="health",
        when=OWN_USE,
        least=0,
        most=28,
        hint="The substance that they use most.",
        missing="Enter a number from 0 to 28.",
        why="The same number is asked again at the end, to see what has changed.",
    ),
    ask_ticks(
        "exploitation_signs",
        "Is there any sign that somebody exploits them?",
        {
            "money": "Money, clothes or phones that nobody bought them",
            "missing": "Goes missing",
            "older-friends": "Older friends who decide for them",
            "carries": "Carries or sells for somebody",
            "debt": "Owes money for drugs",
            "travels": "Is found far from home",
            "sexual": "Sexual exploitation",
            "none": "None of these",
        },
        category="safeguarding",
        preview=True,
        missing="Tick the signs, or “None of these”.",
        why="With any of these they are contacted within two working days, and children's social care is told.",
        checks=(
            Refuse(
                unless=Not(AllOf(EXPLOITED, Has(answer("exploitation_signs"), "none"))),
                say="Take out “None of these”, or the signs.",
            ),
        ),
    ),
)
AROUND = page(
    "around",
    "Who is around them",
    ask_ticks(
        "who_knows",
        "Who knows of it?",
        {"parent": "A parent or carer", "school": "School", "gp": "Their GP", "friends": "Friends", "nobody": "Nobody"},
        category="person",
        missing="Tick who knows of it.",
        why="Nobody must learn of it from us by accident.",
        checks=(Refuse(unless=NotBoth(answer("who_knows"), "nobody", "parent"), say="Take out “Nobody”."),),
    ),
    ask_yes_no(
        "social_worker",
        "Do they have a social worker?",
        unknown=True,
        category="safeguarding",
        missing="Select whether they have a social worker.",
        why="The social worker is told when they are taken on.",
    ),
    ask(
        "social_worker_name",
        "Who is it?",
        kind="text",
        category="safeguarding",
        max_length=120,
        when=Is(answer("social_worker"), "yes"),
        missing="Enter who it is.",
        why="So that they can be rung.",
    ),
    ask_yes_no(
        "youth_justice_order",
        "Are they on an order with youth justice?",
        unknown=True,
        category="safeguarding",
        missing="Select whether they are on an order.",
        why="An order may ask for appointments of its own.",
    ),
)
WHOSE_PHONE = ask_choice(
    "whose_phone",
    "Whose phone is it?",
    {"own": "Their own", "school": "Ring them through school", "parent": "A parent's, and they agreed to that"},
    category="contact",
    missing="Select whose phone it is.",
    why="Never through a parent's phone unless the young person has agreed.",
)
AGREED = (
    ask_choice(
        "competence",
        "They are under 16: do they understand what they agree to?",
        {"yes": "Yes", "no": "No: a parent agrees", "not-sure": "Not sure: the service finds out"},
        category="core",
        when=UNDER_16,
        missing="Select whether they understand what they agree to.",
        why="Under 16, somebody who understands may agree for themselves.",
    ),
    ask_choice(
        "parent_told",
        "Does a parent know of this referral?",
        {"yes": "Yes", "no-they-ask": "No, and they ask that it stays so", "not-safe": "No, it would not be safe"},
        category="person",
        missing="Select whether a parent knows.",
        why="The service does not ring home if they must not know.",
    ),
)
SECTIONS = (
    section("who", "The young person", PERSON, contact_page(WHOSE_PHONE)),
    section("need", "What it is about", USE, AROUND),
    section("agreement", "Agreement", agreement_page(AGREED, to="the young people's service")),
    sender_section("The young people's service"),
)
