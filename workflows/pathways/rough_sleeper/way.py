"""From a sighting to a home: found, met, assessed, treated, housed; never “not found” before three tries."""

from workflows.phrases import (
    ask,
    ask_choice,
    ask_ticks,
    ask_yes_no,
    closing,
    closing_plainly,
    deadline,
    decision_deadline,
    outcomes,
    stage,
    step,
    task,
)
from workflows.vocabulary import BringsIn, FactKind, MadeAtLeast, Origin, Refuse, SetsFact, TellsFirstSender

KIND = "rough-sleeper-outreach"
DECIDE = decision_deadline(KIND, "Go there", length=1, urgent=True)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
FIND = deadline(
    KIND,
    "find",
    "Find them: three tries",
    origin="submitted",
    length=14,
    unit="days",
    meaning="Within how many days three tries are made before somebody counts as not found.",
)
ASSESS = deadline(KIND, "assess", "Assess with them what they need", origin="stage_entered", length=10)
TREAT = deadline(KIND, "treat", "Begin treatment, or find out why not", origin="stage_entered", length=15)
HOUSE = deadline(KIND, "house", "Find a place to live", origin="stage_entered", length=28, unit="days")
CHECK = deadline(KIND, "check", "See how they are", origin="next_check", length=0, unit="days")
DEADLINES = (FIND, ASSESS, TREAT, HOUSE, CHECK)
ORIGINS = (Origin(code="next_check", label="somebody checks next"),)
FACTS = (FactKind(code="next_check", label="Next check", category="work", value="date", origin="next_check"),)

