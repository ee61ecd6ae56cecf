"""What is written down after a visit: of each child and adult, of the home, of medicine, and what it comes to."""

from workflows.pathways.hidden_harm.form_children import BORN, PREGNANCY_IN_HOME, UNBORN
from workflows.pathways.hidden_harm.thresholds import (
    BABY_IN_HOME,
    BOX_NOT_USED,
    HARM_AT_REFERRAL,
    HARM_AT_VISIT,
    LEVELS,
    NOBODY_FIT,
    SIGNS_OF_HARM,
)
from workflows.vocabulary import (
    AnyIs,
    AnyOf,
    Choice,
    NotInFuture,
    NotInPast,
    Question,
    Refuse,
    Repeat,
    Section,
    Topic,
    answer,
)

VISITORS = ("lead", "worker")
STATES = (
    Choice(code="alert", label="Alert"),
    Choice(code="affected", label="Affected by drugs or alcohol"),
    Choice(code="asleep", label="Asleep"),
    Choice(code="distressed", label="Distressed"),
    Choice(code="not-seen", label="Not seen"),
)
HOW_TO_VISIT = (
    Choice(code="announced", label="Agreed beforehand"),
    Choice(code="unannounced", label="Unannounced"),
    Choice(code="joint", label="Together with another service"),
)

