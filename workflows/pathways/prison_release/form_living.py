"""The form, fifth section: where they will live, who supervises them, how they get there."""

from workflows.vocabulary import (
    Answered,
    AnyIs,
    AnyOf,
    Apart,
    Choice,
    HasAny,
    Is,
    Not,
    NotBeforeOrigin,
    NotInFuture,
    OnWorkingDay,
    Question,
    Refuse,
    Section,
    Topic,
    Warn,
    answer,
)

MODES = (
    Choice(code="in-person", label="In person"),
    Choice(code="video", label="By video"),
    Choice(code="phone", label="By phone"),
    Choice(code="home-visit", label="At home"),
)
SENTENCED = Not(AnyIs(answer("sentence_type"), ("remand", "civil")))
AT_RISK_OF_HOMELESSNESS = AnyIs(
    answer("accommodation"),
    ("approved-premises", "cas2", "cas3", "hostel", "no-fixed-abode", "not-known"),
)

DUTY_TO_REFER_OUTCOME = Question(
    code="duty_to_refer_outcome",
    label="What did the council decide?",
    kind="choice",
    category="housing",
    required="no",
    later=True,
    written_by=("housing", "probation", "spoc"),
    choices=(
        Choice(code="accepted-relief", label="Accepted: prevention or relief duty"),
        Choice(code="accepted-priority", label="Accepted: priority need"),
        Choice(code="rejected-no-local-connection", label="Turned down: no local connection"),
        Choice(code="rejected-intentional", label="Turned down: seen as intentionally homeless"),
        Choice(code="rejected-other", label="Turned down: another reason"),
        Choice(code="awaiting", label="Still waiting"),
    ),
)
DUTY_TO_REFER_OTHER = Question(
    code="duty_to_refer_outcome_other",
    label="Which reason did the council give?",
    kind="text",
    category="housing",
    later=True,
    written_by=("housing", "probation", "spoc"),
    when=Is(answer("duty_to_refer_outcome"), "rejected-other"),
    missing="Enter the reason that the council gave.",
    why="So that it can be answered, or another council asked.",
)
FIRST_APPOINTMENT_AT = Question(
    code="first_appointment_at",
    label="When is the first treatment appointment?",
    kind="date-time",
    category="custody",
    later=True,
    written_by=("key-worker", "spoc"),
    hint="On the day of release or the next working day. For example, 24 9 2026 at 14:00.",
    missing="Enter the day and time of the first appointment.",
    why="People who know where to go on the first day are far likelier to go.",
    checks=(
        Refuse(
            unless=NotBeforeOrigin(answer("first_appointment_at"), "release"),
            say="Enter a time that is not before the day of release.",
        ),
        Refuse(
            unless=OnWorkingDay(answer("first_appointment_at")),
            say="The service is shut on that day. Choose a working day.",
        ),
        Warn(
            unless=Apart(answer("first_appointment_at"), answer("probation_appointment_at"), 60),
            say="This is within an hour of their probation appointment. Check that they can get to both.",
        ),
    ),
)
FIRST_APPOINTMENT_PLACE = Question(
    code="first_appointment_place",
    label="Where?",
    kind="text",
    read_as="Place of the first appointment",
    category="custody",
    later=True,
    written_by=("key-worker", "spoc"),
    hint="Name and street, as you would tell it to them.",
    missing="Enter where the appointment is.",
    why="It is told to them, to the prison and to whoever meets them.",
    checks=(
        Warn(
            unless=Not(Is(answer("exclusion_zone"), "yes")),
            say="There is an area that they may not enter. Check that this place is outside it.",
        ),
    ),
)
FIRST_APPOINTMENT_MODE = Question(
    code="first_appointment_mode",
    label="How will they be seen?",
    kind="choice",
    category="custody",
    later=True,
    written_by=("key-worker", "spoc"),
    choices=MODES,
    missing="Select how they will be seen.",
    why="Somebody without a phone cannot be seen by video.",
)

HOME = Topic(
    code="home",
    title="Where they will stay",
    questions=(
        Question(
            code="accommodation",
            label="What kind of home will they go to?",
            kind="choice",
            category="core",
            preview=True,
            choices=(
                Choice(code="settled", label="A settled home"),
                Choice(code="family", label="With family or friends"),
                Choice(code="supported", label="Supported housing"),
                Choice(code="approved-premises", label="Approved premises"),
                Choice(code="cas2", label="Short-term housing for people on bail or curfew (CAS2)"),
                Choice(code="cas3", label="Temporary housing for people leaving prison (CAS3)"),
                Choice(code="hostel", label="A hostel"),
                Choice(code="no-fixed-abode", label="None: no fixed abode"),
                Choice(code="not-known", label="Not known yet"),
            ),
            missing="Select what kind of home they will go to, or “Not known yet”.",
            why="Without a place to stay it is very hard to keep up treatment.",
        ),
    ),
)

