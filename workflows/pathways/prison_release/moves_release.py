"""The moves from acceptance to treatment: key worker, meeting, appointment, release, being seen, starting."""

from workflows.pathways.prison_release.form_custody import (
    ACTUAL_RELEASE,
    PLANNED_RELEASE_DATE,
    PRISONS,
    RELEASE_DATE_CONFIDENCE,
    RELEASE_DATE_KIND,
    RELEASE_DATE_KNOWN,
    RELEASE_DATE_SOURCE,
)
from workflows.pathways.prison_release.form_living import (
    FIRST_APPOINTMENT_AT,
    FIRST_APPOINTMENT_MODE,
    FIRST_APPOINTMENT_PLACE,
)
from workflows.pathways.prison_release.form_treatment import NALOXONE
from workflows.pathways.prison_release.later import (
    DISCHARGE_REASON,
    EXIT_AREA,
    EXIT_DESTINATION,
    EXIT_REASON,
    FIRST_COMMUNITY_DOSE_ON,
    REFERRAL_ON_RELEASE,
)
from workflows.vocabulary import (
    Answered,
    Choice,
    CreatesAppointment,
    GrantsPosition,
    InOrder,
    Is,
    Move,
    Not,
    NotBeforeOrigin,
    NotInFuture,
    Question,
    Refuse,
    Tells,
    TellsFirstSender,
    answer,
)

KEY_WORKER = Question(
    code="key_worker",
    label="Who is the key worker?",
    kind="worker",
    category="core",
    written_by=("spoc",),
    missing="Select the key worker.",
    why="One person whom everybody, and above all the person leaving prison, can ask for by name.",
)

# After a recall the key worker of the last release is there until somebody is named for this one.
KEY_WORKER_NAMED = (
    GrantsPosition(position="key-worker", to="answered-worker", from_answer="key_worker", replaces=True),
    TellsFirstSender(say="A key worker has been named."),
)

NAME_KEY_WORKER = Move(
    code="name_key_worker",
    label="Name a key worker",
    from_=("accepted",),
    to=None,
    by=("spoc",),
    when=Not(Answered(answer("key_worker"))),
    asks=(KEY_WORKER,),
    closes=("allocate", "late-allocation"),
    opens=("pre-release-contact", "book-appointment", "first-contact"),
    effects=KEY_WORKER_NAMED,
    done="Named. The key worker has been told.",
    weight="primary",
)

# Somebody else may have met them, booked or begun before a key worker was named.
NAME_KEY_WORKER_ONCE_MET = Move(
    code="name_key_worker_once_met",
    label="Name a key worker",
    from_=("pre_release_contact",),
    to=None,
    by=("spoc",),
    when=Not(Answered(answer("key_worker"))),
    asks=(KEY_WORKER,),
    closes=("allocate", "late-allocation"),
    opens=("book-appointment", "first-contact"),
    effects=KEY_WORKER_NAMED,
    done="Named. The key worker has been told.",
)

NAME_KEY_WORKER_ONCE_BOOKED = Move(
    code="name_key_worker_once_booked",
    label="Name a key worker",
    from_=("appointment_set", "engaged"),
    to=None,
    by=("spoc",),
    when=Not(Answered(answer("key_worker"))),
    asks=(KEY_WORKER,),
    closes=("allocate", "late-allocation"),
    effects=KEY_WORKER_NAMED,
    done="Named. The key worker has been told.",
)

NAME_KEY_WORKER_ONCE_SEEN = Move(
    code="name_key_worker_once_seen",
    label="Name a key worker",
    from_=("contact_made",),
    to=None,
    by=("spoc",),
    when=Not(Answered(answer("key_worker"))),
    asks=(KEY_WORKER,),
    closes=("allocate", "late-allocation"),
    opens=("record-start",),
    effects=KEY_WORKER_NAMED,
    done="Named. The key worker has been told.",
)

