"""The safeguarding line. Only adult social care records what is decided about an adult."""

from workflows.pathways.cuckooing.stages import WORKING
from workflows.vocabulary import (
    Choice,
    MadeAtLeast,
    Move,
    NotInFuture,
    OpensLine,
    Question,
    Refuse,
    SetsFact,
    States,
    Tells,
    answer,
)

CARE = ("adult-social-care",)
DECISION_ASKED = SetsFact(fact="safeguarding_waits", value="decision")
CARE_IS_ASKED = Tells(positions=CARE, say="A safeguarding decision is asked of you.", urgent=True)
ENQUIRY_GOES_ON = SetsFact(fact="safeguarding_waits", value="enquiry")
NOTHING_ASKED = SetsFact(fact="safeguarding_waits", value="nothing")

ASK_SAFEGUARDING = Move(
    code="ask_safeguarding",
    label="Ask adult social care for the safeguarding decision",
    from_=WORKING,
    to=None,
    by=("lead", "adult-social-care"),
    asks=(
        Question(
            code="safeguarding_worry",
            label="What are you worried about?",
            kind="long-text",
            category="safeguarding",
            max_length=1000,
            written_by=("lead", "adult-social-care"),
            missing="Enter what you are worried about.",
            why="They decide, and need to know why you ask.",
        ),
    ),
    closes=("ask-safeguarding",),
    opens=("decide-safeguarding",),
    effects=(
        OpensLine(line="safeguarding", stage="decision_asked"),
        DECISION_ASKED,
        CARE_IS_ASKED,
    ),
    writes=("safeguarding-asked",),
    done="Asked. Only adult social care records the decision.",
)

REASON = Question(
    code="safeguarding_reason",
    label="Why?",
    kind="long-text",
    read_as="Why adult social care decided so",
    category="safeguarding",
    max_length=2000,
    written_by=CARE,
    missing="Enter why you decided so.",
    why="A decision without its reason cannot be looked at again.",
)
DECIDED_ON = Question(
    code="safeguarding_decided_on",
    label="When was it decided?",
    kind="date",
    category="safeguarding",
    written_by=CARE,
    missing="Enter the day of the decision.",
    why="The enquiry is counted from it.",
    checks=(
        Refuse(unless=NotInFuture(answer("safeguarding_decided_on")), say="Enter a day that is not in the future."),
    ),
)
ADVOCATE = Question(
    code="advocate",
    label="Advocate",
    kind="choice",
    category="advocacy",
    required="no",
    written_by=CARE,
    choices=(
        Choice(code="not-needed", label="Not needed"),
        Choice(code="offered", label="Offered"),
        Choice(code="appointed", label="Appointed"),
        Choice(code="refused", label="They do not want one"),
    ),
)

