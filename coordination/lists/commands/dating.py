"""A row of a file of new release dates: tried out, and carried out."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands.dating import NewValue, give_value
from coordination.errors import Invalid
from coordination.lists import queries
from coordination.lists.commands.becoming import Became
from coordination.lists.models import BroughtList, BroughtRow
from coordination.lists.queries.dates import FACT, DateRow, appointments_to_check, date_rows, names_of_case
from workflows.dates_in_words import in_full


def new_value(row: BroughtRow) -> NewValue:
    """What the row says of the release date."""
    given = row.given
    return NewValue(FACT, given["day"], given["kind"], given["source"], given["confidence"])


def look_ahead(session: Session, worker: SignedIn, reference: str, row: BroughtRow) -> None:
    """Do all that the row asks for and raise OnlyLooking with what moved, so that nothing is kept.

    Raises a refusal when the worker may not change this date.
    """
    give_value(session, worker, reference, new_value(row), once="", only_look=True)


def date_row(session: Session, worker: SignedIn, brought: BroughtList, row: BroughtRow, *, once: str) -> Became:
    """Give the case its new date: every deadline moves once, those concerned are told once."""
    rows = queries.with_same(session, row, names_of_case(session, row))
    looked = date_rows(session, rows, brought.read_at)[-1]
    if looked.state == "no" or looked.reference is None or looked.case_id is None:
        raise Invalid(looked.said)
    if looked.state == "already":
        return Became("already", "This date stands already.", looked.reference)
    moved = give_value(session, worker, looked.reference, new_value(row), once=once)
    check = appointments_to_check(session, looked.case_id, date.fromisoformat(row.given["day"]))
    return Became(
        "done", " ".join([change_in_words(looked), *(f"{each}." for each in moved), *check]), looked.reference
    )


def change_in_words(looked: DateRow) -> str:
    """From which day to which."""
    assert looked.becomes is not None
    was = in_full(looked.was) if looked.was else "no date"
    return f"From {was} to {in_full(looked.becomes)}."
