"""The enforcement line: dates that police or council lawyers enter. They are checked; no legal advice is given."""

from workflows.pathways.cuckooing.stages import WORKING
from workflows.vocabulary import (
    AllOf,
    Answered,
    AnyOf,
    BringsIn,
    Choice,
    HasAny,
    InForceOn,
    InOrder,
    Is,
    MadeAtLeast,
    Move,
    Not,
    NotInFuture,
    NotInPast,
    OpensLine,
    Question,
    Refuse,
    SetsFact,
    States,
    Tells,
    WithinMonths,
    answer,
    fact,
)

ENFORCERS = ("police", "council-legal")

BARRED = (
    Choice(code="visitors", label="Visitors"),
    Choice(code="everybody-else", label="Everybody who does not live there"),
    Choice(code="residents", label="People who live there"),
    Choice(code="owner", label="The owner"),
)
AUTHORISER = Question(
    code="authorised_by",
    label="Who authorised it: name, and rank or post?",
    kind="text",
    category="order-papers",
    written_by=ENFORCERS,
    hint="An inspector or above, or the council. Beyond 24 hours, a superintendent or the chief executive.",
    missing="Enter who authorised it.",
    why="The court asks.",
)
AUTHORISED_AT = Question(
    code="authorised_at",
    label="When was it authorised?",
    kind="date-time",
    category="order-papers",
    written_by=ENFORCERS,
    missing="Enter when it was authorised, to the minute.",
    why="The court asks.",
    checks=(Refuse(unless=NotInFuture(answer("authorised_at")), say="Enter a time that has passed."),),
)
NOTICE_BARS = Question(
    code="notice_bars",
    label="Whom does the notice keep out?",
    kind="choices",
    category="order-names",
    least=1,
    written_by=ENFORCERS,
    choices=BARRED,
    missing="Select whom the notice keeps out.",
    why="So that landlord and lead know who may come in.",
)
NOTICE_CANNOT_BAR = Refuse(
    unless=Not(HasAny(answer("notice_bars"), ("residents", "owner"))),
    say="A notice cannot keep out people who live there or the owner. Take them off: only an order can.",
    at="notice_bars",
)

NOTICE_IS_AUTHORISED = Tells(
    positions=("lead", "panel"), say="A closure notice was authorised. Plan where the occupier will live."
)

ASK_LAWYERS = Move(
    code="ask_lawyers",
    label="Bring in the council's lawyers",
    from_=WORKING,
    to=None,
    by=("lead",),
    effects=(BringsIn(joins=("council-lawyers", "lawyers-at-meeting")),),
    done="The council's lawyers take part.",
)

BEGIN_ENFORCEMENT = Move(
    code="begin_enforcement",
    label="Record that a closure notice was authorised",
    from_=WORKING,
    to=None,
    by=ENFORCERS,
    # once; another one is recorded where the first came to nothing or is over
    when=Not(MadeAtLeast("begin_enforcement", 1)),
    asks=(AUTHORISER, AUTHORISED_AT, NOTICE_BARS),
    guards=(NOTICE_CANNOT_BAR,),
    opens=("serve-notice",),
    effects=(
        OpensLine(line="enforcement", stage="notice_authorised"),
        NOTICE_IS_AUTHORISED,
    ),
    done="Written down. Serve it next.",
)
NOTICE_AGAIN = Move(
    code="notice_again",
    label="Record that another closure notice was authorised",
    line="enforcement",
    from_=("order_refused", "enforcement_ended"),
    to="notice_authorised",
    by=ENFORCERS,
    asks=(AUTHORISER, AUTHORISED_AT, NOTICE_BARS),
    guards=(NOTICE_CANNOT_BAR,),
    opens=("serve-notice",),
    effects=(NOTICE_IS_AUTHORISED,),
    done="Written down. Serve it next.",
)

