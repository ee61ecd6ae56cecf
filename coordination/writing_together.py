"""Rows of a case are written together: one statement for all its tables, however many rows there are.

A referral fills fifteen tables, and a step changes six. As that many statements it costs more in travel than in work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ClauseElement, Table, event, inspect
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.attributes import instance_state, set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.schema import CallableColumnDefault

# What the rules about every other row read: new ones come first, each table in a statement of its own.
FIRST = ("case_file", "participant")
# Hangs on no case, and is written with most that do.
ALSO = ("outbox",)
Put = tuple[type[Any], dict[str, Any]]
Said = tuple[str, Mapping[str, Any]]
# The events of a transaction as JSON, and how many they are.
Events = tuple[str, int]
_APPEND = "select event_id, event_hash from audit_append_all(%(events)s::jsonb)"
# whether rows are new or changed ("insert", "update"), their table, and the columns that are written
Shape = tuple[str, Table, tuple[str, ...]]


def write_together(make_session: sessionmaker[WritingSession]) -> None:
    """From now on a flush of these sessions writes rows of cases in at most three statements.

    What a new row refers to may be another of the same flush: PostgreSQL looks when the statement is over.
    """
    event.listen(make_session, "before_flush", lambda session, _context, _instances: _write(session))


class WritingSession(Session):
    """A session that also writes what was only put or said, whenever it is flushed."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write everything that waits, to be read by the next statement or kept at the end."""
        super().flush(objects)
        _together(self, [], {})


@event.listens_for(WritingSession, "before_commit")
def _write_the_rest(session: Session) -> None:
    """What was only put or said is no object, so that the end alone would not write it."""
    session.flush()
    if session.info.get("with_hash"):
        raise RuntimeError("A row needs the hash of an event, and that event was appended before it.")


def put(session: Session, mapped: type[Any], **values: Any) -> None:
    """A new row of a case that this transaction does not change again: it is written with the others, and becomes no
    object for that. Most rows of a referral are of this sort."""
    _waiting(session, "put").append((mapped, values))


def say(session: Session, statement: str, **given: Any) -> None:
    """One INSERT, UPDATE or DELETE in PostgreSQL's own words, of whose rows this transaction reads nothing more: it is
    carried out with the others. It must not write a row that another of them writes."""
    _waiting(session, "said").append((statement, given))


def append(session: Session, events: str, count: int) -> None:
    """Append these events to the log in the statement that writes the next rows, once they are written."""
    _waiting(session, "events").append((events, count))


def put_with_hash(session: Session, statement: str, **given: Any) -> None:
    """One INSERT of one row in PostgreSQL's own words that reads `sealed`, the `event_id` and `event_hash` of the
    events that are appended next. It is carried out with them: no row is written where the log has not grown."""
    _waiting(session, "with_hash").append((statement, given))


def _waiting(session: Session, what: str) -> list[Any]:
    if not isinstance(session, WritingSession):
        raise TypeError("This session would never write it.")
    waiting: list[Any] = session.info.setdefault(what, [])
    return waiting


def _write(session: Session) -> None:
    new = [row for row in session.new if _kind(row.__table__).is_of_a_case and not _has_json_null(row)]
    for name in FIRST:
        _insert(session, [row for row in new if row.__table__.name == name])
    changed = {row: _changed(row) for row in session.dirty if _kind(row.__table__).is_of_a_case}
    _together(
        session,
        [row for row in new if row.__table__.name not in FIRST],
        {row: values for row, values in changed.items() if values and not _is_left_alone(row, values)},
    )


def _insert(session: Session, rows: list[Any]) -> None:
    if rows:
        _execute(session, _new(rows, []), len(rows))
        _are_there(session, rows)


def _together(session: Session, rows: list[Any], changed: dict[Any, dict[str, Any]]) -> None:
    """Write these new and changed rows, with whatever was put or said and the events that wait, in one statement."""
    put: list[Put] = session.info.pop("put", [])
    said: list[Said] = session.info.pop("said", [])
    events: list[Events] = session.info.pop("events", [])
    if rows or changed or put or said or events:
        by_shape = _new(rows, put)
        for row, values in changed.items():
            keys = {name: row.__dict__[name] for name in _kind(row.__table__).keys}
            by_shape.setdefault(("update", row.__table__, tuple(sorted(values))), []).append({**keys, **values})
        _execute(session, by_shape, len(rows) + len(put) + len(changed), said, *events)
        _are_there(session, rows)
        for row, values in changed.items():
            for name, value in values.items():
                set_committed_value(row, name, value)


def _new(rows: list[Any], put: Sequence[Put]) -> dict[Shape, list[dict[str, Any]]]:
    by_shape: dict[Shape, list[dict[str, Any]]] = {}
    there = [(row.__table__, _values(row)) for row in rows]
    there += [(mapped.__table__, _filled(_kind(mapped.__table__), values)) for mapped, values in put]
    for table, values in there:
        by_shape.setdefault(("insert", table, tuple(sorted(values))), []).append(values)
    return by_shape


def _are_there(session: Session, rows: list[Any]) -> None:
    """From now on these are rows that were read: a change to them is an UPDATE."""
    session._register_persistent({instance_state(row) for row in rows})


