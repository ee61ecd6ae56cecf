"""The moves around sending: what a first responder did on the Home Office's own site, and what the police record."""

from workflows.pathways.nrm.moves_arrival import RESPONDERS
from workflows.pathways.nrm.route import AGREES, CHILD, NOBODY_NAMED, REFERRED, REFUSES
from workflows.pathways.nrm.stages import BEFORE_SENDING, TAKEN_UP
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    BringsIn,
    Choice,
    FurtherThan,
    HoldsNo,
    Is,
    LinksCase,
    Move,
    Not,
    NotInFuture,
    OpensLine,
    Question,
    Refuse,
    SetsFact,
    SettingIs,
    Unknown,
    answer,
)

FOR_PANEL = AllOf(
    SettingIs("nrm.child-decisions", "local-panel"),
    Is(answer("age_group"), "under-18"),
    FurtherThan(answer("sent_at"), "turns_18", days=100, setting="nrm.panel-days-before-18"),
)

SENT_AT = Question(
    code="sent_at",
    label="When did you send it on the Home Office's site?",
    kind="date-time",
    category="national-form",
    written_by=RESPONDERS,
    missing="Enter when you sent it.",
    why="The decision is counted from it.",
    checks=(Refuse(unless=NotInFuture(answer("sent_at")), say="Enter a time that is not in the future."),),
)
SENT_FOR = Question(
    code="sent_for",
    label="For which first responder organisation?",
    kind="choice",
    category="national-form",
    written_by=RESPONDERS,
    choices=(
        Choice(code="london-borough-of-havering", label="London Borough of Havering"),
        Choice(code="london-borough-of-waltham-forest", label="London Borough of Waltham Forest"),
        Choice(code="metropolitan-police", label="Metropolitan Police Service"),
    ),
    missing="Select the organisation that you sent it for.",
    why="Only a first responder organisation can send it.",
)
DECISION_ROUTE = Question(
    code="decision_route",
    label="Who decides?",
    kind="choice",
    category="national-form",
    written_by=RESPONDERS,
    choices=(
        Choice(code="single", label="The Single Competent Authority"),
        Choice(code="immigration", label="The Immigration Enforcement Competent Authority"),
        Choice(code="local-panel", label="A local panel for children"),
    ),
    missing="Select who decides.",
    why="It changes by when a decision is expected.",
    checks=(
        Refuse(
            unless=AnyOf(Not(Is(answer("decision_route"), "local-panel")), FOR_PANEL),
            say="A local panel does not decide this: it decides only where the council is a pilot site, for a child "
            "whose age is certain and who is more than 100 days from 18 on the day that the form is sent.",
        ),
    ),
)
HOME_OFFICE_REFERENCE = Question(
    code="home_office_reference",
    label="Home Office reference",
    kind="text",
    category="national-form",
    written_by=RESPONDERS,
    max_length=40,
    missing="Enter the Home Office reference. If none has come yet, choose “Sent, waiting for the reference”.",
    why="Without the reference nobody can ask where the decision is.",
)

AGREEMENT_FIRST = Refuse(
    unless=AnyOf(CHILD, AllOf(AGREES, Answered(answer("consent_on")))),
    say="They are an adult: record their agreement to the referral first, or their no.",
)
# The day of sending decides, so that what was sent for a child on the last day before can be recorded after it.
A_CHILD_THEN = Refuse(
    unless=AnyOf(Not(CHILD), Unknown("turns_18"), FurtherThan(answer("sent_at"), "turns_18", days=0)),
    say="They were 18 by then. Record that they turned 18 first, and ask them like any adult.",
    at="sent_at",
)

RECORD_SENT = Move(
    code="record_sent",
    label="Record that the national form was sent",
    from_=("preparing",),
    to="referred",
    by=RESPONDERS,
    power="first-responder",
    asks=(SENT_AT, SENT_FOR, DECISION_ROUTE, HOME_OFFICE_REFERENCE),
    guards=(AGREEMENT_FIRST, A_CHILD_THEN),
    closes=("submit",),
    opens=("chase-grounds", "crime", "solicitor"),
    effects=(
        SetsFact(fact="form_sent", from_answer="sent_at"),
        OpensLine(line="decision", stage="awaiting_rg"),
        OpensLine(line="police", stage="crime_wanted"),
        BringsIn(joins=("police",)),
    ),
    writes=("nrm-submitted",),
    confirm="This records what you did on the Home Office's site. Nothing is sent from here.",
    done="Recorded. Ask for the reasonable-grounds decision when it is due.",
    weight="primary",
)

