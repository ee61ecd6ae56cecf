"""The moves that end a prison release, and those that put an ending right."""

from workflows.pathways.prison_release.later import CONSENT_WITHDRAWN_ON
from workflows.pathways.prison_release.meeting import MEETINGS
from workflows.pathways.prison_release.moves_release import START_AREA, TREATMENT_STARTED_ON
from workflows.vocabulary import (
    After,
    AnswersHandOver,
    BringsIn,
    CancelsAppointments,
    Choice,
    EndsGrants,
    InOrder,
    Move,
    Not,
    NotBeforeOrigin,
    NotInFuture,
    Question,
    Refuse,
    SetsFact,
    SilencesMessages,
    Since,
    StartsLinkedSpell,
    States,
    Tells,
    TellsFirstSender,
    Unknown,
    answer,
)

CLOSE_ENGAGED = Move(
    code="close_engaged",
    label="Close: in treatment on day 28",
    from_=("engaged",),
    to="closed_engaged",
    by=("spoc",),
    guards=(
        Refuse(
            unless=Since("actual_release", days=28, setting="prison-release.safety-days"),
            say="Wait until day 28 after release: the first four weeks are the most dangerous.",
        ),
    ),
    closes=("day-28-check",),
    stops=("day-28",),
    outcome="structured_start",
    effects=(TellsFirstSender(say="They were in treatment four weeks after release. The case is closed."),),
    writes=("outcome-recorded",),
    done="Closed.",
    weight="primary",
)

CLOSE_NOT_ENGAGED = Move(
    code="close_not_engaged",
    label="Close: no treatment started",
    from_=("release_confirmed", "contact_made"),
    to="closed_not_engaged",
    by=("spoc",),
    asks=(
        Question(
            code="not_engaged_reason",
            label="What became of it?",
            kind="choice",
            category="health",
            written_by=("spoc",),
            choices=(
                Choice(code="contact_only", label="Seen, no structured start"),
                Choice(code="recovery_support_only", label="Recovery support only"),
                Choice(code="dna_all", label="Missed every appointment"),
                Choice(code="declined_after_release", label="Declined after release"),
                Choice(code="moved_out_of_area_started_there", label="Moved to another area and started there"),
                Choice(code="moved_out_of_area_unknown", label="Moved to another area, not known whether started"),
                Choice(code="hospital", label="In hospital"),
                Choice(code="lost_contact", label="Lost contact"),
                Choice(code="wrong_area", label="Sent to the wrong area"),
                Choice(code="unmatched_under_review", label="Possible match still being checked"),
            ),
            missing="Select what became of it.",
            why="The reasons show the partnership where people are lost.",
        ),
    ),
    guards=(
        Refuse(
            unless=After("actual_release", days=21, setting="prison-release.engagement-days"),
            say="Keep trying until day 21 has passed. Somebody who starts on day 21 has started in time.",
        ),
    ),
    closes=("no-start-yet", "missed-decide"),
    stops=("first-contact", "start-by", "day-28"),
    outcome_from="not_engaged_reason",
    effects=(TellsFirstSender(say="The case is closed. No treatment had started by day 21."),),
    writes=("outcome-recorded",),
    confirm="Anybody who comes back later is welcome: a start can still be recorded.",
    done="Closed.",
    weight="warning",
)

