"""What somebody says who has seen a person sleep rough, or drink or use drugs in the street."""

from workflows.phrases import (
    area_question,
    ask,
    ask_choice,
    ask_ticks,
    ask_yes_no,
    page,
    section,
    sender_section,
)
from workflows.vocabulary import AllOf, Has, HasAny, InOrder, Not, Refuse, answer

PLACE = page(
    "seen",
    "Where they were seen",
    ask(
        "known_as",
        "Name, or what they are called",
        kind="person-name",
        category="core",
        preview=True,
        hint="A first name or an alias is enough. Write “Not known” if nobody knows it.",
        missing="Enter a name, an alias, or “Not known”.",
        why="So that they are greeted by it.",
    ),
    ask(
        "chain_number",
        "CHAIN number",
        kind="text",
        category="person",
        max_length=20,
        hint="The number of London's register of people who sleep rough, if you have it.",
    ),
    area_question("Which borough were they seen in?"),
    ask(
        "outward_code",
        "First half of the postcode there",
        kind="outward-code",
        category="core",
        preview=True,
    ),
    ask(
        "spot",
        "Where do they sleep or sit?",
        kind="long-text",
        category="place",
        max_length=300,
        preview=True,
        missing="Enter where, so that somebody who was never there can find it.",
        why="Outreach goes there on the next working day.",
    ),
    ask_choice(
        "seen_doing",
        "What did you see?",
        {"rough-sleeping": "Sleeping rough", "street-drinking": "Street drinking", "both": "Both"},
        category="core",
        preview=True,
        missing="Select what you saw.",
        why="Both are reasons to go, and they are counted apart.",
    ),
    ask(
        "first_seen_on",
        "When were they first seen there?",
        kind="date",
        category="place",
        past=True,
        missing="Enter the day, as far as it is known.",
        why="The longer ago, the harder it is to leave the street.",
    ),
    ask(
        "last_seen_on",
        "When were they last seen there?",
        kind="date",
        category="place",
        past=True,
        missing="Enter the day.",
        why="Outreach begins where they were last.",
        checks=(
            Refuse(
                unless=InOrder(answer("first_seen_on"), answer("last_seen_on")),
                say="Enter a day that is not before they were first seen.",
            ),
        ),
    ),
)
HEALTH = page(
    "health",
    "Health",
    ask_ticks(
        "substances",
        "What do they use, as far as is known?",
        {
            "alcohol": "Alcohol",
            "opiates": "Heroin or other opiates",
            "crack": "Crack",
            "cannabinoids": "Synthetic cannabinoids, such as spice",
            "other": "Something else",
            "not-known": "Not known",
        },
        category="health",
        missing="Tick what they use, or “Not known”.",
        why="Outreach brings what helps: naloxone, advice, a nurse.",
    ),
    ask_ticks(
        "red_flags",
        "Is there anything that cannot wait?",
        {
            "overdose": "An overdose in the last month",
            "withdrawal": "Shakes or fits without alcohol",
            "wound": "A wound or an infection",
            "chest": "Hardly breathes, or coughs blood",
            "confused": "Confused",
            "self-harm": "Speaks of suicide",
            "none": "None of these",
        },
        category="health",
        preview=True,
        missing="Tick what cannot wait, or “None of these”.",
        why="Some of these need an ambulance, not a visit.",
        checks=(
            Refuse(
                unless=Not(
                    AllOf(
                        HasAny(
                            answer("red_flags"),
                            ("overdose", "withdrawal", "wound", "chest", "confused", "self-harm"),
                        ),
                        Has(answer("red_flags"), "none"),
                    )
                ),
                say="Take out “None of these”, or the others.",
            ),
        ),
    ),
    ask_yes_no(
        "pregnant",
        "Are they pregnant?",
        unknown=True,
        category="health",
        missing="Select whether they are pregnant.",
        why="Then a midwife comes along.",
    ),
    ask_yes_no(
        "naloxone",
        "Do they carry naloxone?",
        unknown=True,
        category="health",
        missing="Select whether they carry naloxone.",
        why="Outreach gives a kit to whoever has none.",
    ),
)
AROUND = page(
    "around",
    "Around them",
    ask_ticks(
        "with_them",
        "Who is with them?",
        {"dog": "A dog", "partner": "A partner", "group": "A group", "nobody": "Nobody", "not-known": "Not known"},
        category="place",
        missing="Tick who is with them.",
        why="Few hostels take dogs or couples, so it is planned for.",
    ),
    ask(
        "contact_phone",
        "Their phone",
        kind="phone",
        category="person",
        hint="If they gave it to you.",
    ),
    ask_yes_no(
        "safe_to_message",
        "Is it safe to leave a message?",
        unknown=True,
        category="person",
        missing="Select whether a message is safe.",
        why="Phones are shared in the street.",
    ),
    ask_choice(
        "eligibility",
        "Have they said where they come from, or what they are entitled to?",
        {"uk": "UK or Ireland", "settled": "Settled status", "no-recourse": "No recourse to public funds",
         "not-said": "They have not said"},
        category="person",
        hint="Write it down only if they told you by themselves. Do not ask.",
        missing="Select what they said, or “They have not said”.",
        why="It decides which housing can be offered, and is never a reason not to help.",
    ),
    ask_choice(
        "consent_stage",
        "Do they know that you send this?",
        {"agreed": "Yes, and they agreed (said so)", "told": "They were told", "not-met": "We did not speak"},
        category="core",
        preview=True,
        missing="Select whether they know.",
        why="Agreement is asked at each step, and can be spoken.",
    ),
)  # fmt: skip
AT_ONCE = HasAny(answer("red_flags"), ("overdose", "withdrawal", "chest", "confused", "self-harm"))
SECTIONS = (
    section("who", "The person and the place", PLACE),
    section("need", "Health and company", HEALTH, AROUND),
    sender_section("The outreach team"),
)