SERVE_NOTICE = Move(
    code="serve_notice",
    label="Record that the notice was served",
    line="enforcement",
    from_=("notice_authorised",),
    to="notice_served",
    by=ENFORCERS,
    asks=(
        Question(
            code="served_at",
            label="When was it served?",
            kind="date-time",
            category="order-papers",
            written_by=ENFORCERS,
            sets_fact=States(fact="notice_served"),
            missing="Enter when it was served, to the minute.",
            why="The hearing is counted from it, not from when it was authorised.",
            checks=(
                Refuse(unless=NotInFuture(answer("served_at")), say="Enter a time that has passed."),
                Refuse(
                    unless=InOrder(answer("authorised_at"), answer("served_at")),
                    say="It cannot have been served before it was authorised. Check both times.",
                ),
            ),
        ),
    ),
    closes=("serve-notice",),
    opens=("hearing",),
    effects=(Tells(positions=("lead", "panel"), say="A closure notice was served."),),
    writes=("notice-served",),
    done="Written down. The hearing has its deadline.",
    weight="primary",
)

APPLY = Move(
    code="apply_for_order",
    label="Record that an order was applied for",
    line="enforcement",
    from_=("notice_served",),
    to="order_applied",
    by=ENFORCERS,
    closes=("hearing",),
    opens=("court-answer",),
    effects=(
        Tells(positions=("lead", "panel"), say="A closure order was applied for. Plan where the occupier will live."),
    ),
    done="Written down. Record what the court decides.",
    weight="primary",
)
ADJOURNED = Move(
    code="record_adjourned",
    label="Record that the court put the hearing off",
    line="enforcement",
    from_=("order_applied",),
    to=None,
    by=ENFORCERS,
    asks=(
        Question(
            code="hearing_put_off_to",
            label="To which day?",
            kind="date",
            category="concern",
            written_by=ENFORCERS,
            sets_fact=States(fact="next_hearing"),
            hint="Ask the court whether the notice holds until then, and tell whoever visits the home.",
            missing="Enter the day of the next hearing.",
            why="The court's answer is asked for from that day.",
            checks=(
                Refuse(
                    unless=NotInPast(answer("hearing_put_off_to")),
                    say="Enter a day that is today or still to come.",
                ),
            ),
        ),
    ),
    closes=("court-answer",),
    drops=("court-answer-later",),
    stops=("court-answer",),
    opens=("court-answer-later",),
    effects=(Tells(positions=("lead", "panel"), say="The court put the hearing about the home off to another day."),),
    done="Written down. You are asked for the court's answer after that day.",
)

PLAN_TO_LIVE = Question(
    code="where_they_live",
    label="Where does the occupier live while the order holds?",
    kind="choice",
    category="accommodation",
    written_by=("police", "council-legal", "lead", "landlord"),
    choices=(
        Choice(code="stays", label="Stays in the home: the order is partial"),
        Choice(code="family", label="With family or friends"),
        Choice(code="temporary", label="In temporary accommodation"),
        Choice(code="hospital", label="In hospital"),
        Choice(code="custody", label="In custody"),
        Choice(code="none", label="There is no plan"),
    ),
    missing="Select where they live meanwhile.",
    why="A full order shuts the occupier out of their own home.",
)
ORDER_FROM = Question(
    code="order_from",
    label="First day of the order",
    kind="date",
    category="concern",
    written_by=ENFORCERS,
    sets_fact=States(fact="order_began"),
    missing="Enter the first day of the order.",
    why="Everything is counted from it.",
)
ORDER_TO = Question(
    code="order_to",
    label="Last day of the order",
    kind="date",
    category="concern",
    written_by=ENFORCERS,
    sets_fact=States(fact="order_ends"),
    missing="Enter the last day of the order.",
    why="An order must not lapse unseen.",
    checks=(
        Refuse(
            unless=InOrder(answer("order_from"), answer("order_to")),
            say="The last day is before the first. Check both.",
        ),
        Refuse(
            unless=WithinMonths(answer("order_from"), answer("order_to"), 3, "cuckooing.order-months"),
            say="An order lasts up to three months at first. Enter the day on the order, or record an extension.",
        ),
    ),
)

