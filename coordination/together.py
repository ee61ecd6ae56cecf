"""Several lists out of one statement, so that a page that shows many things still asks the database little."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Date,
    DateTime,
    LargeBinary,
    Select,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.types import TypeEngine

AnyRows = Select[*tuple[Any, ...]]
Changing = ReturningUpdate[*tuple[Any, ...]]

# JSON has no dates, no ids and no bytes: they come back as text and are read again by the type of their column, or one
# by one in a column that is an array of them.
READ_AGAIN: tuple[tuple[type, Callable[[str], Any]], ...] = (
    (DateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Uuid, UUID),
    (LargeBinary, lambda text: bytes.fromhex(text.removeprefix("\\x"))),
)


def given(name: str, kind: type[Any] | TypeEngine[Any]) -> BindParameter[Any]:
    """What differs from one asking to the next: a parameter of this name and type."""
    return bindparam(name, None, type_=kind)


class Rows:
    """One query that a page asks again and again, or one change that a press makes, written out once. Its rows come as
    PostgreSQL gives them."""

    def __init__(self, query: AnyRows | Changing) -> None:
        self._statement, self._fixed = _written_out(query)

    def of(self, session: Session, **given: Any) -> list[Any]:
        """The rows, each with its columns as attributes."""
        return list(session.connection().exec_driver_sql(self._statement, {**self._fixed, **given}).all())


class Together:
    """Queries that are always asked together, or one by itself, written out once: a page then spends its time on rows.

    Parameters that were made by `given` are named again whenever the rows are asked for.
    """

    def __init__(self, **queries: AnyRows) -> None:
        # One column of text: a column of its own for each query takes longer to describe and to read than its rows.
        lists: list[Any] = []
        for name, query in queries.items():
            rows = query.subquery(name)
            as_json = select(func.coalesce(func.json_agg(rows.table_valued()), text("'[]'::json")))
            lists += [literal_column(f"'{name}'"), as_json.select_from(rows).scalar_subquery()]
        self._statement, self._fixed = _written_out(select(func.json_build_object(*lists).label("together")))
        self._again = {name: _converters(query) for name, query in queries.items()}

    def rows(self, session: Session, **given: Any) -> dict[str, list[Any]]:
        """The rows of each query under its name, in its order. A row has its columns as attributes."""
        ahead: dict[Together, Any] = session.info.get("ahead", {})
        asked, found = ahead.pop(self, (None, None))
        if asked != given:
            found = session.connection().exec_driver_sql(self._statement, {**self._fixed, **given}).scalar_one()
        return {name: _read(found[name], again) for name, again in self._again.items()}


# Lists that will be asked for, each with what will be given.
Asked = Mapping[Together, Mapping[str, Any]]


def read_ahead(session: Session, wanted: Asked) -> None:
    """Ask in one statement what the commands and pages that follow will ask one after the other, with what they will
    give. Each of them takes its own, once: whoever asks a second time reads again."""
    if not wanted:
        return
    given = {name: value for each, theirs in wanted.items() for name, value in {**each._fixed, **theirs}.items()}
    found = session.connection().exec_driver_sql(_all_of(tuple(wanted)), given).one()
    ahead: dict[Together, Any] = session.info.setdefault("ahead", {})
    ahead |= {each: (dict(wanted[each]), rows) for each, rows in zip(wanted, found, strict=True)}


@lru_cache(maxsize=64)
def _all_of(wanted: tuple[Together, ...]) -> str:
    return f"select {', '.join(f'({each._statement})' for each in wanted)}"


def _written_out(query: AnyRows | Changing) -> tuple[str, dict[str, Any]]:
    """The statement, in which everything that never differs stands as it is: there is less to send each time."""
    settled = visitors.cloned_traverse(query, {}, {"bindparam": _settle})
    compiled = settled.compile(dialect=psycopg.dialect(), compile_kwargs={"render_postcompile": True})
    return str(compiled), dict(compiled.params)


def _settle(parameter: BindParameter[Any]) -> None:
    # what was made of a value stands there for good; what has a name of its own is given each time, and not yet
    parameter.literal_execute = parameter.unique
    parameter.required = False


def _converters(query: AnyRows) -> dict[str, Callable[[str], Any]]:
    return {
        str(column.key): read
        for column in query.selected_columns
        for kind, read in READ_AGAIN
        if isinstance(column.type.item_type if isinstance(column.type, ARRAY) else column.type, kind)
    }


def _read(rows: list[dict[str, Any]], again: dict[str, Callable[[str], Any]]) -> list[Any]:
    # Most rows of a list have their author and their moment in common: each is read once.
    for name, read in again.items():
        known: dict[str | None, Any] = {None: None}
        for row in rows:
            text = row[name]
            if isinstance(text, list):
                row[name] = [read(each) for each in text]
                continue
            if text not in known:
                known[text] = read(text)
            row[name] = known[text]
    return [SimpleNamespace(**row) for row in rows]
