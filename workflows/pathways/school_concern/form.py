"""What a child told somebody at school, as the school's safeguarding lead enters it."""

from workflows.phrases import area_question, ask, ask_choice, ask_ticks, ask_yes_no, page, section, sender_section
from workflows.vocabulary import AnyIs, Is, answer

# a child who is not sure is not known to be safe
UNSAFE = AnyIs(answer("safe_now"), ("no", "not-sure"))
OUT_OF_TERM = Is(answer("in_term"), "no")
THEMES = {
    "cannabis": "Cannabis",
    "vaping": "Vaping",
    "alcohol": "Alcohol",
    "other-drugs": "Other drugs",
    "parent": "A parent's use",
    "selling": "Selling or carrying",
    "place": "A place where it happens",
}
TOLD = page(
    "told",
    "What the child told",
    ask_choice(
        "safe_now",
        "Are they safe now?",
        {"yes": "Yes", "no": "No", "not-sure": "Not sure"},
        category="core",
        preview=True,
        missing="Select whether they are safe now.",
        why="If not, somebody acts now and not at the end of the day.",
    ),
    ask_choice(
        "about",
        "Whom is it about?",
        {"me": "Themselves", "friend": "A friend", "family": "Somebody in their family", "place": "A place"},
        category="core",
        preview=True,
        missing="Select whom it is about.",
        why="It decides who is asked first.",
    ),
    ask_choice(
        "told_by",
        "Who told it?",
        {"pupil": "A pupil", "school": "Somebody who works at a school", "other": "Somebody else"},
        category="core",
        required="no",
    ),
    ask(
        "words",
        "In their own words",
        kind="long-text",
        category="words",
        max_length=2000,
        missing="Enter what the child said, in their own words.",
        why="A child should not have to say it twice.",
    ),
    ask(
        "summary",
        "A clear summary",
        kind="long-text",
        category="words",
        max_length=600,
        missing="Enter a clear summary.",
        why="Whoever decides next month has to understand it at once.",
    ),
    ask_ticks(
        "themes",
        "What is it about?",
        THEMES,
        category="core",
        missing="Tick what it is about.",
        why="The school plans its lessons by it.",
    ),
)
SCHOOL = page(
    "school",
    "The school",
    ask(
        "school",
        "Which school?",
        kind="text",
        category="core",
        max_length=120,
        preview=True,
        missing="Enter the school.",
        why="Its safeguarding lead takes this on.",
    ),
    ask_choice(
        "year_group",
        "Year group",
        {"primary": "Primary", "7": "Year 7", "8": "Year 8", "9": "Year 9", "10": "Year 10", "11": "Year 11",
         "sixth": "Year 12 or 13", "not-said": "Not said"},
        category="core",
        missing="Select the year group.",
        why="It helps to plan, and is never shown together with the school outside it.",
    ),
    area_question("Which borough is the school in?"),
    ask_yes_no(
        "in_term",
        "Is it a school day?",
        category="core",
        missing="Select whether it is a school day.",
        why="Outside school days children's social care (MASH) takes it, because nobody at school would see it.",
    ),
    ask_choice(
        "system",
        "Where was it recorded?",
        {"cpoms": "CPOMS", "myconcern": "MyConcern", "paper": "On paper", "other": "Another system"},
        category="core",
        missing="Select where it was recorded.",
        why="The record there and this one have to agree.",
    ),
)  # fmt: skip
CHILD = page(
    "child",
    "The child",
    ask_choice(
        "named",
        "Does the child want to be named?",
        {"yes": "Yes", "no": "No: they stay unnamed"},
        category="core",
        missing="Select whether they want to be named.",
        why="A child who stays unnamed stays unnamed.",
    ),
    ask(
        "child_name",
        "Their name",
        kind="person-name",
        category="child",
        when=Is(answer("named"), "yes"),
        missing="Enter their name.",
        why="So that somebody can speak with them.",
    ),
    ask_yes_no(
        "wants_reply",
        "Do they want to hear what became of it?",
        unknown=True,
        category="core",
        missing="Select whether they want to hear.",
        why="A child who hears nothing does not tell again.",
    ),
    ask_choice(
        "reply_how",
        "How?",
        {"teacher": "Through a teacher whom they chose", "in-person": "The safeguarding lead tells them",
         "note": "A note in school"},
        category="child",
        when=Is(answer("wants_reply"), "yes"),
        missing="Select how they want to hear.",
        why="Never in a way that others in the class notice.",
    ),
    ask(
        "reply_contact",
        "Which teacher, or how they can be reached",
        kind="text",
        category="child",
        max_length=120,
        when=Is(answer("wants_reply"), "yes"),
    ),
)  # fmt: skip
SECTIONS = (
    section("told", "What the child told", TOLD),
    section("school", "School and child", SCHOOL, CHILD),
    sender_section("The school's safeguarding lead"),
)
