"""What is kept with its history, and the visits that are booked."""

from workflows.pathways.cuckooing.not_referring import REVIEW_FACT
from workflows.vocabulary import AnyIs, AppointmentKind, AppointmentOutcome, Choice, FactKind, Is, Reaching, answer

BANDS = (
    Choice(code="green", label="Green"),
    Choice(code="amber", label="Amber"),
    Choice(code="red", label="Red"),
)
SEEN = (
    Choice(code="completed", label="Completed"),
    Choice(code="not-alone", label="The occupier was seen, but not alone"),
    Choice(code="no-access", label="Nobody let us in"),
    Choice(code="refused", label="The occupier did not want a visit"),
    Choice(code="empty", label="The home was empty"),
    Choice(code="unsafe", label="Broken off because it was unsafe"),
    # a visit that nobody tried to make is no visit: a step of its own says so
    Choice(code="not-attempted", label="Not attempted", until=""),
)
OCCUPIER_SEEN = AnyIs(answer("visit_result"), ("completed", "not-alone"))
PLACES = (
    Choice(code="home", label="At home again"),
    Choice(code="family", label="With family or friends"),
    Choice(code="temporary", label="In temporary accommodation"),
    Choice(code="hospital", label="In hospital"),
    Choice(code="custody", label="In custody"),
    Choice(code="elsewhere", label="Somewhere else that is known"),
    # recorded by the step that somebody is missing
    Choice(code="not-known", label="Nobody knows"),
)
YES_OR_NO = (Choice(code="yes", label="Yes"), Choice(code="no", label="No"))

FACTS = (
    FactKind(
        code="urgency",
        label="How urgent",
        category="core",
        value="choice",
        choices=(Choice(code="urgent", label="Urgent"), Choice(code="standard", label="Standard")),
        origin="taken_up",
    ),
    FactKind(
        code="band", label="Level of concern", category="band", value="choice", choices=BANDS, origin="band_reached"
    ),
    FactKind(
        code="judged",
        label="Level of concern as people judged it",
        category="band",
        value="choice",
        choices=(
            Choice(code="green", label="Green"),
            Choice(code="amber", label="Amber"),
            Choice(code="red", label="Red"),
            Choice(code="by-points", label="As the points say"),
        ),
    ),
    FactKind(
        code="signs_new",
        label="New signs",
        category="concern",
        value="choice",
        choices=(Choice(code="new", label="A new sign was recorded"),),
        origin="signs_last_new",
    ),
    FactKind(
        code="visit_result",
        label="What came of a welfare visit",
        category="concern",
        value="choice",
        choices=SEEN,
        origin="visited",
    ),
    FactKind(
        code="seen_alone",
        label="Whether they were seen alone",
        category="case-notes",
        value="choice",
        choices=YES_OR_NO,
    ),
    FactKind(
        code="occupier_seen",
        label="When somebody last saw the occupier",
        category="concern",
        value="date",
        origin="occupier_seen",
        written_by=("lead", "panel"),
    ),
    FactKind(
        code="confirmed",
        label="Whether it is cuckooing",
        category="band",
        value="choice",
        choices=(
            Choice(code="confirmed", label="Confirmed"),
            Choice(code="suspected", label="Suspected"),
            Choice(code="not-cuckooing", label="Not cuckooing"),
        ),
    ),
    FactKind(
        code="victim",
        label="Whether the occupier is being exploited",
        category="concern",
        value="choice",
        choices=(
            Choice(code="yes", label="Yes"),
            Choice(code="suspected", label="It is suspected"),
            Choice(code="no", label="No"),
        ),
    ),
    FactKind(
        code="suspect",
        label="Whether the occupier is a suspect",
        category="intelligence",
        value="choice",
        choices=(
            Choice(code="yes", label="Yes"),
            Choice(code="suspected", label="It is suspected"),
            Choice(code="no", label="No"),
        ),
    ),
    FactKind(
        code="met",
        label="When the agencies met",
        category="concern",
        value="date",
        origin="met_together",
    ),
    FactKind(
        code="safeguarding_decision",
        label="Safeguarding decision",
        category="safeguarding",
        value="choice",
        choices=(
            Choice(code="met", label="Section 42 is met: enquiry"),
            Choice(code="not-met-enquiry", label="Section 42 is not met: another enquiry"),
            Choice(code="not-met-support", label="Section 42 is not met: other support"),
        ),
    ),
    FactKind(
        code="safeguarding_waits",
        label="What adult social care is asked for",
        category="safeguarding",
        value="choice",
        choices=(
            Choice(code="decision", label="Their decision"),
            Choice(code="enquiry", label="The end of their enquiry"),
            Choice(code="nothing", label="Nothing: it is decided"),
        ),
    ),
    FactKind(
        code="capacity",
        label="Capacity to decide who is in the home",
        category="safeguarding",
        value="choice",
        choices=(
            Choice(code="has", label="Has capacity"),
            Choice(code="lacks", label="Lacks capacity"),
            Choice(code="not-assessed", label="Not assessed"),
        ),
    ),
    FactKind(
        code="notice_served",
        label="Notice served",
        category="concern",
        value="date-time",
        origin="notice_served",
    ),
    FactKind(code="next_hearing", label="The court hears it", category="concern", value="date", origin="next_hearing"),
    FactKind(
        code="appeal",
        label="Appeal about the closure order",
        category="order-papers",
        value="choice",
        choices=(Choice(code="waits", label="Not decided yet"), Choice(code="decided", label="Decided")),
    ),
    FactKind(code="order_began", label="Order began", category="concern", value="date", origin="order_began"),
    FactKind(code="order_ends", label="Order ends", category="concern", value="date", origin="order_ends"),
    FactKind(
        code="whereabouts",
        label="Where the occupier is",
        category="accommodation",
        value="choice",
        choices=PLACES,
    ),
    FactKind(
        code="monitoring_began",
        label="Monitoring began",
        category="band",
        value="choice",
        choices=(Choice(code="began", label="Began"),),
        origin="monitoring_began",
    ),
    FactKind(
        code="earlier_here",
        label="An earlier case at this address ended",
        category="band",
        value="date",
        origin="earlier_ended",
    ),
    FactKind(
        code="earlier_of_occupier",
        label="An earlier case of the same person ended",
        category="occupier",
        value="date",
        origin="earlier_of_occupier_ended",
    ),
    REVIEW_FACT,
)

MODES = (
    Choice(code="in-person", label="At the home"),
    Choice(code="elsewhere", label="Somewhere else"),
)
CAME_OF_IT = (
    AppointmentOutcome(code="attended", label="It took place", counts=False),
    AppointmentOutcome(code="did-not-attend", label="Nobody was seen", counts=False),
    AppointmentOutcome(code="cancelled-by-person", label="The occupier did not want it", counts=False),
    AppointmentOutcome(code="cancelled-by-service", label="We cancelled it", counts=False),
)

APPOINTMENTS = (
    AppointmentKind(
        code="welfare-visit",
        label="Welfare visit",
        with_position="lead",
        category="concern",
        modes=MODES,
        outcomes=CAME_OF_IT,
    ),
    AppointmentKind(
        code="disruption-visit",
        label="Disruption visit",
        with_position="police",
        category="intelligence",
        modes=MODES,
        outcomes=CAME_OF_IT,
    ),
)

REACHING = Reaching(
    category="contact",
    no_message_when=Is(answer("safe_to_message"), "no"),
    no_way_when={
        "text": Is(answer("safe_to_text"), "no"),
        "call": Is(answer("safe_to_call"), "no"),
    },
)
