"""The way through the hospital alcohol team to the treatment service: seen, referred on, accepted, met, closed."""

from workflows.phrases import (
    appointment,
    ask,
    ask_choice,
    closing_plainly,
    deadline,
    decision_deadline,
    missed_tasks,
    outcomes,
    stage,
    step,
    task,
    together,
)
from workflows.vocabulary import (
    Bound,
    CreatesAppointment,
    FactKind,
    GrantsPosition,
    HandOverKind,
    OpensHandOver,
    Origin,
    SetsFact,
    Tells,
    TellsFirstSender,
)

KIND = "hospital-liaison"
TREATMENT = ("treatment",)
BOTH = ("lead", "treatment")

DECIDE = decision_deadline(KIND, "See them on the ward, or say why not", length=1, urgent=True)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
REFER_ON = deadline(
    KIND,
    "refer-on",
    "Refer on to the treatment service",
    origin="stage_entered",
    length=1,
    latest=Bound(origin="discharge", length=0, unit="days"),
)
REPLY = deadline(
    KIND,
    "reply",
    "Reply to the hospital: accept or decline",
    origin="stage_entered",
    length=1,
    latest=Bound(origin="discharge", length=0, unit="days"),
    urgent=True,
    meaning="By when the treatment service replies; never later than the day on which they leave hospital.",
)
FIRST_APPOINTMENT = deadline(KIND, "first-appointment", "Offer a first appointment", origin="stage_entered", length=5)
AFTERWARDS = deadline(KIND, "afterwards", "Record what came of the first appointment", origin="appointment", length=1)
TRY_AGAIN = deadline(KIND, "try-again", "Offer another appointment", origin="task_opened", length=2)
DEADLINES = (REFER_ON, REPLY, FIRST_APPOINTMENT, AFTERWARDS, TRY_AGAIN)
ORIGINS = (
    Origin(code="discharge", label="they leave hospital"),
    Origin(code="appointment", label="they have the first appointment"),
)
FACTS = (
    FactKind(
        code="discharge",
        label="Leaving hospital",
        category="hospital",
        value="date",
        origin="discharge",
        written_by=("lead", "referrer"),
    ),
    FactKind(
        code="appointment",
        label="First appointment",
        category="work",
        value="date-time",
        origin="appointment",
        written_by=TREATMENT,
    ),
)

IDENTIFIED = stage("identified", "Waiting to be seen on the ward", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("seen-on-ward", "Seen on the ward", "Taken up", clock="refer-on"),
    stage(
        "referred",
        "Referred on, waiting for the treatment service",
        "Taken up",
        owner="treatment",
        clock="reply",
        waits_on="to-treatment",
    ),
    stage("accepted", "Accepted by the treatment service", "Taken up", owner="treatment", clock="first-appointment"),
    stage("first-appointment", "First appointment is made", "Being helped", owner="treatment", clock="afterwards"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "attended": "They came to the first appointment",
        "did-not-attend": "They did not come",
        "advice-enough": "Advice on the ward was enough",
        "inpatient-detox-done": "Detox was finished in hospital",
        "declined": "They declined help",
        "no-contact": "They left hospital and could not be reached",
        "readmitted": "They were admitted again",
    }
)
# said of a case before a death had a step of its own, which stops every message
DIED = outcomes({"died": "They died"})

SEEN = (
    ask(
        "seen_on",
        "When were they seen?",
        kind="date",
        category="work",
        by=("lead",),
        past=True,
        missing="Enter the day on which they were seen.",
        why="The day after, they may have left.",
    ),
    ask_choice(
        "seen_result",
        "What was done?",
        {"brief-advice": "Brief advice", "assessed": "Assessed", "both": "Assessed, and advice given"},
        category="work",
        by=("lead",),
        missing="Select what was done.",
        why="Brief advice on a ward is help in itself.",
    ),
)