def _execute(
    session: Session,
    by_shape: dict[Shape, list[dict[str, Any]]],
    rows: int,
    said: Sequence[Said] = (),
    events: Events | None = None,
) -> None:
    """Raises StaleDataError when a row was not written: somebody took it away, or the rules hide it."""
    shapes = sorted(by_shape, key=lambda shape: (shape[0], shape[1].name, shape[2]))
    given = {f"rows{number}": _as_text(by_shape[shape]) for number, shape in enumerate(shapes)}
    with_hash: list[Said] = session.info.pop("with_hash", []) if events else []
    for number, (_, values) in enumerate((*said, *with_hash)):
        given |= {f"said{number}_{name}": value for name, value in values.items()}
    if events:
        given["events"] = events[0]
        rows += events[1] + len(with_hash)
    words, hashed = (tuple(words for words, _ in each) for each in (said, with_hash))
    statement = _statement(tuple(shapes), words, hashed if events else None)
    written = session.connection().exec_driver_sql(statement, given).scalar_one()
    if written != rows:
        names = ", ".join(shape[1].name for shape in shapes)
        raise StaleDataError(f"{written} of {rows} rows were written to {names}.")


@lru_cache(maxsize=512)
def _statement(shapes: tuple[Shape, ...], said: tuple[str, ...], with_hash: tuple[str, ...] | None) -> str:
    """An INSERT or UPDATE for each shape of row, what was said, and the events, in one statement that counts them."""
    one = {"insert": _insert_of, "update": _update_of}
    each = [f"w{n} as ({one[what](table, columns, n)})" for n, (what, table, columns) in enumerate(shapes)]
    each += [f"s{n} as ({words.replace('%(', f'%(said{n}_')})" for n, words in enumerate(said)]
    counted = [f"(select count(*) from w{n})" for n in range(len(shapes))]  # noqa: S608
    if with_hash is not None:
        # its condition makes PostgreSQL write the rows first, and hold the end of the chain as briefly as it can
        first = f" where {' + '.join(counted)} >= 0" if counted else ""
        each += [f"sealed as materialized ({_APPEND}{first})"]
        for n, words in enumerate(with_hash, len(said)):
            each += [f"s{n} as ({words.replace('%(', f'%(said{n}_')} returning 1)"]
            counted += [f"(select count(*) from s{n})"]  # noqa: S608
        counted += ["(select count(*) from sealed)"]
    return f"with {', '.join(each)} select {' + '.join(counted) or '0'}"


def _insert_of(table: Table, columns: tuple[str, ...], number: int) -> str:
    names = ", ".join(columns)
    # RETURNING a constant asks for no right to read: whoever writes a row need not see it
    return (
        f"insert into {table.name} ({names}) select {names} "  # noqa: S608
        f"from jsonb_populate_recordset(null::{table.name}, %(rows{number})s::jsonb) returning 1"
    )


def _update_of(table: Table, columns: tuple[str, ...], number: int) -> str:
    sets = ", ".join(f"{name} = r.{name}" for name in columns)
    same = " and ".join(f"t.{column.name} = r.{column.name}" for column in table.primary_key)
    return (
        f"update {table.name} t set {sets} "  # noqa: S608
        f"from jsonb_populate_recordset(null::{table.name}, %(rows{number})s::jsonb) r where {same} returning 1"
    )


@dataclass(frozen=True)
class _Kind:
    """What is asked about every row of a table, found out once."""

    is_of_a_case: bool
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    json: tuple[str, ...]
    # what makes the value of a column that was left open
    made: dict[str, Callable[[Any], Any]]
    # left to the database, where nothing was said
    left: frozenset[str]


@cache
def _kind(table: Table) -> _Kind:
    made: dict[str, Callable[[Any], Any]] = {
        each.name: each.default.arg for each in table.columns if isinstance(each.default, CallableColumnDefault)
    }
    return _Kind(
        "case_id" in table.columns or table.name in FIRST or table.name in ALSO,
        tuple(column.name for column in table.primary_key),
        tuple(column.name for column in table.columns),
        tuple(column.name for column in table.columns if isinstance(column.type, JSON)),
        made,
        frozenset(each.name for each in table.columns if each.server_default is not None) - made.keys(),
    )


def _values(row: Any) -> dict[str, Any]:
    """The row's columns as they are kept; the row has them afterwards, too."""
    found = _filled(_kind(row.__table__), row.__dict__)
    for name in found.keys() - row.__dict__.keys():
        set_committed_value(row, name, found[name])
    return found


def _filled(kind: _Kind, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a new row's columns. What was left open has its default, here or in the database."""
    found: dict[str, Any] = {}
    for name in kind.columns:
        if name in said:
            found[name] = said[name]
        elif name not in kind.left:
            found[name] = kind.made[name](None) if name in kind.made else None
    return found


def _changed(row: Any) -> dict[str, Any]:
    """The columns of a row that are no longer what was read."""
    attributes = inspect(row).attrs
    return {
        name: row.__dict__[name]
        for name in _kind(row.__table__).columns
        if name in row.__dict__ and attributes[name].history.has_changes()
    }


def _is_left_alone(row: Any, values: dict[str, Any]) -> bool:
    """What is worked out by the database, and JSON's own null, go by themselves."""
    return _has_json_null(row) or any(isinstance(value, ClauseElement) for value in values.values())


def _has_json_null(row: Any) -> bool:
    """JSON's own null is another thing than no value, and lost on the way: such a row goes by itself."""
    return any(row.__dict__.get(name, "") is None for name in _kind(row.__table__).json)


def _as_json(value: Any) -> str:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


_as_text = json.JSONEncoder(default=_as_json, check_circular=False, separators=(",", ":")).encode
