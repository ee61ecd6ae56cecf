"""What the pages of a prison release say by themselves: warnings, prompts, advice, readiness and what happens next."""

from workflows.pathways.prison_release.form_living import AT_RISK_OF_HOMELESSNESS
from workflows.pathways.prison_release.form_substances import ON_SUBSTITUTE, OPIOID_NEED
from workflows.vocabulary import (
    Advice,
    AllOf,
    Answered,
    AnyIs,
    AnyOf,
    DaysSince,
    Declaration,
    HasAny,
    InOrder,
    Is,
    Listing,
    MadeAtLeast,
    NextStep,
    Not,
    Printing,
    Prompt,
    Ready,
    ReleaseCalendar,
    SafetyWarning,
    Since,
    SuggestedEarlier,
    Unknown,
    Within,
    answer,
    fact,
)

COVER_GAP = Not(InOrder(answer("prescriber_slot"), answer("bridging_end"), days=1))
# without a bridging prescription nobody prescribes from the day of release until the slot
SLOT_AT_RELEASE = AllOf(
    Is(answer("bridging_prescription"), "no"),
    InOrder(answer("prescriber_slot"), fact("release_date"), days=1),
)
RELEASED_SUBSTITUTE_WITHOUT_SLOT = AllOf(ON_SUBSTITUTE, Not(Answered(answer("prescriber_slot"))))
HIGH_RISK = AnyOf(
    AnyIs(answer("risk_children"), ("high", "very-high")),
    AnyIs(answer("risk_public"), ("high", "very-high")),
    AnyIs(answer("risk_known_adult"), ("high", "very-high")),
    AnyIs(answer("risk_staff"), ("high", "very-high")),
)

WARNINGS = (
    SafetyWarning(
        code="visit-safely",
        say="Read how to visit safely before you go",
        when=Is(answer("lone_worker_warning"), "yes"),
        category="core",
        urgent=True,
    ),
    SafetyWarning(
        code="no-message",
        say="Do not leave a message",
        when=Is(answer("safe_to_message"), "no"),
        category="contact",
        urgent=True,
    ),
    SafetyWarning(
        code="substitute-medication",
        say="Takes substitute medication for opioids",
        when=ON_SUBSTITUTE,
        category="health",
    ),
    SafetyWarning(
        code="no-cover",
        say="There are days on which nobody prescribes",
        when=COVER_GAP,
        category="clinical",
        urgent=True,
    ),
    SafetyWarning(
        code="self-harm",
        say="Somebody is worried about self-harm or suicide",
        when=Is(answer("self_harm_concern"), "yes"),
        category="self-harm",
        urgent=True,
    ),
    SafetyWarning(
        code="overdose",
        say="Had an overdose in the last 12 months",
        when=Is(answer("overdose_last_year"), "yes"),
        category="overdose",
    ),
    SafetyWarning(
        code="withdrawal-seizures",
        say="Has had seizures or delirium when stopping alcohol",
        when=Is(answer("alcohol_withdrawal_risk"), "seizures"),
        category="clinical",
        urgent=True,
    ),
    SafetyWarning(code="high-risk", say="High risk of serious harm", when=HIGH_RISK, category="risk"),
    SafetyWarning(
        code="exclusion-zone",
        say="There is an area that they may not enter",
        when=Is(answer("exclusion_zone"), "yes"),
        category="justice",
    ),
    SafetyWarning(
        code="protected-address",
        say="An address is protected",
        when=Answered(answer("protected_address")),
        category="domestic-abuse",
        urgent=True,
    ),
    SafetyWarning(
        code="interpreter",
        say="Needs an interpreter",
        when=Is(answer("interpreter"), "yes"),
        category="equality",
    ),
)

