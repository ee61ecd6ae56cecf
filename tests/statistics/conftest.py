"""Months that are closed by the machines, with nothing else in the database but what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

from coordination import clock
from coordination.db import connect
from coordination.statistics.commands.closing import close_month
from coordination.worker.doors import sweeping
from tests.databases import Database

LONG_AFTER = "2027-06-01T09:00"
JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


def close_months(database: Database, *months: date, at: str = LONG_AFTER) -> None:
    """Close these months of Havering, in this order, as the sweep of releases."""
    connect(database.url("worker"))
    for month in months:
        with clock.at(at), sweeping("releases") as session:
            close_month(session, "havering", month)


def rows(database: Database, query: str, role: str = "owner") -> Sequence[Any]:
    """What a query finds, as this role."""
    with psycopg.connect(database.url(role), row_factory=namedtuple_row) as connection:
        return connection.execute(query).fetchall()
