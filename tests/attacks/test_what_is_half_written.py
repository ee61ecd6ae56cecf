"""What somebody has begun and not sent is theirs alone: drafts, answers, messages. Each check is taken away in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordination.access import SignedIn
from coordination.conversation.commands.keeping import keep
from coordination.conversation.given import ToPost
from coordination.conversation.queries.seats import take
from coordination.db import writing
from coordination.forms.pages import Sent
from coordination.referrals.commands.drafting import begin, keep_answers
from tests.cases import stories
from tests.conftest import Database
from tests.make import World

# What a colleague tries with it. None of it names a column in a condition: that would ask for what can be read as well.
TRIES = {
    "draft": {
        "app_reads": "select 1 from draft where worker_id = :writer",
        "app_changes": "update draft set warned_at = :at",
        "app_inserts": "insert into draft (reference, worker_id, agency_id, pathway, pathway_version, begun_at, "
        "changed_at, expires_at) values ('DRF-TRY', :writer, :agency, 'prison-release', 1, :at, :at, :at)",
    },
    "draft_answer": {
        "app_reads": "select 1 from draft_answer where draft_id = :draft",
        "app_changes": "update draft_answer set version = 99",
        "app_inserts": "insert into draft_answer (draft_id, field, value, at) values (:draft, 'tried', '1', :at)",
        "app_deletes": "delete from draft_answer",
    },
    "message_draft": {
        "app_reads": "select 1 from message_draft where worker_id = :writer",
        "app_changes": "update message_draft set kept_at = :at",
        "app_inserts": "insert into message_draft (worker_id, case_id, given, kept_at, expires_at) "
        "values (:writer, :other_case, '{}', :at, :at)",
        "app_deletes": "delete from message_draft",
    },
}  # fmt: skip
CHECKS = [(table, policy) for table, tries in TRIES.items() for policy in tries]


class Undone(Exception):
    """What was tried worked, and is taken back."""


@pytest.fixture(scope="module")
def begun(world: World) -> tuple[SignedIn, dict[str, Any]]:
    """A colleague on the same cases, and what they would need to name."""
    story, other = stories.accepted(world), stories.accepted(world)
    with writing(story.nurse) as session:
        reference = begin(session, story.nurse, "prison-release", once=uuid4().hex)
        keep_answers(session, story.nurse, reference, [Sent("surname", "Zqnameqz", None, 0, "-", "new")])
        keep(session, take(session, story.nurse, story.reference), ToPost(body="Zqbegunqz"))
    with world.keeper() as session:
        draft = session.scalar(text("select id from draft where reference = :r"), {"r": reference})
    named = {"writer": story.nurse.id, "agency": story.nurse.agency_id, "draft": draft, "other_case": other.case_id,
             "at": "2026-11-18T10:30+00:00"}  # fmt: skip
    return world.worker(stories.PRISON, "frontline", "team-lead", name="Ny Example"), named


def worked(begun: tuple[SignedIn, dict[str, Any]]) -> set[tuple[str, str]]:
    """Everything that works at the database for somebody else. What it changed is taken back."""
    colleague, named = begun
    found = set()
    for table, policy in CHECKS:
        statement = text(TRIES[table][policy])
        given = {name: value for name, value in named.items() if f":{name}" in str(statement)}
        try:
            with writing(colleague) as session:
                done = session.execute(statement, given, execution_options={"preserve_rowcount": True})
                if done.first() if done.returns_rows else done.rowcount:  # type: ignore[attr-defined]
                    raise Undone
        except Undone:
            found.add((table, policy))
        except DBAPIError:
            continue
    return found


@contextmanager
def open_to_all(database: Database, table: str, policy: str) -> Iterator[None]:
    """The database with this policy asking nothing."""
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        row = owner.execute(
            "select pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy "
            "where polrelid = %s::regclass and polname = %s",
            (table, policy),
        ).fetchone()
        assert row is not None
        rules = {"using": row[0], "with check": row[1]}

        def put(rule: str | None) -> None:
            parts = [f"{which} ({rule or said})" for which, said in rules.items() if said]
            owner.execute(f"alter policy {policy} on {table} {' '.join(parts)}".encode())

        put("true")
        try:
            yield
        finally:
            put(None)


def test_a_colleague_gets_at_none_of_it(begun: tuple[SignedIn, dict[str, Any]]) -> None:
    assert worked(begun) == set()


@pytest.mark.parametrize(("table", "policy"), CHECKS)
def test_without_any_one_check_a_colleague_does(begun: Any, database: Database, table: str, policy: str) -> None:
    with open_to_all(database, table, policy):
        assert (table, policy) in worked(begun)


def test_no_check_was_left_out(database: Database) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        there = owner.execute(
            "select c.relname, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid "
            "where c.relname = any(%s) and p.polname like 'app%%'",
            (list(TRIES),),
        ).fetchall()
    assert {tuple(row) for row in there} == set(CHECKS)
