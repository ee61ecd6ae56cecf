"""Stages, deadlines, tasks and counts of the required assessment after a drug test."""

from workflows.pathways.drug_test_on_arrest.form import POSITIVE
from workflows.pathways.shared.justice import (
    AGE,
    CONTACT,
    FROM_COUNCIL_OR_POLICE,
    HARM_BASIS,
    HEALTH,
    POLICE_IDENTIFIERS,
    POLICE_NUMBERS,
    REFERRAL_BASIS,
    SEED_W181,
    SOURCE,
    WORKER_SAFETY,
)
from workflows.phrases import appointment, deadline, decision_deadline, stage, task
from workflows.vocabulary import (
    AnyIs,
    AppointmentOutcome,
    Attribute,
    Category,
    Choice,
    Count,
    FactKind,
    Is,
    Milestone,
    Origin,
    Setting,
    answer,
)

KIND = "drug-test-on-arrest"
DECIDE = decision_deadline(KIND, "Accept this referral", length=1)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
INITIAL = deadline(KIND, "initial", "Hold the first assessment", origin="submitted", length=5)
FOLLOW_UP = deadline(KIND, "follow-up", "Decide on a follow-up, or hold it", origin="stage_entered", length=10)
NOTIFY = deadline(
    KIND,
    "notify-police",
    "Tell the police that they did not attend",
    origin="stage_entered",
    length=1,
    urgent=True,
)
POLICE_DECIDE = deadline(
    KIND, "police-decide", "Decide whether there was good cause", origin="stage_entered", length=10
)
OFFER = deadline(
    KIND,
    "offer",
    "Begin treatment, or record why not",
    origin="stage_entered",
    length=21,
    unit="days",
    mark="K",
    meaning="Within how many days of the assessment treatment is offered: the national standard of 3 weeks.",
)
DEADLINES = (INITIAL, FOLLOW_UP, NOTIFY, POLICE_DECIDE, OFFER)
SETTINGS = (
    Setting(
        code="drug-test-on-arrest.disputed-working-days",
        default=5,
        mark=None,
        unit="working days",
        source="Home Office guidance on disputed tests, 2010: the result takes about 5 working days.",
        meaning="How long after the sample was sent an assessment may be set, when the result is disputed.",
    ),
    Setting(
        code="drug-test-on-arrest.test-to-treatment-days",
        default=42,
        mark="I",
        unit="days",
        meaning="Within how many days of the test a start in treatment counts.",
    ),
    Setting(
        code="drug-test-on-arrest.breach-decision-working-days",
        default=10,
        mark="I",
        unit="working days",
        meaning="Within how many working days a decision about a failure to attend counts as followed up.",
    ),
)
ORIGINS = (
    Origin(code="breach_notified", label="the police were told"),
    Origin(code="treatment_began", label="treatment began"),
)
FACTS = (
    FactKind(
        code="breach_notified",
        label="Police were told",
        category="core",
        value="choice",
        choices=(Choice(code="yes", label="Yes"),),
        origin="breach_notified",
    ),
    FactKind(
        code="treatment_began", label="Treatment began", category="assessment", value="date", origin="treatment_began"
    ),
)
TESTED = stage("tested", "Tested, waiting for the treatment service", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("ra-required", "An assessment is required", "Taken up", clock="initial"),
    stage("initial-booked", "The first assessment is in the diary", "Taken up", clock="initial"),
    stage("initial-held", "The first assessment was held", "Attended", clock="follow-up"),
    stage("followup-booked", "The follow-up is in the diary", "Attended", clock="follow-up"),
    stage("assessed", "Assessed", "Attended", clock="offer"),
    stage("failed", "Did not attend or stay", "Not attended", clock="notify-police"),
    stage("breach-notified", "The police decide", "Not attended", owner="police", clock="police-decide"),
    stage("lapsed", "Lapsed: the laboratory says negative", "Closed"),
    stage("closed", "Closed", "Closed"),
)
CATEGORIES = (
    CONTACT,
    POLICE_IDENTIFIERS,
    POLICE_NUMBERS,
    REFERRAL_BASIS,
    HEALTH,
    WORKER_SAFETY,
    Category(code="custody", label="Custody", read=("lead", "police"), write=("referrer", "lead", "police")),
    Category(code="police", label="Police", read=("police",), write=("referrer", "police")),
    Category(code="attendance", label="Attendance", read=("lead",), level=("police",), write=("lead",)),
    Category(code="assessment", label="Assessment", read=("lead",), level=("police",), write=("lead",)),
)
TASKS = (
    task("book-initial", "Put the assessment in the diary", "initial"),
    task("notify-police", "Tell the police that they did not attend", "notify-police"),
    task("police-decide", "Decide whether there was good cause", "police-decide", position="police"),
)
LEFT = AppointmentOutcome(code="left-early", label="They left early", makes="record_left_early")
FAILED = AppointmentOutcome(code="failed", label="They did not come", makes="record_failed")
APPOINTMENTS = (
    appointment(
        "initial",
        "First required assessment",
        category="attendance",
        attended="They attended and remained",
        makes="record_attended",
        absent=False,
        outcomes=(LEFT, FAILED, AppointmentOutcome(code="excused", label="Excused, with evidence", makes="excuse")),
    ),
    appointment(
        "follow-up",
        "Follow-up assessment",
        category="attendance",
        attended="They attended and remained",
        makes="record_followup",
        absent=False,
        outcomes=(
            LEFT,
            FAILED,
            AppointmentOutcome(code="excused", label="Excused, with evidence", makes="excuse_followup"),
        ),
    ),
)
MILESTONES = (
    Milestone(
        code="tested",
        label="Tested",
        once="case",
        dated_by="tested_at",
        on=AnyIs(answer("test_outcome"), ("completed", "refused-cause", "refused", "insufficient", "second")),
        attributes=("test-outcome", "positive", "in-treatment"),
    ),
    Milestone(code="ra-imposed", label="Assessment required", dated_by="tested_at"),
    Milestone(code="initial-attended", label="First assessment attended"),
    Milestone(code="followup-required", label="Follow-up required"),
    Milestone(code="followup-attended", label="Follow-up attended"),
    Milestone(code="followup-lifted", label="Follow-up not held"),
    Milestone(code="excused", label="Excused"),
    Milestone(code="assessment-missed", label="Assessment missed"),
    Milestone(code="ra-lapsed", label="Lapsed", once="case"),
    Milestone(code="lab-positive", label="Positive in the laboratory", once="case"),
    Milestone(code="time-changed", label="Assessment moved"),
    Milestone(code="breach-notified", label="Police were told"),
    Milestone(code="breach-decided", label="Police decided", attributes=("breach-result",)),
    Milestone(
        code="treatment-began",
        label="Structured treatment began",
        once="case",
        dated_by="treatment_began",
        on=Is(answer("case_outcome"), "structured-treatment"),
    ),
)
ATTRIBUTES = (
    AGE,
    SOURCE,
    HARM_BASIS,
    Attribute(code="test-outcome", label="What came of the test", of=answer("test_outcome")),
    Attribute(code="positive", label="Positive", holds=POSITIVE),
    Attribute(code="in-treatment", label="In treatment already", of=answer("in_treatment")),
    Attribute(code="breach-result", label="What the police decided", of=answer("breach_result")),
)
COMPLETED = ("completed", "second")
COUNTS = (
    Count(
        code="CJ1-tests",
        label="Tests completed",
        says="Tests with a result, once for an arrest and not for each drug, by the day of the test.",
        milestone="tested",
        where={"test-outcome": COMPLETED},
    ),
    Count(
        code="CJ1-positive",
        label="Positive tests",
        says="Completed tests that were positive for at least one drug, as a share of completed tests.",
        milestone="tested",
        where={"test-outcome": COMPLETED, "positive": ("yes",)},
        of="CJ1-tests",
    ),
    Count(
        code="CJ1-reported",
        label="All tests reported",
        says="Every test, refused and insufficient ones too: what the Home Office divides by.",
        milestone="tested",
    ),
    Count(
        code="CJ1-positive-of-reported",
        label="Positive tests among all reported",
        says="Positive tests as a share of every test reported: the rate that the Home Office publishes, to compare.",
        milestone="tested",
        where={"test-outcome": COMPLETED, "positive": ("yes",)},
        of="CJ1-reported",
    ),
    Count(
        code="CJ1-refused",
        label="Samples refused",
        says="Tests that were refused, with good cause or without.",
        milestone="tested",
        where={"test-outcome": ("refused-cause", "refused")},
    ),
    Count(
        code="CJ1-insufficient",
        label="Samples that were not enough",
        says="Tests that came to nothing because the sample was not enough.",
        milestone="tested",
        where={"test-outcome": ("insufficient",)},
    ),
    Count(
        code="CJ2-imposed",
        label="Assessments required",
        says="Assessments that were required, by the day of the test; those that lapsed are told apart.",
        milestone="ra-imposed",
        unless="ra-lapsed",
    ),
    Count(
        code="CJ2-attended",
        label="First assessment attended",
        says="Of assessments required, those attended to the end.",
        milestone="ra-imposed",
        reaches="initial-attended",
    ),
    Count(
        code="CJ2-followup-required",
        label="Follow-up required",
        says="Of assessments required, those whose first assessment required a follow-up.",
        milestone="ra-imposed",
        reaches="followup-required",
    ),
    Count(
        code="CJ2-followup-attended",
        label="Follow-up attended",
        says="Of assessments required, those whose follow-up was attended.",
        milestone="ra-imposed",
        reaches="followup-attended",
    ),
    Count(
        code="CJ2-breach-notified",
        label="Failures told to the police",
        says="Of assessments required, those in which a failure to attend was told to the police.",
        milestone="ra-imposed",
        reaches="breach-notified",
    ),
    Count(
        code="CJ2-good-cause",
        label="Failures with good cause",
        says="Decisions of the police that there was good cause, by the day of the decision.",
        milestone="breach-decided",
        where={"breach-result": ("good-cause",)},
        each="milestone",
    ),
    Count(
        code="CJ2-charged",
        label="Failures charged",
        says="Decisions of the police to charge, by the day of the decision.",
        milestone="breach-decided",
        where={"breach-result": ("charged",)},
        each="milestone",
    ),
    Count(
        code="CJ2-lapsed",
        label="Lapsed",
        says="Assessments that lapsed because the laboratory said negative.",
        milestone="ra-lapsed",
    ),
    Count(
        code="CJ3",
        label="From test to treatment",
        says="People with a positive test who were not in treatment already, and of them those whose structured "
        "treatment began within 42 days of the test. A person counts once, from their first test.",
        milestone="tested",
        where={"positive": ("yes",)},
        leaving_out={"in-treatment": ("yes",)},
        each="person",
        reaches="treatment-began",
        within_days=42,
        setting="drug-test-on-arrest.test-to-treatment-days",
    ),
    Count(
        code="CJ4",
        label="Referrals for treatment or diversion",
        says="Referrals sent by the council or the North East command unit about people who harm a community; each "
        "referral counts.",
        milestone="referral-received",
        where={"source": FROM_COUNCIL_OR_POLICE},
        leaving_out={"harm-basis": ("none",)},
        unless="cancelled",
        source=SEED_W181,
    ),
    Count(
        code="CJ4-people",
        label="People referred for treatment or diversion",
        says="The people in those referrals, each once.",
        milestone="referral-received",
        where={"source": FROM_COUNCIL_OR_POLICE},
        leaving_out={"harm-basis": ("none",)},
        each="person",
        unless="cancelled",
        source=SEED_W181,
    ),
    Count(
        code="CJ8",
        label="Failures to attend, decided in time",
        says="Of failures told to the police, those that they decided within 10 working days.",
        milestone="breach-notified",
        reaches="breach-decided",
        within_working_days=10,
        setting="drug-test-on-arrest.breach-decision-working-days",
    ),
)
