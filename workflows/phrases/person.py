"""The pages about a person that every kind of referral asks alike, so that answers can be carried to another form."""

from __future__ import annotations

from typing import Any

from workflows.phrases.asking import ask, ask_choice, ask_yes_no, page, section
from workflows.phrases.grouping import together
from workflows.vocabulary import AnyIs, Is, Question, Refuse, Section, States, Topic, answer

BOROUGHS = {"havering": "Havering", "waltham-forest": "Waltham Forest", "unknown": "Not known yet"}
# The meanings of the answers below, by which they are carried to another form.
PERSON_FIELDS = (
    "first_name", "surname", "date_of_birth", "nhs_number", "area", "outward_code", "home_address", "contact_phone",
    "safe_to_message", "interpreter", "interpreter_language", "access_needs",
)  # fmt: skip


def area_question(label: str = "Which borough do they live in?", **more: Any) -> Question:
    """The area, by which the receiving team is found."""
    return ask_choice(
        "area",
        label,
        BOROUGHS,
        category="core",
        preview=True,
        missing="Select the borough.",
        why="It goes to the team there.",
        **more,
    )


def names_page(
    *more: Any, born: str = "yes", identifying: str = "core", title: str = "The person", area: bool = True
) -> Topic:
    """Name, date of birth, number and area. `born` is whether the date has to be given: "yes" or "no".
    Without `area` the page asks for the area in words of its own."""
    return page(
        "person",
        title,
        ask(
            "first_name",
            "First name",
            kind="person-name",
            category=identifying,
            missing="Enter their first name.",
            why="So that it is about the right person.",
            chat="What is their first name?",
            preview=True,
        ),
        ask(
            "surname",
            "Surname",
            kind="person-name",
            category=identifying,
            missing="Enter their surname.",
            why="So that it is about the right person.",
            preview=True,
        ),
        ask(
            "date_of_birth",
            "Date of birth",
            kind="date",
            category=identifying,
            missing="Enter their date of birth." if born == "yes" else "",
            why="It tells people of one name apart, and says which service may help.",
            past=True,
            preview=True,
        ),
        ask("nhs_number", "NHS number", kind="nhs-number", category=identifying, hint="If you have it."),
        (area_question(),) if area else (),
        ask(
            "outward_code",
            "First half of the postcode",
            kind="outward-code",
            category="core",
            hint="For example RM3 or E17, if they have an address.",
            preview=True,
        ),
        *more,
    )


def contact_page(*more: Any, category: str = "contact", address: bool = False, help: str = "") -> Topic:  # noqa: A002
    """How to reach the person safely."""
    own = ask("home_address", "Where do they stay?", kind="text", category=category, max_length=200) if address else ()
    return page(
        "contact",
        "How to reach them safely",
        together(
            own,
            ask("contact_phone", "Their phone", kind="phone", category=category),
            ask_yes_no(
                "safe_to_message",
                "Is it safe to leave a message or send a letter?",
                unknown=True,
                category=category,
                missing="Select whether a message is safe.",
                why="Somebody else may read or hear it.",
            ),
            ask_yes_no(
                "interpreter",
                "Do they need an interpreter?",
                category=category,
                missing="Select whether they need an interpreter.",
                why="A relative or a child should never have to interpret.",
            ),
            ask(
                "interpreter_language",
                "Which language?",
                kind="text",
                category=category,
                when=Is(answer("interpreter"), "yes"),
                max_length=60,
                missing="Enter the language.",
                why="So that the right interpreter is booked.",
            ),
            ask(
                "access_needs",
                "Anything that makes it easier for them to take part?",
                kind="long-text",
                category=category,
                max_length=300,
            ),
            *more,
        ),
        help=help,
    )


def agreement_page(
    *more: Any,
    to: str,
    refusal: str = "They have not agreed, so this cannot be sent. If somebody is at risk, use the safeguarding route.",
    needed: bool = True,
    dates: States | None = None,
) -> Topic:
    """Whether the person agrees to this referral, when, how, and who asked. Without `needed` a no stops nothing. The
    day is added to the fact that `dates` names."""
    agreed = answer("consent_referral")
    return page(
        "agreement",
        "What they agree to",
        ask(
            "consent_referral",
            f"Do they agree that you send this to {to}?",
            kind="consent",
            category="core",
            recipient="lead",
            missing="Select whether they agree.",
            why="It is their decision, and they may change it later.",
            preview=True,
            checks=(Refuse(unless=Is(agreed, "yes"), say=refusal),) if needed else (),
        ),
        ask(
            "consent_date",
            "When did you ask them?",
            kind="date",
            category="core",
            missing="Enter the day on which you asked them.",
            why="What somebody agreed to a year ago may not be what they want today.",
            past=True,
            sets_fact=dates,
        ),
        ask_choice(
            "consent_how",
            "How did they answer?",
            {"signed": "They signed a form", "spoken": "They said it", "interpreter": "Through an interpreter",
             "not-asked": "They have not been asked"},
            category="core",
            missing="Select how they answered.",
            why="So that it can be shown later that they were really asked.",
        ),
        ask(
            "consent_taken_by",
            "Who asked them?",
            kind="person-name",
            category="core",
            when=AnyIs(answer("consent_how"), ("signed", "spoken", "interpreter")),
            missing="Enter the name of whoever asked them.",
            why="So that it can be shown later that they were really asked.",
        ),
        *more,
    )  # fmt: skip


def sender_section(receiver: str = "The receiving team") -> Section:
    """Who is sending this."""
    return section(
        "sender",
        "Who sends this",
        page(
            "referrer",
            "Who is sending this",
            ask(
                "referrer_name",
                "Your name",
                read_as="Name of whoever sent it",
                kind="person-name",
                category="core",
                preview=True,
                missing="Enter your name.",
                why=f"{receiver} may have a question, and tells you what became of it.",
            ),
            ask(
                "referrer_team",
                "Your team and organisation",
                read_as="Team and organisation of whoever sent it",
                kind="text",
                category="core",
                preview=True,
                missing="Enter your team and organisation.",
                why="So that somebody else can answer when you are away.",
            ),
            ask(
                "referrer_phone",
                "Your phone",
                read_as="Phone of whoever sent it",
                kind="phone",
                category="core",
                preview=True,
                missing="Enter your phone number.",
                why="If it is urgent they will ring rather than write.",
            ),
        ),
    )
