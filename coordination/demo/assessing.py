"""Two invented rounds of the self-assessment: one that is closed, with an action out of a gap, and one that is open."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.db import reading, writing
from coordination.demo.acting import Company
from coordination.identity.models import Partnership
from coordination.outcomes.commands.assessing import Given, close_round, open_round, rate
from coordination.outcomes.commands.closing_gaps import add_action
from workflows import self_assessment
from workflows.local_time import LONDON

INVENTED = "Invented for the demonstration."
# So many days ago: the first round was opened, rated and closed, its gap became an action, the second one was opened.
OPENED, RATED, CLOSED, PLANNED, AGAIN, RATED_AGAIN = 190, 182, 168, 160, 12, 5
ASKED_WITHIN = timedelta(days=28)
DAYS_FOR_THE_GAP = 270


@dataclass(frozen=True)
class Partners:
    """Who opens the rounds of a partnership, who rates which areas, and who answers for what is missing."""

    data_lead: str
    rates: Mapping[str, Sequence[str]]
    answers: str


HAVERING = Partners(
    data_lead="ivy.stonecrop@havering.example",
    rates={
        "grace.larkspur@havering.example": ("pathways", "drop-out"),
        "peter.candlewick@havering.example": ("governance", "data"),
    },
    answers="cgl-havering",
)
WALTHAM_FOREST = Partners(
    data_lead="lucia.snowberry@waltham-forest.example",
    rates={
        "yetunde.copperfield@waltham-forest.example": ("pathways", "drop-out"),
        "victor.greenhalm@waltham-forest.example": ("governance", "data"),
    },
    answers="cgl-waltham-forest",
)
PARTNERS = {"havering": HAVERING, "waltham-forest": WALTHAM_FOREST}

# How each statement was rated then, and how it is rated so far.
FIRST = {
    "gov-lead": "partly", "gov-board": "fully", "gov-panel": "partly", "gov-contracts": "partly",
    "gov-voice": "not-in-place", "data-sharing": "partly", "data-lists": "not-in-place", "data-dates": "partly",
    "data-recording": "not-known", "data-audit": "not-in-place", "path-contact": "fully", "path-priority": "partly",
    "path-meeting": "partly", "path-prescribing": "partly", "path-naloxone": "partly", "path-housing": "not-in-place",
    "path-unplanned": "not-in-place", "drop-reasons": "not-known", "drop-gate": "partly", "drop-missed": "fully",
    "drop-groups": "not-in-place",
}  # fmt: skip
SECOND = {
    "gov-lead": "fully", "gov-board": "fully", "gov-panel": "fully", "data-lists": "partly", "data-dates": "fully",
    "path-contact": "fully", "path-meeting": "partly", "path-naloxone": "fully", "drop-reasons": "partly",
    "drop-missed": "partly",
}  # fmt: skip
SHOWS = {
    "fully": "It is written down, and the last two quarters bear it out.",
    "partly": "It is agreed, and not everybody does it yet.",
    "not-in-place": "We looked for it and found nothing.",
    "not-known": "Nobody at the table could say.",
}
GAP = "data-lists"


def tell(company: Company, partnership: str) -> None:
    """Both rounds of a partnership, told by those who would."""
    partners = PARTNERS[partnership]
    lead = company[partners.data_lead]
    with reading(lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == partnership)).one()
    first = _opens(lead, here, OPENED)
    _rates(company, partners, first, FIRST, RATED)
    with clock.at(_ago(CLOSED)), writing(lead) as session:
        close_round(session, lead, first, once=secrets.token_hex(16))
    with clock.at(_ago(PLANNED)), writing(lead) as session:
        add_action(
            session, lead, first, GAP, what="Lay the prison’s list beside the referrals every month. " + INVENTED,
            agency=partners.answers, due_on=_ago(PLANNED).date() + timedelta(days=DAYS_FOR_THE_GAP),
            once=secrets.token_hex(16),
        )  # fmt: skip
    _rates(company, partners, _opens(lead, here, AGAIN), SECOND, RATED_AGAIN)


def _opens(lead: SignedIn, here: Partnership, days: int) -> str:
    opened = _ago(days)
    with clock.at(opened), writing(lead) as session:
        return open_round(session, lead, here, opened.date() + ASKED_WITHIN, once=secrets.token_hex(16))


def _rates(company: Company, partners: Partners, reference: str, said: Mapping[str, str], days: int) -> None:
    statements = self_assessment.newest().statements
    for email, areas in partners.rates.items():
        worker = company[email]
        for code, rating in said.items():
            if statements[code].area not in areas:
                continue
            gap = "Somebody has to take it on." if rating == "not-in-place" else ""
            given = Given(rating, f"{SHOWS[rating]} {INVENTED}", gap=gap)
            with clock.at(_ago(days)), writing(worker) as session:
                rate(session, worker, reference, code, given, seen=0, once=secrets.token_hex(16))


def _ago(days: int) -> datetime:
    """The morning of that day, or of the Friday before a weekend."""
    day = clock.today() - timedelta(days=days)
    return datetime.combine(day - timedelta(days=max(0, day.weekday() - 4)), time(10), LONDON)
