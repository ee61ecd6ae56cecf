"""A disposal out of court that asks for treatment, or a referral by police or council without one."""

from workflows.pathways.shared.justice import PERSON, SENDER, WHY
from workflows.phrases import ask, ask_choice, ask_yes_no, page, section
from workflows.vocabulary import AgeOn, AnyIs, AnyOf, Choice, InForceOn, Is, Not, Refuse, States, answer

DISPOSAL = Is(answer("sort"), "disposal")
TWO_TIER = AnyIs(answer("disposal"), ("diversionary-caution", "community-caution"))
OFFER = page(
    "offer",
    "What was offered",
    ask_choice(
        "sort",
        "What is it?",
        {
            "disposal": "A disposal with a condition",
            "voluntary": "Voluntary: the police refer, without a condition",
            "asb": "Voluntary: an officer for antisocial behaviour refers",
        },
        category="core",
        preview=True,
        missing="Select what it is.",
        why="Only a disposal has a condition that can be broken.",
    ),
    ask(
        "offered_on",
        "When was it offered?",
        kind="date",
        category="diversion",
        past=True,
        missing="Enter the day on which it was offered.",
        why="It is counted by that day.",
    ),
    ask(
        "offence",
        "Which offence?",
        kind="text",
        category="diversion",
        max_length=120,
        when=DISPOSAL,
        missing="Enter the offence.",
        why="Some offences cannot be dealt with out of court.",
    ),
    ask_yes_no(
        "abuse_or_hate",
        "Is it domestic abuse or a hate crime?",
        category="diversion",
        when=DISPOSAL,
        missing="Select whether it is domestic abuse or a hate crime.",
        why="These are generally not suitable for a conditional caution.",
    ),
    ask_choice(
        "disposal",
        "Which disposal?",
        (
            Choice(code="community-resolution", label="Community resolution"),
            Choice(code="conditional-caution", label="Conditional caution"),
            Choice(code="youth-caution", label="Youth caution, or youth justice service"),
            Choice(code="deferred-prosecution", label="Deferred prosecution"),
            Choice(code="diversionary-caution", label="Diversionary caution", hint="Only once the law is in force."),
            Choice(code="community-caution", label="Community caution", hint="Only once the law is in force."),
        ),
        category="diversion",
        when=DISPOSAL,
        missing="Select which disposal.",
        why="It says what follows if the condition is not met.",
        checks=(
            Refuse(
                unless=AnyOf(Not(TWO_TIER), InForceOn("out-of-court-disposal.two-tier-from", answer("offered_on"))),
                say="Diversionary and community cautions are not in force. Select another disposal.",
            ),
            Refuse(
                unless=AnyOf(
                    Not(Is(answer("disposal"), "conditional-caution")),
                    AgeOn(answer("date_of_birth"), answer("offered_on"), at_least=18),
                ),
                say="A conditional caution is for adults. For somebody under 18 select a youth caution.",
            ),
            Refuse(
                unless=AnyOf(
                    Not(Is(answer("disposal"), "conditional-caution")),
                    Is(answer("abuse_or_hate"), "no"),
                ),
                say="Domestic abuse and hate crime are generally not suitable for a conditional caution. Ask the "
                "prosecutor, and write down what they said.",
                instead="prosecutor_said",
            ),
        ),
    ),
    ask(
        "prosecutor_said",
        "What did the prosecutor say?",
        kind="long-text",
        category="diversion",
        max_length=500,
        when=Is(answer("abuse_or_hate"), "yes"),
    ),
    ask(
        "condition_text",
        "The condition, as it was written",
        kind="long-text",
        category="diversion",
        max_length=800,
        preview=True,
        when=DISPOSAL,
        missing="Enter the condition as it was written.",
        why="The treatment service asks for no more and no less.",
    ),
    ask(
        "condition_end",
        "When does the condition end?",
        kind="date",
        category="diversion",
        preview=True,
        when=DISPOSAL,
        sets_fact=States(fact="condition_end"),
        missing="Enter the day on which the condition ends.",
        why="The police hear by that day whether it was met.",
    ),
    ask(
        "sessions_required",
        "How many sessions does it ask for?",
        kind="number",
        category="diversion",
        least=1,
        most=60,
        when=DISPOSAL,
        missing="Enter how many sessions it asks for.",
        why="It is met when they have come to so many.",
    ),
    ask_choice(
        "booking_mode",
        "How was the first contact arranged?",
        {"remote": "Booked remotely, from custody or the street", "face-to-face": "Face to face", "none": "Not yet"},
        category="diversion",
        missing="Select how it was arranged.",
        why="Remote booking brought more people to the first session.",
    ),
)
SECTIONS = (PERSON, section("offer", "What was offered", OFFER), WHY, SENDER)
