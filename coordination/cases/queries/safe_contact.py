"""Whether a message may go to the person themselves: by the pathway's words, their answers, and how the case stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.appointments.models import Appointment
from coordination.cases import queries
from coordination.cases.models import CaseFile, CaseLine
from workflows.truth import Known, truth
from workflows.vocabulary import Pathway

MOBILE = re.compile(r"(?:07|\+447)\d{9}")


def speaks_against(
    case: CaseFile, pathway: Pathway, known: Known, how: str, appointment: Appointment | None = None
) -> str | None:
    """Why no message may go to the person now, as a sentence; None when one may.

    What is not answered, or not shared with whoever asks, is a no: only what is known to be safe is safe.
    """
    if case.silent_since is not None or case.ended_at is not None:
        return "Nothing goes out by itself on this case any more."
    if appointment is not None and (appointment.outcome is not None or appointment.starts_at <= clock.now()):
        return "This appointment is over, or was moved."
    reaching = pathway.reaching
    if reaching is None:
        return "Messages are not sent on a case of this kind."
    way = reaching.no_way_when.get(how)
    if truth(reaching.no_message_when, known) is not False or (way is not None and truth(way, known) is not False):
        return "They have not said that it is safe to leave a message."
    if how == "text" and mobile_of(pathway, known.answers) is None:
        return "There is no mobile number for them."
    if how == "text" and reaching.has_phone is not None and truth(reaching.has_phone.unless, known) is not True:
        return reaching.has_phone.say
    return None


def known_now(session: Session, case: CaseFile) -> Known:
    """What conditions may read of the case, read afresh."""
    pathway = queries.pathway_of(case)
    lines = {line.line: line for line in session.scalars(select(CaseLine).where(CaseLine.case_id == case.id))}
    return queries.known(session, case, pathway, lines, queries.answers_of(session, case.id))


def mobile_of(pathway: Pathway, answers: Mapping[str, Any]) -> str | None:
    """The person's number where it is a UK mobile one."""
    said = answers.get(pathway.reaching.number) if pathway.reaching and pathway.reaching.number else None
    number = "".join(sign for sign in str(said or "") if sign.isdigit() or sign == "+")
    return number if MOBILE.fullmatch(number) else None