RECORD_SENT_UNACKNOWLEDGED = Move(
    code="record_sent_unacknowledged",
    label="Sent, waiting for the reference",
    from_=("preparing",),
    to="acknowledgement",
    by=RESPONDERS,
    power="first-responder",
    asks=(SENT_AT, SENT_FOR, DECISION_ROUTE),
    guards=(AGREEMENT_FIRST, A_CHILD_THEN),
    closes=("submit",),
    opens=("acknowledgement", "chase-grounds", "crime", "solicitor"),
    effects=(
        SetsFact(fact="form_sent", from_answer="sent_at"),
        OpensLine(line="decision", stage="awaiting_rg"),
        OpensLine(line="police", stage="crime_wanted"),
        BringsIn(joins=("police",)),
    ),
    done="Recorded. Enter the reference when it comes.",
)

RECORD_REFERENCE = Move(
    code="record_reference",
    label="Enter the Home Office reference",
    from_=("acknowledgement",),
    to="referred",
    by=RESPONDERS,
    power="first-responder",
    asks=(HOME_OFFICE_REFERENCE,),
    closes=("acknowledgement",),
    writes=("nrm-submitted",),
    done="Recorded.",
    weight="primary",
)

# An eighteenth birthday may bring the case on before the reference has come.
RECORD_REFERENCE_LATER = Move(
    code="record_reference_later",
    label="Enter the Home Office reference",
    from_=("referred", "suspended"),
    to=None,
    by=RESPONDERS,
    power="first-responder",
    when=Not(Answered(answer("home_office_reference"))),
    asks=(HOME_OFFICE_REFERENCE,),
    closes=("acknowledgement",),
    writes=("nrm-submitted",),
    done="Recorded.",
)

RECORD_NOTIFIED = Move(
    code="record_notified",
    label="Record that the Duty to Notify was sent",
    from_=("notifying",),
    to="notified",
    by=RESPONDERS,
    power="first-responder",
    when=REFUSES,
    asks=(
        SENT_AT,
        SENT_FOR,
        HOME_OFFICE_REFERENCE,
        Question(
            code="notify_account",
            label="What was written in it?",
            kind="long-text",
            category="national-form",
            written_by=RESPONDERS,
            required="no",
            max_length=15000,
            checks=(
                Refuse(
                    unless=AnyOf(Not(NOBODY_NAMED), HoldsNo(answer("notify_account"), "anything")),
                    say="This could tell who they are: take out streets, postcodes, phone numbers, numbers and dates "
                    "of birth, or write down why the law allows it.",
                    instead="notify_lawful_reason",
                ),
            ),
        ),
        Question(
            code="notify_lawful_reason",
            label="If something that could tell who they are has to stay: why does the law allow it?",
            kind="long-text",
            category="national-form",
            written_by=RESPONDERS,
            required="no",
            max_length=500,
        ),
        Question(
            code="notify_checked",
            label="Have you checked that nothing in it tells who they are, unless they agreed to be named?",
            kind="yes-no",
            category="national-form",
            written_by=RESPONDERS,
            missing="Select whether you have checked it.",
            why="The law forbids it without their consent.",
            checks=(
                Refuse(
                    unless=Is(answer("notify_checked"), "yes"),
                    say="Check it first. The law forbids telling who they are without their consent.",
                ),
            ),
        ),
    ),
    closes=("submit",),
    writes=("dtn-submitted",),
    confirm="This records what you did on the Home Office's site. Nothing is sent from here.",
    opens=("look-again",),
    done="Recorded.",
    weight="primary",
)