EACH_CHILD = Topic(
    code="visit_children",
    title="Each child",
    repeat=Repeat(part="child", label="child", of="children"),
    questions=(
        Question(
            code="child_seen",
            label="Was the child seen?",
            kind="choice",
            category="family",
            part="child",
            later=True,
            written_by=VISITORS,
            when=BORN,
            choices=(
                Choice(code="awake", label="Yes, awake"),
                Choice(code="asleep", label="Yes, asleep"),
                Choice(code="at-nursery", label="No: at nursery or school"),
                Choice(code="with-family", label="No: with family"),
                Choice(code="refused", label="No: they would not let us"),
                Choice(code="not-known", label="No, and nobody could say where the child was"),
            ),
            missing="Select whether the child was seen.",
            why="A child who is not seen may be the one at risk.",
        ),
        Question(
            code="child_said",
            label="What did the child say or show? What is a day like for this child?",
            kind="long-text",
            category="family",
            part="child",
            later=True,
            written_by=VISITORS,
            when=AnyIs(answer("child_seen"), ("awake", "asleep")),
            max_length=1500,
            hint="Under two: look, reach, weight and dress, bond. From two: play, words, fear or ease. Use the child's "
            "own words where there are any.",
            missing="Write down what the child said or showed.",
            why="Each child is heard, and their words are theirs.",
        ),
    ),
)
EACH_ADULT = Topic(
    code="visit_adults",
    title="Each other adult",
    repeat=Repeat(part="adult", label="adult", of="adults"),
    questions=(
        Question(
            code="adult_state",
            label="How was this adult?",
            kind="choice",
            category="family",
            part="adult",
            later=True,
            written_by=VISITORS,
            choices=STATES,
            missing="Select how this adult was, or “Not seen”.",
            why="Another adult may be the one who keeps the children safe.",
        ),
    ),
)
BIRTHS = Topic(
    code="births",
    title="The birth",
    repeat=Repeat(part="child", label="child", of="children"),
    questions=(
        Question(
            code="birth_on",
            label="When was the child born?",
            kind="date",
            category="family",
            part="child",
            later=True,
            written_by=("lead", "worker", "treatment"),
            required="no",
            when=UNBORN,
            checks=(Refuse(unless=NotInFuture(answer("birth_on")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="birth_name",
            label="What is the child called?",
            kind="person-name",
            category="family",
            part="child",
            later=True,
            written_by=("lead", "worker", "treatment"),
            required="no",
            when=UNBORN,
        ),
    ),
)

PARENT_STATE = Question(
    code="parent_state",
    label="How was the parent?",
    kind="choice",
    category="family",
    written_by=VISITORS,
    choices=STATES,
    missing="Select how the parent was, or “Not seen”.",
    why="Somebody has to be fit to look after the children.",
)
VISITED_BY = Question(
    code="visited_by",
    label="Who visited?",
    kind="text",
    category="family",
    written_by=VISITORS,
    max_length=200,
    hint="Names and services, two or more where a visitor has to be careful.",
    missing="Enter who visited.",
    why="So that it is known who saw the children.",
)
ROOMS = Question(
    code="rooms_seen",
    label="Which rooms were seen?",
    kind="choices",
    category="family",
    written_by=VISITORS,
    choices=(
        Choice(code="kitchen", label="Kitchen"),
        Choice(code="living", label="Living room"),
        Choice(code="sleeping-place", label="Where the child sleeps"),
        Choice(code="bathroom", label="Bathroom"),
        Choice(code="none", label="None"),
    ),
    missing="Select the rooms that were seen, or “None”.",
    why="Where a child sleeps tells more than the living room.",
)
SLEEP_PLACE = Question(
    code="sleep_place",
    label="Where does the baby sleep?",
    kind="choices",
    category="sleep-safety",
    written_by=VISITORS,
    when=BABY_IN_HOME,
    choices=(
        Choice(code="own-flat-surface", label="On a flat surface of their own"),
        Choice(code="shares", label="In a bed or on a sofa with an adult"),
        Choice(code="smoker", label="Beside somebody who smokes"),
        Choice(code="sedating", label="Beside somebody who takes something sedating"),
        Choice(code="not-seen", label="Not seen"),
    ),
    missing="Select where the baby sleeps, or “Not seen”.",
    why="A sedated adult may roll onto a baby.",
)
STORAGE = Question(
    code="storage",
    label="How is medicine stored?",
    kind="choice",
    category="storage",
    written_by=VISITORS,
    choices=(
        Choice(code="locked-box", label="In a locked box that is in use"),
        Choice(code="locked-cupboard", label="In a locked cupboard"),
        Choice(code="high-unlocked", label="High up, not locked"),
        Choice(code="within-reach", label="Within a child's reach"),
        Choice(code="not-seen", label="Not seen", hint="Not seen does not mean safe."),
        Choice(code="none-at-home", label="There is none at home"),
    ),
    missing="Select how medicine is stored, or “Not seen”.",
    why="Children have died of a dose that was within reach.",
)
STORAGE_BOX = Question(
    code="storage_box",
    label="A safe storage box",
    kind="choice",
    category="treatment",
    written_by=VISITORS,
    choices=(
        Choice(code="not-needed", label="Not needed"),
        Choice(code="offered", label="Offered"),
        Choice(code="refused", label="Refused"),
        Choice(code="issued", label="Issued today"),
        Choice(code="seen-in-use", label="Issued earlier, and seen in use"),
        Choice(code="issued-not-in-use", label="Issued earlier, and not in use"),
        Choice(code="replaced", label="Lost, and replaced"),
    ),
    missing="Select what became of a safe storage box.",
    why="A box helps only while it is used.",
)
BOX_SERIAL = Question(
    code="storage_box_serial",
    label="The number on the box",
    kind="text",
    category="treatment",
    written_by=VISITORS,
    when=AnyIs(answer("storage_box"), ("issued", "replaced")),
    required="no",
    max_length=40,
)
WITHIN_REACH = Question(
    code="within_reach",
    label="Was anything within a child's reach?",
    kind="choices",
    category="family",
    written_by=VISITORS,
    choices=(
        Choice(code="sharps", label="Needles or other sharps"),
        Choice(code="drugs", label="Drugs"),
        Choice(code="alcohol", label="Alcohol"),
        Choice(code="vapes", label="Vapes"),
        Choice(code="none", label="Nothing"),
    ),
    missing="Select what was within reach, or “Nothing”.",
    why="What a child can reach, a child can swallow.",
)
HOME_BASICS = Question(
    code="home_basics",
    label="Which of these does the home have?",
    kind="choices",
    category="treatment",
    written_by=VISITORS,
    choices=(
        Choice(code="food", label="Food"),
        Choice(code="heat", label="Heating"),
        Choice(code="hygiene", label="A way to keep things fresh and washed"),
        Choice(code="no-hazards", label="No other hazards"),
        Choice(code="smoke-alarm", label="A working smoke alarm"),
        Choice(code="none", label="None of these"),
    ),
    missing="Select what the home has, or “None of these”.",
    why="The fire brigade fits smoke alarms for nothing.",
)
UNBORN_TALK = Question(
    code="unborn_talk",
    label="Was alcohol and drugs in pregnancy talked about?",
    kind="choice",
    category="treatment",
    written_by=VISITORS,
    when=PREGNANCY_IN_HOME,
    choices=(
        Choice(code="advised", label="Yes, advice was given"),
        Choice(code="midwife-referral", label="Yes, and they were referred to a midwife"),
        Choice(code="already-booked", label="They are with a midwife already"),
        Choice(code="not-talked", label="No"),
    ),
    hint="Never advise somebody who depends on alcohol to stop suddenly.",
    missing="Select whether it was talked about.",
    why="What is changed before birth helps the child for life.",
)
NALOXONE = Question(
    code="naloxone",
    label="Naloxone and an overdose plan",
    kind="choice",
    category="treatment",
    written_by=VISITORS,
    choices=(
        Choice(code="has", label="They have it"),
        Choice(code="issued", label="Issued today"),
        Choice(code="refused", label="Refused"),
        Choice(code="not-needed", label="Not needed"),
    ),
    missing="Select whether they have naloxone.",
    why="A parent who survives an overdose is a parent who is there.",
)
VISITORS_SEEN = Question(
    code="visitors_seen",
    label="Who else was in the home?",
    kind="text",
    category="visitors",
    written_by=VISITORS,
    required="no",
    max_length=200,
    hint="Names, if you know them. Only children's social care can read this.",
)
VISIT_SIGNS = Question(
    code="visit_harm_signs",
    label="Did you see or hear any of this?",
    kind="choices",
    category="family",
    written_by=VISITORS,
    choices=SIGNS_OF_HARM,
    missing="Select what you saw or heard, or “None of these”.",
    why="Children's social care (MASH) is told at once of any of these.",
)
BEFORE_LEAVING = Question(
    code="before_leaving",
    label="Nobody there was fit to look after the children. What did you do before you left?",
    kind="long-text",
    category="family",
    written_by=VISITORS,
    when=NOBODY_FIT,
    max_length=1000,
    missing="No adult fit to look after the children was there: write down what you did before you left.",
    why="Children are not left without a safe adult.",
)
CLASSIFICATION = Question(
    code="classification",
    label="What does it come to?",
    kind="choice",
    category="family",
    written_by=VISITORS,
    choices=LEVELS,
    missing="Select what it comes to.",
    why="A risk is managed; a concern is passed on. The two must not be mixed up.",
)
CLASSIFICATION_REASON = Question(
    code="classification_reason",
    label="Why this level?",
    kind="long-text",
    category="family",
    written_by=VISITORS,
    when=AnyOf(
        AnyIs(answer("classification"), ("early-help", "cin17", "cp47")),
        HARM_AT_VISIT,
        HARM_AT_REFERRAL,
        NOBODY_FIT,
        BOX_NOT_USED,
    ),
    least=30,
    max_length=1500,
    missing="Write down why it is this level and not another.",
    why="Whoever decides next has to follow you.",
)
PARENT_TOLD_MASH = Question(
    code="parent_told_mash",
    label="Does the parent know that children's social care is told?",
    kind="choice",
    category="family",
    written_by=("lead", "worker", "treatment"),
    choices=(
        Choice(code="agrees", label="Yes, and they agree"),
        Choice(code="disagrees", label="Yes, and they do not agree"),
        Choice(code="not-told", label="No: it would make the risk greater"),
        Choice(code="not-reached", label="Not yet: they could not be reached, and it could not wait"),
    ),
    missing="Select whether the parent knows.",
    why="Parents are told first, unless that makes the risk greater. Their agreement is not needed.",
)
NEXT_VISIT_AT = Question(
    code="next_visit_at",
    label="When is the next visit?",
    kind="date-time",
    category="treatment",
    written_by=VISITORS,
    hint="Within 12 weeks; within 10 working days if medicine was not seen.",
    missing="Enter when the next visit is.",
    why="A visit that nobody has dated does not happen.",
    checks=(Refuse(unless=NotInPast(answer("next_visit_at")), say="Enter a day that is still to come."),),
)
NEXT_VISIT_HOW = Question(
    code="next_visit_how",
    label="What kind of visit is it?",
    kind="choice",
    category="treatment",
    written_by=VISITORS,
    choices=HOW_TO_VISIT,
    missing="Select what kind of visit it is.",
    why="Where there is domestic abuse, another service comes along.",
)

ASKED_OF_A_VISIT = (
    VISITED_BY,
    PARENT_STATE,
    VISITORS_SEEN,
    ROOMS,
    SLEEP_PLACE,
    STORAGE,
    STORAGE_BOX,
    BOX_SERIAL,
    WITHIN_REACH,
    HOME_BASICS,
    UNBORN_TALK,
    NALOXONE,
    VISIT_SIGNS,
    BEFORE_LEAVING,
    CLASSIFICATION,
    CLASSIFICATION_REASON,
    NEXT_VISIT_AT,
    NEXT_VISIT_HOW,
)
LATER = (Section(code="visits", title="What was seen of each person", topics=(EACH_CHILD, EACH_ADULT, BIRTHS)),)