CLOSE_NOT_RELEASED = Move(
    code="close_not_released",
    label="Close: they were not released",
    from_=("accepted", "pre_release_contact", "appointment_set"),
    to="closed_not_engaged",
    by=("spoc",),
    asks=(
        Question(
            code="not_released_kind",
            label="Why were they not released?",
            kind="choice",
            category="custody",
            written_by=("spoc",),
            choices=(
                Choice(code="not_released", label="They stay in prison, or the date moved too far to plan for"),
                Choice(code="hospital", label="Moved to hospital, for example under the Mental Health Act"),
            ),
            missing="Select why they were not released.",
            why="From a hospital somebody goes home without the prison knowing, so the ward has to know whom to ring.",
        ),
        Question(
            code="not_released_reason",
            label="What happened to the release?",
            kind="long-text",
            category="custody",
            max_length=300,
            written_by=("spoc",),
            missing="Enter what happened to the release.",
            hint="Of a move to hospital: which hospital and which ward. Name no diagnosis or medication here.",
            why="When a date is set again, a new referral starts from what is known here.",
        ),
    ),
    guards=(
        Refuse(
            unless=Unknown("actual_release"),
            say="A day of release is recorded. Correct it first if it is wrong.",
        ),
    ),
    opens=("tell-the-ward",),
    outcome_from="not_released_kind",
    effects=(
        CancelsAppointments(kinds=MEETINGS),
        Tells(
            positions=("spoc", "key-worker", "probation", "housing"),
            say="They were not released. The case is closed and every appointment is called off.",
        ),
        TellsFirstSender(say="The case is closed because they were not released."),
    ),
    writes=("outcome-recorded",),
    done="Closed.",
    weight="warning",
)

RETURNED_ON = Question(
    code="returned_on",
    label="On which day did they go back to prison?",
    kind="date",
    category="custody",
    written_by=("spoc", "probation", "key-worker"),
    sets_fact=States(fact="return_date"),
    missing="Enter the day on which they went back to prison.",
    why="Planning for the next release starts on that day.",
    checks=(
        Refuse(unless=NotInFuture(answer("returned_on")), say="Enter a day that is not in the future."),
        Refuse(
            unless=NotBeforeOrigin(answer("returned_on"), "actual_release"),
            say="Enter a day that is not before they left prison.",
        ),
    ),
)
RETURN_KIND = Question(
    code="return_kind",
    label="Why are they back?",
    kind="choice",
    category="custody",
    written_by=("spoc", "probation", "key-worker"),
    choices=(
        Choice(code="recall", label="Recalled"),
        Choice(code="new-custody", label="New remand or sentence"),
    ),
    missing="Select why they are back.",
    why="A recall is often short, so planning starts at once.",
)
NEXT_RELEASE = Question(
    code="next_release_date",
    label="When does the prison say they will leave next?",
    kind="date",
    category="custody",
    required="no",
    written_by=("spoc", "probation", "key-worker"),
    hint="Only what the prison or probation has stated. Do not work it out. Leave it empty if nobody has said.",
    checks=(
        Refuse(
            unless=InOrder(answer("returned_on"), answer("next_release_date")),
            say="Enter a day that is not before they went back to prison.",
        ),
    ),
)

CARRIED = (
    "first_name",
    "surname",
    "aliases",
    "date_of_birth",
    "prison_number",
    "crn",
    "nhs_number",
    "sex",
    "gender",
    "area_on_release",
    "outward_code",
    "drug_1",
    "on_ost",
    "ost_medication",
)

# Nobody accepts the next release, so that what an acceptance asks for is asked for as it opens.
PLANNING = (
    "late-allocation",
    "recheck-release",
    "confirm-tomorrow",
    "confirm-release",
    "naloxone",
)

RECALLED = Move(
    code="record_recall",
    label="They were recalled before treatment started",
    from_=("release_confirmed", "contact_made"),
    to="closed_returned_custody",
    by=("spoc", "probation", "key-worker"),
    asks=(RETURNED_ON, NEXT_RELEASE),
    stops=("first-contact", "start-by", "day-28"),
    outcome="recalled_before_start",
    effects=(
        CancelsAppointments(kinds=MEETINGS),
        StartsLinkedSpell(
            carries=CARRIED,
            starts_in="accepted",
            # the panel hears of the next release once that is listed
            without=("panel",),
            opens=PLANNING,
            expected_date="next_release_date",
        ),
        Tells(positions=("spoc", "key-worker", "referrer"), say="They are back in prison. A new release is planned."),
    ),
    writes=("returned-to-custody", "outcome-recorded"),
    confirm="This release is closed, and the next one opens as a new case linked to it.",
    done="Closed. The next release has a case of its own.",
)


