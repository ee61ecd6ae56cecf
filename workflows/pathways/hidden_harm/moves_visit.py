"""What came of a visit: completed, cut short, nobody opened, refused at the door, broken off, moved; and a birth."""

from workflows.pathways.hidden_harm.form_adult import CHILDREN_AREA, CHILDREN_AREA_TOO, CHILDREN_LIVE_THERE
from workflows.pathways.hidden_harm.form_children import PREGNANCY_IN_HOME
from workflows.pathways.hidden_harm.new_child import ASKED_OF_A_NEW_CHILD
from workflows.pathways.hidden_harm.stages import TAKEN_UP
from workflows.pathways.hidden_harm.thresholds import (
    AFTER_FIRST_NO_ACCESS,
    REFUSAL_CANNOT_WAIT,
    STORAGE_NOT_SEEN,
)
from workflows.pathways.hidden_harm.visit import (
    ASKED_OF_A_VISIT,
    BEFORE_LEAVING,
    CLASSIFICATION,
    CLASSIFICATION_REASON,
    PARENT_STATE,
    VISIT_SIGNS,
    VISITED_BY,
    VISITORS,
)
from workflows.vocabulary import (
    AddsRow,
    AllOf,
    AnswersRows,
    AnyIs,
    AnyOf,
    AnyRow,
    BringsIn,
    Choice,
    CreatesAppointment,
    Has,
    MadeAtLeast,
    Move,
    Not,
    Question,
    Refuse,
    SetsFact,
    Tells,
    answer,
)

SEEN = ("alert", "affected", "asleep", "distressed")
AFTER_EVERY_VISIT = ("next-visit", "tell-mash", "mash-decide", "tell-social-worker", "smoke-alarm")
TO_VISIT = ("checks", "ready", "visited")

RECORD_VISIT = Move(
    code="record_visit",
    label="Record a completed visit",
    from_=TO_VISIT,
    to="visited",
    by=VISITORS,
    asks=ASKED_OF_A_VISIT,
    fills=("visit_children", "visit_adults"),
    guards=(
        Refuse(
            unless=AnyOf(
                AnyIs(answer("parent_state"), SEEN),
                AnyRow(AnyIs(answer("adult_state"), SEEN), of=("visit_adults",)),
            ),
            at="parent_state",
            say="A visit is completed only if at least one adult was seen. If nobody was, record that nobody opened or "
            "that it was cut short.",
        ),
        Refuse(
            unless=Not(Has(answer("rooms_seen"), "none")),
            at="rooms_seen",
            say="A visit is completed only if at least one room was seen. If none was, record that it was cut short.",
        ),
        Refuse(
            unless=Not(AllOf(STORAGE_NOT_SEEN, AnyIs(answer("classification"), ("none", "risk-managed")))),
            at="classification",
            say="There is medicine at home and it was not seen how it is stored, so the risk is not known to be "
            "managed. Choose another level.",
        ),
    ),
    closes=("visit", "visit-do-not-delay", "next-visit", "second-attempt"),
    drops=("no-access-lead", "pre-visit-checks", "lead-view", "refusal-again"),
    stops=("visit", "next-visit"),
    opens=AFTER_EVERY_VISIT,
    starts=("next-visit",),
    effects=(
        BringsIn(joins=("mash-after-visit", "social-worker", "mash-too-after-visit")),
        SetsFact(fact="next_visit", from_answer="next_visit_at"),
        CreatesAppointment(kind="home-visit", at="next_visit_at", mode="next_visit_how"),
        Tells(positions=("childrens-social-care",), say="A visit has been recorded on a case that you take part in."),
    ),
    writes=("visit-completed",),
    done="Recorded. The next visit is booked.",
)

RECORD_PARTIAL = Move(
    code="record_partial",
    label="Record a visit that was cut short",
    from_=TO_VISIT,
    to=None,
    by=VISITORS,
    asks=(
        VISITED_BY,
        Question(
            code="partial_why",
            label="Why was it cut short, and what was not seen?",
            kind="long-text",
            category="family",
            written_by=VISITORS,
            max_length=1000,
            missing="Write down why it was cut short and what was not seen.",
            why="What was not seen still has to be seen.",
        ),
        PARENT_STATE,
        VISIT_SIGNS,
        BEFORE_LEAVING,
        CLASSIFICATION,
        CLASSIFICATION_REASON,
    ),
    fills=("visit_children", "visit_adults"),
    opens=("visit", "tell-mash", "mash-decide", "tell-social-worker"),
    effects=(
        BringsIn(joins=("mash-after-visit", "social-worker", "mash-too-after-visit")),
        Tells(positions=("childrens-social-care",), say="A visit has been recorded on a case that you take part in."),
    ),
    writes=("visit-partial",),
    done="Recorded. It does not count as completed: book another visit.",
)

