"""From the referral to a meeting of the group, a lead who is named, a joint plan and its review."""

from workflows.phrases import ask, ask_choice, closing_plainly, deadline, decision_deadline, outcomes, stage, step, task
from workflows.vocabulary import (
    BringsIn,
    FactKind,
    Has,
    Is,
    NotBeforeOrigin,
    Origin,
    PanelReason,
    PanelRule,
    Refuse,
    States,
    TellsFirstSender,
    answer,
)

KIND = "dual-diagnosis"
DECIDE = decision_deadline(KIND, "Screen this referral", length=5)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=3)
LIST = deadline(KIND, "list", "Put it on the next meeting", origin="stage_entered", length=2)
MEETING = deadline(
    KIND,
    "meeting",
    "Discuss it at the monthly meeting",
    origin="submitted",
    length=36,
    unit="days",
    meaning="By when it is discussed: the group meets every month.",
)
NAME_LEAD = deadline(
    KIND,
    "name-lead",
    "Name the lead",
    origin="met",
    length=2,
    urgent=True,
    meaning="By when a lead is named, in working days after the meeting.",
)
REVIEW = deadline(
    KIND,
    "review",
    "Review the joint plan",
    origin="planned",
    length=42,
    unit="days",
    meaning="By when a joint plan is reviewed: 4 to 6 weeks.",
)
AFTER_REVIEW = deadline(KIND, "after-review", "Decide how it goes on", origin="stage_entered", length=5)
DEADLINES = (LIST, MEETING, NAME_LEAD, REVIEW, AFTER_REVIEW)
ORIGINS = (Origin(code="met", label="the group met"), Origin(code="planned", label="the joint plan was made"))
FACTS = (
    FactKind(code="met", label="Discussed", category="core", value="date", origin="met"),
    FactKind(code="planned", label="Joint plan", category="core", value="date", origin="planned"),
)
REFERRED = stage("referred", "Waiting to be screened", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("screened", "Screened", "Taken up", clock="list"),
    stage("listed", "On the list of the next meeting", "Taken up", clock="meeting"),
    stage("discussed", "Discussed, a lead is being named", "Discussed", clock="name-lead"),
    stage("joint-plan", "A joint plan is in force", "Being helped", clock="review"),
    stage("review", "Reviewed", "Being helped", clock="after-review"),
    stage("advised", "Advice was given", "Closed"),
    stage("closed", "Closed", "Closed"),
)
LEADS = {"nelft": "The mental health service", "cgl": "The treatment service", "other": "Another service"}
ENDS = outcomes(
    {
        "joint-plan": "A joint plan, which goes on with its lead",
        "single-service": "One service holds them",
        "psychological": "A psychological intervention was offered",
        "inpatient-detox": "Detox in hospital",
        "marm": "Multi-agency risk management (MARM)",
        "declined": "They declined",
        "disengaged": "They could not be reached, and it was taken higher",
    }
)
OUTCOMES = outcomes(
    {
        "joint-plan": "A joint plan, which goes on with its lead",
        "single-service": "One service holds them",
        "psychological": "A psychological intervention was offered",
        "inpatient-detox": "Detox in hospital",
        "marm": "Multi-agency risk management (MARM)",
        "declined": "They declined",
        "disengaged": "They could not be reached, and it was taken higher",
        "advice": "Advice to the referrer was enough",
    }
)
SEVERITY = {"low": "Low", "medium": "Medium", "high": "High"}
SCREENED = (
    ask_choice(
        "severity_mental_health",
        "How severe is the mental ill health?",
        SEVERITY,
        category="mental-health",
        missing="Select how severe it is.",
        why="The severity of both decides who should lead.",
    ),
    ask_choice(
        "severity_use",
        "How severe is the drug or alcohol use?",
        SEVERITY,
        category="treatment",
        missing="Select how severe it is.",
        why="The severity of both decides who should lead.",
    ),
    ask_choice(
        "screened_housing",
        "Where do they live?",
        {"settled": "In a settled home", "at-risk": "In a home that they may lose", "none": "They have no home"},
        category="risk",
        missing="Select where they live.",
        why="Without a home no plan holds for long.",
    ),
    ask_choice(
        "screened_risk",
        "How great is the risk, to them or to others?",
        SEVERITY,
        category="risk",
        missing="Select how great the risk is.",
        why="A great risk does not wait for the meeting.",
    ),
)
MOVES = (
    step(
        "advise",
        "Advise the referrer, and close",
        at=("screened",),
        to="advised",
        asks=(
            ask(
                "advice_given",
                "What is your advice?",
                kind="long-text",
                category="core",
                max_length=1000,
                missing="Enter your advice.",
                why="The referrer goes on with it.",
            ),
        ),
        outcome="advice",
        effects=(TellsFirstSender(say="The group gives you advice. Open it to read it."),),
        writes=("outcome-recorded",),
        closes=("list",),
        done="Advice given. The referrer has been told.",
    ),
    step(
        "put_on_list",
        "Put it on the next meeting",
        at=("screened",),
        to="listed",
        asks=(
            ask(
                "meeting_on",
                "When does the group meet?",
                kind="date",
                category="core",
                ahead=True,
                missing="Enter the day of the meeting.",
                why="Everybody who is asked to come sees it.",
            ),
        ),
        closes=("list",),
        effects=(
            BringsIn(joins=("treatment", "adult-social-care", "probation", "police")),
            TellsFirstSender(say="It is on the list of the group's next meeting."),
        ),
        writes=("listed",),
        weight="primary",
    ),
    step(
        "record_discussed",
        "Record what the group said",
        at=("listed",),
        to="discussed",
        by=("lead", "panel"),
        asks=(
            ask(
                "discussed_on",
                "When was it discussed?",
                kind="date",
                category="core",
                past=True,
                sets_fact=States(fact="met"),
                missing="Enter the day on which it was discussed.",
                why="The lead is named within two working days of it.",
            ),
            ask(
                "discussed_what",
                "What was agreed?",
                kind="long-text",
                category="work",
                max_length=2000,
                missing="Enter what was agreed.",
                why="Those who were not there act on it too.",
            ),
        ),
        opens=("name-lead",),
        writes=("discussed",),
        weight="primary",
    ),
    step(
        "name_lead",
        "Name the lead, and make the joint plan",
        at=("discussed",),
        to="joint-plan",
        asks=(
            ask_choice(
                "lead_service",
                "Who leads?",
                LEADS,
                read_as="Service that leads",
                category="core",
                missing="Select who leads.",
                why="One service answers for the whole plan.",
            ),
            ask(
                "lead_name",
                "Who there?",
                kind="person-name",
                read_as="Who leads there",
                category="core",
                missing="Enter the name of the lead.",
                why="A name can be rung.",
            ),
            ask(
                "planned_on",
                "From which day does the plan hold?",
                kind="date",
                category="core",
                sets_fact=States(fact="planned"),
                missing="Enter the day.",
                why="The review counts from it.",
                checks=(
                    Refuse(
                        unless=NotBeforeOrigin(answer("planned_on"), "met"),
                        say="Enter a day that is not before the meeting.",
                    ),
                ),
            ),
            ask(
                "joint_plan",
                "The plan",
                kind="long-text",
                read_as="The joint plan",
                category="work",
                max_length=3000,
                missing="Enter the plan: who does what by when.",
                why="Both services work from one plan.",
            ),
        ),
        closes=("name-lead",),
        opens=("review",),
        effects=(TellsFirstSender(say="A lead has been named. Open it to read who."),),
        writes=("lead-named",),
        weight="primary",
    ),
    step(
        "record_review",
        "Record the review",
        at=("joint-plan",),
        to="review",
        asks=(
            ask(
                "review_found",
                "How has it gone?",
                kind="long-text",
                category="work",
                max_length=2000,
                missing="Enter how it has gone.",
                why="A plan that does not work is changed.",
            ),
        ),
        closes=("review",),
        writes=("reviewed",),
        weight="primary",
    ),
    step(
        "go_on",
        "The plan goes on",
        at=("review",),
        to="joint-plan",
        asks=(
            ask(
                "plan_goes_on_from",
                "From which day does it count?",
                kind="date",
                category="core",
                sets_fact=States(fact="planned"),
                missing="Enter the day.",
                why="The next review counts from it.",
            ),
        ),
        opens=("review",),
    ),
    closing_plainly(at=("screened", "listed", "discussed", "joint-plan", "review"), ending=ENDS),
)
MEETING_OF_THE_GROUP = PanelRule(
    panel="dual-diagnosis",
    label="Dual diagnosis meeting",
    consent=None,
    listed_when=Has(answer("why_group"), "refused"),
    clock="meeting",
    decisions=("joint-plan", "single-service", "deferred"),
    sort="risk",
    reasons=(
        PanelReason(
            code="great-risk", say="the risk is high", when=Is(answer("screened_risk"), "high"), weight=60,
            category="risk",
        ),
        PanelReason(
            code="no-home", say="they have no home", when=Is(answer("screened_housing"), "none"), weight=40,
            category="risk",
        ),
        PanelReason(
            code="refused", say="one service refused them because of the other need",
            when=Has(answer("why_group"), "refused"), weight=30, category="core",
        ),
    ),
    returned=10,
)  # fmt: skip
TASKS = (
    task("list", "Put it on the next meeting", "list"),
    task("name-lead", "Name the lead", "name-lead"),
    task("review", "Review the joint plan", "review"),
)