SECTION_42_MET = Move(
    code="section_42_met",
    label="Section 42 is met: begin an enquiry",
    line="safeguarding",
    from_=("decision_asked",),
    to="statutory_enquiry",
    by=CARE,
    asks=(DECIDED_ON, REASON, ADVOCATE),
    closes=("decide-safeguarding",),
    opens=("plan-enquiry", "end-enquiry"),
    effects=(
        SetsFact(fact="safeguarding_decision", value="met"),
        ENQUIRY_GOES_ON,
        Tells(positions=("lead",), say="Adult social care has decided about safeguarding."),
    ),
    writes=("safeguarding-decided", "enquiry-opened"),
    done="Written down. The enquiry has begun.",
    weight="primary",
)
SECTION_42_NOT_MET_ENQUIRY = Move(
    code="section_42_not_met_enquiry",
    label="Section 42 is not met: begin another enquiry",
    line="safeguarding",
    from_=("decision_asked",),
    to="other_enquiry",
    by=CARE,
    asks=(DECIDED_ON, REASON, ADVOCATE),
    closes=("decide-safeguarding",),
    opens=("plan-enquiry", "end-enquiry"),
    effects=(
        SetsFact(fact="safeguarding_decision", value="not-met-enquiry"),
        ENQUIRY_GOES_ON,
        Tells(positions=("lead",), say="Adult social care has decided about safeguarding."),
    ),
    writes=("safeguarding-decided",),
    done="Written down.",
)
SECTION_42_NOT_MET_SUPPORT = Move(
    code="section_42_not_met_support",
    label="Section 42 is not met: other support",
    line="safeguarding",
    from_=("decision_asked",),
    to="safeguarding_done",
    by=CARE,
    asks=(DECIDED_ON, REASON, ADVOCATE),
    closes=("decide-safeguarding",),
    effects=(
        SetsFact(fact="safeguarding_decision", value="not-met-support"),
        NOTHING_ASKED,
        Tells(positions=("lead",), say="Adult social care has decided about safeguarding."),
    ),
    writes=("safeguarding-decided",),
    done="Written down.",
)
PLAN_ENQUIRY = Move(
    code="plan_enquiry",
    label="Record the plan of the enquiry",
    line="safeguarding",
    from_=("statutory_enquiry", "other_enquiry"),
    to=None,
    by=CARE,
    asks=(
        Question(
            code="enquiry_plan",
            label="What is the plan?",
            kind="long-text",
            category="safeguarding",
            max_length=2000,
            written_by=CARE,
            missing="Enter the plan.",
            why="So that everybody in the enquiry knows their part.",
        ),
    ),
    closes=("plan-enquiry",),
    done="Written down.",
)
END_ENQUIRY = Move(
    code="end_enquiry",
    label="End the enquiry",
    line="safeguarding",
    from_=("statutory_enquiry", "other_enquiry"),
    to="safeguarding_done",
    by=CARE,
    asks=(
        Question(
            code="enquiry_result",
            label="What came of it?",
            kind="long-text",
            category="safeguarding",
            max_length=2000,
            written_by=CARE,
            missing="Enter what came of it.",
            why="So that the plan for the home can rest on it.",
        ),
    ),
    closes=("end-enquiry",),
    drops=("plan-enquiry",),
    effects=(NOTHING_ASKED, Tells(positions=("lead",), say="The safeguarding enquiry has ended.")),
    done="The enquiry has ended.",
    weight="primary",
)
ASK_AGAIN = Move(
    code="ask_safeguarding_again",
    label="Ask for the safeguarding decision again",
    line="safeguarding",
    from_=("safeguarding_done",),
    to="decision_asked",
    by=("lead", "adult-social-care"),
    asks=(
        Question(
            code="safeguarding_worry_again",
            label="What has changed?",
            kind="long-text",
            category="safeguarding",
            max_length=1000,
            written_by=("lead", "adult-social-care"),
            missing="Enter what has changed.",
            why="They decide afresh, and need to know why you ask.",
        ),
    ),
    opens=("decide-safeguarding",),
    effects=(DECISION_ASKED, CARE_IS_ASKED),
    writes=("safeguarding-asked",),
    done="Asked again.",
)
END_WITH_DEATH = Move(
    code="end_safeguarding_with_death",
    label="Record that safeguarding ends because they have died",
    line="safeguarding",
    from_=("decision_asked", "statutory_enquiry", "other_enquiry"),
    to="safeguarding_done",
    by=CARE,
    when=MadeAtLeast("record_death", 1),
    asks=(
        Question(
            code="safeguarding_after_death",
            label="What follows from it?",
            kind="long-text",
            category="safeguarding",
            max_length=2000,
            written_by=CARE,
            hint="For example, whether a safeguarding adults review is asked for, and who there is still at risk.",
            missing="Enter what follows, or that nothing does and why.",
            why="Others may be at risk from the same people.",
        ),
    ),
    closes=("decide-safeguarding", "end-enquiry"),
    effects=(NOTHING_ASKED,),
    done="Written down. Nothing more is asked of you here.",
)
RECORD_CAPACITY = Move(
    code="record_capacity",
    label="Record an assessment of capacity",
    from_=WORKING,
    to=None,
    by=CARE,
    asks=(
        Question(
            code="capacity_decision",
            label="For which decision?",
            kind="text",
            category="safeguarding",
            written_by=CARE,
            hint="For example, who may come into the home.",
            missing="Enter for which decision.",
            why="Nobody has or lacks capacity as such: it is about one decision.",
        ),
        Question(
            code="capacity_result",
            label="What was found?",
            kind="choice",
            category="safeguarding",
            written_by=CARE,
            choices=(
                Choice(code="has", label="Has capacity"),
                Choice(code="lacks", label="Lacks capacity"),
                Choice(code="not-assessed", label="Not assessed"),
            ),
            sets_fact=States(fact="capacity"),
            missing="Select what was found.",
            why="It decides who speaks for them.",
        ),
        Question(
            code="coercion_considered",
            label="Was it considered how pressure from others affects the decision?",
            kind="yes-no",
            category="safeguarding",
            written_by=CARE,
            missing="Select whether pressure was considered.",
            why="Somebody who is threatened may say that all is well.",
        ),
        Question(
            code="capacity_assessor",
            label="Who assessed it?",
            kind="person-name",
            category="safeguarding",
            written_by=CARE,
            missing="Enter who assessed it.",
            why="So that they can be asked.",
        ),
        Question(
            code="capacity_on",
            label="When?",
            kind="date",
            read_as="When capacity was assessed",
            category="safeguarding",
            written_by=CARE,
            missing="Enter the day.",
            why="Capacity changes.",
            checks=(Refuse(unless=NotInFuture(answer("capacity_on")), say="Enter a day that is not in the future."),),
        ),
    ),
    effects=(Tells(positions=("lead",), say="Adult social care recorded an assessment of capacity."),),
    done="Written down.",
)