SEEN = stage("seen", "Seen, nobody has gone there yet", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("contact-attempted", "Being looked for", "Outreach has gone there", clock="find"),
    stage("engaged", "In touch with them", "In touch with them", clock="assess"),
    stage("assessed", "Assessed", "In touch with them", clock="treat"),
    stage("in-treatment", "In treatment", "Being helped", clock="house"),
    stage("accommodated", "Has a place to live", "Being helped", clock="check"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "treatment": "In treatment",
        "detox-or-rehab": "Detox or rehab",
        "accommodation": "Has a place to live",
        "reconnection": "Back with people elsewhere (reconnection)",
        "hospital": "In hospital",
        "prison": "In prison",
        "lost-touch": "Outreach lost touch with them",
        "declined": "They declined",
        "not-found": "Not found after three tries",
    }
)
ENDS = outcomes(
    {
        "treatment": "In treatment",
        "detox-or-rehab": "Detox or rehab",
        "accommodation": "Has a place to live",
        "reconnection": "Back with people elsewhere (reconnection)",
        "hospital": "In hospital",
        "prison": "In prison",
        "lost-touch": "Outreach lost touch with them",
        "declined": "They declined",
    }
)
NOT_FOUND = outcomes({"not-found": "Not found after three tries"})
WENT = (
    ask(
        "went_on",
        "When did you go?",
        kind="date",
        category="work",
        past=True,
        missing="Enter the day on which you went.",
        why="The first visit is due on the next working day.",
    ),
    ask_choice(
        "went_result",
        "Were they there?",
        {"met": "Yes, and we spoke", "seen": "Yes, asleep or not willing to speak", "not-there": "No"},
        category="work",
        missing="Select whether they were there.",
        why="Three tries are made before somebody counts as not found.",
    ),
)
NEXT_CHECK = ask(
    "next_check_on",
    "When do you see them next?",
    kind="date",
    category="work",
    ahead=True,
    missing="Enter the day.",
    why="Somebody without a door cannot be rung at.",
)
MOVES = (
    step(
        "record_attempt",
        "Record another try",
        at=("contact-attempted",),
        asks=(
            ask(
                "tried_on",
                "When?",
                kind="date",
                read_as="Day of the further try",
                category="work",
                past=True,
                missing="Enter the day.",
                why="Three tries on different days and hours find more people.",
            ),
            ask_choice(
                "tried_hour",
                "At which time of day?",
                {"early": "Early morning", "day": "By day", "night": "At night"},
                category="work",
                missing="Select the time of day.",
                why="Three tries on different days and hours find more people.",
            ),
        ),
        writes=("contact-attempted",),
    ),
    step(
        "record_engaged",
        "In touch with them",
        at=("contact-attempted",),
        to="engaged",
        asks=(
            ask_yes_no(
                "agrees",
                "Do they agree that you go on?",
                category="core",
                missing="Select whether they agree. Spoken is enough.",
                why="Agreement is asked at each step.",
            ),
            ask_choice(
                "naloxone_given",
                "Naloxone",
                {"given": "Given", "has": "They have a kit", "refused": "Not taken", "not-needed": "Not needed"},
                category="health",
                missing="Select what became of naloxone.",
                why="A kit saves a life before anything else is arranged.",
            ),
            NEXT_CHECK,
        ),
        effects=(
            SetsFact(fact="next_check", from_answer="next_check_on"),
            TellsFirstSender(say="Outreach is in touch with the person whom you saw."),
        ),
        closes=("find",),
        opens=("check",),
        writes=("engaged",),
        weight="primary",
    ),
    step(
        "record_assessment",
        "Record the assessment",
        at=("engaged",),
        to="assessed",
        asks=(
            ask(
                "assessment",
                "What did you find with them?",
                kind="long-text",
                category="work",
                max_length=2000,
                missing="Enter what you found with them.",
                why="So that they need not tell it again.",
            ),
            ask_ticks(
                "needs",
                "What do they need?",
                {"treatment": "Treatment", "detox": "Detox or rehab", "home": "A place to live", "health": "A doctor",
                 "benefits": "Benefits", "papers": "Identity papers"},
                category="work",
                missing="Tick what they need.",
                why="It decides who joins.",
            ),
        ),
        effects=(BringsIn(joins=("housing",)),),
        writes=("assessed",),
        weight="primary",
    ),
    step(
        "record_treatment",
        "Treatment has begun",
        at=("assessed", "accommodated"),
        to="in-treatment",
        asks=(
            ask(
                "treatment_on",
                "When?",
                kind="date",
                read_as="Day on which treatment began",
                category="work",
                past=True,
                missing="Enter the day.",
                why="It is counted by the day on which it began.",
            ),
        ),
        writes=("treatment-begun",),
        weight="primary",
    ),
    step(
        "record_accommodated",
        "They have a place to live",
        at=("engaged", "assessed", "in-treatment"),
        to="accommodated",
        asks=(
            ask_choice(
                "accommodation_sort",
                "Which?",
                {"hostel": "A hostel", "private": "A rented room or flat", "supported": "Supported housing",
                 "family": "With family or friends"},
                read_as="Kind of place to live",
                category="work",
                missing="Select which.",
                why="It is counted what kept people off the street.",
            ),
            NEXT_CHECK,
        ),
        effects=(SetsFact(fact="next_check", from_answer="next_check_on"),),
        drops=("stage-engaged", "stage-assessed"),
        opens=("check",),
        writes=("accommodated",),
    ),
    step(
        "record_check",
        "Record how they are",
        at=("engaged", "assessed", "in-treatment", "accommodated"),
        asks=(
            ask_choice(
                "street_now",
                "Do they still sleep or drink in the street?",
                {"no": "No", "less": "Less", "same": "As before"},
                category="work",
                missing="Select how it is now.",
                why="Fewer people drinking in the street is what the plan is measured by.",
            ),
            NEXT_CHECK,
        ),
        closes=("check",),
        opens=("check",),
        effects=(SetsFact(fact="next_check", from_answer="next_check_on"),),
        writes=("street-checked",),
    ),
    closing(
        at=("contact-attempted",),
        ending=NOT_FOUND,
        code="close_not_found",
        label="Close: not found",
        to="closed",
        field="not_found_outcome",
        guards=(
            Refuse(
                unless=MadeAtLeast("record_attempt", 2),
                say="Make three tries within 14 days, on different days and hours, before you close as not found.",
            ),
        ),
        says="They could not be found after three tries. Tell outreach when you see them again.",
    ),
    closing_plainly(at=("contact-attempted", "engaged", "assessed", "in-treatment", "accommodated"), ending=ENDS),
)  # fmt: skip
TASKS = (
    task("find", "Find them: three tries", "find"),
    task("check", "See how they are", "check"),
)
