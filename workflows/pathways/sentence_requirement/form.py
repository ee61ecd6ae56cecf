"""A court asks whether somebody is suitable for a sentence with treatment."""

from workflows.pathways.shared.justice import PERSON, SENDER, WHY
from workflows.phrases import ask, ask_choice, ask_ticks, ask_yes_no, page, section
from workflows.vocabulary import AllOf, Has, Is, Not, NotBoth, Refuse, Warn, answer

REQUIREMENTS = {
    "drr": "Drug rehabilitation requirement (DRR)",
    "atr": "Alcohol treatment requirement (ATR)",
    "mhtr-p": "Mental health treatment, primary care (MHTR)",
    "mhtr-s": "Mental health treatment, secondary care (MHTR)",
    "aamr": "Alcohol abstinence and monitoring, a tag (AAMR)",
}
ASKED = page(
    "asked",
    "What the court asks",
    ask(
        "court",
        "Which court?",
        kind="text",
        category="requirement",
        max_length=80,
        preview=True,
        missing="Enter the court.",
        why="The report goes there.",
    ),
    ask(
        "requested_on",
        "When did it ask?",
        kind="date",
        category="requirement",
        past=True,
        missing="Enter the day on which it asked.",
        why="It is answered before the sentence.",
    ),
    ask_ticks(
        "asked_requirements",
        "For which requirements?",
        REQUIREMENTS,
        category="requirement",
        preview=True,
        missing="Tick which requirements it asks about.",
        why="Each has rules of its own.",
        checks=(
            Refuse(
                unless=NotBoth(answer("asked_requirements"), "atr", "aamr"),
                say="An alcohol tag cannot stand beside an alcohol treatment requirement: take out one of them.",
            ),
        ),
    ),
    ask_yes_no(
        "dependent",
        "Are they dependent on alcohol, as far as is known?",
        unknown=True,
        category="health",
        preview=True,
        missing="Select whether they are dependent on alcohol.",
        why="An alcohol tag is not for people who are dependent: stopping at once can kill.",
        checks=(
            Warn(
                unless=Not(AllOf(Is(answer("dependent"), "yes"), Has(answer("asked_requirements"), "aamr"))),
                say="They may be dependent on alcohol, and an alcohol tag is not for people who are. Tell probation "
                "before the sentence.",
            ),
        ),
    ),
    ask_choice(
        "resident",
        "Where would treatment be?",
        {"community": "In the community", "resident": "In a place where they live (resident)"},
        category="requirement",
        missing="Select where treatment would be.",
        why="A place has to be found for residential treatment.",
    ),
)
SECTIONS = (PERSON, section("asked", "What the court asks", ASKED), WHY, SENDER)
