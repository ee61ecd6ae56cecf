"""From a worry about fire to a visit: sorted by risk, booked, visited; back to the referrer after two tries."""

from workflows.phrases import (
    appointment,
    ask,
    ask_choice,
    ask_ticks,
    choices,
    closing,
    deadline,
    decision_deadline,
    outcomes,
    stage,
    step,
    task,
)
from workflows.vocabulary import (
    AppointmentOutcome,
    CreatesAppointment,
    FactKind,
    HasAny,
    Is,
    MadeAtLeast,
    Not,
    Origin,
    Refuse,
    Setting,
    Shorter,
    TellsFirstSender,
    answer,
)

KIND = "home-fire-safety"
AT_ONCE = HasAny(answer("fire_signs"), ("arson-threat",))
SORT_AT_ONCE = Setting(
    code="home-fire-safety.decide-hours-at-once",
    default=4,
    mark="I",
    unit="hours",
    meaning="The same where somebody has threatened to set fire to the home.",
)
DECIDE = decision_deadline(
    KIND,
    "Sort by risk",
    length=1,
    urgent=True,
    shorter=(
        Shorter(
            when=AT_ONCE,
            length=4,
            unit="hours",
            setting="home-fire-safety.decide-hours-at-once",
            say="because somebody threatened fire",
        ),
    ),
    shorter_settings=(SORT_AT_ONCE,),
)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
LFB = "London Fire Brigade: very high risk about 4 hours at any time, high 7 days, medium 1 month."
VERY_HIGH = Setting(
    code="home-fire-safety.visit-very-high-hours",
    default=4,
    mark=None,
    unit="hours",
    source=LFB,
    meaning="By when a home of very high risk is visited, at any time of day.",
)
MEDIUM = Setting(
    code="home-fire-safety.visit-medium-days",
    default=31,
    mark=None,
    unit="days",
    source=LFB,
    meaning="By when a home of medium risk is visited.",
)
VISIT = deadline(
    KIND,
    "visit",
    "Visit the home",
    origin="submitted",
    length=7,
    unit="days",
    mark=None,
    source=LFB,
    urgent=True,
    shorter=(
        Shorter(
            when=Is(answer("risk_level"), "very-high"),
            length=4,
            unit="hours",
            setting="home-fire-safety.visit-very-high-hours",
            say="because the risk is very high",
        ),
        Shorter(
            when=Is(answer("risk_level"), "medium"),
            length=31,
            unit="days",
            setting="home-fire-safety.visit-medium-days",
            say="because the risk is medium",
        ),
    ),
    shorter_settings=(VERY_HIGH, MEDIUM),
)
SECOND_TRY = deadline(KIND, "second-try", "Try the visit again", origin="attempted", length=5)
DEADLINES = (VISIT, SECOND_TRY)
ORIGINS = (Origin(code="attempted", label="nobody opened"),)
FACTS = (
    FactKind(code="attempted", label="Last visit where nobody opened", category="work", value="date-time",
             origin="attempted"),
)  # fmt: skip

REFERRED = stage("referred", "Waiting to be sorted by risk", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("triaged", "Sorted by risk", "Taken up", clock="visit"),
    stage("booked", "A visit is booked", "Taken up", clock="visit"),
    stage("no-access", "Nobody opened", "Taken up", clock="second-try"),
    stage("done", "Visit done", "Done"),
    stage("refused", "A visit was refused", "Closed"),
    stage("returned", "Nobody opened twice: back to the referrer", "Back to you: nobody opened"),
    stage("checker", "Low risk: shown the online checker", "Closed"),
)
OUTCOMES = outcomes(
    {
        "alarms-fitted": "Alarms were fitted",
        "bedding-given": "Fire-safe bedding was given",
        "safeguarding-raised": "A safeguarding concern was raised",
        "advice": "Advice was enough",
        "no-access": "Nobody opened twice: back to the referrer",
        "refused": "They refused a visit",
        "online-checker": "Low risk: the online checker",
    }
)
LEVEL = ask_choice(
    "risk_level",
    "Which risk is it?",
    {"very-high": "Very high", "high": "High", "medium": "Medium", "low": "Low"},
    category="core",
    missing="Select which risk it is.",
    why="It says how soon the home is visited.",
)
MADE = outcomes(
    {"alarms-fitted": "Alarms were fitted", "bedding-given": "Fire-safe bedding was given",
     "safeguarding-raised": "A safeguarding concern was raised", "advice": "Advice was enough"},
)  # fmt: skip