DUTY_TO_REFER = Topic(
    code="duty-to-refer",
    title="Referral to a council's housing team",
    help="Anybody who may be homeless within 56 days can be referred, if they agree. They choose the council.",
    questions=(
        Question(
            code="duty_to_refer_sent",
            label="Has a housing referral (duty to refer) been sent to a council?",
            kind="yes-no",
            category="housing",
            written_by=("housing", "probation", "spoc", "referrer"),
            missing="Select whether a housing referral has been sent.",
            why="Somebody who will have no home needs it eight weeks before release.",
        ),
        Question(
            code="duty_to_refer_date",
            label="When was it sent?",
            kind="date",
            category="housing",
            written_by=("housing", "probation", "spoc", "referrer"),
            when=Is(answer("duty_to_refer_sent"), "yes"),
            missing="Enter the day it was sent.",
            why="It shows whether the council has had the time that it needs.",
            checks=(
                Refuse(
                    unless=NotInFuture(answer("duty_to_refer_date")),
                    say="Enter the day it was sent. It cannot be in the future.",
                ),
            ),
        ),
        Question(
            code="duty_to_refer_reference",
            label="The council's reference",
            kind="text",
            category="housing",
            written_by=("housing", "probation", "spoc", "referrer"),
            when=Is(answer("duty_to_refer_sent"), "yes"),
            missing="Enter the council's reference.",
            why="Without it nobody can ask the council what became of it.",
        ),
        Question(
            code="duty_to_refer_council",
            label="Which council?",
            kind="text",
            category="housing",
            written_by=("housing", "probation", "spoc", "referrer"),
            when=Is(answer("duty_to_refer_sent"), "yes"),
            missing="Enter the council that it was sent to.",
            why="Without it nobody can ask what became of it.",
        ),
    ),
)

SUPERVISION = Topic(
    code="supervision",
    title="Probation",
    questions=(
        Question(
            code="crs_referral_sent",
            label="Has a referral for commissioned rehabilitative services (CRS) been sent?",
            kind="yes-no",
            category="justice",
            missing="Select whether a referral for commissioned services has been sent.",
            why="So that the same help is not asked for twice.",
        ),
        Question(
            code="on_licence",
            label="Will they be on licence?",
            kind="yes-no-unknown",
            category="justice",
            when=SENTENCED,
            missing="Select whether they will be on licence.",
            why="It decides whether probation has a part in the plan.",
        ),
        Question(
            code="probation_practitioner",
            label="Probation practitioner",
            kind="text",
            category="justice",
            written_by=("referrer", "probation"),
            when=Is(answer("on_licence"), "yes"),
            hint="Their name. If none has been named yet, write “Not allocated”.",
            missing="Enter the name of the probation practitioner, or “Not allocated”.",
            why="Treatment and supervision have to fit together.",
        ),
        Question(
            code="probation_office",
            label="Probation office",
            kind="text",
            category="justice",
            written_by=("referrer", "probation"),
            when=Is(answer("on_licence"), "yes"),
            missing="Enter the probation office.",
            why="Treatment and supervision have to fit together.",
        ),
        Question(
            code="probation_backup",
            label="Whom to ring if they are away",
            kind="text",
            category="justice",
            written_by=("referrer", "probation"),
            when=Is(answer("on_licence"), "yes"),
            hint="A name and number, or the office's duty number.",
            missing="Enter whom to ring if the practitioner is away.",
            why="A missed appointment may have to be spoken about the same day.",
        ),
    ),
)

