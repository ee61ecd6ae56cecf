"""The form, last sections: who may exploit the person, for the police alone, and who raises the worry."""

from workflows.pathways.nrm.route import COUNTY_LINES
from workflows.vocabulary import Question, Repeat, Section, Topic

EXPLOITERS = Section(
    code="exploiters",
    title="Who may exploit them",
    topics=(
        Topic(
            code="line",
            title="The county line",
            when=COUNTY_LINES,
            questions=(
                Question(
                    code="line_name",
                    label="Name of the line, if you know it",
                    kind="text",
                    category="intelligence",
                    required="no",
                    max_length=100,
                    hint="The police and the modern slavery lead alone read this.",
                ),
            ),
        ),
        Topic(
            code="exploiters",
            title="Anybody who may exploit them",
            help="The police and the modern slavery lead alone read this. Leave it out if you know nothing.",
            repeat=Repeat(part=None, label="person", most=10),
            questions=(
                Question(
                    code="exploiter_description",
                    label="What is known of them?",
                    kind="long-text",
                    category="intelligence",
                    max_length=2000,
                    missing="Write what is known of them, or take this person off.",
                    why="So that the police can act.",
                ),
                Question(
                    code="exploiter_where",
                    label="Where are they, if known?",
                    kind="text",
                    category="intelligence",
                    required="no",
                    max_length=200,
                ),
            ),
        ),
    ),
)

SENDER = Section(
    code="sender",
    title="Who sends this",
    topics=(
        Topic(
            code="referrer",
            title="Who is raising this",
            questions=(
                Question(
                    code="referrer_name",
                    label="Your name",
                    read_as="Name of whoever sent it",
                    kind="person-name",
                    category="core",
                    preview=True,
                    missing="Enter your name.",
                    why="The first responder will ring you.",
                ),
                Question(
                    code="referrer_role",
                    label="Your team and role",
                    read_as="Team and role of whoever sent it",
                    kind="text",
                    category="core",
                    preview=True,
                    max_length=100,
                    missing="Enter your team and role.",
                    why="The first responder will ring you.",
                ),
                Question(
                    code="referrer_phone",
                    label="Your phone",
                    read_as="Phone of whoever sent it",
                    kind="phone",
                    category="core",
                    preview=True,
                    missing="Enter your phone number.",
                    why="The first responder will ring you.",
                ),
                Question(
                    code="referrer_deputy",
                    label="Who answers when you are away?",
                    kind="text",
                    category="core",
                    preview=True,
                    max_length=100,
                    missing="Enter who answers when you are away.",
                    why="A worry must not wait because somebody is on leave.",
                ),
            ),
        ),
    ),
)
