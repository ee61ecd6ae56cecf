"""What is asked after the referral: first appointment, housing decision, how the prison recorded the release."""

from workflows.pathways.prison_release.asked import ATTENDED, CONSENT_NOW
from workflows.pathways.prison_release.form_living import (
    DUTY_TO_REFER_OTHER,
    DUTY_TO_REFER_OUTCOME,
    FIRST_APPOINTMENT_AT,
    FIRST_APPOINTMENT_MODE,
    FIRST_APPOINTMENT_PLACE,
)
from workflows.vocabulary import Choice, InOrder, NotInFuture, Question, Refuse, Section, Topic, answer

EXIT_REASON = Question(
    code="exit_reason",
    label="Why did they leave that prison?",
    kind="choice",
    category="exit",
    preview=True,
    later=True,
    written_by=("spoc",),
    choices=(
        Choice(code="released", label="Released"),
        Choice(code="transferred", label="Moved to another prison"),
        Choice(code="hospital", label="Taken to hospital"),
        Choice(code="deported", label="Deported"),
        Choice(code="absconded", label="Absconded"),
        Choice(code="died", label="Died"),
    ),
    missing="Select why they left that prison.",
    why="Only a release counts towards continuity of care.",
)
DISCHARGE_REASON = Question(
    code="discharge_reason",
    label="How did the prison's treatment service close its part?",
    kind="choice",
    category="exit",
    later=True,
    written_by=("spoc",),
    choices=(
        Choice(code="transferred-not-in-custody", label="Transferred, not in custody"),
        Choice(code="transferred-in-custody", label="Transferred, in custody"),
        Choice(code="treatment-completed", label="Treatment completed"),
        Choice(code="onward-referral-refused", label="Onward referral offered and refused"),
        Choice(code="incomplete", label="Not completed"),
        Choice(code="died", label="Died"),
        Choice(code="not-known", label="Not known"),
    ),
    missing="Select how the prison's treatment service closed its part.",
    why="The national figure counts people whom the prison recorded as transferred to the community.",
)
EXIT_DESTINATION = Question(
    code="exit_destination",
    label="To which area did the prison record that they went?",
    kind="choice",
    category="exit",
    preview=True,
    later=True,
    written_by=("spoc",),
    choices=(
        Choice(code="havering", label="Havering"),
        Choice(code="waltham-forest", label="Waltham Forest"),
        Choice(code="another-area", label="Another area in England"),
        Choice(code="out-of-england", label="Outside England"),
        Choice(code="not-known", label="Not known"),
    ),
    missing="Select the area that the prison recorded.",
    why="The national figure goes by the area that the prison recorded, even when it is wrong.",
)
EXIT_AREA = Question(
    code="exit_destination_area",
    label="Which area did it record?",
    kind="text",
    category="exit",
    later=True,
    required="no",
    written_by=("spoc",),
)
REFERRAL_ON_RELEASE = Question(
    code="referral_on_release",
    label="What did the prison record as the referral on release?",
    kind="choice",
    category="exit",
    preview=True,
    later=True,
    written_by=("spoc",),
    choices=(
        Choice(code="structured-treatment", label="Structured treatment"),
        Choice(code="recovery-support", label="Recovery support"),
        Choice(code="both", label="Both"),
        Choice(code="none", label="None"),
        Choice(code="declined", label="They declined"),
    ),
    missing="Select what the prison recorded.",
    why="It is laid beside what really happened, so that both records can be put right.",
)
CONSENT_WITHDRAWN_ON = Question(
    code="consent_withdrawn_on",
    label="When did they say so?",
    kind="date",
    category="core",
    later=True,
    written_by=("referrer", "spoc", "key-worker", "probation", "housing"),
    missing="Enter the day on which they withdrew their consent.",
    why="Sharing stops from that moment. What was read before stays in the record of who looked.",
    checks=(
        Refuse(
            unless=NotInFuture(answer("consent_withdrawn_on")),
            say="Enter the day on which they said so. It cannot be in the future.",
        ),
        Refuse(
            unless=InOrder(answer("consent_date"), answer("consent_withdrawn_on")),
            say="Enter a day that is not before the day on which they agreed.",
        ),
    ),
)
FIRST_COMMUNITY_DOSE_ON = Question(
    code="first_community_dose_on",
    label="First dose from a community prescriber",
    kind="date",
    category="clinical",
    required="no",
    later=True,
    written_by=("key-worker",),
    checks=(
        Refuse(
            unless=NotInFuture(answer("first_community_dose_on")),
            say="Enter the day of the first dose. It cannot be in the future.",
        ),
    ),
)

LATER = (
    Section(
        code="afterwards",
        title="Answered later",
        topics=(
            Topic(
                code="first-appointment",
                title="First treatment appointment",
                questions=(FIRST_APPOINTMENT_AT, FIRST_APPOINTMENT_PLACE, FIRST_APPOINTMENT_MODE),
            ),
            Topic(
                code="housing-outcome",
                title="What the council decided",
                questions=(DUTY_TO_REFER_OUTCOME, DUTY_TO_REFER_OTHER),
            ),
            Topic(
                code="exit",
                title="How the prison recorded the release",
                questions=(EXIT_REASON, DISCHARGE_REASON, EXIT_DESTINATION, EXIT_AREA, REFERRAL_ON_RELEASE),
            ),
            Topic(code="consent-withdrawn", title="Consent withdrawn", questions=(CONSENT_WITHDRAWN_ON,)),
            ATTENDED,
            CONSENT_NOW,
            Topic(code="community-dose", title="Community prescribing", questions=(FIRST_COMMUNITY_DOSE_ON,)),
        ),
    ),
)