PARTIAL_ORDER = Move(
    code="record_partial_order",
    label="Record a partial closure order",
    line="enforcement",
    from_=("order_applied",),
    to="partial_order",
    by=ENFORCERS,
    asks=(
        ORDER_FROM,
        ORDER_TO,
        Question(
            code="may_stay",
            label="Who may stay or come in?",
            kind="long-text",
            category="order-names",
            max_length=1000,
            written_by=ENFORCERS,
            missing="Enter who may stay or come in.",
            why="So that landlord and police know whom to let in.",
        ),
        PLAN_TO_LIVE,
    ),
    closes=("court-answer", "court-answer-later"),
    opens=("order-first-warning", "order-last-warning"),
    effects=(Tells(positions=("lead", "panel", "landlord"), say="A partial closure order is in force."),),
    writes=("partial-order",),
    done="Written down. You are reminded before it ends.",
    weight="primary",
)
FULL_ORDER = Move(
    code="record_full_order",
    label="Record a full closure order",
    line="enforcement",
    from_=("order_applied",),
    to="full_order",
    by=ENFORCERS,
    asks=(
        ORDER_FROM,
        ORDER_TO,
        Question(
            code="order_bars",
            label="Whom does the order keep out?",
            kind="choices",
            category="order-names",
            least=1,
            written_by=ENFORCERS,
            choices=BARRED,
            missing="Select whom the order keeps out.",
            why="So that landlord and lead know who may come in.",
        ),
        PLAN_TO_LIVE,
        Question(
            code="no_plan_agreed_by",
            label="If there is no plan: which manager agreed, and why?",
            kind="text",
            category="accommodation",
            required="no",
            written_by=("police", "council-legal", "lead", "landlord"),
        ),
    ),
    guards=(
        Refuse(
            unless=Not(Is(answer("where_they_live"), "none")),
            say="A full order shuts the occupier out. Say where they live meanwhile, or which manager agreed without a "
            "plan.",
            at="where_they_live",
            instead="no_plan_agreed_by",
        ),
    ),
    closes=("court-answer", "court-answer-later"),
    opens=("order-first-warning", "order-last-warning"),
    effects=(Tells(positions=("lead", "panel", "landlord"), say="A full closure order is in force.", urgent=True),),
    writes=("full-order",),
    done="Written down. You are reminded before it ends.",
)
ORDER_REFUSED = Move(
    code="record_order_refused",
    label="Record that the court made no order",
    line="enforcement",
    from_=("order_applied",),
    to="order_refused",
    by=ENFORCERS,
    closes=("court-answer", "court-answer-later", "still-in-force"),
    effects=(
        Tells(
            positions=("lead", "panel"),
            say="The court made no closure order. Look at once at how the occupier is kept safe without it.",
        ),
    ),
    done="Written down. The lead and the meeting are told.",
)
EXTEND = Move(
    code="extend_order",
    label="Record that the order was extended",
    line="enforcement",
    from_=("partial_order", "full_order"),
    to=None,
    by=ENFORCERS,
    asks=(
        Question(
            code="extended_to",
            label="New last day of the order",
            kind="date",
            category="concern",
            written_by=ENFORCERS,
            sets_fact=States(fact="order_ends"),
            missing="Enter the new last day.",
            why="An order must not lapse unseen.",
            checks=(
                Refuse(
                    unless=Not(InOrder(answer("extended_to"), fact("order_ends"))),
                    say="The order runs until that day already, or longer. Enter a later day.",
                ),
                Refuse(
                    unless=WithinMonths(fact("order_began"), answer("extended_to"), 6, "cuckooing.order-total-months"),
                    say="With its extensions an order lasts up to six months in all. Enter an earlier day.",
                ),
            ),
        ),
    ),
    closes=("order-last-warning",),
    drops=("order-first-warning",),
    opens=("order-first-warning", "order-last-warning"),
    effects=(
        Tells(positions=("lead", "panel", "landlord"), say="The closure order was extended: it holds for longer."),
    ),
    writes=("order-extended",),
    done="Written down. Its reminders have moved, and the lead and the landlord are told.",
)
END_ENFORCEMENT = Move(
    code="end_enforcement",
    label="Record that the order is over",
    line="enforcement",
    from_=("partial_order", "full_order"),
    to="enforcement_ended",
    by=ENFORCERS,
    asks=(
        Question(
            code="enforcement_ended_because",
            label="Why?",
            kind="choice",
            read_as="Why the order is over",
            category="concern",
            written_by=ENFORCERS,
            choices=(
                Choice(code="ran-out", label="The order ran out"),
                Choice(code="lifted", label="The court lifted it"),
                Choice(code="appeal", label="It ended on appeal"),
                Choice(code="notice-only", label="It stayed with the notice", until=""),
                Choice(code="not-served", label="The notice was not served", until=""),
            ),
            missing="Select why it is over.",
            why="So that nobody relies on it any longer.",
        ),
    ),
    closes=("order-last-warning", "still-in-force"),
    drops=("order-first-warning", "appeal-answer"),
    effects=(
        SetsFact(fact="appeal", value="decided"),
        Tells(
            positions=("lead", "panel", "landlord"),
            say="The closure order is over: it keeps nobody out any longer. Look at how the occupier is kept safe now.",
            urgent=True,
        ),
    ),
    done="Written down. The lead, the meeting and the landlord are told.",
    # never the button that stands out while the order protects somebody
    weight="warning",
)
END_WITHOUT_ORDER = Move(
    code="end_without_order",
    label="Record that it ends without an order",
    line="enforcement",
    from_=("notice_authorised", "notice_served", "order_applied"),
    to="enforcement_ended",
    by=ENFORCERS,
    asks=(
        Question(
            code="without_order_because",
            label="Why?",
            kind="choice",
            read_as="Why it ended without an order",
            category="concern",
            written_by=ENFORCERS,
            choices=(
                Choice(code="not-served", label="The notice was not served"),
                Choice(code="notice-only", label="The notice was enough"),
                Choice(code="notice-cancelled", label="The notice was cancelled"),
                Choice(code="withdrawn", label="The application was withdrawn"),
            ),
            missing="Select why there is no order.",
            why="So that nobody relies on a notice that no longer holds.",
        ),
    ),
    closes=("serve-notice", "hearing", "court-answer", "court-answer-later", "still-in-force"),
    effects=(
        Tells(
            positions=("lead", "panel"),
            say="No closure order is sought any more. Look at how the occupier is kept safe without it.",
        ),
    ),
    done="Written down. The lead and the meeting are told.",
)

