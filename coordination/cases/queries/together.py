"""Several lists out of one statement, so that a page that shows many things still asks the database little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Select, Uuid, func, select, text
from sqlalchemy.orm import Session

AnyRows = Select[*tuple[Any, ...]]

# JSON has no dates and no ids: they come back as text and are read again by the type of their column.
READ_AGAIN: tuple[tuple[type, Callable[[str], Any]], ...] = (
    (DateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Uuid, UUID),
)


def together(session: Session, **queries: AnyRows) -> dict[str, list[Any]]:
    """The rows of each query under its name, in its order. A row has its columns as attributes."""
    columns = []
    for name, query in queries.items():
        rows = query.subquery(name)
        as_json = select(func.coalesce(func.jsonb_agg(func.to_jsonb(rows.table_valued())), text("'[]'::jsonb")))
        columns.append(as_json.select_from(rows).scalar_subquery().label(name))
    found = session.execute(select(*columns)).one()._mapping
    return {name: _read(found[name], query) for name, query in queries.items()}


def _read(rows: list[dict[str, Any]], query: AnyRows) -> list[Any]:
    again = {
        str(column.key): read
        for column in query.selected_columns
        for kind, read in READ_AGAIN
        if isinstance(column.type, kind)
    }
    for row in rows:
        for name, read in again.items():
            if row[name] is not None:
                row[name] = read(row[name])
    return [SimpleNamespace(**row) for row in rows]