MOVES = (
    step(
        "book",
        "Book the visit",
        at=("triaged", "no-access"),
        to="booked",
        when=Not(Is(answer("risk_level"), "low")),
        asks=(
            ask(
                "visit_at",
                "When?",
                kind="date-time",
                read_as="Time of the visit",
                category="work",
                missing="Enter the day and time.",
                why="They are told beforehand who comes and when.",
            ),
        ),
        guards=(
            Refuse(
                unless=Not(MadeAtLeast("record_no_access", 2)),
                say="Nobody opened twice. Give it back to the referrer, who may know another way.",
            ),
        ),
        effects=(CreatesAppointment(kind="fire-visit", at="visit_at"),),
        closes=("book-visit",),
        weight="primary",
        done="Booked.",
    ),
    closing(
        at=("booked",),
        ending=MADE,
        code="record_done",
        label="The visit was made",
        to="done",
        asks=(
            ask_ticks(
                "fitted",
                "What was done?",
                choices({"alarms": "Alarms fitted", "bedding": "Bedding given", "advice": "Advice given",
                         "safeguarding": "Safeguarding raised"}),
                category="work",
                missing="Tick what was done.",
                why="It is counted by what was left in the home.",
            ),
        ),
        says="The home was visited. Open it to read what came of it.",
        writes=("visit-done",),
    ),
    step(
        "record_no_access",
        "Nobody opened",
        at=("booked",),
        to="no-access",
        opens=("book-visit",),
        writes=("visit-no-access",),
        done="Recorded. Try once more.",
    ),
    step(
        "record_refused",
        "They refused a visit",
        at=("triaged", "booked", "no-access"),
        to="refused",
        outcome="refused",
        whose_no="person",
        drops=("stage-booked", "stage-no-access"),
        effects=(TellsFirstSender(say="They refused a visit by the fire brigade. Think about how to keep them safe."),),
        writes=("outcome-recorded", "visit-refused"),
        done="Recorded. The referrer has been told.",
    ),
    step(
        "give_back",
        "Give it back to the referrer",
        at=("no-access",),
        to="returned",
        guards=(Refuse(unless=MadeAtLeast("record_no_access", 2), say="Try the visit a second time first."),),
        outcome="no-access",
        drops=("stage-no-access",),
        effects=(TellsFirstSender(say="Nobody opened twice. It is back with you: is there another way in?"),),
        writes=("outcome-recorded",),
        done="Given back. The referrer has been told.",
    ),
    step(
        "give_checker",
        "Low risk: send the online checker",
        at=("triaged",),
        to="checker",
        when=Is(answer("risk_level"), "low"),
        outcome="online-checker",
        effects=(TellsFirstSender(say="The risk is low. They were shown the online home fire safety checker."),),
        writes=("outcome-recorded",),
        done="Recorded.",
    ),
)  # fmt: skip
TASKS = (task("book-visit", "Book the visit", "visit"),)
APPOINTMENTS = (
    appointment(
        "fire-visit",
        "Home fire safety visit",
        category="work",
        modes=choices({"announced": "Announced", "joint": "With another service"}),
        attended="The visit was made",
        makes="record_done",
        absent=False,
        outcomes=(
            AppointmentOutcome(code="no-access", label="Nobody opened", makes="record_no_access", dates="attempted"),
            AppointmentOutcome(code="refused", label="They refused at the door", makes="record_refused"),
        ),
    ),
)
