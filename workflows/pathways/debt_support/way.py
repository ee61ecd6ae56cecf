"""From debts to a plan and its review; a breathing space is recorded as the law has it."""

from workflows.pathways.debt_support.form import EVICTION_NEAR
from workflows.phrases import ask, ask_choice, closing_plainly, deadline, decision_deadline, outcomes, stage, step, task
from workflows.vocabulary import (
    AnyOf,
    BringsIn,
    FactKind,
    Is,
    Origin,
    Refuse,
    Setting,
    Shorter,
    States,
    TellsFirstSender,
    answer,
)

KIND = "debt-support"
LAW = "Debt Respite Scheme (Breathing Space) Regulations 2020, as local procedures tell them."
SAME_DAY = Setting(
    code="debt-support.contact-working-days-eviction",
    default=0,
    mark="I",
    unit="working days",
    meaning="The same where they may lose their home within the days of the next setting.",
)
EVICTION_DAYS = Setting(
    code="debt-support.eviction-days",
    default=14,
    mark="I",
    unit="days",
    meaning="How near the day has to be on which they may lose their home, for it to be done on the same day.",
)
SOONER = (
    Shorter(
        when=EVICTION_NEAR,
        length=0,
        setting="debt-support.contact-working-days-eviction",
        say="because they may lose their home soon",
    ),
)
DECIDE = decision_deadline(KIND, "Look at this referral", length=2, shorter=SOONER)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=2)
CONTACT = deadline(
    KIND,
    "contact",
    "Get in touch with them",
    origin="submitted",
    length=5,
    shorter=SOONER,
    shorter_settings=(SAME_DAY,),
)
PLAN = deadline(KIND, "plan", "Make a plan with them", origin="stage_entered", length=10)
REVIEW = deadline(
    KIND,
    "review",
    "Review the plan",
    origin="planned",
    length=56,
    unit="days",
    meaning="When a plan is reviewed, and counts as in force: 8 weeks after it began.",
)
AFTER = deadline(KIND, "after-review", "Close, or make another plan", origin="stage_entered", length=10)
SPACE = deadline(
    KIND,
    "breathing-space",
    "The breathing space ends",
    origin="breathing_space",
    length=60,
    unit="days",
    mark=None,
    source=LAW,
    meaning="How long a standard breathing space lasts.",
)
SPACE_AFTER_CRISIS = deadline(
    KIND,
    "crisis-space",
    "The breathing space after the crisis ends",
    origin="crisis_over",
    length=30,
    unit="days",
    mark=None,
    source=LAW,
    meaning="How long a breathing space goes on after the end of a mental health crisis.",
)
HOUSING = deadline(KIND, "housing", "Send a duty to refer too", origin="task_opened", length=0, urgent=True)
DEADLINES = (CONTACT, PLAN, REVIEW, AFTER, SPACE, SPACE_AFTER_CRISIS, HOUSING)
SETTINGS = (EVICTION_DAYS,)
ORIGINS = (
    Origin(code="eviction", label="they may lose their home"),
    Origin(code="planned", label="the plan began"),
    Origin(code="breathing_space", label="the breathing space began"),
    Origin(code="crisis_over", label="the crisis ended"),
)
FACTS = (
    FactKind(code="eviction", label="May lose their home", category="debt", value="date", origin="eviction"),
    FactKind(code="planned", label="Plan", category="work", value="date", origin="planned"),
    FactKind(
        code="breathing_space", label="Breathing space began", category="work", value="date", origin="breathing_space"
    ),
    FactKind(code="crisis_over", label="Crisis ended", category="work", value="date", origin="crisis_over"),
)
REFERRED = stage("referred", "Waiting to be looked at", "Received", clock="decide", waits_on="referral")
STAGES = (
    stage("taken-on", "To be contacted", "Taken up", clock="contact"),
    stage("contacted", "In touch with them", "In touch with them", clock="plan"),
    stage("plan", "A plan is in force", "Being helped", clock="review"),
    stage("review", "Reviewed", "Being helped", clock="after-review"),
    stage("closed", "Closed", "Closed"),
)
OUTCOMES = outcomes(
    {
        "reduced": "The debt is smaller",
        "managed": "The debt is managed by a plan",
        "breathing-space": "Breathing space",
        "debt-relief": "A debt relief order, an IVA or bankruptcy",
        "no-change": "No change",
        "declined": "They declined",
        "no-contact": "They could not be reached",
    }
)
HELD = AnyOf(Is(answer("space_sort"), "standard"), Is(answer("amhp"), "yes"))
MOVES = (
    step(
        "record_contact",
        "In touch with them",
        at=("taken-on",),
        to="contacted",
        asks=(
            ask_choice(
                "contacted_how",
                "How?",
                {"phone": "By phone", "in-person": "In person", "online": "Online"},
                read_as="How they were reached",
                category="work",
                missing="Select how.",
                why="What worked once works again.",
            ),
        ),
        closes=("contact",),
        effects=(TellsFirstSender(say="A money adviser is in touch with them."), BringsIn(joins=("benefits",))),
        writes=("contacted",),
        weight="primary",
    ),
    step(
        "make_plan",
        "Make a plan",
        at=("contacted", "review"),
        to="plan",
        asks=(
            ask(
                "plan_from",
                "From which day does it hold?",
                kind="date",
                category="work",
                sets_fact=States(fact="planned"),
                missing="Enter the day.",
                why="It is reviewed eight weeks later.",
            ),
            ask(
                "plan",
                "What is the plan?",
                kind="long-text",
                category="work",
                max_length=2000,
                missing="Enter the plan: what is paid to whom, and what is written off.",
                why="They take it with them.",
            ),
        ),
        opens=("review",),
        writes=("plan-made",),
        weight="primary",
    ),
    step(
        "start_breathing_space",
        "Record a breathing space",
        at=("contacted", "plan", "review"),
        asks=(
            ask_choice(
                "space_sort",
                "Which one?",
                {"standard": "The standard one, 60 days", "crisis": "In a mental health crisis"},
                read_as="Kind of breathing space",
                category="work",
                missing="Select which one.",
                why="They last differently.",
            ),
            ask(
                "space_from",
                "From which day?",
                kind="date",
                category="work",
                sets_fact=States(fact="breathing_space"),
                missing="Enter the day.",
                why="The 60 days count from it.",
            ),
            ask_choice(
                "amhp",
                "Has an approved mental health professional confirmed the crisis?",
                {"yes": "Yes", "no": "No"},
                category="work",
                when=Is(answer("space_sort"), "crisis"),
                missing="Select whether the crisis is confirmed.",
                why="Without that there is none.",
            ),
            ask(
                "started_by",
                "Which debt advice provider started it?",
                kind="text",
                category="work",
                max_length=120,
                missing="Enter the debt advice provider.",
                why="Only a debt advice provider can start one. Ongoing rent and bills still have to be paid.",
            ),
        ),
        guards=(
            Refuse(
                unless=HELD,
                say="A breathing space in a crisis needs an approved mental health professional to confirm it.",
            ),
        ),
        starts=("breathing-space",),
        writes=("breathing-space",),
    ),
    step(
        "crisis_ended",
        "The mental health crisis has ended",
        at=("contacted", "plan", "review"),
        when=Is(answer("space_sort"), "crisis"),
        asks=(
            ask(
                "crisis_ended_on",
                "When?",
                kind="date",
                read_as="When the crisis ended",
                category="work",
                past=True,
                sets_fact=States(fact="crisis_over"),
                missing="Enter the day.",
                why="The breathing space lasts 30 days more.",
            ),
        ),
        stops=("breathing-space",),
        starts=("crisis-space",),
    ),
    step(
        "record_review",
        "Record the review",
        at=("plan",),
        to="review",
        asks=(
            ask(
                "total_at_review",
                "How much is owed now, in whole pounds?",
                kind="number",
                category="work",
                least=0,
                most=1_000_000,
                unit="pounds",
                missing="Enter the amount in whole pounds.",
                why="It is compared with the amount at the start.",
            ),
            ask_choice(
                "plan_holds",
                "Is the plan in force?",
                {"yes": "Yes", "no": "No"},
                category="work",
                missing="Select whether the plan is in force.",
                why="A plan that is kept for eight weeks counts, also where the amount has not fallen yet.",
            ),
        ),
        closes=("review",),
        writes=("reviewed",),
        weight="primary",
    ),
    step(
        "record_drug_debt",
        "Some of it is owed for drugs, or they are threatened",
        at=("taken-on", "contacted", "plan", "review"),
        asks=(
            ask_choice(
                "debt_found",
                "What came out?",
                {"drug": "Some of it is owed for drugs", "threatened": "Somebody threatens them over it"},
                category="work",
                missing="Select what came out.",
                why="A debt for drugs can be a hold over somebody: that is exploitation.",
            ),
            ask(
                "debt_passed_to",
                "Who was told, and when?",
                kind="text",
                category="work",
                max_length=200,
                missing="Enter who was told, and when: the police, social care or a first responder.",
                why="It is passed on, and not counted among debts that were dealt with.",
            ),
        ),
        writes=("drug-debt-passed-on",),
        done="Recorded. This part of the debt is not for a money adviser: begin a referral about exploitation.",
    ),
    closing_plainly(at=("taken-on", "contacted", "plan", "review"), ending=OUTCOMES),
)
TASKS = (
    task("contact", "Get in touch with them", "contact"),
    task("review", "Review the plan", "review"),
    task(
        "duty-to-refer",
        "Send a housing duty to refer as well, today",
        "housing",
        position="referrer",
        when=EVICTION_NEAR,
        help="They may lose their home within two weeks. Begin the duty to refer from this referral: what you wrote of "
        "the person is carried over.",
    ),
)