NAME_KEY_WORKER_AFTER_RELEASE = Move(
    code="name_key_worker_after_release",
    label="Name a key worker",
    from_=("release_confirmed",),
    to=None,
    by=("spoc",),
    when=Not(Answered(answer("key_worker"))),
    asks=(KEY_WORKER,),
    closes=("allocate", "late-allocation"),
    opens=("first-contact", "record-start"),
    effects=KEY_WORKER_NAMED,
    done="Named. The key worker has been told.",
)

CHANGE_KEY_WORKER = Move(
    code="change_key_worker",
    label="Name another key worker",
    from_=("accepted", "pre_release_contact", "appointment_set", "release_confirmed", "contact_made", "engaged"),
    to=None,
    by=("spoc",),
    when=Answered(answer("key_worker")),
    asks=(KEY_WORKER,),
    closes=("allocate", "late-allocation"),
    effects=(
        GrantsPosition(position="key-worker", to="answered-worker", from_answer="key_worker", replaces=True),
        TellsFirstSender(say="Another key worker has been named."),
    ),
    confirm="Who was the key worker until now leaves the case. What they had to do goes to the one whom you name.",
    done="Named. The key worker has been told, and the one before has left the case.",
)

MET_ON = Question(
    code="met_on",
    label="When?",
    kind="date",
    read_as="When they were met",
    category="custody",
    written_by=("key-worker", "spoc"),
    missing="Enter the day on which you met them.",
    why="People who have met their worker before release are likelier to come.",
    checks=(Refuse(unless=NotInFuture(answer("met_on")), say="Enter a day that is not in the future."),),
)
MET_HOW = Question(
    code="met_how",
    label="How?",
    kind="choice",
    read_as="How they were met",
    category="custody",
    written_by=("key-worker", "spoc"),
    choices=(
        Choice(code="in-prison", label="In prison"),
        Choice(code="video", label="By video"),
        Choice(code="phone", label="By phone"),
    ),
    missing="Select how you met them.",
    why="It shows which ways of meeting work.",
)

RECORD_MEETING = Move(
    code="record_pre_release_contact",
    label="Record that you met them",
    from_=("accepted",),
    to="pre_release_contact",
    by=("key-worker", "spoc"),
    asks=(MET_ON, MET_HOW),
    closes=("pre-release-contact",),
    done="Written down. Fix the first appointment next.",
)

RECORD_MEETING_AFTER_BOOKING = Move(
    code="record_meeting_after_booking",
    label="Record that you met them",
    from_=("appointment_set",),
    to=None,
    by=("key-worker", "spoc"),
    asks=(MET_ON, MET_HOW),
    closes=("pre-release-contact",),
    done="Written down.",
)

CHANGE_RELEASE_DATE = Move(
    code="change_release_date",
    label="Change the release date",
    from_=("submitted", "info_requested", "redirected", "accepted", "pre_release_contact", "appointment_set"),
    to=None,
    by=("referrer", "probation", "spoc"),
    asks=(
        RELEASE_DATE_KNOWN,
        PLANNED_RELEASE_DATE,
        RELEASE_DATE_KIND,
        RELEASE_DATE_SOURCE,
        RELEASE_DATE_CONFIDENCE,
    ),
    effects=(
        Tells(
            positions=("spoc", "key-worker", "probation", "referrer"),
            say="The release date has changed. Check the appointment.",
            urgent=True,
        ),
    ),
    done="Written down. Every deadline that hangs on it has moved, and the old date is kept.",
)