NEW_CUSTODY = Move(
    code="record_new_custody",
    label="They are in prison for something new, before treatment started",
    from_=("release_confirmed", "contact_made"),
    to="closed_returned_custody",
    by=("spoc", "probation", "key-worker"),
    asks=(RETURNED_ON, NEXT_RELEASE),
    stops=("first-contact", "start-by", "day-28"),
    outcome="new_custody_before_start",
    effects=(
        CancelsAppointments(kinds=MEETINGS),
        StartsLinkedSpell(
            carries=CARRIED,
            starts_in="accepted",
            # the panel hears of the next release once that is listed
            without=("panel",),
            opens=PLANNING,
            expected_date="next_release_date",
        ),
        Tells(positions=("spoc", "key-worker", "referrer"), say="They are back in prison. A new release is planned."),
    ),
    writes=("returned-to-custody", "outcome-recorded"),
    confirm="This release is closed, and the next one opens as a new case linked to it.",
    done="Closed. The next release has a case of its own.",
)


BACK_AFTER_START = Move(
    code="record_return_after_start",
    label="They are back in prison, after treatment started",
    from_=("engaged",),
    to="closed_returned_custody",
    by=("spoc", "probation", "key-worker"),
    asks=(RETURNED_ON, RETURN_KIND, NEXT_RELEASE),
    stops=("first-contact", "start-by", "day-28"),
    outcome="structured_start",
    effects=(
        CancelsAppointments(kinds=MEETINGS),
        StartsLinkedSpell(
            carries=CARRIED,
            starts_in="accepted",
            # the panel hears of the next release once that is listed
            without=("panel",),
            opens=PLANNING,
            expected_date="next_release_date",
        ),
        Tells(positions=("spoc", "key-worker", "referrer"), say="They are back in prison. A new release is planned."),
    ),
    writes=("returned-to-custody", "outcome-recorded"),
    confirm="This release is closed, and the next one opens as a new case linked to it.",
    done="Closed. The next release has a case of its own.",
)


