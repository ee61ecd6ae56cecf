"""Made-up histories of one custody group: what was booked in each month, and what was corrected afterwards."""

from __future__ import annotations

from hypothesis import strategies as some

from workflows.quintets.closing import close, fill
from workflows.quintets.ledger import FIVE, TOTAL, Booking, Cell, Column, Ledger

ATTRIBUTES = {"age": ("0-15", "16-17", "50-and-over", "not-known"), "sex": ("female", "male")}
PATHWAYS = ("prison-release", "cuckooing", "hidden-harm")
OUTCOMES = ("started", "not-started", "not-known")

bookings = some.builds(
    lambda pathway, age, sex: Booking(pathway, {"age": age, "sex": sex}),
    some.sampled_from(PATHWAYS),
    some.sampled_from(ATTRIBUTES["age"]),
    some.sampled_from(ATTRIBUTES["sex"]),
)
months = some.lists(some.lists(bookings, max_size=9), min_size=1, max_size=8)


def name_of(number: int) -> str:
    return f"20{25 + number // 12}-{number % 12 + 1:02}-01"


def closed(history: list[list[Booking]], ledger: Ledger | None = None) -> list[Cell]:
    """Everything published after each month of the history was closed in turn."""
    ledger = ledger or Ledger()
    cells: list[Cell] = []
    for number, month in enumerate(history):
        cells += close(ledger, name_of(number), month, tuple(ATTRIBUTES))
    return cells


def erased(booking: Booking) -> dict[Column, int]:
    """What an erasure takes from the running totals."""
    return dict.fromkeys(booking.columns(), -1)


def fives_of(cells: list[Cell], month: str) -> dict[str, int]:
    """How many fives each pathway was given in a month."""
    return {c.column.pathway: c.value // FIVE for c in cells if c.month == month and c.column.attribute == TOTAL}


def filled(ledger: Ledger, month: str, outcomes: dict[Column, int], cells: list[Cell]) -> list[Cell]:
    return fill(ledger, month, "outcome", outcomes, fives_of(cells, month))
