"""The board's report of the last quarter, with a lead's own sentence about a figure of none or a few."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.db import reading, writing
from coordination.identity.models import Partnership
from coordination.outcomes.commands.reporting import ask_for_report, say
from coordination.outcomes.queries.report import report_of
from workflows.measures.periods import last_ended

SENTENCE = "So few came that a number would tell of people. We ask their agencies how they are. (Invented.)"


def tell(data_lead: SignedIn, partnership: str) -> None:
    """Say what a small figure does not, and have the report made. The worker makes it, as after the press of a button.

    Needs the connection for frozen figures.
    """
    quarter = last_ended(clock.today(), "quarterly")
    with reading(data_lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == partnership)).one()
        few = sorted(report_of(session, here, quarter, clock.today()).of_few)
    with writing(data_lead) as session:
        for subject in few[:1]:
            say(session, data_lead, here, quarter, subject, SENTENCE, once=secrets.token_hex(16))
        ask_for_report(session, data_lead, here, quarter, once=secrets.token_hex(16))
