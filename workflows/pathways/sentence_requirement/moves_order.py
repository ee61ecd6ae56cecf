"""The steps while the order runs: missed, reported, warned or referred by probation alone, reviewed, tested."""

from workflows.phrases import ask, ask_choice, step
from workflows.vocabulary import (
    Answered,
    AnyOf,
    Apart,
    Has,
    InOrder,
    MadeAtLeast,
    Not,
    Refuse,
    SetsFact,
    States,
    Tells,
    WithinMonths,
    answer,
    fact,
)

PROBATION = ("probation",)
WARNED_BEFORE = WithinMonths(fact("warning"), fact("missed"), 12)
MISSED = step(
    "record_unacceptable",
    "They did not come, without a reason that holds",
    at=("sentenced", "in-progress", "warned"),
    asks=(
        ask(
            "missed_on",
            "Which day?",
            kind="date",
            read_as="Day on which they did not come",
            category="requirement",
            past=True,
            sets_fact=States(fact="missed"),
            missing="Enter the day.",
            why="Probation is told by the next working day.",
        ),
        ask(
            "missed_detail",
            "What happened?",
            kind="text",
            category="requirement",
            max_length=300,
            missing="Enter what happened.",
            why="Probation decides whether there was a reasonable excuse.",
        ),
    ),
    opens=("report-missed",),
    writes=("absence",),
)
REPORTED_ON = ask(
    "reported_on",
    "When were they told?",
    kind="date",
    category="requirement",
    past=True,
    missing="Enter the day on which probation was told.",
    why="Only probation decides what follows.",
)
REPORT = step(
    "report_to_probation",
    "Report to probation",
    at=("sentenced", "in-progress", "warned"),
    when=Answered(fact("missed")),
    asks=(REPORTED_ON,),
    closes=("report-missed",),
    opens=("decide-breach",),
    effects=(Tells(positions=PROBATION, say="A missed appointment was reported. You decide what follows."),),
    writes=("breach-reported",),
)
REPORT_WHILE_ENFORCED = step(
    "report_while_enforced",
    "Report to probation",
    at=("breach-referred", "back-in-court"),
    when=Answered(fact("missed")),
    asks=(REPORTED_ON,),
    closes=("report-missed",),
    effects=(Tells(positions=PROBATION, say="A missed appointment was reported while its enforcement is decided."),),
    writes=("breach-reported",),
)
NO_BREACH = step(
    "accept_excuse",
    "There was a reasonable excuse",
    at=("sentenced", "in-progress", "warned"),
    by=PROBATION,
    when=MadeAtLeast("report_to_probation", 1),
    asks=(
        ask(
            "excuse",
            "Which excuse?",
            kind="text",
            category="enforcement",
            max_length=300,
            missing="Enter the excuse.",
            why="Refusing a particular treatment can be reasonable too.",
        ),
    ),
    closes=("decide-breach",),
    writes=("breach-decided",),
)
WARN = step(
    "warn",
    "Give a warning",
    at=("sentenced", "in-progress", "warned"),
    to="warned",
    by=PROBATION,
    when=AnyOf(Not(Answered(fact("warning"))), Not(WARNED_BEFORE)),
    asks=(
        ask(
            "warned_on",
            "When?",
            kind="date",
            read_as="Day of the warning",
            category="enforcement",
            past=True,
            sets_fact=States(fact="warning"),
            missing="Enter the day of the warning.",
            why="Another breach within 12 months of it means court.",
        ),
        ask(
            "breach_described",
            "What was the breach?",
            kind="long-text",
            category="enforcement",
            max_length=500,
            missing="Enter what the breach was.",
            why="The warning says what happened, and that it is not acceptable.",
        ),
        ask(
            "warned_by",
            "Who gave it?",
            kind="person-name",
            category="enforcement",
            missing="Enter who gave the warning.",
            why="It may have to be shown in court.",
        ),
    ),
    closes=("decide-breach",),
    effects=(Tells(positions=("lead",), say="Probation has given a warning."),),
    writes=("warned", "breach-decided"),
)
REFER = step(
    "refer_to_enforcement",
    "Refer to an enforcement officer",
    at=("sentenced", "in-progress", "warned"),
    to="breach-referred",
    by=PROBATION,
    when=MadeAtLeast("report_to_probation", 1),
    asks=(
        ask(
            "enforcement_on",
            "When?",
            kind="date",
            read_as="Day of the referral to enforcement",
            category="enforcement",
            past=True,
            missing="Enter the day.",
            why="The enforcement officer considers whether to go to court.",
        ),
    ),
    closes=("decide-breach",),
    opens=("enforcement",),
    writes=("breach-decided",),
)
NOT_TO_COURT = step(
    "not_to_court",
    "The enforcement officer does not go to court",
    at=("breach-referred",),
    to="in-progress",
    by=PROBATION,
    asks=(
        ask(
            "not_to_court_why",
            "Why not?",
            kind="text",
            read_as="Why it does not go to court",
            category="enforcement",
            max_length=300,
            missing="Enter why it does not go to court.",
            why="The decision is the enforcement officer's, and is looked at when there is another breach.",
        ),
    ),
    closes=("enforcement",),
)
TO_COURT = step(
    "lay_information",
    "Record that it goes to court",
    at=("breach-referred",),
    to="back-in-court",
    by=PROBATION,
    asks=(
        ask(
            "hearing_on",
            "When is the hearing?",
            kind="date",
            category="enforcement",
            missing="Enter the day of the hearing.",
            why="The treatment service is asked for a report.",
        ),
    ),
    closes=("enforcement",),
    writes=("information-laid",),
    weight="primary",
)
BACK = step(
    "record_court_result",
    "Record what the court decided",
    at=("back-in-court", "breach-referred"),
    to="in-progress",
    by=PROBATION,
    asks=(
        ask_choice(
            "court_result",
            "What did it decide?",
            {
                "no-action": "No action",
                "fine": "A fine",
                "more-onerous": "Requirements made more onerous",
                "resentenced": "Order revoked, sentenced anew",
                "custody": "Custody",
                "activated": "The suspended sentence was activated",
                "withdrawn": "Withdrawn",
            },
            category="enforcement",
            missing="Select what the court decided.",
            why="If the order has ended, record that next.",
        ),
    ),
    closes=("enforcement",),
    writes=("court-decided",),
)
REVIEW = step(
    "record_review",
    "Record a review by the court",
    at=("in-progress", "warned"),
    by=PROBATION,
    when=Has(answer("requirements"), "drr"),
    asks=(
        ask(
            "review_on",
            "When is it, or was it?",
            kind="date",
            category="reviews",
            missing="Enter the day of the review.",
            why="Reviews are held no more often than once a month.",
            checks=(
                Refuse(
                    unless=AnyOf(
                        Not(Answered(fact("review"))),
                        Apart(fact("review"), answer("review_on"), minutes=40320),
                    ),
                    say="The last review is less than four weeks from that day: reviews are held no more often than "
                    "once a month.",
                ),
            ),
        ),
        ask(
            "review_report_due",
            "When is the report for it due?",
            kind="date",
            category="reviews",
            missing="Enter the day on which the report is due.",
            why="The court reads test results and the provider's view in it.",
            checks=(
                Refuse(
                    unless=InOrder(answer("review_report_due"), answer("review_on")),
                    say="Enter a day that is not after the review.",
                ),
            ),
        ),
        ask_choice(
            "review_attended",
            "Did they attend?",
            {"yes": "Yes", "no": "No", "to-come": "It is still to come"},
            category="reviews",
            missing="Select whether they attended.",
            why="The court reads the report with them there.",
        ),
    ),
    effects=(SetsFact(fact="review", from_answer="review_on"),),
    writes=("reviewed",),
)
TEST = step(
    "record_test",
    "Record a drug test",
    at=("in-progress", "warned"),
    by=("lead", "probation"),
    when=Has(answer("requirements"), "drr"),
    asks=(
        ask(
            "test_on",
            "When?",
            kind="date",
            read_as="Day of the drug test",
            category="requirement",
            past=True,
            missing="Enter the day of the test.",
            why="The court reads the results at a review.",
        ),
        ask(
            "test_drug",
            "For which drug?",
            kind="text",
            category="requirement",
            max_length=60,
            missing="Enter the drug.",
            why="The court reads the results at a review.",
        ),
        ask_choice(
            "test_result",
            "The result",
            {"negative": "Negative", "positive": "Positive", "refused": "They refused"},
            read_as="Result of the drug test",
            category="requirement",
            missing="Select the result.",
            why="The court reads the results at a review.",
        ),
    ),
    writes=("tested",),
)
