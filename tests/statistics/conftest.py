"""Months that are closed by the machines, with nothing else in the database but what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coordination import clock
from coordination.db import connect
from coordination.statistics.commands.closing import close_month
from coordination.worker.doors import sweeping

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
LONG_AFTER = "2027-06-01T09:00"


@pytest.fixture
def closes(world) -> Callable[..., None]:
    """Close these months of Havering, in this order, as the sweep of releases."""

    def close(*months: date, at: str = LONG_AFTER) -> None:
        connect(world.database.url("worker"))
        for month in months:
            with clock.at(at), sweeping("releases") as session:
                close_month(session, "havering", month)

    return close