RECORD_ENFORCEMENT = Move(
    code="record_enforcement_result",
    label="Record arrests, charges and other action",
    from_=WORKING,
    to=None,
    by=("police",),
    asks=(
        Question(
            code="enforcement_results",
            label="What was done?",
            kind="choices",
            category="intelligence",
            least=1,
            unite=True,
            written_by=("police",),
            choices=(
                Choice(code="none", label="Nothing"),
                Choice(code="warrant", label="Warrant"),
                Choice(code="arrests", label="Arrests"),
                Choice(code="charge-other", label="Charge with another offence"),
                Choice(code="injunction", label="Injunction or behaviour order"),
                Choice(code="tenancy-action", label="Action against the occupier's tenancy"),
            ),
            missing="Select what was done.",
            why="It is counted.",
        ),
        Question(
            code="offence_on",
            label="If somebody was charged: on which day did the offence happen?",
            kind="date",
            category="intelligence",
            required="no",
            written_by=("police",),
            checks=(Refuse(unless=NotInFuture(answer("offence_on")), say="Enter a day that is not in the future."),),
        ),
        Question(
            code="charged_with_cuckooing",
            label="Was somebody charged with the offence of cuckooing?",
            kind="yes-no",
            category="intelligence",
            written_by=("police",),
            when=InForceOn("cuckooing.offence-in-force-from", answer("offence_on")),
            missing="Select whether somebody was charged with it.",
            why="It can only be charged for days on which the offence was in force.",
        ),
    ),
    guards=(
        Refuse(
            unless=AnyOf(
                Not(Answered(answer("charged_with_cuckooing"))),
                Is(answer("charged_with_cuckooing"), "no"),
                AllOf(
                    Answered(answer("offence_on")),
                    InForceOn("cuckooing.offence-in-force-from", answer("offence_on")),
                ),
            ),
            say="The offence of cuckooing was not in force on that day, as far as it is confirmed here.",
            at="offence_on",
        ),
    ),
    effects=(
        Tells(
            positions=("lead", "panel", "visitor"),
            say="The police recorded something about a home that they keep. Speak with them before anybody visits.",
        ),
    ),
    done="Written down, for the police alone. Lead, meeting and visitors are asked to speak with you before they go.",
)
