"""The moves up to the first visit: accepted or declined, agreed with the parent or refused, checked, booked."""

from workflows.pathways.hidden_harm.stages import TAKEN_UP
from workflows.pathways.hidden_harm.thresholds import ABUSE_AND_PARTNER_AT_HOME, HARM_AT_REFERRAL
from workflows.pathways.hidden_harm.visit import HOW_TO_VISIT
from workflows.vocabulary import (
    AnswersHandOver,
    AnyOf,
    CancelsAppointments,
    Choice,
    CreatesAppointment,
    EndsGrants,
    GrantsPosition,
    Is,
    Move,
    Not,
    NotInFuture,
    NotInPast,
    Question,
    Refuse,
    SetsFact,
    TellsFirstSender,
    answer,
)

ACCEPT = Move(
    code="accept",
    label="Accept this referral",
    from_=("referred",),
    to="asking",
    by=("lead",),
    hand_over="referral",
    hand_over_answer="accepted",
    closes=("decide",),
    stops=("decide",),
    opens=("ask-agreement", "visit-do-not-delay"),
    effects=(
        GrantsPosition(position="lead", to="accepting-team"),
        TellsFirstSender(say="Your referral has been taken up. You hear again when it is closed."),
    ),
    writes=("referral-accepted",),
    done="Accepted. Ask the parent about a visit next.",
    weight="primary",
)

DECLINE = Move(
    code="decline",
    label="Decline this referral",
    from_=("referred",),
    to="declined",
    by=("lead",),
    asks=(
        Question(
            code="decline_reason",
            label="Why?",
            kind="choice",
            read_as="Why it was declined",
            category="family",
            written_by=("lead",),
            choices=(
                Choice(code="no-child", label="No child under 18 and no unborn child"),
                Choice(code="no-drugs-or-alcohol", label="It is not about drugs or alcohol"),
                Choice(code="another-service", label="Another service does this already"),
                Choice(code="other-area", label="It belongs to another area"),
            ),
            missing="Select why it is declined.",
            why="The referrer hears of it, and the partnership learns what is missing.",
        ),
        Question(
            code="decline_advice",
            label="What can the referrer do instead?",
            kind="long-text",
            category="core",
            max_length=500,
            written_by=("lead",),
            hint="Name nobody here. If the family lives in another area: whom to ring there.",
            missing="Enter what the referrer can do instead.",
            why="A no without a way on leaves the children with nothing.",
        ),
    ),
    guards=(
        Refuse(
            unless=Not(HARM_AT_REFERRAL),
            say="A sign of significant harm was ticked, so this cannot be declined. Accept it and tell children's "
            "social care.",
        ),
    ),
    hand_over="referral",
    hand_over_answer="declined",
    whose_no="need",
    closes=("decide",),
    effects=(TellsFirstSender(say="Your referral was declined. Open it to read what you can do instead."),),
    writes=("referral-declined",),
    done="Declined. The referrer has been told.",
)

CANCEL = Move(
    code="cancel",
    label="Cancel: sent by mistake",
    from_=("referred", "asking"),
    to="cancelled",
    by=("lead", "referrer"),
    effects=(
        AnswersHandOver(kind="referral", answer="withdrawn"),
        EndsGrants(positions=("worker", "treatment", "early-help", "health-visitor", "midwife", "pharmacist")),
        TellsFirstSender(say="The referral was cancelled because it was sent by mistake."),
    ),
    whose_no="record",
    writes=("cancelled",),
    confirm="The record of what was sent and read stays.",
    done="Cancelled.",
    weight="warning",
)

NAME_WORKER = Move(
    code="name_worker",
    label="Name the hidden harm worker",
    from_=TAKEN_UP,
    to=None,
    by=("lead",),
    asks=(
        Question(
            code="hidden_harm_worker",
            label="Who works with this family?",
            kind="worker",
            category="core",
            written_by=("lead",),
            missing="Choose the worker.",
            why="A family should not have to tell it all to somebody new each time.",
        ),
    ),
    effects=(GrantsPosition(position="worker", to="answered-worker", from_answer="hidden_harm_worker"),),
    done="Named.",
)

RECORD_AGREES = Move(
    code="record_agrees",
    label="The parent agrees to a visit",
    from_=("asking", "refused"),
    to="checks",
    by=("lead", "worker"),
    asks=(
        Question(
            code="agreed_on",
            label="When did they agree?",
            kind="date",
            category="treatment",
            written_by=("lead", "worker"),
            missing="Enter the day on which they agreed.",
            why="A visit needs their agreement.",
            checks=(Refuse(unless=NotInFuture(answer("agreed_on")), say="Enter a day that is not in the future."),),
        ),
    ),
    closes=("ask-agreement",),
    drops=("lead-view", "refusal-again"),
    stops=("agreement", "lead-view"),
    opens=("pre-visit-checks",),
    effects=(SetsFact(fact="agreement", value="agrees"),),
    done="Recorded. Make the checks before the visit next.",
    weight="primary",
)

