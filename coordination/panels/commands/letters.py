"""The letter of outcome to whoever referred: what the panel decided, on paper, as far as they may read it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.forms.printing import Printed, filled_print
from coordination.panels.queries.letters import Letter, letter
from workflows.dates_in_words import in_full
from workflows.local_time import day_of

NOT_SHARED = (
    "What it decided is not shared with you. If you need to know more for your own work with this person, ask whoever "
    "holds the case."
)


def make_letter(session: Session, worker: SignedIn, reference: str) -> tuple[Letter, bytes]:
    """The letter about one decision as PDF. Everybody on the case sees that it was made. Raises as `letter` does."""
    found = letter(session, worker, reference)
    record(session, "case.printed", case_id=found.case_id, what="letter to the referrer about what a panel decided")
    return found, filled_print(f"Outcome: {found.panel}", _opening(found), [_decided(found), _end(found)])


def _opening(found: Letter) -> list[str]:
    return [
        f"{found.referrer}, {found.agency}\n",
        f"{in_full(day_of(clock.now()))}\n",
        f"Dear {found.referrer},\n",
        f"On {in_full(day_of(found.referred_at))} you made a referral ({found.pathway}): {found.case_reference}.",
        f"The {found.panel} looked at it on {in_full(day_of(found.decided_at))}.",
    ]


def _decided(found: Letter) -> Printed:
    outcome = found.outcome
    if outcome is None:
        return Printed("What was decided", [("", [("The panel has decided.", NOT_SHARED)])])
    rows = [("Decision", outcome.label), ("Reason", outcome.reason)]
    rows += [("Action", f"{text} {agency}, by {in_full(due_on)}.") for text, agency, due_on in outcome.actions]
    if outcome.lead:
        rows.append(("Lead worker", outcome.lead))
    if outcome.review_on:
        rows.append(("Next review", in_full(outcome.review_on)))
    return Printed("What was decided", [("", rows)])


def _end(found: Letter) -> Printed:
    keep = (
        "It holds what you may read, and no more, in the words of the panel. Keep it locked away, and destroy it after "
        f"use. The same stands on the page of case {found.case_reference}."
    )
    signed = f"{found.signed}, {found.signed_for}"
    return Printed("About this letter", [("", [("For the panel", signed), ("This letter", keep)])])
