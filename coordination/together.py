"""Several lists out of one statement, so that a page that shows many things still asks the database little."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache, reduce
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
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
    type_coerce,
)
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.orm import InstrumentedAttribute, Session
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


class _Name(Uuid[UUID]):
    """An id in a row of the database, and the name of whoever has that id in the row that a page gets."""


# Whoever can be named. Each is looked for by id, and what the asker may not read has no name.
_NAMED = ("worker", "team", "agency", "outside_organisation")


def name_of(whose: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The name of the worker, team, agency or outside organisation with this id, as a column of a query that is asked
    `Together` with others; None where there is nobody.

    Names are looked up once for all rows of a statement. A join for each of them took PostgreSQL as long as the rows.
    """
    return type_coerce(whose, _Name())


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
        named: list[Any] = []
        for name, query in queries.items():
            rows = query.subquery(name)
            found = func.coalesce(func.json_agg(rows.table_valued()), text("'[]'::json")).label("found")
            ids = [func.array_agg(rows.c[each], type_=ARRAY(Uuid)) for each in _names_in(query)]
            if ids:
                # beside the others, not inside them: it gives what was found and those who are named in it
                each = select(found, _one_after_another(ids).label("ids")).subquery(f"all_{name}")
                named.append(each.c.ids)
                lists += [literal_column(f"'{name}'"), each.c.found]
            else:
                lists += [literal_column(f"'{name}'"), select(found).scalar_subquery()]
        together = [func.json_build_object(*lists).label("together")]
        together += [_one_after_another(named).label("named")] if named else []
        self._statement, self._fixed = _written_out(select(*together))
        self._names_somebody = bool(named)
        self._again = {name: (_converters(query), _names_in(query)) for name, query in queries.items()}

    def rows(self, session: Session, **given: Any) -> dict[str, list[Any]]:
        """The rows of each query under its name, in its order. A row has its columns as attributes."""
        ahead: dict[Together, Any] = session.info.get("ahead", {})
        asked, found = ahead.pop(self, (None, None))
        if asked != given:
            rows, names = session.connection().exec_driver_sql(_all_of((self,)), {**self._fixed, **given}).one()
            found = rows, _Reading(names)
        rows, reading = found
        return {name: reading.read(rows[name], again, named) for name, (again, named) in self._again.items()}


# Lists that will be asked for, each with what will be given.
Asked = Mapping[Together, Mapping[str, Any]]


def read_ahead(session: Session, wanted: Asked) -> None:
    """Ask in one statement what the commands and pages that follow will ask one after the other, with what they will
    give. Each of them takes its own, once: whoever asks a second time reads again."""
    if not wanted:
        return
    given = {name: value for each, theirs in wanted.items() for name, value in {**each._fixed, **theirs}.items()}
    *found, names = session.connection().exec_driver_sql(_all_of(tuple(wanted)), given).one()
    ahead: dict[Together, Any] = session.info.setdefault("ahead", {})
    reading = _Reading(names)
    ahead |= {each: (dict(wanted[each]), (rows, reading)) for each, rows in zip(wanted, found, strict=True)}


@lru_cache(maxsize=64)
def _all_of(wanted: tuple[Together, ...]) -> str:
    """The statement of all of them: what each found, and the names of whoever is named in any of it."""
    found = [f"found_{place}.together" for place, _ in enumerate(wanted)]
    named = [f"found_{place}.named" for place, each in enumerate(wanted) if each._names_somebody]
    each_with_name = " union all ".join(f"select id, name from wanted join {table} using (id)" for table in _NAMED)  # noqa: S608
    names = f"""(with wanted as materialized (select distinct unnest({" || ".join(named)}) as id)
        select json_object_agg(id, name) from ({each_with_name}) as each_with_name)"""  # noqa: S608
    beside = ", ".join(f"({each._statement}) as found_{place}" for place, each in enumerate(wanted))
    return f"select {', '.join(found)}, {names if named else 'null'} as names from {beside}"  # noqa: S608


def _one_after_another(ids: list[Any]) -> Any:
    """Several arrays as one."""
    return reduce(lambda some, more: some.op("||")(more), ids)


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
    named = _names_in(query)
    return {
        str(column.key): read
        for column in query.selected_columns
        for kind, read in READ_AGAIN
        if isinstance(column.type.item_type if isinstance(column.type, ARRAY) else column.type, kind)
        and column.key not in named
    }


def _names_in(query: AnyRows) -> list[str]:
    return [str(column.key) for column in query.selected_columns if isinstance(column.type, _Name)]


class _Row:
    """One row, whose columns are its attributes."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.__dict__ = columns


class _Reading:
    """The rows of one statement as they are read again: most have their people and their moments in common, and each
    of these is read once."""

    def __init__(self, names: dict[str | None, str] | None) -> None:
        self._names = names or {}
        self._known: dict[Callable[[str], Any], dict[str | None, Any]] = {read: {None: None} for _, read in READ_AGAIN}

    def read(self, rows: list[dict[str, Any]], again: dict[str, Callable[[str], Any]], named: list[str]) -> list[Any]:
        """The rows of one list."""
        for name in named:
            for row in rows:
                row[name] = self._names.get(row[name])
        for name, read in again.items():
            known = self._known[read]
            for row in rows:
                said = row[name]
                if isinstance(said, list):
                    row[name] = [read(each) for each in said]
                    continue
                if said not in known:
                    known[said] = read(said)
                row[name] = known[said]
        return [_Row(row) for row in rows]