MOVES = (
    step(
        "refer_on",
        "Refer on to the treatment service",
        at=("seen-on-ward",),
        to="referred",
        asks=(
            ask(
                "treatment_team",
                "Which treatment team?",
                kind="team",
                preview=True,
                category="core",
                by=("lead",),
                missing="Choose the team.",
                why="It follows where they live, not where the hospital is.",
            ),
            ask(
                "discharge_now",
                "When do they leave hospital?",
                kind="date",
                preview=True,
                category="hospital",
                by=("lead",),
                missing="Enter the day on which they leave, as far as is known.",
                why="The treatment service answers before they leave.",
            ),
        ),
        effects=(
            SetsFact(fact="discharge", from_answer="discharge_now"),
            OpensHandOver(kind="to-treatment", to="treatment_team"),
        ),
        opens=("reply",),
        writes=("referred-to-treatment",),
        weight="primary",
        done="Referred on. They answer before the person leaves.",
    ),
    step(
        "treatment_accepts",
        "Accept for treatment",
        at=("referred",),
        to="accepted",
        by=TREATMENT,
        hand_over="to-treatment",
        hand_over_answer="accepted",
        effects=(
            GrantsPosition(position="treatment", to="accepting-team"),
            TellsFirstSender(say="The treatment service has accepted them."),
            Tells(positions=("lead",), say="The treatment service has accepted them."),
        ),
        closes=("reply",),
        opens=("book",),
        writes=("treatment-replied", "treatment-accepted"),
        weight="primary",
        done="Accepted. Offer a first appointment next.",
    ),
    step(
        "treatment_declines",
        "Decline, and say why",
        at=("referred",),
        to="seen-on-ward",
        by=TREATMENT,
        asks=(
            ask(
                "treatment_declined_why",
                "Why, and what should happen instead?",
                kind="long-text",
                preview=True,
                category="core",
                by=TREATMENT,
                max_length=500,
                missing="Enter why, and what should happen instead.",
                why="They are still on the ward, and somebody has to plan their leaving.",
            ),
        ),
        hand_over="to-treatment",
        hand_over_answer="declined",
        whose_no="receiver",
        closes=("reply",),
        effects=(Tells(positions=("lead",), say="The treatment service has declined. Read why.", urgent=True),),
        writes=("treatment-replied",),
        done="Declined. The hospital team has been told.",
    ),
    step(
        "take_back_from_treatment",
        "Take it back from the treatment service",
        at=("referred",),
        to="seen-on-ward",
        hand_over="to-treatment",
        hand_over_answer="taken-back",
        closes=("reply",),
        confirm="They can no longer accept it. Refer on to another team, or close.",
        done="It is yours again. Refer on to another team, or close.",
    ),
    step(
        "make_appointment",
        "Make the first appointment",
        at=("accepted", "first-appointment"),
        to="first-appointment",
        by=TREATMENT,
        asks=(
            ask(
                "appointment_at",
                "When?",
                kind="date-time",
                read_as="Time of the first appointment",
                category="work",
                by=TREATMENT,
                missing="Enter the day and time.",
                why="The first days after hospital are those in which people start to drink again.",
            ),
            ask(
                "appointment_place",
                "Where?",
                kind="text",
                read_as="Place of the first appointment",
                category="work",
                by=TREATMENT,
                max_length=200,
                missing="Enter where it is.",
                why="They are told the place in the same call.",
            ),
        ),
        closes=("book",),
        effects=(
            CreatesAppointment(kind="first-appointment", at="appointment_at", place="appointment_place"),
            SetsFact(fact="appointment", from_answer="appointment_at"),
        ),
        weight="primary",
        done="The appointment is made.",
    ),
    closing_plainly(at=("seen-on-ward", "accepted", "first-appointment"), ending=OUTCOMES, no_longer=DIED, by=BOTH),
)
TASKS = together(
    task("reply", "Accept or decline, and tell the hospital", "reply", position="treatment"),
    task("book", "Offer a first appointment", "first-appointment", position="treatment"),
    missed_tasks("try-again", position="treatment"),
)
HAND_OVERS = (
    HandOverKind(
        code="to-treatment",
        label="Referred on to treatment",
        sort="pass-ownership",
        from_=("lead",),
        to="treatment",
        services=("key-worker",),
        preview=("first_name", "surname", "area", "audit_c", "dependence", "discharge_on"),
        clock="reply",
        answers={
            "accepted": "treatment_accepts",
            "declined": "treatment_declines",
            "taken-back": "take_back_from_treatment",
        },
    ),
)
APPOINTMENTS = (appointment("first-appointment", "First appointment", category="work", with_position="treatment"),)