SET_APPOINTMENT = Move(
    code="set_appointment",
    label="Fix the first appointment",
    from_=("accepted", "pre_release_contact"),
    to="appointment_set",
    by=("key-worker", "spoc"),
    asks=(
        FIRST_APPOINTMENT_AT,
        FIRST_APPOINTMENT_PLACE,
        FIRST_APPOINTMENT_MODE,
        Question(
            code="person_told",
            label="Have they been told, with the place and how to get there?",
            kind="yes-no",
            category="custody",
            written_by=("key-worker", "spoc"),
            missing="Select whether they have been told.",
            why="An appointment that nobody was told of does not exist.",
        ),
        Question(
            code="no_cover_reason",
            label="If there are days on which nobody prescribes: why is that safe?",
            kind="long-text",
            category="clinical",
            required="no",
            max_length=500,
            written_by=("key-worker",),
            hint="For a clinician to answer. Leave it empty otherwise.",
        ),
        Question(
            code="zone_checked",
            label="If there is an area that they may not enter: who said that this place is all right?",
            kind="text",
            category="custody",
            required="no",
            written_by=("key-worker", "spoc"),
            hint="Name of the probation practitioner who agreed in writing, or “outside it”. A key worker does not "
            "read of such areas and asks first: who said that the place is all right, or that there is no such area?",
        ),
    ),
    guards=(
        Refuse(
            unless=InOrder(answer("prescriber_slot"), answer("bridging_end"), days=1),
            say="There are days on which nobody prescribes. Bring the prescriber's slot forward or have the bridging "
            "prescription made longer, or let a clinician write down why it is safe.",
            at="no_cover_reason",
            instead="no_cover_reason",
        ),
        Refuse(
            unless=Not(Is(answer("exclusion_zone"), "yes")),
            say="There is an area that they may not enter. Choose a place outside it, or get probation's agreement "
            "in writing, and say who checked.",
            at="zone_checked",
            instead="zone_checked",
            unread="You do not read whether there is an area that they may not enter. Ask probation or the single "
            "point of contact, and write down who said that this place is all right.",
        ),
    ),
    closes=("book-appointment",),
    effects=(
        CreatesAppointment(
            kind="treatment",
            at="first_appointment_at",
            place="first_appointment_place",
            mode="first_appointment_mode",
        ),
        Tells(positions=("referrer", "probation"), say="The first treatment appointment has been fixed."),
    ),
    done="Fixed. The prison and probation have been told.",
)

CONFIRM_RELEASE = Move(
    code="confirm_release",
    label="Confirm that they have left prison",
    from_=("accepted", "pre_release_contact", "appointment_set"),
    to="release_confirmed",
    by=("referrer", "probation", "spoc"),
    asks=(ACTUAL_RELEASE, NALOXONE),
    closes=("confirm-release",),
    drops=("recheck-release", "confirm-tomorrow", "new-referrer-contact"),
    opens=("first-contact", "exit-record", "record-start"),
    starts=("first-contact", "start-by", "day-28"),
    stops=("confirm-release", "pre-release-contact", "appointment-set"),
    effects=(
        Tells(
            positions=("spoc", "key-worker", "probation"),
            say="They have left prison. See them by the next working day.",
            urgent=True,
        ),
    ),
    done="Written down. Those who plan the release with you have been told.",
)

RECORD_CONTACT = Move(
    code="record_contact",
    label="Record that they were seen",
    from_=("release_confirmed",),
    to="contact_made",
    by=("key-worker", "spoc"),
    asks=(
        Question(
            code="seen_on",
            label="When were they seen?",
            kind="date",
            category="health",
            written_by=("key-worker", "spoc"),
            missing="Enter the day on which they were seen.",
            why="Being seen by the next working day is the first sign that the plan works.",
            checks=(
                Refuse(unless=NotInFuture(answer("seen_on")), say="Enter a day that is not in the future."),
                Refuse(
                    unless=NotBeforeOrigin(answer("seen_on"), "actual_release"),
                    say="Enter a day that is not before they left prison.",
                ),
            ),
        ),
    ),
    closes=("first-contact", "see-again"),
    stops=("first-contact",),
    writes=("contact-attended",),
    done="Written down. Day 21 is the last day for treatment to start in time.",
    weight="primary",
)

TREATMENT_STARTED_ON = Question(
    code="treatment_started_on",
    label="On which day did structured treatment start?",
    kind="date",
    category="health",
    written_by=("key-worker", "spoc"),
    hint="Not a phone call, a first talk, needle exchange or naloxone alone.",
    missing="Enter the day on which structured treatment started.",
    why="It is what continuity of care is counted by.",
    checks=(
        Refuse(
            unless=NotInFuture(answer("treatment_started_on")),
            say="Enter a day that is not in the future.",
        ),
        Refuse(
            unless=NotBeforeOrigin(answer("treatment_started_on"), "actual_release"),
            say="Enter a day that is not before they left prison. If treatment had gone on from before, enter the "
            "day on which they were first seen afterwards.",
        ),
    ),
)
START_AREA = Question(
    code="start_area",
    label="In which area?",
    kind="choice",
    category="health",
    written_by=("key-worker", "spoc"),
    choices=(
        Choice(code="havering", label="Havering"),
        Choice(code="waltham-forest", label="Waltham Forest"),
        Choice(code="another-area", label="Another area"),
    ),
    missing="Select the area where treatment started.",
    why="A start in another area is counted there.",
)

