"""Home visits with what can come of them, the dated facts of this work, and how a family may be reached."""

from workflows.pathways.hidden_harm.not_referring import REVIEW_FACT
from workflows.pathways.hidden_harm.thresholds import ABUSE_AND_PARTNER_AT_HOME
from workflows.pathways.hidden_harm.visit import HOW_TO_VISIT
from workflows.vocabulary import AnyOf, AppointmentKind, AppointmentOutcome, Choice, FactKind, Is, Reaching, answer

YES = (Choice(code="yes", label="Yes"),)

FACTS = (
    FactKind(
        code="agreement",
        label="What the parent says to a visit",
        category="treatment",
        value="choice",
        choices=(Choice(code="agrees", label="Agrees"), Choice(code="refuses", label="Refuses")),
    ),
    FactKind(
        code="visited",
        label="Last visit",
        category="treatment",
        value="date-time",
        origin="visited",
    ),
    FactKind(
        code="attempted",
        label="Last visit where nobody opened",
        category="treatment",
        value="date-time",
        origin="attempted",
    ),
    FactKind(
        code="next_visit",
        label="Next visit",
        category="treatment",
        value="date-time",
        origin="next_visit",
    ),
    FactKind(
        code="mash",
        label="Children's social care (MASH) was told",
        category="family",
        value="choice",
        choices=YES,
        origin="mash_told",
    ),
    FactKind(
        code="mash_reply",
        label="Whether children's social care has replied",
        category="family",
        value="choice",
        choices=(Choice(code="awaited", label="Their reply is awaited"), Choice(code="given", label="They replied")),
    ),
    FactKind(
        code="disagreement_open",
        label="A disagreement with children's social care",
        category="family",
        value="choice",
        choices=YES,
        origin="disagreed",
    ),
    FactKind(
        code="refusal_again",
        label="Look again at a visit that was refused",
        category="family",
        value="date",
        origin="refusal_again",
    ),
    REVIEW_FACT,
)

APPOINTMENTS = (
    AppointmentKind(
        code="home-visit",
        label="Home visit",
        with_position="lead",
        category="treatment",
        modes=HOW_TO_VISIT,
        outcomes=(
            AppointmentOutcome(
                code="completed",
                label="Completed, and every child who should be seen was seen",
                makes="record_visit",
                dates="visited",
            ),
            AppointmentOutcome(
                code="completed-child-not-seen",
                label="Completed, and a child was not seen",
                makes="record_visit",
                dates="visited",
            ),
            AppointmentOutcome(code="partial", label="Cut short, not everything was seen", makes="record_partial"),
            AppointmentOutcome(code="no-access", label="Nobody opened", makes="record_no_access", dates="attempted"),
            AppointmentOutcome(code="refused-at-door", label="Refused at the door", makes="record_refused_at_door"),
            AppointmentOutcome(code="aborted-unsafe", label="Broken off: it was not safe", makes="record_unsafe"),
            AppointmentOutcome(code="family-moved", label="The family has moved", makes="record_moved"),
            AppointmentOutcome(
                code="cancelled-by-family",
                label="The family cancelled",
                counts=False,
                writes=("visit-cancelled",),
            ),
            AppointmentOutcome(
                code="cancelled-by-service",
                label="We cancelled",
                counts=False,
                writes=("visit-cancelled",),
            ),
        ),
    ),
)

REACHING = Reaching(
    category="treatment",
    no_message_when=AnyOf(Is(answer("safe_to_message"), "no"), ABUSE_AND_PARTNER_AT_HOME),
)
