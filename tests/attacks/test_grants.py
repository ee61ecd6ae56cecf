"""What each database role may do is a list that people review, and every column is classified."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

from coordination.db import Holds
from coordination.tables import Base
from tests.conftest import Database

LIST = Path(__file__).with_name("grants.txt")
ROLES = ("app", "worker", "statistics", "backup", "guard")
# to write the list anew after a change on purpose, for the review
ANEW = "COORDINATION_WRITE_GRANTS"


def granted(url: str) -> list[str]:
    """Every right of every role on our tables, columns, functions and sequences, one line each."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """select r.rolname || ' ' || lower(a.privilege_type) || ' ' || c.relname
               from pg_class c cross join aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
               where c.relnamespace = 'public'::regnamespace and r.rolname = any(%(roles)s)
               union
               select r.rolname || ' ' || lower(a.privilege_type) || ' ' || c.relname || '.' || t.attname
               from pg_attribute t join pg_class c on c.oid = t.attrelid cross join aclexplode(t.attacl) a
               join pg_roles r on r.oid = a.grantee
               where c.relnamespace = 'public'::regnamespace and r.rolname = any(%(roles)s)
               union
               select r.rolname || ' execute ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
               from pg_proc p cross join aclexplode(p.proacl) a join pg_roles r on r.oid = a.grantee
               where p.pronamespace = 'public'::regnamespace and r.rolname = any(%(roles)s) and r.oid <> p.proowner
               order by 1""",
            {"roles": list(ROLES)},
        )
        return sorted(line for (line,) in rows)


def test_rights_are_the_ones_on_the_list(database: Database) -> None:
    """A change on purpose changes the list too, so that somebody reviews it."""
    found = granted(database.url("owner"))
    if os.environ.get(ANEW):
        LIST.write_text("\n".join(found) + "\n")
    assert found == LIST.read_text().splitlines(), f"If this is meant, run once with {ANEW}=1 and review the list."


def test_no_function_that_sees_more_than_its_caller_is_open_to_everybody(database: Database) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        rows = connection.execute(
            """select p.proname from pg_proc p
               where p.pronamespace = 'public'::regnamespace and p.prosecdef
                 and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)
                      or not coalesce(array_to_string(p.proconfig, ' '), '') like '%search_path=pg_catalog%pg_temp%'
                      or p.proowner <> 'guard'::regrole)"""
        ).fetchall()
    assert rows == []


def test_no_role_of_the_application_stands_above_the_rules(database: Database) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        rows = connection.execute(
            """select rolname from pg_roles where rolname = any(%s)
               and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)""",
            ([*ROLES, "migrate"],),
        ).fetchall()
        owned = connection.execute(
            "select tablename from pg_tables where schemaname = 'public' and tableowner <> 'migrate'"
        ).fetchall()
    assert (rows, owned) == ([], [])


def test_every_column_says_what_it_holds() -> None:
    unclassified = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if not isinstance(column.info.get("holds"), Holds)
    ]
    assert unclassified == []


def test_every_table_in_the_database_is_declared(database: Database) -> None:
    """What no model declares has no column map: only the migrations' own number and the door key, which is a secret."""
    with psycopg.connect(database.url("owner")) as connection:
        there = {name for (name,) in connection.execute("select tablename from pg_tables where schemaname = 'public'")}
        undeclared_columns = [
            f"{table}.{column}"
            for table, column in connection.execute(
                "select table_name, column_name from information_schema.columns where table_schema = 'public'"
            )
            if table in Base.metadata.tables and column not in Base.metadata.tables[table].columns
        ]
    assert there - set(Base.metadata.tables) <= {"alembic_version", "door_key"}
    assert undeclared_columns == []
