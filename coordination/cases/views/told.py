"""What the page of a case says after a press that is no step of the pathway. A step says its own sentence."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from workflows.vocabulary import Pathway

AFTERWARDS = {
    "task-finished": "The task is finished.",
    "appointment-booked": "The appointment is booked.",
    "appointment-moved": "The appointment is moved. The earlier time stays in the record.",
    "appointment-ended": "What came of the appointment is written down.",
    "contact-written": "The attempt to reach them is written down.",
    "date-recorded": "The new date is recorded. Whatever hangs on it is timed again.",
    "answer-corrected": "The answer is corrected. The earlier one stays readable under it.",
    "opened-in-full": "The whole case is open to you now. Your reason is in the record.",
}


def back_to_case(reference: str, code: str) -> Response:
    """Back to the case, which then says what was done: a step's code, or one of `AFTERWARDS`."""
    return redirect(url_for("cases.case", reference=reference, done=code), 303)


def off_the_case() -> Response:
    """To one's cases, which then say that one takes no part in this one any more."""
    return redirect(url_for("listing.cases", done="left"), 303)


def said_of(pathway: Pathway, code: str | None) -> str | None:
    """The sentence for what was just done; None where the address names nothing that can be done here."""
    own = next((move.done for move in pathway.moves if move.code == code), None)
    return own or AFTERWARDS.get(code or "")
