"""Raw SQL as the application's role: who is nobody, was signed out, or belongs elsewhere sees and changes nothing.

The tables come from the catalogue, so a new one is tested by being there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql

from coordination.db import new_id
from tests.attacks import scene as scenes
from tests.attacks.scene import AT, Scene, an_event
from tests.conftest import Database

ONE, TWO = "NOR-AAAA-1111", "NOR-BBBB-2222"
REFUSALS = (errors.InsufficientPrivilege, errors.RestrictViolation)
# Alembic's own number of the newest migration tells nothing about anybody and is closed to the application.
LOGIN_ROLES = ("app", "worker", "statistics", "backup", "migrate")


@pytest.fixture(scope="module")
def scene(database: Database) -> Scene:
    return scenes.build(database.url("owner"))


@contextmanager
def asking(database: Database, token: str, role: str = "app") -> Iterator[psycopg.Connection[Any]]:
    """A connection as `role` in a transaction for whoever holds a token; what it does is thrown away."""
    with psycopg.connect(database.url(role)) as connection:
        connection.execute("select set_config('coordination.token', %s, true)", (token,))
        yield connection
        connection.rollback()


def tables(database: Database) -> list[str]:
    with psycopg.connect(database.url("owner")) as connection:
        rows = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'public' order by 1"
        )
        return [name for (name,) in rows]


def seen(connection: psycopg.Connection[Any], table: str) -> int:
    """How many rows of a table this asker sees, by its first readable column; 0 where the table is closed."""
    columns = connection.execute(
        """select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
           and has_column_privilege(attrelid, attnum, 'select') limit 1""",
        (table,),
    ).fetchone()
    if columns is None:
        return 0
    query = sql.SQL("select count({}) from {}").format(sql.Identifier(columns[0]), sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("token", ["", "forged", "token of nobody"])
@pytest.mark.parametrize("role", ["app"])
def test_without_a_live_token_every_table_is_empty(database: Database, scene: Scene, role: str, token: str) -> None:
    with asking(database, token, role) as connection:
        assert {table: seen(connection, table) for table in tables(database) if seen(connection, table)} == {}


def test_a_worker_process_that_acts_for_nobody_sees_the_outbox_at_most(database: Database, scene: Scene) -> None:
    with asking(database, "", "worker") as connection:
        shown = {table for table in tables(database) if seen(connection, table)}
    assert shown <= {"outbox", "slot"}


def test_signing_out_closes_everything_at_once(database: Database, scene: Scene) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        scenes.add_worker(owner, scene, "leaver", "treatment", ["frontline"])
    with asking(database, scene.tokens["leaver"]) as connection:
        assert seen(connection, "case_file") == 1
        connection.execute("select end_acting(%s)", (scene.tokens["leaver"],))
        assert {table for table in tables(database) if seen(connection, table)} == set()


def about_cases(database: Database) -> list[str]:
    with psycopg.connect(database.url("owner")) as connection:
        rows = connection.execute(
            """select table_name from information_schema.columns where table_schema = 'public'
               and column_name = 'case_id' order by 1"""
        )
        return ["case_file", *(name for (name,) in rows)]


def test_another_agency_sees_no_row_of_any_case(database: Database, scene: Scene) -> None:
    with asking(database, scene.tokens["police-officer"]) as connection:
        assert {table: seen(connection, table) for table in about_cases(database) if seen(connection, table)} == {}


def test_nothing_is_asked_of_somebody_elses_part_in_a_case(database: Database, scene: Scene) -> None:
    """What cannot be read as a number says so in an error, with the words of the row: no such row may come up."""
    with asking(database, scene.tokens["police-officer"]) as connection:
        assert connection.execute("select count(*) from my_part where sees::int > 0").fetchone() == (0,)
    with asking(database, scene.tokens["treatment-worker"]) as connection, pytest.raises(psycopg.DataError):
        connection.execute("select count(*) from my_part where sees::int > 0")


def test_an_agency_sees_only_the_case_in_which_it_takes_part(database: Database, scene: Scene) -> None:
    with asking(database, scene.tokens["treatment-worker"]) as connection:
        rows = connection.execute("select reference from case_file").fetchall()
    assert rows == [(ONE,)]


def test_a_category_that_was_not_granted_is_not_seen(database: Database, scene: Scene) -> None:
    with asking(database, scene.tokens["treatment-worker"]) as connection:
        rows = connection.execute("select category from answer order by 1").fetchall()
    assert rows == [("core",), ("custody",)]
    with asking(database, scene.tokens["prison-nurse"]) as connection:
        assert len(connection.execute("select category from answer").fetchall()) == 6


def test_switching_an_agreement_off_ends_access_with_the_next_statement(database: Database, scene: Scene) -> None:
    with (
        psycopg.connect(database.url("owner")) as owner,
        psycopg.connect(database.url("app"), autocommit=True) as taker,
    ):
        taker.execute("select set_config('coordination.token', %s, false)", (scene.tokens["treatment-worker"],))

        def categories() -> list[str]:
            return [name for (name,) in taker.execute("select category from answer order by 1")]

        assert categories() == ["core", "custody"]
        owner.execute("update agreement set ended_at = %s where id = %s", (AT, scene.id("agreement-custody")))
        owner.commit()
        assert categories() == ["core"]
        owner.execute("update agreement set ended_at = null where id = %s", (scene.id("agreement-custody"),))
        owner.commit()
        assert categories() == ["core", "custody"]


def test_nobody_forges_who_acted(database: Database, scene: Scene) -> None:
    """The actor is looked up by the token; there is no way to say another, and no way past the function."""
    with asking(database, scene.tokens["prison-nurse"]) as connection:
        scenes.append(connection, scene.cases[ONE], "case.moved", {"move": "accept"})
        row = connection.execute(
            "select actor_id from event where case_id = %s order by seq desc limit 1", (scene.cases[ONE],)
        ).fetchone()
        assert row == (scene.id("prison-nurse"),)
    for statement in (
        "insert into event select * from event limit 1",
        "insert into chain_head (chain, seq, hash) values ('x', 1, '')",
        "update chain_head set seq = 0",
        "insert into read_event select * from read_event",
        "insert into checkpoint select * from checkpoint",
        "select checkpoint_heads()",
        "insert into acting select * from acting",
        "update acting set roles = '{administrator}'",
        "set role owner",
        "set role guard",
        "set role migrate",
    ):
        with asking(database, scene.tokens["prison-nurse"]) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_nobody_writes_into_the_chain_of_another_case(database: Database, scene: Scene) -> None:
    def append(connection: Any, chain: str, case: UUID | None) -> None:
        events = json.dumps([an_event("case.moved", chain, case)])
        connection.execute("select * from audit_append_all(%s)", (events,))

    one, two = scene.cases[ONE], scene.cases[TWO]
    for chain, case, refusal in (
        (f"case:{two}", two, errors.InsufficientPrivilege),
        (f"case:{two}", one, errors.CheckViolation),
        (f"case:{one}", None, errors.CheckViolation),
        (f"worker:{scene.id('police-officer')}", None, errors.CheckViolation),
    ):
        with asking(database, scene.tokens["treatment-worker"]) as connection, pytest.raises(refusal):
            append(connection, chain, case)
    with asking(database, "forged") as connection, pytest.raises(errors.InsufficientPrivilege):
        append(connection, f"case:{one}", one)


def test_many_events_at_once_pass_no_other_way(database: Database, scene: Scene) -> None:
    one, two = scene.cases[ONE], scene.cases[TWO]

    def event(chain: str, case: object) -> dict[str, object]:
        at = AT.isoformat()
        said = {"kind": "case.moved", "chain": chain, "case_id": case and str(case), "at": at, "category": "core"}
        return {**said, "place": 1, "id": str(new_id()), "detail": {}, "actor_id": str(scene.id("police-officer"))}

    good = event(f"case:{one}", one)
    with asking(database, scene.tokens["treatment-worker"]) as connection:
        connection.execute("select * from audit_append_all(%s)", (json.dumps([good]),))
        row = connection.execute("select actor_id from event where id = %s", (good["id"],)).fetchone()
        assert row == (scene.id("treatment-worker"),)
    for bad, refusal in (
        (event(f"case:{two}", two), errors.InsufficientPrivilege),
        (event(f"case:{two}", one), errors.CheckViolation),
        (event(f"case:{one}", None), errors.CheckViolation),
    ):
        with asking(database, scene.tokens["treatment-worker"]) as connection, pytest.raises(refusal):
            connection.execute("select * from audit_append_all(%s)", (json.dumps([good, bad]),))


def test_a_change_to_a_case_without_an_event_is_refused_at_commit(database: Database, scene: Scene) -> None:
    change = "update participant set stage = 'accepted' where case_id = %s"
    with psycopg.connect(database.url("app")) as connection:
        connection.execute("select set_config('coordination.token', %s, true)", (scene.tokens["prison-nurse"],))
        assert connection.execute(change, (scene.cases[ONE],)).rowcount
        with pytest.raises(errors.IntegrityConstraintViolation, match="was not recorded"):
            connection.commit()
    with psycopg.connect(database.url("app")) as connection:
        connection.execute("select set_config('coordination.token', %s, true)", (scene.tokens["prison-nurse"],))
        connection.execute(change, (scene.cases[ONE],))
        scenes.append(connection, scene.cases[ONE], "case.moved", {"move": "accept"})


def test_every_table_with_a_case_is_watched_or_is_private_working_state(database: Database) -> None:
    from coordination.tables import Base

    with psycopg.connect(database.url("owner")) as connection:
        watched = {
            name
            for (name,) in connection.execute(
                """select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                   join pg_proc p on p.oid = t.tgfoid
                   where p.proname = 'no_change_without_event' and t.tgenabled <> 'D' and t.tgdeferrable"""
            )
        }
    # what the log itself is made of, and what asking and looking leave behind
    proof = {"event", "event_detail", "once"}
    private = {name for name, table in Base.metadata.tables.items() if table.info.get("private_working_state")}
    shows = {"my_part"}  # a view of participants, for the policies
    assert set(about_cases(database)) - watched - private - proof - shows == set()


@pytest.mark.parametrize("role", [*("app", "worker", "migrate", "owner"), "guard"])
@pytest.mark.parametrize("table", ["event", "read_event", "checkpoint"])
@pytest.mark.parametrize("doing", ["update {} set hash = ''", "delete from {}", "truncate {}"])
@pytest.mark.parametrize("replica", [False, True])
def test_the_log_only_grows(database: Database, scene: Scene, role: str, table: str, doing: str, replica: bool) -> None:
    login = "owner" if role == "guard" or replica else role
    with psycopg.connect(database.url(login)) as connection:
        if replica:
            connection.execute("set session_replication_role = replica")
        if login != role:
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
        with pytest.raises(REFUSALS):
            connection.execute(doing.format(table).encode())


def test_the_words_of_an_event_are_never_changed(database: Database, scene: Scene) -> None:
    for doing in ("update event_detail set detail = '{}'", "truncate event_detail"):
        with psycopg.connect(database.url("owner")) as connection, pytest.raises(errors.RestrictViolation):
            connection.execute(doing.encode())


def test_a_colleague_who_is_shut_out_sees_nothing_of_the_case(database: Database, scene: Scene) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        scenes.add_worker(owner, scene, "conflicted", "treatment", ["frontline"])
        owner.execute(
            """insert into case_block (id, case_id, worker_id, by_id, reason, at)
               values (uuidv7(), %s, %s, %s, 'knows the person', %s)""",
            (scene.cases[ONE], scene.id("conflicted"), scene.id("treatment-lead"), AT),
        )
        scenes.append(owner, scene.cases[ONE], "case.blocked", {"worker": str(scene.id("conflicted"))})
    with asking(database, scene.tokens["conflicted"]) as connection:
        shown = {table: seen(connection, table) for table in about_cases(database) if seen(connection, table)}
    assert shown == {}, json.dumps(shown)
