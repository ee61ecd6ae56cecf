"""Dates whose history is kept, appointments, and what follows when somebody did not come."""

from workflows.pathways.prison_release.form_custody import ACTUAL_KIND, CONFIDENCES, DATE_SOURCES
from workflows.pathways.prison_release.form_living import MODES
from workflows.pathways.prison_release.not_referring import REVIEW_FACT
from workflows.vocabulary import (
    AppointmentKind,
    AppointmentOutcome,
    Choice,
    FactKind,
    HasAny,
    Is,
    MissedStep,
    Reaching,
    Refuse,
    Since,
    answer,
)

LICENCE_ASKS_FOR_ATTENDANCE = HasAny(
    answer("licence_conditions"),
    ("attend-controlled-drug", "attend-alcohol", "attend-solvents"),
)

FACTS = (
    FactKind(
        code="release_date",
        label="Release date",
        category="custody",
        value="date-time",
        kinds=(
            ACTUAL_KIND,
            Choice(code="confirmed", label="Date confirmed by the prison"),
            Choice(code="post-recall", label="Release date after recall"),
            Choice(code="home-detention-curfew", label="Home detention curfew date"),
            Choice(code="conditional", label="Conditional release date"),
        ),
        sources=DATE_SOURCES,
        confidences=CONFIDENCES,
        origin="release",
        written_by=("referrer", "probation", "spoc"),
        outranks=("actual",),
        kind_origins={"actual": "actual_release"},
        writes={"actual": ("released",)},
    ),
    FactKind(
        code="return_date",
        label="Back in prison",
        category="custody",
        value="date",
        written_by=("spoc", "probation", "key-worker"),
    ),
    FactKind(
        code="death_date",
        label="Death",
        category="custody",
        value="date",
        origin="death_notified",
        written_by=("spoc", "key-worker", "probation", "referrer"),
    ),
    FactKind(
        code="alive",
        label="Whether they are alive",
        category="custody",
        value="choice",
        choices=(Choice(code="yes", label="Yes"), Choice(code="no", label="No")),
        written_by=("spoc", "key-worker", "probation", "referrer"),
    ),
    FactKind(
        code="prison_list",
        label="Named on the prison's own list",
        category="exit",
        value="choice",
        choices=(
            Choice(code="same", label="The same person and release"),
            Choice(code="not-sure", label="Not sure yet"),
        ),
        origin="prison_record_seen",
        written_by=("spoc",),
        writes={"": ("prison-listed",)},
    ),
    REVIEW_FACT,
)

REACHING = Reaching(
    category="contact",
    no_message_when=Is(answer("safe_to_message"), "no"),
    number="contact_phone",
    has_phone=Refuse(
        unless=Since("actual_release"),
        say="Nobody has recorded that they left prison, so somebody else may have their phone.",
    ),
)

OUTCOMES_OF_APPOINTMENT = (
    AppointmentOutcome(
        code="attended",
        label="They came",
        writes=("appointment-due", "contact-attended"),
        moves=("record_contact",),
    ),
    AppointmentOutcome(
        code="did-not-attend",
        label="They did not come",
        missed=True,
        writes=("appointment-due",),
    ),
    AppointmentOutcome(code="cancelled-by-person", label="They cancelled", writes=("appointment-due",)),
    AppointmentOutcome(
        code="cancelled-by-service",
        label="The service cancelled",
        counts=False,
        writes=("appointment-due",),
    ),
)

MISSED = (
    MissedStep(
        number=1,
        label="First missed appointment",
        opens=("missed-call", "missed-first-slot"),
        tells=("probation",),
        tells_when=LICENCE_ASKS_FOR_ATTENDANCE,
        say="An appointment that the licence asks for was missed.",
    ),
    MissedStep(
        number=2,
        label="Second missed appointment",
        opens=("missed-contact-person", "missed-outreach", "missed-second-slot"),
        tells=("probation",),
        say="A second appointment was missed.",
    ),
    MissedStep(
        number=3,
        label="Third missed appointment",
        opens=("missed-decide",),
        tells=("spoc",),
        say="A third appointment was missed. Decide how to go on: the case stays open until day 21 has passed.",
    ),
)

APPOINTMENTS = (
    AppointmentKind(
        code="treatment",
        label="Treatment appointment",
        with_position="key-worker",
        category="custody",
        modes=MODES,
        outcomes=OUTCOMES_OF_APPOINTMENT,
        missed=MISSED,
        writes=("appointment-set",),
    ),
    AppointmentKind(
        code="prescriber",
        label="Community prescriber",
        with_position="key-worker",
        category="health",
        modes=MODES,
        outcomes=OUTCOMES_OF_APPOINTMENT,
        missed=MISSED,
    ),
    AppointmentKind(
        code="before-release",
        label="Meeting before release",
        with_position="key-worker",
        category="custody",
        modes=(
            Choice(code="in-prison", label="In prison"),
            Choice(code="video", label="By video"),
            Choice(code="phone", label="By phone"),
        ),
        outcomes=(
            AppointmentOutcome(code="attended", label="They came", counts=False),
            AppointmentOutcome(code="did-not-attend", label="They did not come", counts=False),
            AppointmentOutcome(code="cancelled-by-person", label="They cancelled", counts=False),
            AppointmentOutcome(code="cancelled-by-service", label="The prison or the service cancelled", counts=False),
        ),
    ),
    AppointmentKind(
        code="probation",
        label="Probation appointment",
        with_position="probation",
        category="justice",
        modes=MODES,
        outcomes=(
            AppointmentOutcome(code="attended", label="They came", counts=False),
            AppointmentOutcome(code="did-not-attend", label="They did not come", counts=False),
            AppointmentOutcome(code="cancelled-by-person", label="They cancelled", counts=False),
            AppointmentOutcome(code="cancelled-by-service", label="Probation cancelled", counts=False),
        ),
    ),
)

# nobody waits for somebody who will not come, whoever it was that booked
MEETINGS = ("treatment", "prescriber", "before-release", "probation")