PROMPTS = (
    Prompt(
        code="likely-earlier",
        say="They will probably leave on an earlier day, because the planned one is a Friday or comes before a day "
        "when services are shut. Ask the prison, and check the appointment.",
        when=AllOf(
            SuggestedEarlier("release"),
            Unknown("actual_release"),
            Not(Is(answer("release_date_kind"), "confirmed")),
            Not(HasAny(answer("release_type"), ("hdc", "parole", "ipp-recall-review"))),
            Not(AnyIs(answer("sentence_type"), ("life", "ipp", "remand", "civil"))),
            Is(answer("served_under_28_days"), "no"),
        ),
        category="custody",
    ),
    Prompt(
        code="consent-less",
        say="They no longer want to share with somebody. Take the step “They withdraw their consent to share with "
        "somebody”, so that it stops.",
        when=Is(answer("consent_now"), "less"),
        category="core",
        urgent=True,
    ),
    Prompt(
        code="naloxone",
        say="They use opioids and have no naloxone yet. Arrange a kit and training: before they leave, or today if "
        "they have left.",
        when=AllOf(OPIOID_NEED, AnyIs(answer("naloxone"), ("no", "dont-know"))),
        category="support",
        task="naloxone",
        urgent=True,
    ),
    Prompt(
        code="ost-cover",
        say="There are days on which nobody prescribes. A clinician has to look at it today.",
        when=AllOf(ON_SUBSTITUTE, COVER_GAP),
        category="clinical",
        task="ost-cover",
        urgent=True,
    ),
    Prompt(
        code="ost-no-slot",
        say="They take substitute medication, leave within a week, and no community prescriber's slot is recorded.",
        when=AllOf(RELEASED_SUBSTITUTE_WITHOUT_SLOT, Within("release", days=7)),
        category="health",
        task="ost-cover",
        urgent=True,
    ),
    Prompt(
        code="children",
        say="They will live with children or be in touch with some. Think about speaking to children's social care "
        "(MASH). Nothing is sent by itself.",
        when=AnyIs(answer("children_contact"), ("living-with", "in-touch")),
        category="children",
        task="think-of-children",
    ),
    Prompt(
        code="exploitation",
        say="Somebody may be exploiting them. Think about a referral for modern slavery or a taken-over home.",
        when=HasAny(answer("exploitation"), ("exploited", "cuckooing", "debt", "county-lines")),
        category="safeguarding",
    ),
    Prompt(
        code="duty-to-refer",
        say="They may have no home, and no housing referral has been sent. It is due eight weeks before release.",
        when=AllOf(AT_RISK_OF_HOMELESSNESS, Is(answer("duty_to_refer_sent"), "no")),
        category="housing",
        task="duty-to-refer",
    ),
    Prompt(
        code="planning-window",
        say="Release is within twelve weeks: RECONNECT may start now, if they agreed.",
        when=AllOf(
            Within("release", days=84, setting="prison-release.planning-window-days"),
            Unknown("actual_release"),
            Is(answer("consent_reconnect"), "yes"),
        ),
        category="custody",
    ),
    Prompt(
        code="reconnect-late",
        say="They left within the last 28 days: RECONNECT still takes them on, if they agreed.",
        when=AllOf(
            Since("actual_release"),
            Not(Since("actual_release", days=29)),
            Is(answer("consent_reconnect"), "yes"),
        ),
        category="custody",
    ),
    Prompt(
        code="no-start-yet",
        say="They have been seen and no structured treatment has started. Day 21 is the last day in time.",
        when=AllOf(
            Since("actual_release", days=14, setting="prison-release.no-start-prompt-days"),
            MadeAtLeast("record_contact", 1),
            Not(Answered(answer("treatment_started_on"))),
        ),
        category="health",
        task="no-start-yet",
    ),
    Prompt(
        code="exit-area-differs",
        say="The prison recorded another area than the one they live in. Ask it to correct the record.",
        when=AnyOf(
            AllOf(Is(answer("area_on_release"), "havering"), Not(Is(answer("exit_destination"), "havering"))),
            AllOf(
                Is(answer("area_on_release"), "waltham-forest"),
                Not(Is(answer("exit_destination"), "waltham-forest")),
            ),
        ),
        category="exit",
        task="correct-exit-area",
    ),
)

DAYS_SINCE = (
    DaysSince(
        code="last-dose",
        say="since the last recorded dose",
        since=answer("last_dose_at"),
        category="clinical",
        alert_setting="prison-release.dose-gap-days",
        when=ON_SUBSTITUTE,
    ),
)

ADVICE = (
    Advice(
        code="released-now",
        title="They have already left",
        say="Send this now, with what you know. The community service is alerted at once, also out of hours. "
        "You can add the rest afterwards.",
        when=Is(answer("already_released"), "yes"),
        alert="Somebody has already left prison. Read the referral and ring them today.",
        alerts=("spoc",),
        within="prison-release.alert-minutes",
    ),
    Advice(
        code="self-harm-now",
        title="If they are in danger now",
        say="If they are still in prison, tell its staff at once. If not, ring 999. This form is not read that fast.",
        when=Is(answer("self_harm_concern"), "yes"),
        alert="Somebody may be at risk of harming themselves. Read the referral now.",
        alerts=("spoc",),
        within="prison-release.alert-minutes",
    ),
)

