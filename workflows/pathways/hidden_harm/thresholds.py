"""What tells a risk from a concern, in words: the signs of significant harm, and the levels with what each asks for.

The levels follow the pan-London threshold document's four; the mapping is a proposal to be confirmed.
"""

from workflows.vocabulary import (
    AgeAt,
    AllOf,
    Answered,
    AnyIs,
    AnyOf,
    AnyRow,
    Choice,
    EveryRow,
    HasAny,
    Is,
    MadeAtLeast,
    Not,
    answer,
    fact,
)

SIGNS_OF_HARM = (
    Choice(code="ingestion", label="A child has swallowed a drug or medicine", hint="Ring 999 or go to A&E first."),
    Choice(code="no-safe-adult", label="No adult fit to look after the children is with them now"),
    Choice(code="injury", label="A child has an injury that nobody can explain"),
    Choice(code="supply", label="A child is used to fetch or sell drugs, or drugs are sold from the home"),
    Choice(code="weapons", label="There are weapons in the home"),
    Choice(code="unborn", label="An unborn child is at risk: dependent use and no antenatal care"),
    Choice(code="removed-before", label="An earlier child was taken into care for something similar"),
    Choice(code="no-access-twice", label="No access twice, with a baby or unsafe medicine in the home"),
    Choice(code="child-says", label="A child says that they are being harmed"),
    Choice(code="none", label="None of these"),
)
SIGNS = (
    "ingestion",
    "no-safe-adult",
    "injury",
    "supply",
    "weapons",
    "unborn",
    "removed-before",
    "no-access-twice",
    "child-says",
)

LEVELS = (
    Choice(code="none", label="No hazard was found"),
    Choice(
        code="risk-managed",
        label="Risk, managed",
        hint="A hazard exists, it is being controlled and the parent works with you. For example: the box is in use, "
        "another adult is sober. Give advice, a box, naloxone, and visit again. Agreement as usual.",
    ),
    Choice(
        code="early-help",
        label="Early help or Family Help",
        hint="Needs that help for everybody will not meet, and no sign of harm. For example: missed appointments, "
        "money trouble, low mood. Ask early help. Their agreement is needed.",
    ),
    Choice(
        code="cin17",
        label="Child in need (section 17)",
        hint="Health or development is likely to suffer without services. For example: unsafe storage after advice, a "
        "child looking after others, early help refused while things get worse. Tell MASH. Seek agreement; go without "
        "it if a refusal itself makes the risk greater.",
    ),
    Choice(
        code="cp47",
        label="Significant harm (section 47)",
        hint="Reasonable cause to suspect that a child is suffering or likely to suffer significant harm. For "
        "example: a child swallowed a medicine, drugs or sharps in reach, nobody sober in charge of a child under "
        "five, a baby sleeping beside a sedated adult after advice. Tell MASH now, and 999 if it cannot wait. "
        "Agreement is not needed.",
    ),
)

HARM_AT_REFERRAL = HasAny(answer("harm_signs"), SIGNS)
HARM_AT_VISIT = HasAny(answer("visit_harm_signs"), SIGNS)
# The parent cannot look after the children, and no other adult who was seen there can.
NOBODY_FIT = AllOf(
    AnyIs(answer("parent_state"), ("affected", "asleep")),
    Not(AnyRow(Is(answer("adult_state"), "alert"), of=("adults", "visit_adults"))),
)
SIGNIFICANT_HARM = AnyOf(HARM_AT_VISIT, Is(answer("classification"), "cp47"), NOBODY_FIT)
NEEDS_MASH = AnyOf(SIGNIFICANT_HARM, Is(answer("classification"), "cin17"))
TRIGGER_TICKED = AnyOf(HARM_AT_REFERRAL, HARM_AT_VISIT, NOBODY_FIT)

OPEN_TO_SOCIAL_CARE = AnyRow(
    AnyIs(answer("child_services"), ("child-in-need", "child-protection-plan", "looked-after")),
    of=("children",),
)
MEDICINE_AT_HOME = AnyIs(
    answer("medicine_home"),
    ("methadone", "buprenorphine", "benzodiazepines", "other-opioid", "other"),
)
TAKE_HOME = AllOf(MEDICINE_AT_HOME, Is(answer("medicine_supply"), "take-home"))
TAKE_HOME_OPIOID = AllOf(
    AnyIs(answer("medicine_home"), ("methadone", "buprenorphine", "other-opioid")),
    Is(answer("medicine_supply"), "take-home"),
)
UNDER_FIVE = AnyOf(
    Is(answer("child_is"), "unborn"),
    Not(AgeAt(answer("child_born"), "visited", at_least=5)),
)
BABY = AllOf(Is(answer("child_is"), "born"), Not(AgeAt(answer("child_born"), "visited", at_least=1)))
UNDER_FIVE_OR_UNBORN = AnyRow(UNDER_FIVE, of=("children",))
BABY_IN_HOME = AnyRow(BABY, of=("children",))
MOVING_CHILD = AnyRow(Is(answer("child_moves"), "yes"), of=("children",))
BABY_AT_RISK_ASLEEP = AnyRow(
    AllOf(BABY, HasAny(answer("child_sleep_risk"), ("shares-bed", "withdrawal"))),
    of=("children",),
)
# A no to a visit is weighed on the same day: somebody decides whether children's social care is told, and why.
REFUSAL_CANNOT_WAIT = AnyOf(TAKE_HOME, BABY_IN_HOME, HARM_AT_REFERRAL)
STORAGE_UNSAFE = AnyIs(answer("storage"), ("high-unlocked", "within-reach"))
STORAGE_NOT_SEEN = AllOf(MEDICINE_AT_HOME, Is(answer("storage"), "not-seen"))
BOX_NOT_USED = AllOf(AnyIs(answer("storage_box"), ("issued-not-in-use", "seen-in-use")), STORAGE_UNSAFE)
EVERY_CHILD_SEEN = EveryRow(
    AnyOf(Not(UNDER_FIVE), Is(answer("child_is"), "unborn"), AnyIs(answer("child_seen"), ("awake", "asleep"))),
    of=("children", "visit_children"),
)
FIRST_TIME = AnyIs(answer("first_time"), ("first-ever", "first-here", "back-after-year"))
ABUSE_AND_PARTNER_AT_HOME = AllOf(
    HasAny(answer("other_risks"), ("domestic-abuse",)),
    Is(answer("partner_at_home"), "yes"),
)
# Children of one family who live in two of our areas: each area's own social care takes part.
LIVE_IN_TWO_AREAS = AnyIs(answer("children_area_too"), ("havering", "waltham-forest"))
LIVE_IN_TWO_OR_ELSEWHERE = AnyOf(
    AnyIs(answer("children_area_too"), ("havering", "waltham-forest", "another-area")),
    Is(answer("children_area"), "another-area"),
)
AFTER_FIRST_NO_ACCESS = MadeAtLeast("record_no_access", 1)
# Children's social care was asked what happens for a child, and has not said.
REPLY_OUTSTANDING = AllOf(
    AnyOf(HARM_AT_REFERRAL, NEEDS_MASH, MadeAtLeast("tell_mash", 1)),
    AnyOf(Is(fact("mash_reply"), "awaited"), Not(Answered(fact("mash_reply")))),
)
