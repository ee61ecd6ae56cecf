"""New rows of a case are written together: one statement for all its tables, however many rows there are.

A referral fills fifteen tables. As fifteen statements that costs more in travel than in work.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Table, event, inspect
from sqlalchemy.orm import Session, make_transient_to_detached, sessionmaker
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.schema import CallableColumnDefault

# What the rules about every other row read: these come first, each in a statement of its own.
FIRST = ("case_file", "participant")
# Hangs on no case, and is written with most that do.
ALSO = ("outbox",)
Shape = tuple[Table, tuple[str, ...]]


def write_new_rows_together(make_session: sessionmaker[Session]) -> None:
    """From now on every flush of these sessions writes new rows of cases in at most three statements.

    What one such row refers to may be another of the same flush: PostgreSQL looks when the statement is over.
    """
    event.listen(make_session, "before_flush", lambda session, _context, _instances: _write(session))


def _write(session: Session) -> None:
    new = [row for row in session.new if _is_of_a_case(_table(row)) and not _has_json_null(row)]
    for name in FIRST:
        _insert(session, [row for row in new if _table(row).name == name])
    _insert(session, [row for row in new if _table(row).name not in FIRST])


def _insert(session: Session, rows: list[Any]) -> None:
    if not rows:
        return
    by_shape: dict[Shape, list[dict[str, Any]]] = {}
    for row in rows:
        values = _values(row)
        by_shape.setdefault((_table(row), tuple(sorted(values))), []).append(values)
    shapes = sorted(by_shape, key=lambda shape: (shape[0].name, shape[1]))
    given = {f"rows{number}": json.dumps(by_shape[shape], default=_as_json) for number, shape in enumerate(shapes)}
    session.connection().exec_driver_sql(_statement(tuple(shapes)), given)
    for row in rows:
        session.expunge(row)
        make_transient_to_detached(row)
        session.add(row)


@lru_cache(maxsize=256)
def _statement(shapes: tuple[Shape, ...]) -> str:
    """One INSERT for each shape of row, all inside one statement."""
    inserts = [
        f"insert into {table.name} ({', '.join(columns)}) "  # noqa: S608 - names of our own tables and columns
        f"select {', '.join(columns)} from jsonb_populate_recordset(null::{table.name}, %(rows{number})s::jsonb)"
        for number, (table, columns) in enumerate(shapes)
    ]
    *others, last = inserts
    if not others:
        return last
    return "with " + ", ".join(f"w{number} as ({each})" for number, each in enumerate(others)) + " " + last


def _values(row: Any) -> dict[str, Any]:
    """The row's columns as they are kept. What was left open has its default, here or in the database."""
    found: dict[str, Any] = {}
    loaded = row.__dict__
    for column in _table(row).columns:
        if column.name in loaded:
            found[column.name] = loaded[column.name]
        elif isinstance(column.default, CallableColumnDefault):
            found[column.name] = column.default.arg(None)  # type: ignore[arg-type]
            setattr(row, column.name, found[column.name])
        elif column.server_default is None:
            found[column.name] = None
            set_committed_value(row, column.name, None)
    return found


def _is_of_a_case(table: Table) -> bool:
    return "case_id" in table.columns or table.name in FIRST or table.name in ALSO


def _has_json_null(row: Any) -> bool:
    """JSON's own null is another thing than no value, and lost on the way: such a row goes by itself."""
    return any(
        isinstance(column.type, JSON) and row.__dict__.get(column.name, "") is None for column in _table(row).columns
    )


def _table(row: Any) -> Table:
    table = inspect(row).mapper.local_table
    assert isinstance(table, Table)
    return table


def _as_json(value: Any) -> str:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
