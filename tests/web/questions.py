"""A form with one question of every kind, about an invented person."""

from datetime import UTC, date, datetime

from coordination.web.fields import (
    CarriedField,
    Choice,
    ChoiceField,
    CodeField,
    DateField,
    DateTimeField,
    EmailField,
    FileField,
    LongTextField,
    ManyChoicesField,
    NHSNumberField,
    NumberField,
    OutwardPostcodeField,
    PasswordField,
    PostcodeField,
    SelectField,
    TelephoneField,
    TextField,
    TimeField,
    YesNoField,
)
from coordination.web.forms import BaseForm

NOW = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)


class EveryQuestion(BaseForm):
    """One question of every kind."""

    buttons = ("save_for_later",)

    known_as = TextField(
        "What do they like to be called?", hint="A first name is enough", missing="Say what they like to be called."
    )
    happened = LongTextField("What has happened?", longest=400, missing="Say what has happened, in a sentence or two.")
    dob = DateField(
        "Date of birth",
        hint="For example, 27 3 1987",
        why="Prison healthcare finds people by their date of birth.",
        years="past",
        latest=date(2026, 11, 21),
        too_late="The date of birth must be in the past.",
        missing="Enter the date of birth.",
    )
    seen = DateTimeField(
        "When did you last see them?", hint="For example, 3 November 2026, 2:30pm", missing="Say when."
    )
    ring_at = TimeField("What time may we ring?", missing="Give a time, like 10am.")
    housing = ChoiceField(
        "Where will they sleep on the first night?",
        choices=[
            Choice("home", "Their own home"),
            Choice("friends", "With family or friends", hint="Including sofa surfing"),
            Choice("other", "Somewhere else", reveals="where"),
        ],
        missing="Choose where they will sleep.",
    )
    where = TextField("Where is that? (if somewhere else)")
    prison = SelectField(
        "Which prison?",
        choices=[Choice("pentonville", "HMP Pentonville"), Choice("thameside", "HMP Thameside")],
        missing="Choose the prison.",
    )
    needs = ManyChoicesField(
        "What do they need help with?",
        hint="Choose all that apply",
        choices=[
            Choice("prescription", "A prescription"),
            Choice("housing", "Somewhere to live"),
            Choice("none", "None of these", alone=True),
        ],
        missing="Choose what they need help with, or “None of these”.",
    )
    on_ost = YesNoField("Are they on opioid substitution?", dont_know=True, missing="Choose yes, no or I do not know.")
    knows = YesNoField("Do they know about this referral?", missing="Choose yes or no.")
    age = NumberField("Age", most=120, unit="years", missing="Enter the age in figures.")
    telephone = TelephoneField("Telephone", missing="Enter a telephone number.")
    email = EmailField("E-mail", missing="Enter an e-mail address.")
    district = OutwardPostcodeField("First half of the postcode", missing="Enter the first half of the postcode.")
    postcode = PostcodeField("Postcode", missing="Enter the postcode.")
    nhs_number = NHSNumberField("NHS number", missing="Enter the NHS number.")
    password = PasswordField("Password", missing="Enter your password.")
    code = CodeField("Code", missing="Enter the code.")
    letter = FileField("A letter from the prison (optional)", hint="A PDF or a picture", endings=(".pdf", ".png"))
    seen_version = CarriedField(missing="This page is incomplete. Go back to the case and open it again.")


GOOD = {
    "known_as": "Jo",
    "happened": "Leaves prison on Thursday.\r\nNo appointment yet.",
    "dob-day": "7",
    "dob-month": "March",
    "dob-year": "87",
    "seen-day": "3",
    "seen-month": "11",
    "seen-year": "2026",
    "seen-time": "2:30pm",
    "ring_at": "10am",
    "housing": "other",
    "where": "A hostel",
    "prison": "pentonville",
    "needs": ["prescription", "housing"],
    "on_ost": "dont-know",
    "knows": "yes",
    "age": "39",
    "telephone": "01632 960 001",
    "email": "jo@example.org",
    "district": "rm1",
    "postcode": "rm13bb",
    "nhs_number": "943 476 5919",
    "password": " a b ",
    "code": "123 456",
    "seen_version": "3",
    "once": "0" * 32,
}
