"""Whether a message may go to the person themselves: by their own answers, and by how the case stands now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from coordination import clock
from coordination.appointments.models import Appointment
from coordination.cases.models import CaseFile

MOBILE = re.compile(r"(?:07|\+447)\d{9}")


def speaks_against(case: CaseFile, appointment: Appointment | None, answers: Mapping[str, Any], how: str) -> str | None:
    """Why no message about this appointment may go to the person now, as a sentence; None when one may.

    Only a plain yes allows a message: what is not answered, or not shared with whoever asks, is a no.
    """
    if case.silent_since is not None or case.ended_at is not None:
        return "Nothing goes out by itself on this case any more."
    if appointment is not None and (appointment.outcome is not None or appointment.starts_at <= clock.now()):
        return "This appointment is over, or was moved."
    if answers.get("safe_to_message") != "yes":
        return "They have not said that it is safe to leave a message."
    if how == "text" and mobile_of(answers) is None:
        return "There is no mobile number for them."
    return None


def mobile_of(answers: Mapping[str, Any]) -> str | None:
    """The person's number where it is a UK mobile one."""
    number = "".join(sign for sign in str(answers.get("contact_phone") or "") if sign.isdigit() or sign == "+")
    return number if MOBILE.fullmatch(number) else None