START_TREATMENT = Move(
    code="start_treatment",
    label="Record the start of structured treatment",
    from_=("release_confirmed", "contact_made"),
    to="engaged",
    by=("key-worker", "spoc"),
    asks=(TREATMENT_STARTED_ON, START_AREA, FIRST_COMMUNITY_DOSE_ON),
    closes=("first-contact", "record-start", "no-start-yet"),
    opens=("day-28-check",),
    stops=("first-contact", "start-by"),
    effects=(TellsFirstSender(say="They have started treatment in the community."),),
    writes=("contact-attended", "treatment-started"),
    done="Written down. Check on them on day 28.",
)

RECORD_EXIT = Move(
    code="record_exit",
    label="Record how the prison closed its part",
    from_=(
        "release_confirmed",
        "contact_made",
        "engaged",
        "closed_engaged",
        "closed_not_engaged",
        "closed_returned_custody",
        "closed_died",
        "withdrawn",
        "declined",
    ),
    to=None,
    by=("spoc",),
    asks=(EXIT_REASON, DISCHARGE_REASON, EXIT_DESTINATION, EXIT_AREA, REFERRAL_ON_RELEASE),
    closes=("exit-record", "correct-exit-area"),
    done="Written down.",
)

RECORD_PRISON_MOVE = Move(
    code="record_prison_move",
    label="Record a move to another prison",
    from_=("submitted", "info_requested", "redirected", "accepted", "pre_release_contact", "appointment_set"),
    to=None,
    by=("referrer", "probation", "spoc"),
    asks=(
        Question(
            code="moved_to_prison",
            label="To which prison?",
            kind="choice",
            category="custody",
            choices=PRISONS,
            written_by=("referrer", "probation", "spoc"),
            missing="Select the prison that they moved to.",
            why="The plan goes with them: it is the same release.",
        ),
        Question(
            code="moved_on",
            label="When?",
            kind="date",
            read_as="Day of the move to another prison",
            category="custody",
            written_by=("referrer", "probation", "spoc"),
            missing="Enter the day of the move.",
            why="Messages to the old prison stop reaching them from that day.",
            checks=(Refuse(unless=NotInFuture(answer("moved_on")), say="Enter a day that is not in the future."),),
        ),
    ),
    opens=("new-referrer-contact",),
    effects=(Tells(positions=("spoc", "key-worker", "panel"), say="They have been moved to another prison."),),
    done="Written down. Name who answers at the new prison.",
)

NAME_REFERRER = Move(
    code="name_new_referrer",
    label="Name who answers at the new prison",
    from_=("submitted", "info_requested", "redirected", "accepted", "pre_release_contact", "appointment_set"),
    to=None,
    by=("referrer", "spoc"),
    when=Answered(answer("moved_to_prison")),
    asks=(
        Question(
            code="new_referrer_team",
            label="Which team answers there?",
            kind="team",
            category="custody",
            written_by=("referrer", "spoc"),
            of_agencies=("prison-healthcare",),
            or_holding="the new prison does not use this service, and they ring it",
            missing="Select the team that answers there.",
            why="Questions about dose and date have to reach somebody who sees them every day.",
        ),
    ),
    closes=("new-referrer-contact",),
    effects=(
        GrantsPosition(position="referrer", to="answered-team", from_answer="new_referrer_team"),
        Tells(
            positions=("referrer", "spoc", "key-worker"),
            say="Another team at a prison now answers for this release. What the prison has to do waits with them.",
        ),
    ),
    done="Named. What the prison has to do for this release now waits with them.",
)
