"""From the referral to the council's decision about its duty, and two years on to whether a new home was kept."""

from workflows.phrases import (
    ask,
    ask_choice,
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
from workflows.vocabulary import FactKind, Origin, Setting, States, Tells, TellsFirstSender

KIND = "housing-duty-to-refer"
SENDER = ("referrer",)
LAW = "Housing Act 1996 section 213B and the homelessness code of guidance, chapter 4."
WITHIN = Setting(
    code="housing-duty-to-refer.within-days",
    default=56,
    mark=None,
    unit="days",
    source=LAW,
    meaning="How long before the day the duty to refer holds.",
)
SEND = Setting(
    code="housing-duty-to-refer.send-working-days",
    default=1,
    mark="I",
    unit="working days",
    meaning="Within how many working days of the person's agreement it counts as sent on time.",
)
DECIDE = decision_deadline(KIND, "Acknowledge", length=5)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=2)
CHASE = deadline(KIND, "chase", "Ring the council if nothing has come", origin="submitted", length=5)
CONTACT = deadline(KIND, "contact", "Get in touch with them", origin="stage_entered", length=3)
DUTY = deadline(KIND, "duty", "Decide which duty is owed", origin="stage_entered", length=10)
RESULT = deadline(
    KIND,
    "result",
    "Record how the duty ended",
    origin="stage_entered",
    length=56,
    unit="days",
    mark=None,
    source="Prevention and relief duties: 56 days each.",
)
TWO_YEARS = deadline(
    KIND,
    "two-years",
    "Find out whether they still live there",
    origin="settled",
    length=731,
    unit="days",
    mark=None,
    source="Havering strategy, row 970: settlement sustained for 2 years.",
    meaning="After how many days it is asked whether a new home was kept.",
)
DEADLINES = (CHASE, CONTACT, DUTY, RESULT, TWO_YEARS)
SETTINGS = (WITHIN, SEND)
ORIGINS = (
    Origin(code="homeless", label="they lose their home"),
    Origin(code="consented", label="they agreed"),
    Origin(code="settled", label="they moved in"),
)
FACTS = (
    FactKind(code="homeless", label="Without a home from", category="housing", value="date", origin="homeless"),
    FactKind(code="consented", label="Agreed to the referral", category="core", value="date", origin="consented"),
    FactKind(code="settled", label="Moved into a home", category="work", value="date", origin="settled"),
)
SENT = stage("sent", "Waiting for the council to acknowledge", "Sent", clock="decide", waits_on="referral")
STAGES = (
    stage("acknowledged", "Acknowledged", "Acknowledged", clock="contact"),
    stage("contacted", "In touch with them", "Acknowledged", clock="duty"),
    stage("duty", "A duty is owed", "A duty is owed", clock="result"),
    stage("settled", "Settled in a home", "Settled", clock="two-years"),
    stage("closed", "Closed", "Closed"),
)
ENDS = outcomes(
    {
        "prevention-ended": "Prevention: the home was kept or another found",
        "relief-ended": "Relief: a home was found",
        "main-duty": "The main duty was accepted",
        "no-duty": "No duty is owed",
        "refused": "They refused what was offered",
        "no-contact": "They could not be reached",
        "other-area": "Another council answers",
    }
)
KEPT = outcomes({"sustained": "Still settled after 2 years", "not-sustained": "The home was lost before 2 years"})
OUTCOMES = outcomes(
    {
        "prevention-ended": "Prevention: the home was kept or another found",
        "relief-ended": "Relief: a home was found",
        "main-duty": "The main duty was accepted",
        "no-duty": "No duty is owed",
        "refused": "They refused what was offered",
        "no-contact": "They could not be reached",
        "other-area": "Another council answers",
        "sustained": "Still settled after 2 years",
        "not-sustained": "The home was lost before 2 years",
    }
)
WHICH_DUTY = ask_choice(
    "duty",
    "Which duty?",
    {
        "prevention": "To prevent it (prevention)",
        "relief": "To relieve it (relief)",
        "main": "The main duty",
    },
    read_as="Duty that is owed",
    category="core",
    missing="Select which duty is owed.",
    why="It says what the council does, and for how long.",
)
HOUSING_PROBLEM = ask_yes_no(
    "housing_problem_28",
    "Have they had a housing problem in the last 28 days?",
    unknown=True,
    category="work",
)
MOVES = (
    step(
        "record_contact",
        "In touch with them",
        at=("acknowledged",),
        to="contacted",
        asks=(
            ask(
                "contacted_on",
                "When?",
                kind="date",
                read_as="When they were reached",
                category="work",
                past=True,
                missing="Enter the day.",
                why="The referrer learns that they were reached.",
            ),
        ),
        closes=("contact",),
        opens=("duty",),
        effects=(TellsFirstSender(say="The council is in touch with them."),),
        writes=("contacted",),
        weight="primary",
    ),
    step(
        "record_duty",
        "Record which duty is owed",
        at=("contacted",),
        to="duty",
        asks=(WHICH_DUTY,),
        closes=("duty",),
        effects=(TellsFirstSender(say="The council owes them a duty."),),
        writes=("duty-owed",),
        weight="primary",
    ),
    step(
        "change_duty",
        "Record that another duty is owed now",
        at=("duty",),
        to="duty",
        asks=(WHICH_DUTY,),
        effects=(TellsFirstSender(say="The council owes them another duty now. Open it to read which."),),
    ),
    step(
        "record_settled",
        "They have moved into a home",
        at=("duty",),
        to="settled",
        asks=(
            ask(
                "settled_on",
                "When did they move in?",
                kind="date",
                category="work",
                past=True,
                sets_fact=States(fact="settled"),
                missing="Enter the day on which they moved in.",
                why="Two years later it is asked whether they still live there.",
            ),
        ),
        writes=("settled",),
        weight="primary",
        done="Recorded. After two years you are asked whether they still live there.",
    ),
    closing(
        at=("settled",),
        ending=KEPT,
        code="record_two_years",
        label="Record whether the home was kept",
        to="closed",
        asks=(HOUSING_PROBLEM,),
        field="kept_outcome",
        writes=("two-years-known",),
    ),
    step(
        "chase",
        "The council was rung",
        at=("sent", "more-asked", "passed-on"),
        by=SENDER,
        asks=(
            ask(
                "chased_whom",
                "Whom did you reach, and what did they say?",
                kind="text",
                category="core",
                max_length=200,
                missing="Enter whom you reached and what they said.",
                why="So that nobody rings twice.",
            ),
        ),
        closes=("chase",),
        effects=(Tells(positions=("lead",), say="The referrer has asked what became of a duty to refer."),),
        writes=("chased",),
    ),
    step(
        "other_council_answers",
        "Record what a council outside this service answered",
        at=("sent",),
        to="closed-elsewhere",
        by=SENDER,
        asks=(
            ask(
                "other_council_said",
                "Who answered, and what?",
                kind="text",
                category="core",
                max_length=200,
                missing="Enter who answered, and what.",
                why="So that the person knows whom to ring.",
            ),
        ),
        hand_over="referral",
        hand_over_answer="accepted-outside",
        closes=("decide", "chase"),
        writes=("outcome-recorded",),
        done="Recorded. The other council has it.",
    ),
    closing_plainly(at=("acknowledged", "contacted", "duty"), ending=ENDS, asks=(HOUSING_PROBLEM,)),
)
TASKS = (
    task("chase", "Ring the council if nothing has come", "chase", position="referrer"),
    task("contact", "Get in touch with them", "contact"),
    task("duty", "Decide which duty is owed", "duty"),
)
