"""Stages, deadlines, tasks and counts of a requirement of the court."""

from workflows.pathways.sentence_requirement.moves_court import BOOK, NOT_IMPOSED, RECORD_SENTENCE, START
from workflows.pathways.sentence_requirement.moves_end import END
from workflows.pathways.sentence_requirement.moves_order import (
    BACK,
    MISSED,
    NO_BREACH,
    NOT_TO_COURT,
    REFER,
    REPORT,
    REPORT_WHILE_ENFORCED,
    REVIEW,
    TEST,
    TO_COURT,
    WARN,
)
from workflows.phrases import appointment, deadline, decision_deadline, outcomes, stage, task
from workflows.vocabulary import AnyOf, AppointmentOutcome, FactKind, Is, Origin, Setting, answer

KIND = "sentence-requirement"
DECIDE = decision_deadline(KIND, "Assess whether they are suitable", length=5)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=2)
SENTENCE = deadline(KIND, "sentence", "Record what the court did", origin="stage_entered", length=28, unit="days")
BEGIN = deadline(KIND, "begin", "Hold the first appointment", origin="sentenced", length=5)
GOES_ON = deadline(KIND, "goes-on", "Look at how it goes", origin="stage_entered", length=84, unit="days")
REPORT_MISSED = deadline(
    KIND, "report-missed", "Report a missed appointment to probation", origin="missed", length=1, urgent=True
)
DECIDE_BREACH = deadline(KIND, "decide-breach", "Decide what follows", origin="task_opened", length=10)
ENFORCE = deadline(KIND, "enforce", "Decide whether it goes to court", origin="stage_entered", length=10)
HEARING = deadline(KIND, "hearing", "Record what the court decided", origin="stage_entered", length=28, unit="days")
HAND_OVER = deadline(KIND, "hand-over", "Hand over to the other area", origin="task_opened", length=2)
DEADLINES = (SENTENCE, BEGIN, GOES_ON, REPORT_MISSED, DECIDE_BREACH, ENFORCE, HEARING, HAND_OVER)
SETTINGS = (
    Setting(
        code="sentence-requirement.early-end-from",
        default="",
        mark="K",
        meaning="The day from which an order may end early because every requirement is met (Sentencing Act 2026, "
        "section 38). Empty: not in force.",
    ),
    Setting(
        code="sentence-requirement.breach-decision-working-days",
        default=10,
        mark="I",
        unit="working days",
        meaning="Within how many working days a decision about a breach counts as followed up.",
    ),
)
ORIGINS = (
    Origin(code="sentenced", label="the sentence was passed"),
    Origin(code="missed", label="the appointment was missed"),
    Origin(code="warning", label="the warning was given"),
    Origin(code="review", label="the order is reviewed"),
    Origin(code="ended", label="the order ended"),
)
BOTH = ("lead", "probation")
FACTS = (
    FactKind(code="sentenced", label="Sentenced", category="requirement", value="date", origin="sentenced"),
    FactKind(code="missed", label="Last missed appointment", category="requirement", value="date", origin="missed"),
    FactKind(code="warning", label="Warning", category="warning", value="date", origin="warning"),
    FactKind(code="review", label="Review by the court", category="reviews", value="date", origin="review"),
    FactKind(code="ended", label="The order ended", category="requirement", value="date", origin="ended"),
)
REQUESTED = stage("requested", "The court has asked", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("suitability-assessed", "Assessed for the court", "Assessed", owner="probation", clock="sentence"),
    stage("sentenced", "Sentenced with a requirement", "Sentenced", clock="begin"),
    stage("in-progress", "In progress", "In progress", clock="goes-on"),
    stage("warned", "Warned by probation", "In progress", clock="goes-on"),
    stage("breach-referred", "With the enforcement officer", "In progress", owner="probation", clock="enforce"),
    stage("back-in-court", "Back in court", "In progress", owner="probation", clock="hearing"),
    stage("not-made", "The court made no requirement", "Closed"),
    stage("ended", "The order has ended", "Ended"),
)
OUTCOMES = outcomes(
    {
        "not-imposed": "The court did not make the requirement",
        "completed-free": "Treatment completed, free of drugs or alcohol",
        "completed-occasional": "Treatment completed, uses now and then",
        "still-in-treatment": "Still in treatment",
        "dropped-out": "Left treatment",
        "transferred": "Transferred",
        "died": "They died",
        "never-started": "Never started",
    }
)
MOVES = (
    RECORD_SENTENCE,
    NOT_IMPOSED,
    START,
    BOOK,
    MISSED,
    REPORT,
    REPORT_WHILE_ENFORCED,
    NO_BREACH,
    WARN,
    REFER,
    NOT_TO_COURT,
    TO_COURT,
    BACK,
    REVIEW,
    TEST,
    END,
)
TASKS = (
    task("first-appointment", "Hold the first appointment", "begin"),
    task("report-missed", "Report a missed appointment to probation", "report-missed"),
    task("decide-breach", "Decide what follows a missed appointment", "decide-breach", position="probation"),
    task("enforcement", "Decide whether it goes to court", "enforce", position="probation"),
    task(
        "hand-over-out",
        "Hand over to the other area",
        "hand-over",
        asks_outcome="Who there has it now, and what did you hand over?",
        when=AnyOf(Is(answer("drr_end"), "transferred-out"), Is(answer("atr_end"), "transferred-out")),
    ),
)
APPOINTMENTS = (
    appointment(
        "treatment",
        "Appointment under the requirement",
        category="requirement",
        absent=False,
        outcomes=(
            AppointmentOutcome(
                code="acceptable-absence", label="Absent, with a reason that holds", writes=("appointment-missed",)
            ),
            AppointmentOutcome(
                code="unacceptable-absence", label="Absent, without one", missed=True, makes="record_unacceptable"
            ),
        ),
    ),
)