RECORD_NO_ACCESS = Move(
    code="record_no_access",
    label="Record that nobody opened",
    from_=TO_VISIT,
    to=None,
    by=VISITORS,
    asks=(
        Question(
            code="called_same_day",
            label="Have you rung them on the same day?",
            kind="choice",
            category="family",
            written_by=VISITORS,
            choices=(
                Choice(code="reached", label="Yes, and spoke with them"),
                Choice(code="no-answer", label="Yes, without an answer"),
                Choice(code="not-safe", label="No, it is not safe to ring"),
                Choice(code="not-yet", label="Not yet"),
            ),
            missing="Select whether you have rung them.",
            why="A card through the door is not enough.",
        ),
        Question(
            code="mash_decision",
            label="Nobody opened for the second time. Is children's social care (MASH) told?",
            kind="yes-no",
            category="family",
            written_by=VISITORS,
            when=AFTER_FIRST_NO_ACCESS,
            missing="Decide with the lead whether children's social care is told, yes or no.",
            why="A third attempt is not made without this decision.",
        ),
        Question(
            code="mash_decision_reason",
            label="Why, and who decided it?",
            kind="long-text",
            category="family",
            written_by=VISITORS,
            when=AFTER_FIRST_NO_ACCESS,
            max_length=1000,
            missing="Write down why, and who decided it.",
            why="One closed door is no proof of risk; a pattern of closed doors is a warning.",
        ),
    ),
    closes=("second-attempt",),
    drops=("no-access-lead",),
    opens=("no-access-lead", "second-attempt", "tell-mash"),
    writes=("visit-no-access",),
    done="Recorded. The lead looks at it.",
)

REFUSAL_MASH_DECISION = Question(
    code="refusal_mash_decision",
    label="There is a baby, medicine that is taken home or a sign of harm. Is children's social care (MASH) told?",
    kind="yes-no",
    category="family",
    written_by=VISITORS,
    when=REFUSAL_CANNOT_WAIT,
    missing="Decide with the lead whether children's social care is told, yes or no.",
    why="With a baby, medicine or a sign of harm in the home a refusal is decided on the same day.",
)
REFUSAL_MASH_REASON = Question(
    code="refusal_mash_reason",
    label="Why, and who decided it?",
    kind="long-text",
    category="family",
    written_by=VISITORS,
    when=REFUSAL_CANNOT_WAIT,
    max_length=1000,
    missing="Write down why, and who decided it.",
    why="With a baby, medicine or a sign of harm in the home a refusal is decided on the same day.",
)

RECORD_REFUSED_AT_DOOR = Move(
    code="record_refused_at_door",
    label="Record that they refused at the door",
    from_=TO_VISIT,
    to=None,
    by=VISITORS,
    asks=(
        Question(
            code="refused_at_door_why",
            label="What happened?",
            kind="long-text",
            category="family",
            written_by=VISITORS,
            max_length=1000,
            missing="Write down what happened.",
            why="The lead decides what follows.",
        ),
        REFUSAL_MASH_DECISION,
        REFUSAL_MASH_REASON,
    ),
    opens=("lead-view", "tell-mash"),
    writes=("visit-refused",),
    done="Recorded. The lead gives a view.",
)

RECORD_UNSAFE = Move(
    code="record_unsafe",
    label="Record that the visit was broken off",
    from_=TO_VISIT,
    to=None,
    by=VISITORS,
    asks=(
        Question(
            code="unsafe_why",
            label="What happened?",
            kind="long-text",
            category="family",
            written_by=VISITORS,
            max_length=1000,
            missing="Write down what happened.",
            why="The next visitor has to know.",
        ),
    ),
    opens=("unsafe-lead",),
    writes=("visit-broken-off",),
    done="Recorded. The lead decides how to go on.",
)