RECORD_DEATH = Move(
    code="record_death",
    label="Record that they have died",
    from_=(
        "submitted",
        "info_requested",
        "redirected",
        "accepted",
        "pre_release_contact",
        "appointment_set",
        "release_confirmed",
        "contact_made",
        "engaged",
    ),
    to="closed_died",
    by=("spoc", "key-worker", "probation", "referrer"),
    asks=(
        Question(
            code="died_on",
            label="On which day did they die?",
            kind="date",
            category="custody",
            written_by=("spoc", "key-worker", "probation", "referrer"),
            sets_fact=States(fact="death_date"),
            hint="As far as it is known.",
            missing="Enter the day, as far as it is known.",
            why="Every message about them stops, and the death is looked into with care.",
            checks=(Refuse(unless=NotInFuture(answer("died_on")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="death_told_by",
            label="Who told you?",
            kind="text",
            category="custody",
            written_by=("spoc", "key-worker", "probation", "referrer"),
            missing="Enter who told you.",
            why="So that it is certain before anybody is told.",
        ),
    ),
    opens=("death-review",),
    stops=("decide", "answer-questions", "first-contact", "start-by", "day-28"),
    outcome="died",
    effects=(
        SilencesMessages(hides_name=True),
        CancelsAppointments(kinds=MEETINGS),
        BringsIn(joins=("death-review",)),
        SetsFact(fact="alive", value="no"),
    ),
    writes=("died", "outcome-recorded"),
    confirm="Every reminder and message about them stops now. Their name leaves the lists.",
    done="Written down. Every message has been stopped.",
    weight="warning",
)

WITHDRAW = Move(
    code="withdraw",
    label="They withdraw their consent to the referral",
    from_=("submitted", "info_requested", "redirected", "accepted", "pre_release_contact", "appointment_set"),
    to="withdrawn",
    by=("referrer", "spoc", "key-worker"),
    asks=(
        CONSENT_WITHDRAWN_ON,
        Question(
            code="withdrawal_naloxone",
            label="Was naloxone offered?",
            kind="choice",
            category="support",
            written_by=("referrer", "spoc", "key-worker"),
            choices=(
                Choice(code="taken", label="Offered and taken"),
                Choice(code="not-taken", label="Offered and not taken"),
                Choice(code="not-offered", label="Not offered yet"),
                Choice(code="not-needed", label="Not needed"),
            ),
            missing="Select whether naloxone was offered.",
            why="Somebody who wants no service can still be kept alive by a kit.",
        ),
        Question(
            code="withdrawal_advice",
            label="Which advice on staying safe was given?",
            kind="long-text",
            category="support",
            max_length=500,
            written_by=("referrer", "spoc", "key-worker"),
            hint="For example: tolerance is lower, do not use alone, where to come without an appointment.",
            missing="Enter which advice was given, or “None yet”.",
            why="Somebody who wants no service can still be kept alive by good advice.",
        ),
    ),
    opens=("harm-reduction",),
    stops=("decide", "answer-questions"),
    whose_no="person",
    effects=(
        AnswersHandOver(kind="referral", answer="withdrawn"),
        CancelsAppointments(kinds=("treatment", "prescriber", "before-release")),
        Tells(
            positions=("spoc", "key-worker"), say="They have withdrawn their consent. Every appointment is called off."
        ),
        EndsGrants(positions=("probation", "housing", "panel"), resting_on="consent"),
        TellsFirstSender(say="They have withdrawn their consent. The referral has ended."),
    ),
    writes=("consent-withdrawn",),
    confirm="Sharing stops from this moment. What was read before stays in the record of who looked.",
    done="Sharing has stopped.",
    weight="warning",
)

RECORD_LATE_START = Move(
    code="record_late_start",
    label="Record a start that was not known",
    from_=("closed_not_engaged", "closed_returned_custody"),
    to="closed_engaged",
    by=("spoc",),
    asks=(TREATMENT_STARTED_ON, START_AREA),
    outcome="structured_start",
    effects=(TellsFirstSender(say="It has since become known that they had started treatment."),),
    writes=("treatment-started", "outcome-recorded"),
    done="Written down. The figures of open months follow.",
)

ENDED_WITHOUT = ("closed_not_engaged", "declined", "withdrawn")
WHAT_HAS_CHANGED = Question(
    code="taken_up_again_reason",
    label="What has changed?",
    kind="long-text",
    category="custody",
    max_length=300,
    written_by=("spoc",),
    hint="After a withdrawal: when and how they agreed again.",
    missing="Enter what has changed.",
    why="So that everybody knows why the case is open again.",
)
TAKEN_UP_AGAIN = (
    # after a no that came before anybody had accepted the safeguarding lead never joined
    BringsIn(joins=("safeguarding-again",)),
    Tells(positions=("spoc", "key-worker", "probation", "referrer"), say="The case has been taken up again."),
)

TAKE_UP_AGAIN = Move(
    code="take_up_again",
    label="Take up again: they have come back",
    from_=ENDED_WITHOUT,
    to="accepted",
    by=("spoc",),
    when=Unknown("actual_release"),
    asks=(WHAT_HAS_CHANGED,),
    opens=(
        "allocate",
        "late-allocation",
        "recheck-release",
        "confirm-tomorrow",
        "confirm-release",
        "naloxone",
        "pre-release-contact",
        "book-appointment",
        "duty-to-refer",
        "housing-outcome",
    ),
    effects=TAKEN_UP_AGAIN,
    writes=("referral-accepted",),
    done="Open again. Name the key worker next, also if it is the same one as before.",
)

# Nobody is asked again whether somebody left who left weeks ago.
TAKE_UP_AGAIN_AFTER_RELEASE = Move(
    code="take_up_again_after_release",
    label="Take up again: they have come back",
    from_=ENDED_WITHOUT,
    to="release_confirmed",
    by=("spoc",),
    when=Not(Unknown("actual_release")),
    asks=(WHAT_HAS_CHANGED,),
    opens=("allocate", "see-again", "record-start", "naloxone", "duty-to-refer", "housing-outcome"),
    effects=TAKEN_UP_AGAIN,
    writes=("referral-accepted",),
    done="Open again. Name the key worker next, also if it is the same one as before. They see them by the day shown.",
)