CONDITIONS = Topic(
    code="conditions",
    title="Licence and court requirements",
    questions=(
        Question(
            code="licence_conditions",
            label="Which licence conditions about drugs or alcohol apply?",
            kind="choices",
            category="support",
            written_by=("referrer", "probation"),
            when=Is(answer("on_licence"), "yes"),
            hint="Select all that apply.",
            choices=(
                Choice(code="testing", label="Drug testing"),
                Choice(code="attend-controlled-drug", label="Attend for help with a controlled drug"),
                Choice(code="attend-alcohol", label="Attend for help with alcohol"),
                Choice(code="attend-solvents", label="Attend for help with solvents"),
                Choice(code="alcohol-abstinence-tag", label="Alcohol tag: no drinking"),
                Choice(code="alcohol-monitoring-tag", label="Alcohol tag: monitoring"),
                Choice(code="none", label="None"),
                Choice(code="not-known", label="Not known yet"),
            ),
            missing="Select all that apply, “None” or “Not known yet”.",
            why="Appointments that a licence asks for must not clash with others.",
        ),
        Question(
            code="alcohol_tag_end",
            label="When does the alcohol tag end?",
            kind="date",
            category="support",
            required="no",
            written_by=("referrer", "probation"),
            when=HasAny(answer("licence_conditions"), ("alcohol-abstinence-tag", "alcohol-monitoring-tag")),
        ),
        Question(
            code="court_requirements",
            label="Is there a treatment requirement of a community or suspended sentence as well?",
            kind="choices",
            category="support",
            required="no",
            written_by=("referrer", "probation"),
            hint="These are separate from the licence.",
            choices=(
                Choice(code="drr", label="Drug rehabilitation requirement"),
                Choice(code="atr", label="Alcohol treatment requirement"),
                Choice(code="mhtr", label="Mental health treatment requirement"),
            ),
        ),
        Question(
            code="court_requirement_start",
            label="When did the requirement start?",
            kind="date",
            category="support",
            required="no",
            written_by=("referrer", "probation"),
            when=Answered(answer("court_requirements")),
        ),
        Question(
            code="court_requirement_end",
            label="When does the requirement end?",
            kind="date",
            category="support",
            required="no",
            written_by=("referrer", "probation"),
            when=Answered(answer("court_requirements")),
        ),
    ),
)

PROBATION_APPOINTMENT = Topic(
    code="probation-appointment",
    title="First probation appointment",
    questions=(
        Question(
            code="probation_appointment",
            label="When is their first probation appointment?",
            kind="choice",
            category="justice",
            written_by=("referrer", "probation", "spoc"),
            choices=(
                Choice(code="on-release", label="Straight after release"),
                Choice(code="next-working-day", label="The next working day by 2pm"),
                Choice(code="set-time", label="At a set time"),
                Choice(code="none", label="None is needed"),
            ),
            missing="Select when their first probation appointment is.",
            why="The treatment appointment must not clash with it.",
        ),
        Question(
            code="probation_appointment_at",
            label="At what time?",
            kind="date-time",
            category="justice",
            written_by=("referrer", "probation", "spoc"),
            when=Is(answer("probation_appointment"), "set-time"),
            hint="For example, 25 9 2026 at 11:00.",
            missing="Enter the day and time of the probation appointment.",
            why="The treatment appointment must not clash with it.",
        ),
    ),
)

TRAVEL = Topic(
    code="travel",
    title="The way from the gate",
    questions=(
        Question(
            code="gate_pickup",
            label="Who meets them at the gate?",
            kind="choice",
            category="custody",
            choices=(
                Choice(code="none", label="Nobody: they travel alone"),
                Choice(code="provider", label="The treatment service"),
                Choice(code="reconnect", label="RECONNECT"),
                Choice(code="mentor", label="A mentor"),
                Choice(code="family", label="Family or friends"),
            ),
            missing="Select who meets them at the gate.",
            why="The hours between the gate and the first appointment are when people are lost.",
        ),
    ),
)

CONTACT = Topic(
    code="contact",
    title="How to reach them safely",
    questions=(
        Question(
            code="contact_phone",
            label="Phone",
            kind="phone",
            category="contact",
            required="no",
            hint="A number that they will have after release.",
        ),
        Question(
            code="contact_email",
            label="Email",
            kind="email",
            category="contact",
            required="no",
        ),
        Question(
            code="contact_person",
            label="Somebody who can pass on a message",
            kind="text",
            category="contact",
            required="no",
            part="contact",
            hint="Name, how they know each other, and a number. Only somebody they have agreed to.",
        ),
        Question(
            code="contact_agreed",
            label="May we speak to that person if they miss an appointment?",
            kind="yes-no",
            category="contact",
            when=Answered(answer("contact_person")),
            missing="Select whether we may speak to that person.",
            why="A hostel or a relative is rung only if they agreed to it by name.",
        ),
        Question(
            code="safe_to_message",
            label="Is it safe to leave a message?",
            kind="yes-no",
            category="contact",
            missing="Select whether it is safe to leave a message.",
            why="A message heard by the wrong person can put somebody in danger.",
        ),
    ),
    checks=(
        Warn(
            unless=AnyOf(
                Answered(answer("contact_phone")),
                Answered(answer("contact_email")),
                Answered(answer("contact_person")),
            ),
            say="There is no way to reach them after release. If you can, ask for a number or for somebody to ring.",
        ),
    ),
)

LIVING = Section(
    code="living",
    title="Home and support",
    topics=(HOME, DUTY_TO_REFER, SUPERVISION, CONDITIONS, PROBATION_APPOINTMENT, TRAVEL, CONTACT),
)