ASK_POLICE = Move(
    code="ask_police",
    label="Ask the police for a crime record now",
    from_=BEFORE_SENDING,
    to=None,
    by=RESPONDERS,
    when=REFERRED,
    opens=("crime",),
    effects=(OpensLine(line="police", stage="crime_wanted"), BringsIn(joins=("police",))),
    done="Asked.",
)

RECORD_CRIME = Move(
    code="record_crime",
    label="Enter the crime reference",
    line="police",
    from_=("crime_wanted",),
    to="crime_recorded",
    by=("police", "first-responder", "alternate-first-responder"),
    asks=(
        Question(
            code="crime_reference",
            label="Crime reference",
            kind="text",
            category="police",
            written_by=("police", "first-responder", "alternate-first-responder"),
            max_length=40,
            missing="Enter the crime reference.",
            why="Every national referral is recorded as a crime.",
        ),
        Question(
            code="crime_force",
            label="Police force",
            kind="text",
            category="police",
            written_by=("police", "first-responder", "alternate-first-responder"),
            max_length=60,
            missing="Enter the police force.",
            why="The force where the exploitation happened records it.",
        ),
    ),
    closes=("crime",),
    writes=("crime-recorded",),
    done="Recorded.",
    weight="primary",
)

RECORD_NO_CRIME = Move(
    code="record_no_crime",
    label="There will be no crime record",
    line="police",
    from_=("crime_wanted",),
    to="crime_none",
    by=("police",),
    asks=(
        Question(
            code="no_crime_why",
            label="Why?",
            kind="text",
            read_as="Why there is no crime record",
            category="police",
            written_by=("police",),
            max_length=300,
            missing="Enter why there is no crime record.",
            why="Every national referral is recorded as a crime; a case without one has to say why.",
        ),
    ),
    closes=("crime",),
    done="Recorded.",
)

CHANGE_COUNTY_LINES = Move(
    code="change_county_lines",
    label="Change our own county lines flag",
    from_=TAKEN_UP,
    to=None,
    by=("first-responder", "alternate-first-responder", "modern-slavery-lead", "police"),
    asks=(
        Question(
            code="county_lines_now",
            label="Is it county lines, as far as you can tell today?",
            kind="choice",
            category="county-lines",
            written_by=("first-responder", "alternate-first-responder", "modern-slavery-lead", "police"),
            choices=(
                Choice(code="yes", label="Yes"),
                Choice(code="suspected", label="It is suspected"),
                Choice(code="no", label="No"),
                Choice(code="not-known", label="Not known"),
            ),
            missing="Select whether it is county lines.",
            why="The flag keeps its history with its dates. What was published before stays as it was.",
        ),
    ),
    effects=(SetsFact(fact="county_lines", from_answer="county_lines_now"),),
    writes=("county-lines-changed",),
    done="Recorded, with today's date.",
)

NOTE_SUSPECT = Move(
    code="note_suspect",
    label="They are also a suspect or accused",
    from_=TAKEN_UP,
    to=None,
    by=RESPONDERS,
    asks=(
        Question(
            code="also_suspect",
            label="Do the police or a court treat them as a suspect?",
            kind="yes-no",
            category="national-form",
            written_by=RESPONDERS,
            missing="Select whether they are treated as a suspect.",
            why="The law may protect somebody who was made to commit a crime. Their solicitor has to know at once.",
        ),
    ),
    opens=("solicitor",),
    done="Recorded. Nothing of this case is shown in any case about enforcement.",
)

LINK = Move(
    code="link_case",
    label="Somebody was found together with them",
    from_=TAKEN_UP,
    to=None,
    by=RESPONDERS,
    asks=(
        Question(
            code="found_with",
            label="Reference of the other person's case",
            kind="text",
            category="national-form",
            written_by=RESPONDERS,
            max_length=20,
            missing="Enter the reference of the other person's case.",
            why="One form for each person, brothers and sisters too. Write each account anew: a text that is copied "
            "from one form to another does neither any good.",
        ),
    ),
    effects=(LinksCase(to="found_with", compares=("account",), opens_if_same=("write-anew",)),),
    done="Linked. Each person has a form of their own: do not copy the account from one to the other.",
)
