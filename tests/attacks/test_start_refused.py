"""The product does not serve from a database that would not protect what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from coordination import clock
from coordination.db import Unprotected, refuse_unprotected
from tests.conftest import Database


@contextmanager
def session_as(database: Database, role: str) -> Iterator[Session]:
    engine = create_engine(database.url(role).replace("postgresql://", "postgresql+psycopg://"))
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def test_what_the_migrations_make_is_served(database: Database) -> None:
    for role in ("app", "worker"):
        with session_as(database, role) as session:
            refuse_unprotected(session)


@pytest.mark.parametrize(
    ("undo", "says"),
    [
        ("alter table answer no force row level security", "The table answer is not under forced"),
        ("alter table answer disable row level security", "The table answer is not under forced"),
        ("drop policy worker_reads on answer", "The table answer has no policy for the role worker"),
        ("create table later_thought (id int)", "The table later_thought is not under forced"),
        ("create view all_answers as select * from answer", "needs security_invoker"),
        ("alter view my_part reset (security_barrier)", "The view my_part would show rows as its owner"),
        ("alter view my_part owner to migrate", "The view my_part would show rows as its owner"),
        ("alter table answer owner to app", "The role app owns the table answer"),
    ],
)
def test_a_database_with_a_hole_is_refused(database: Database, undo: str, says: str) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        owner.execute(undo.encode())
        # worker_reads is the only policy of that command, but others remain: they do not read
        if "drop policy" in undo:
            for name in ("worker_inserts", "worker_changes"):
                owner.execute(f"drop policy if exists {name} on answer".encode())
        owner.commit()
    try:
        with session_as(database, "app") as session, pytest.raises(Unprotected, match=says):
            refuse_unprotected(session)
    finally:
        with psycopg.connect(database.url("owner")) as owner:
            owner.execute("alter table answer owner to migrate")
            owner.execute("alter table answer enable row level security, force row level security")
            owner.execute("drop table if exists later_thought")
            owner.execute("drop view if exists all_answers")
            owner.execute("alter view my_part owner to guard")
            owner.execute("alter view my_part set (security_barrier = true)")
            if "drop policy" in undo:
                owner.execute("create policy worker_reads on answer for select to worker using (false)")


def test_a_superuser_is_refused(database: Database) -> None:
    with session_as(database, "owner") as session, pytest.raises(Unprotected, match="The role owner is superuser"):
        refuse_unprotected(session)


def test_clocks_that_differ_are_refused(database: Database) -> None:
    with session_as(database, "app") as session:
        refuse_unprotected(session, clock.machine_now())
        with pytest.raises(Unprotected, match="differ by 6 seconds"):
            refuse_unprotected(session, clock.machine_now() + timedelta(seconds=6))
