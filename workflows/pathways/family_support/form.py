"""What somebody says of a relative or carer who is affected by another person's drug or alcohol use."""

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
from workflows.vocabulary import AllOf, Has, HasAny, Is, Not, Refuse, answer

SITUATION = page(
    "situation",
    "Their situation",
    ask_choice(
        "relation",
        "What are they to the person who uses?",
        {
            "parent": "Parent",
            "partner": "Partner",
            "child": "Child",
            "sibling": "Brother or sister",
            "grandparent": "Grandparent",
            "carer": "Carer",
            "friend": "Friend",
            "leaving": "A parent who is leaving treatment themselves",
        },
        category="family",
        preview=True,
        missing="Select what they are to the person who uses.",
        why="A parent, a partner and a young carer need different help.",
    ),
    ask_choice(
        "person_aware",
        "Does the person who uses know of this?",
        {"yes": "Yes", "no": "No", "must-not": "No, and they must not find out"},
        category="family",
        preview=True,
        missing="Select whether the person who uses knows of this.",
        why="We never mention one to the other by accident.",
    ),
    ask_yes_no(
        "may_mention",
        "May the family service speak of the person who uses, with the treatment service?",
        category="family",
        hint="No, unless the person who uses has agreed to that.",
        missing="Select whether the person who uses may be spoken of.",
        why="A relative's help never opens somebody else's treatment record.",
    ),
    ask_ticks(
        "children",
        "Are there children?",
        {"own": "Their own children", "cared-for": "Children whom they care for", "none": "No children"},
        category="family",
        missing="Tick which children there are, or “No children”.",
        why="Children are affected too, and can be helped.",
        checks=(
            Refuse(
                unless=Not(AllOf(HasAny(answer("children"), ("own", "cared-for")), Has(answer("children"), "none"))),
                say="Take out “No children”, or the children.",
            ),
        ),
    ),
    ask(
        "caring_hours",
        "How many hours a week do they care for somebody?",
        kind="number",
        category="family",
        least=0,
        most=168,
        hint="0 if they do not.",
        missing="Enter a number of hours, 0 if they do not care for anybody.",
        why="A carer has a right to an assessment of their own.",
    ),
)
SAFETY = page(
    "safety",
    "Are they safe?",
    ask_choice(
        "abuse_asked",
        "Were they asked about domestic abuse, alone?",
        {"yes": "Yes, alone", "no": "Not yet: they were not alone"},
        category="safety",
        missing="Select whether they were asked alone.",
        why="Nobody answers truly while the other can hear.",
    ),
    ask_choice(
        "abuse",
        "Is there domestic abuse?",
        {"yes": "Yes", "no": "No", "prefers-not": "They prefer not to say"},
        category="safety",
        when=Is(answer("abuse_asked"), "yes"),
        missing="Select whether there is domestic abuse.",
        why="It decides how they may be reached, and who else helps.",
    ),
    ask_yes_no(
        "child_worry",
        "Are you worried about a child's safety?",
        category="safety",
        missing="Select whether you are worried about a child's safety.",
        why="Then children's social care is told as well, today.",
    ),
)
WANTED = page(
    "wanted",
    "What they want",
    ask_ticks(
        "support_wanted",
        "Which support do they want?",
        {
            "group": "A group with others",
            "one-to-one": "Somebody to talk to, one to one",
            "carers-assessment": "A carer's assessment",
            "parent-champion": "A parent who has been through it",
            "young-carers": "A young carers' group",
            "mental-health": "Mental health support for a child",
            "not-sure": "They are not sure",
        },
        category="family",
        missing="Tick which support they want.",
        why="What they ask for comes first.",
    ),
)
SECTIONS = (
    section("who", "The relative or carer", names_page(title="The relative or carer"), contact_page()),
    section("situation", "Their situation", SITUATION, SAFETY, WANTED),
    section("agreement", "Agreement", agreement_page(to="the family and carers service")),
    sender_section("The family service"),
)
