"""Whoever had the connection of the statistics pages could read frozen figures and configuration, and nothing else."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors, sql

from tests.attacks import scene as scenes
from tests.conftest import Database

FROZEN = {"release", "release_column", "release_cell", "custody_group"}
CONFIGURATION = {"partnership", "agency", "setting"}


@pytest.fixture(scope="module")
def filled(database: Database) -> Database:
    """With cases, people and messages in it."""
    scenes.build(database.url("owner"))
    return database


def test_every_other_table_is_closed_to_reading(filled):
    with psycopg.connect(filled.url("owner")) as keeper:
        catalogue = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = any (%s)"
        tables = {name for (name,) in keeper.execute(catalogue, (["r", "p", "v", "m"],))}
    may = set()
    with psycopg.connect(filled.url("statistics")) as thief:
        for table in sorted(tables):
            try:
                with thief.transaction():
                    thief.execute(sql.SQL("select * from {}").format(sql.Identifier(table)))
                may.add(table)
            except errors.InsufficientPrivilege:
                # not one column of it either
                columns = thief.execute("select has_any_column_privilege(%s, 'select')", (table,)).fetchone()
                assert columns == (False,), table
    assert {"milestone", "booking", "ledger", "milestone_total", "participant", "event"} <= tables
    assert may == FROZEN | CONFIGURATION


@pytest.mark.parametrize("table", sorted(FROZEN | CONFIGURATION))
def test_nothing_can_be_written(filled, table):
    with psycopg.connect(filled.url("statistics")) as thief:
        for change in ("delete from {}", "truncate {}", "insert into {} select * from {}"):
            named = [sql.Identifier(table)] * change.count("{}")
            with pytest.raises(errors.InsufficientPrivilege), thief.transaction():
                thief.execute(sql.SQL(change).format(*named))


def test_no_door_opens_from_here(filled):
    """Functions that see more than their caller see nothing for this role, and the closing of months is not its own."""
    with psycopg.connect(filled.url("statistics")) as thief:
        for door in ("enter_sweep('releases')", "milestones_beside('{}')", "agencies_of_cases('{}')"):
            with pytest.raises(errors.InsufficientPrivilege), thief.transaction():
                thief.execute("select " + door)
        with pytest.raises(errors.InsufficientPrivilege), thief.transaction():
            thief.execute("set role worker")
