"""Who may sign in to the database, and as what."""

import psycopg
import pytest

from coordination import db


def test_no_role_that_serves_is_superuser_or_passes_by_row_level_security(database):
    with psycopg.connect(database.url("owner")) as connection:
        roles = connection.execute(
            "select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles "
            "where rolname in ('app', 'worker', 'statistics', 'backup', 'migrate', 'guard') order by 1"
        ).fetchall()
    assert [(name, login) for name, login, *_ in roles] == [
        ("app", True),
        ("backup", True),
        ("guard", False),
        ("migrate", True),
        ("statistics", True),
        ("worker", True),
    ]
    assert not any(any(powers) for _, _, *powers in roles)


def test_migrate_may_give_a_function_to_guard(database):
    with psycopg.connect(database.url("migrate")) as connection:
        connection.execute("create function gives_one() returns int language sql as 'select 1'")
        connection.execute("alter function gives_one() owner to guard")
        owner = connection.execute("select proowner::regrole::text from pg_proc where proname = 'gives_one'").fetchone()
        connection.rollback()
    assert owner == ("guard",)


@pytest.mark.parametrize("role", ["app", "worker", "statistics", "backup"])
def test_a_serving_role_makes_no_table(database, role):
    with psycopg.connect(database.url(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("create table mine (id int)")


def test_matching_and_double_booking_have_their_extensions(database):
    with psycopg.connect(database.url("app")) as connection:
        there = {name for (name,) in connection.execute("select extname from pg_extension")}
    assert {"pg_trgm", "btree_gist", "unaccent", "fuzzystrmatch"} <= there


def test_a_connection_in_use_while_another_database_is_taken_is_closed_afterwards(database):
    db.connect(database.url("app"))
    used = db.engine().connect()
    plain = used.connection.dbapi_connection
    db.connect(database.url("worker"))
    assert not plain.closed
    used.close()
    assert plain.closed
