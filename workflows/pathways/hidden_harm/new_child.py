"""What is asked of a child who was not there, or not known of, when the referral was sent."""

from workflows.pathways.hidden_harm.form_children import CHILD_LIVES, CHILD_SERVICES, CHILD_SLEEP_RISK
from workflows.vocabulary import Choice, Is, NotInFuture, Question, Refuse, answer

VISITORS = ("lead", "worker")
BORN = Is(answer("new_child_is"), "born")

ASKED_OF_A_NEW_CHILD = (
    Question(
        code="new_child_is",
        label="Is the child born?",
        kind="choice",
        category="family",
        written_by=VISITORS,
        choices=(Choice(code="born", label="Yes"), Choice(code="unborn", label="Not yet")),
        missing="Select whether the child is born.",
        why="An unborn child counts, and can be helped before birth.",
    ),
    Question(
        code="new_child_name",
        label="The child's name",
        kind="person-name",
        category="family",
        written_by=VISITORS,
        when=BORN,
        missing="Enter the child's name.",
        why="Each child is seen and heard for themselves.",
    ),
    Question(
        code="new_child_born",
        label="Date of birth",
        kind="date",
        category="family",
        written_by=VISITORS,
        when=BORN,
        missing="Enter the child's date of birth. If you only know the age, enter the likely year and 1 January.",
        why="The age on the day of the visit decides what has to be looked at.",
        checks=(
            Refuse(unless=NotInFuture(answer("new_child_born")), say="Enter a day in the past, or say “Not yet”."),
        ),
    ),
    Question(
        code="new_child_due",
        label="When is the child due?",
        kind="date",
        category="family",
        written_by=VISITORS,
        when=Is(answer("new_child_is"), "unborn"),
        missing="Enter the day on which the child is due.",
        why="It says how long there is to help before the birth.",
    ),
    Question(
        code="new_child_lives",
        label="Does the child live there?",
        kind="choice",
        category="family",
        written_by=VISITORS,
        when=BORN,
        choices=CHILD_LIVES,
        missing="Select how much the child lives there.",
        why="A child who comes on Saturdays counts as well.",
    ),
    Question(
        code="new_child_moves",
        label="Can the child crawl or walk?",
        kind="yes-no-unknown",
        category="family",
        written_by=VISITORS,
        when=BORN,
        missing="Select whether the child can crawl or walk.",
        why="A child who moves can reach medicine, so the visit is sooner.",
    ),
    Question(
        code="new_child_sleep_risk",
        label="If the child is under one: is anything of this known about how they sleep?",
        kind="choices",
        category="sleep-safety",
        written_by=VISITORS,
        required="no",
        when=BORN,
        choices=CHILD_SLEEP_RISK,
    ),
    Question(
        code="new_child_services",
        label="Are children's services involved?",
        kind="choice",
        category="family",
        written_by=VISITORS,
        choices=CHILD_SERVICES,
        missing="Select whether children's services are involved, or “Not known”.",
        why="Whoever already works with the child must hear what a visit finds.",
    ),
)