READY = (
    Ready(
        code="key-worker",
        label="key worker",
        when=Answered(answer("key_worker")),
        category="core",
        held_by="key-worker",
    ),
    Ready(
        code="appointment",
        label="appointment",
        when=Answered(answer("first_appointment_at")),
        category="custody",
    ),
    Ready(
        code="prescription",
        label="prescription",
        when=AllOf(
            Answered(answer("prescriber_slot")),
            AnyOf(SLOT_AT_RELEASE, AllOf(Answered(answer("bridging_end")), Not(COVER_GAP))),
        ),
        category="health",
        applies=ON_SUBSTITUTE,
    ),
    Ready(
        code="naloxone",
        label="naloxone",
        when=Is(answer("naloxone"), "yes"),
        category="support",
        applies=OPIOID_NEED,
        unknown=AllOf(OPIOID_NEED, Is(answer("naloxone"), "dont-know")),
    ),
    Ready(
        code="housing",
        label="housing",
        when=AnyIs(
            answer("accommodation"),
            ("settled", "family", "supported", "approved-premises", "cas2", "cas3", "hostel"),
        ),
        category="core",
        unknown=Is(answer("accommodation"), "not-known"),
    ),
    Ready(
        code="travel",
        label="way from the gate",
        when=AnyIs(answer("gate_pickup"), ("provider", "reconnect", "mentor", "family")),
        category="custody",
    ),
)

CALENDAR = ReleaseCalendar(
    date="release_date",
    happened=("actual",),
    sure=("confirmed",),
    place=("prison_of_release", "prison"),
    marks=("appointment", "prescription", "housing", "naloxone", "travel"),
)

NEXT_STEPS = (
    NextStep(
        say="The single point of contact accepts the referral, asks you for more, or tells you why not.",
        clock="decide",
        who="spoc",
    ),
    NextStep(
        say="If it belongs to another area it is passed on, and stays open until that area has taken it.",
        clock="settle-area",
        when=AnyIs(answer("area_on_release"), ("another-area", "not-known")),
        who="spoc",
    ),
    NextStep(
        say="Once it is accepted a key worker is named, and meets them before release.",
        clock="pre-release-contact",
        when=Is(answer("already_released"), "no"),
        who="key-worker",
    ),
    NextStep(
        say="The first appointment is fixed and you are told, so that you can tell them.",
        clock="appointment-set",
        when=Is(answer("already_released"), "no"),
        who="key-worker",
    ),
    NextStep(
        say="You are asked to check the day of release again.",
        clock="recheck-release",
        when=Is(answer("already_released"), "no"),
        who="referrer",
    ),
    NextStep(
        say="They are seen by the next working day after release.",
        clock="first-contact",
        who="key-worker",
    ),
    NextStep(say="You hear the outcome four weeks after release at the latest.", clock="day-28", who="spoc"),
)

DECLARATION = Declaration(
    title="Before you send this",
    points=(
        "What I have written is true as far as I know, and is no more than the service needs.",
        "I have asked about each kind of sharing by itself, and have written down every no.",
        "Treatment information is shared with the service that will care for them, because they agreed to it.",
        (
            "Information about offences is shared so that they and others are safe, under the powers that prisons, "
            "probation and councils have for that."
        ),
        "Where they said no, I share only to prevent serious harm, and have written down why.",
    ),
    agree="I agree, and send this referral",
    missing="Tick the box to say that you agree before you send this.",
)

PRINTING = Printing(
    note="Keep this where only those who need it can read it. Nothing is sent until it is entered in the service.",
    leave_out=("protected_address",),
)

LISTING = Listing(
    name=("first_name", "surname"),
    area="area_on_release",
    risk=("risk_children", "risk_public", "risk_known_adult", "risk_staff"),
    risk_levels=("low", "medium", "high", "very-high"),
    key_date="release_date",
    ahead="leaves prison",
    behind="was to leave prison",
    happened="left prison",
    too_early="This is before they leave prison: the day recorded is",
    born="date_of_birth",
    identity=("gender", "prison_number", "crn", "nhs_number"),
)
