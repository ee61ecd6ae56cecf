"""The steps up to the start: suitable or not, sentenced or not, begun."""

from workflows.pathways.sentence_requirement.form import REQUIREMENTS
from workflows.phrases import ask, ask_choice, ask_ticks, ask_yes_no, outcomes, step
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    AtMost,
    CreatesAppointment,
    Has,
    HasAny,
    Is,
    Not,
    NotBoth,
    Refuse,
    States,
    Tells,
    TellsFirstSender,
    Warn,
    answer,
)

PROBATION = ("probation",)
MADE = answer("requirements")
SUITABLE = {
    "suitable": "Suitable",
    "conditions": "Suitable, with conditions",
    "not-dependent": "Not suitable: not dependent",
    "no-consent": "Not suitable: they do not agree",
    "risk": "Not suitable: the risk",
    "no-time": "Not assessed in time",
}
NOT_MADE = outcomes({"not-imposed": "The court did not make the requirement"})
ASSESSED = (
    ask_choice(
        "suitability",
        "Are they suitable?",
        SUITABLE,
        category="requirement",
        missing="Select whether they are suitable.",
        why="The court makes a requirement only where the provider agrees to treat.",
    ),
    ask(
        "suitability_why",
        "Why?",
        kind="long-text",
        read_as="Why they are, or are not, suitable",
        category="requirement",
        max_length=1000,
        missing="Enter why.",
        why="The court reads it.",
    ),
)
CONSENT_NEEDED = HasAny(MADE, ("drr", "atr", "mhtr-p", "mhtr-s"))
RECORD_SENTENCE = step(
    "record_sentence",
    "Record the sentence",
    at=("suitability-assessed",),
    to="sentenced",
    by=("probation", "lead"),
    asks=(
        ask_choice(
            "order",
            "Which order?",
            {"co": "Community order", "sso": "Suspended sentence order"},
            category="requirement",
            missing="Select which order.",
            why="Breach differs between them.",
        ),
        ask(
            "sentenced_on",
            "When was it made?",
            kind="date",
            category="requirement",
            past=True,
            sets_fact=States(fact="sentenced"),
            missing="Enter the day on which it was made.",
            why="The first appointment counts from it.",
        ),
        ask(
            "order_months",
            "How long is it, in months?",
            kind="number",
            category="requirement",
            least=1,
            most=36,
            missing="Enter the length in months.",
            why="A requirement cannot be longer than the order.",
        ),
        ask_ticks(
            "requirements",
            "Which requirements were made?",
            REQUIREMENTS,
            category="requirement",
            missing="Tick the requirements that were made.",
            why="Each is counted by itself.",
            checks=(
                Refuse(
                    unless=NotBoth(MADE, "atr", "aamr"),
                    say="An alcohol tag cannot stand beside an alcohol treatment requirement: take out one of them.",
                ),
                Warn(
                    unless=Not(AllOf(Has(MADE, "aamr"), Is(answer("dependent"), "yes"))),
                    say="They may be dependent on alcohol, and a tag is not for people who are. Tell probation.",
                ),
            ),
        ),
        ask(
            "drr_months",
            "Months of the drug rehabilitation requirement",
            kind="number",
            category="requirement",
            least=1,
            most=36,
            when=Has(MADE, "drr"),
            missing="Enter how many months it lasts.",
            why="Over 12 months the court has to hold reviews.",
        ),
        ask_yes_no(
            "reviews_ordered",
            "Did the court order reviews?",
            category="reviews",
            when=Has(MADE, "drr"),
            missing="Select whether the court ordered reviews.",
            why="Over 12 months it has to.",
            checks=(
                Refuse(
                    unless=AnyOf(AtMost(answer("drr_months"), 12), Is(answer("reviews_ordered"), "yes")),
                    say="A drug rehabilitation requirement of more than 12 months must have court reviews. Ask the "
                    "court, or correct the months.",
                ),
            ),
        ),
        ask(
            "atr_months",
            "Months of the alcohol treatment requirement",
            kind="number",
            category="requirement",
            least=1,
            most=36,
            when=Has(MADE, "atr"),
            missing="Enter how many months it lasts.",
            why="Its end is counted.",
        ),
        ask(
            "mhtr_months",
            "Months of the mental health treatment requirement",
            kind="number",
            category="requirement",
            least=1,
            most=36,
            when=HasAny(MADE, ("mhtr-p", "mhtr-s")),
            missing="Enter how many months it lasts.",
            why="Each requirement has a length of its own.",
        ),
        ask(
            "aamr_days",
            "Days of the alcohol tag",
            kind="number",
            category="requirement",
            least=1,
            most=120,
            when=Has(MADE, "aamr"),
            missing="Enter how many days, 120 at most.",
            why="The law allows 120 days at most.",
        ),
        ask_yes_no(
            "consent_in_court",
            "Did they agree in court?",
            category="enforcement",
            when=CONSENT_NEEDED,
            missing="Select whether they agreed in court.",
            why="Treatment requirements need their agreement. A tag does not.",
            checks=(
                Refuse(
                    unless=Is(answer("consent_in_court"), "yes"),
                    say="Without their agreement a treatment requirement cannot be made. Ask the court what it made.",
                ),
            ),
        ),
        ask(
            "consent_in_court_on",
            "On which day?",
            kind="date",
            category="enforcement",
            past=True,
            when=Is(answer("consent_in_court"), "yes"),
            missing="Enter the day on which they agreed.",
            why="It has to be shown later that they agreed.",
        ),
        ask(
            "treatment_director",
            "Who directs the treatment?",
            kind="person-name",
            category="requirement",
            missing="Enter who directs the treatment.",
            why="The order names a person.",
        ),
        ask(
            "treatment_place",
            "Where, and how often?",
            kind="text",
            category="requirement",
            max_length=200,
            missing="Enter where it is and how often.",
            why="The order names the place.",
        ),
    ),
    effects=(TellsFirstSender(say="The court has made the requirement."),),
    opens=("first-appointment",),
    writes=("order-made",),
    weight="primary",
    done="Recorded. The first appointment is due.",
)
NOT_IMPOSED = step(
    "not_imposed",
    "The court did not make the requirement",
    at=("suitability-assessed",),
    to="not-made",
    by=("probation", "lead"),
    outcome="not-imposed",
    effects=(TellsFirstSender(say="The court did not make the requirement."),),
    writes=("outcome-recorded",),
)
START = step(
    "record_start",
    "They came to the first appointment",
    # also where they missed it at first, and were warned or not taken back to court
    at=("sentenced", "in-progress", "warned"),
    to="in-progress",
    when=Not(Answered(answer("began_on"))),
    asks=(
        ask(
            "began_on",
            "When?",
            kind="date",
            read_as="Day of the first appointment under the order",
            category="requirement",
            past=True,
            missing="Enter the day.",
            why="It is due within five working days of the sentence.",
        ),
    ),
    closes=("first-appointment",),
    writes=("requirement-begun",),
    weight="primary",
)
BOOK = step(
    "book",
    "Put an appointment in the diary",
    at=("sentenced", "in-progress", "warned"),
    asks=(
        ask(
            "appointment_at",
            "When?",
            kind="date-time",
            read_as="Time of the appointment",
            category="requirement",
            missing="Enter the day and time.",
            why="They can be held only to a time that they were told.",
        ),
    ),
    effects=(CreatesAppointment(kind="treatment", at="appointment_at"), Tells(positions=PROBATION, say="An appointment "
             "under the requirement was made.")),
)  # fmt: skip