RECORD_UNDECIDED = Move(
    code="record_undecided",
    label="The parent has not decided",
    from_=("asking",),
    to=None,
    by=("lead", "worker"),
    asks=(
        Question(
            code="ask_again_on",
            label="When will you ask again?",
            kind="date",
            category="treatment",
            written_by=("lead", "worker"),
            missing="Enter when you will ask again.",
            why="The deadline goes on running: no answer is not a yes.",
            checks=(Refuse(unless=NotInPast(answer("ask_again_on")), say="Enter a day that is still to come."),),
        ),
    ),
    done="Recorded. The deadline stays as it is.",
)

RECORD_REFUSES = Move(
    code="record_refuses",
    label="The parent refuses a visit",
    from_=("asking", "checks", "ready", "visited"),
    to="refused",
    by=("lead", "worker"),
    asks=(
        Question(
            code="refused_why",
            label="What did they say?",
            kind="long-text",
            category="family",
            written_by=("lead", "worker"),
            required="no",
            max_length=1000,
        ),
    ),
    closes=("ask-agreement",),
    drops=("pre-visit-checks", "visit", "visit-do-not-delay", "second-attempt", "no-access-lead", "next-visit"),
    opens=("lead-view",),
    stops=("next-visit",),
    # nobody goes to a home whose people said no because the visit stood in a calendar
    effects=(CancelsAppointments(kinds=("home-visit",)), SetsFact(fact="agreement", value="refuses")),
    writes=("visit-refused",),
    done="Recorded, and a visit that was booked is called off. The lead gives a view next.",
)

RECORD_CHECKS = Move(
    code="record_checks",
    label="Record the checks before the visit",
    from_=("checks",),
    to="ready",
    by=("lead", "worker"),
    asks=(
        Question(
            code="checked_safety",
            label="How many have to visit for it to be safe?",
            kind="choice",
            category="family",
            written_by=("lead", "worker"),
            choices=(Choice(code="one", label="One"), Choice(code="two", label="Two or more")),
            missing="Select how many have to visit.",
            why="Nobody goes alone where it is not safe.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(Is(answer("visit_safely"), "yes")), Is(answer("checked_safety"), "two")),
                    say="A visitor has to know something to be safe here: two have to go.",
                ),
            ),
        ),
        Question(
            code="checked_abuse",
            label="Is there domestic abuse?",
            kind="yes-no-unknown",
            category="family",
            written_by=("lead", "worker"),
            missing="Select whether there is domestic abuse.",
            why="It decides how the family may be reached and who comes along.",
        ),
        Question(
            code="checked_social_care",
            label="Are they open to children's social care?",
            kind="yes-no-unknown",
            category="family",
            written_by=("lead", "worker"),
            missing="Select whether they are open to children's social care.",
            why="The allocated social worker hears what the visit finds.",
        ),
        Question(
            code="checked_health_visitor",
            label="Has the health visitor been asked?",
            kind="yes-no",
            category="family",
            written_by=("lead", "worker"),
            missing="Select whether the health visitor has been asked.",
            why="They may have been in the home last week.",
        ),
    ),
    closes=("pre-visit-checks",),
    opens=("visit",),
    done="Recorded. Book the visit next.",
    weight="primary",
)

BOOK_VISIT = Move(
    code="book_visit",
    label="Book a visit",
    from_=("ready",),
    to=None,
    by=("lead", "worker"),
    asks=(
        Question(
            code="visit_at",
            label="When is the visit?",
            kind="date-time",
            category="treatment",
            written_by=("lead", "worker"),
            missing="Enter when the visit is.",
            why="The deadline counts from the referral, however often the visit is booked again.",
        ),
        Question(
            code="visit_how",
            label="How is it made?",
            kind="choice",
            category="treatment",
            written_by=("lead", "worker"),
            choices=HOW_TO_VISIT,
            missing="Select how the visit is made.",
            why="It decides who has to be told.",
            checks=(
                Refuse(
                    unless=AnyOf(Not(ABUSE_AND_PARTNER_AT_HOME), Is(answer("visit_how"), "joint")),
                    say="There is domestic abuse and the partner lives there: visit together with another service, or "
                    "write down why not.",
                    instead="visit_alone_reason",
                ),
            ),
        ),
        Question(
            code="visit_alone_reason",
            label="If there is domestic abuse and nobody else comes along: why?",
            kind="long-text",
            category="family",
            written_by=("lead", "worker"),
            required="no",
            max_length=500,
        ),
        Question(
            code="visit_place",
            label="Where?",
            kind="text",
            read_as="Place of the visit",
            category="family",
            written_by=("lead", "worker"),
            max_length=200,
            missing="Enter where the visit is.",
            why="The child may be looked after in another home than their own.",
        ),
    ),
    closes=("visit", "second-attempt"),
    # booked is not visited: whoever leads goes on being told when the visit is overdue
    starts=("visit",),
    effects=(
        CreatesAppointment(kind="home-visit", at="visit_at", place="visit_place", mode="visit_how"),
        SetsFact(fact="next_visit", from_answer="visit_at"),
    ),
    done="Booked.",
    weight="primary",
)
