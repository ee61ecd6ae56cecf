"""The form, second section: the children, an unborn child, and the other adults in the home."""

from workflows.pathways.hidden_harm.grid import ADULTS, CHILDREN
from workflows.vocabulary import (
    AgeAt,
    AnyRow,
    Choice,
    Is,
    Not,
    NotInFuture,
    Question,
    Refuse,
    Section,
    Topic,
    answer,
)

BORN = Is(answer("child_is"), "born")
UNBORN = Is(answer("child_is"), "unborn")
PREGNANCY_IN_HOME = AnyRow(UNBORN, of=("children",))

CHILD_LIVES = (
    Choice(code="full", label="All of the time"),
    Choice(code="part", label="Part of the time"),
    Choice(code="visits", label="Visits"),
)
CHILD_SLEEP_RISK = (
    Choice(code="shares-bed", label="Shares a bed or sofa with an adult"),
    Choice(code="withdrawal", label="May be going through withdrawal"),
    Choice(code="none", label="Neither"),
)
CHILD_SERVICES = (
    Choice(code="none", label="No"),
    Choice(code="early-help", label="Early help or Family Help"),
    Choice(code="child-in-need", label="Child in need"),
    Choice(code="child-protection-plan", label="Child protection plan"),
    Choice(code="looked-after", label="Looked after by a council"),
    Choice(code="closed", label="They were, and it is closed"),
    Choice(code="not-known", label="Not known"),
)

CHILDREN_TOPIC = Topic(
    code="children",
    title="The children",
    help="Every child who lives there or is regularly looked after there, and a child who is not born yet. Ask about "
    "partners' children, grandchildren, foster children and weekends.",
    repeat=CHILDREN,
    questions=(
        Question(
            code="child_is",
            label="Is the child born?",
            kind="choice",
            category="family",
            part="child",
            preview=True,
            choices=(Choice(code="born", label="Yes"), Choice(code="unborn", label="Not yet")),
            missing="Select whether the child is born.",
            why="An unborn child counts, and can be helped before birth.",
        ),
        Question(
            code="child_name",
            label="The child's name",
            kind="person-name",
            category="family",
            part="child",
            when=BORN,
            missing="Enter the child's name.",
            why="Each child is seen and heard for themselves.",
        ),
        Question(
            code="child_born",
            label="Date of birth",
            kind="date",
            category="family",
            part="child",
            preview=True,
            when=BORN,
            missing="Enter the child's date of birth. If you only know the age, enter the likely year and 1 January.",
            why="The age on the day of the visit decides what has to be looked at.",
            checks=(
                Refuse(unless=NotInFuture(answer("child_born")), say="Enter a day in the past, or say “Not yet”."),
                Refuse(
                    unless=Not(AgeAt(answer("child_born"), "visited", at_least=18)),
                    say="This page is for children under 18. Add adults on the next page.",
                ),
            ),
        ),
        Question(
            code="child_due",
            label="When is the child due?",
            kind="date",
            category="family",
            part="child",
            preview=True,
            when=UNBORN,
            missing="Enter the day on which the child is due.",
            why="It says how long there is to help before the birth.",
        ),
        Question(
            code="child_lives",
            label="Does the child live there?",
            kind="choice",
            category="family",
            part="child",
            when=BORN,
            choices=CHILD_LIVES,
            missing="Select how much the child lives there.",
            why="A child who comes on Saturdays counts as well.",
        ),
        Question(
            code="child_moves",
            label="Can the child crawl or walk?",
            kind="yes-no-unknown",
            category="family",
            part="child",
            when=BORN,
            missing="Select whether the child can crawl or walk.",
            why="A child who moves can reach medicine, so the visit is sooner.",
        ),
        Question(
            code="child_sleep_risk",
            label="If the child is under one: is anything of this known about how they sleep?",
            kind="choices",
            category="sleep-safety",
            part="child",
            required="no",
            when=BORN,
            choices=CHILD_SLEEP_RISK,
        ),
        Question(
            code="child_school",
            label="Nursery or school",
            kind="text",
            category="family",
            part="child",
            required="no",
            when=BORN,
            max_length=100,
        ),
        Question(
            code="child_health_visitor",
            label="Health visitor, if known",
            kind="text",
            category="family",
            part="child",
            required="no",
            max_length=100,
        ),
        Question(
            code="child_services",
            label="Are children's services involved?",
            kind="choice",
            category="family",
            part="child",
            choices=CHILD_SERVICES,
            missing="Select whether children's services are involved, or “Not known”.",
            why="Whoever already works with the child must hear what a visit finds.",
        ),
    ),
)

PREGNANCY = Topic(
    code="pregnancy",
    title="Pregnancy",
    when=PREGNANCY_IN_HOME,
    questions=(
        Question(
            code="pregnant",
            label="Who is pregnant?",
            kind="choice",
            category="pregnancy",
            preview=True,
            choices=(
                Choice(code="parent", label="The parent this is about"),
                Choice(code="partner", label="Their partner"),
                Choice(code="another", label="Somebody else in the home"),
            ),
            missing="Select who is pregnant.",
            why="Advice and antenatal care go to whoever carries the child.",
        ),
        Question(
            code="pregnancy_weeks",
            label="How many weeks?",
            kind="number",
            category="pregnancy",
            required="no",
            least=0,
            most=45,
            unit="weeks",
        ),
        Question(
            code="midwife_booked",
            label="Are they booked with a midwife?",
            kind="yes-no-unknown",
            category="pregnancy",
            missing="Select whether they are booked with a midwife.",
            why="No antenatal care puts the unborn child at risk.",
        ),
    ),
)

OTHER_ADULTS = Topic(
    code="adults",
    title="Other adults in the home",
    help="A partner, a grandparent, a lodger. Leave this empty if there is nobody.",
    repeat=ADULTS,
    questions=(
        Question(
            code="adult_name",
            label="Their name",
            kind="person-name",
            category="family",
            part="adult",
            missing="Enter their name, or what they are to the children.",
            why="Whoever else is there may keep the children safe, or not.",
        ),
        Question(
            code="adult_relation",
            label="What are they to the children?",
            kind="text",
            category="family",
            part="adult",
            max_length=60,
            missing="Enter what they are to the children.",
            why="So that the visitor knows whom to ask for.",
        ),
        Question(
            code="adult_sober",
            label="Can they look after the children when the parent cannot?",
            kind="yes-no-unknown",
            category="family",
            part="adult",
            missing="Select whether they can look after the children.",
            why="A second adult who is sober keeps children safe.",
        ),
    ),
)

FAMILY = Section(code="family", title="The family", topics=(CHILDREN_TOPIC, PREGNANCY, OTHER_ADULTS))