RECORD_MOVED = Move(
    code="record_moved",
    label="Record that the family has moved",
    from_=TAKEN_UP,
    to=None,
    by=VISITORS,
    asks=(
        Question(
            code="moved_to",
            label="Where to, as far as you know?",
            kind="text",
            category="family",
            written_by=VISITORS,
            max_length=200,
            missing="Enter where they have moved to, or that it is not known.",
            why="A family that moves must not be lost between two areas.",
        ),
    ),
    opens=("find-family",),
    writes=("family-moved",),
    done="Recorded. Find out where they are and tell the area.",
)

RECORD_HEARD_MOVED = Move(
    code="record_heard_moved",
    label="Record that the family, or one of the children, has moved",
    from_=TAKEN_UP,
    to=None,
    by=("lead", "worker", "treatment", "childrens-social-care"),
    asks=(
        Question(
            code="who_moved",
            label="Who has moved?",
            kind="choice",
            category="family",
            written_by=("lead", "worker", "treatment", "childrens-social-care"),
            choices=(
                Choice(code="everybody", label="The whole family"),
                Choice(code="some", label="One or some of the children, the others are still there"),
            ),
            missing="Select who has moved.",
            why="Each child has the children's social care (MASH) of the area where that child lives.",
        ),
        Question(
            code="heard_moved_to",
            label="Where to, as far as you know, and who told you?",
            kind="text",
            category="family",
            written_by=("lead", "worker", "treatment", "childrens-social-care"),
            max_length=200,
            missing="Enter where they have moved to, or that it is not known.",
            why="A family that moves must not be lost between two areas.",
        ),
    ),
    opens=("find-family",),
    effects=(
        Tells(positions=("lead", "worker"), say="The family, or one of the children, has moved. Find them today."),
    ),
    done="Recorded. The lead finds out where they are and tells the area.",
)

RECORD_FOUND = Move(
    code="record_found",
    label="Record where the family lives now",
    from_=TAKEN_UP,
    to=None,
    by=VISITORS,
    when=AnyOf(MadeAtLeast("record_moved", 1), MadeAtLeast("record_heard_moved", 1)),
    asks=(
        Question(
            code="lives_now",
            label="Where does the family live now?",
            kind="text",
            category="family",
            written_by=VISITORS,
            max_length=200,
            hint="If only some of the children moved: where they live now.",
            missing="Enter where they live now, and how you know.",
            why="The next visit goes there, or the area there goes on with it.",
        ),
        CHILDREN_LIVE_THERE,
        CHILDREN_AREA,
        CHILDREN_AREA_TOO,
        Question(
            code="area_told",
            label="Who was told there, and how?",
            kind="text",
            category="family",
            written_by=VISITORS,
            required="no",
            max_length=200,
            hint="Leave it empty if they still live in this area.",
        ),
    ),
    closes=("find-family",),
    opens=("tell-new-area",),
    effects=(BringsIn(joins=("mash-after-visit", "social-worker", "mash-too-after-visit")),),
    done="Recorded. If another area goes on with it, close the case; else visit them there.",
)

ADD_CHILD = Move(
    code="add_child",
    label="Add a child: moved in, found, or expected",
    from_=TAKEN_UP,
    to=None,
    by=VISITORS,
    asks=ASKED_OF_A_NEW_CHILD,
    opens=("tell-social-worker",),
    effects=(
        AddsRow(
            topic="children",
            takes={
                "child_is": "new_child_is",
                "child_name": "new_child_name",
                "child_born": "new_child_born",
                "child_due": "new_child_due",
                "child_lives": "new_child_lives",
                "child_moves": "new_child_moves",
                "child_sleep_risk": "new_child_sleep_risk",
                "child_services": "new_child_services",
            },
        ),
        Tells(
            positions=("treatment", "childrens-social-care", "early-help"),
            say="Another child has been added to a case that you take part in.",
        ),
    ),
    done="Added. The child is asked after at each visit from now on. If they live in another area than the others, "
    "correct the answer about it.",
)

RECORD_BIRTH = Move(
    code="record_birth",
    label="Record the birth",
    from_=TAKEN_UP,
    to=None,
    by=("lead", "worker", "treatment"),
    when=PREGNANCY_IN_HOME,
    fills=("births",),
    effects=(
        AnswersRows(
            topic="children",
            from_topic="births",
            given="birth_on",
            as_="child_born",
            sets={"child_is": "born"},
        ),
        AnswersRows(topic="children", from_topic="births", given="birth_name", as_="child_name"),
    ),
    writes=("child-born",),
    done="Recorded. What was known before the birth stays in the history.",
)
