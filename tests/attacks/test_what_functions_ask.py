"""Functions that see more than their caller, asked in plain SQL by whoever has no part in what they ask for."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from coordination import clock
from coordination.conversation.commands.posting import ToPost, post
from coordination.db import new_id, writing
from tests.attacks.scene import an_event
from tests.attacks.stage import Stage
from tests.conftest import Database


def ask(database: Database, token: str, statement: str, *given: object) -> list[tuple[Any, ...]]:
    """What the application's own role is answered for this token. Nothing is kept."""
    with psycopg.connect(database.url("app")) as connection:
        connection.execute("select set_config('coordination.token', %s, true)", (token,))
        rows = connection.execute(statement.encode(), given).fetchall()
        connection.rollback()
        return rows


def write(database: Database, token: str, event: dict[str, Any]) -> None:
    ask(database, token, "select * from audit_append_all(%s)", json.dumps([event], default=str))


def test_nobody_signed_in_writes_of_a_sign_in_and_of_nothing_else(stage: Stage, database: Database) -> None:
    case_id, agency = stage.accepted.case_id, f"agency:{stage.accepted.nurse.agency_id}"
    write(database, "", an_event("sign-in.failed", agency, None))
    write(database, "", an_event("sign-in.failed", "system", None))
    for event in (
        an_event("sign-in.failed", f"case:{case_id}", case_id),
        an_event("sign-in.failed", f"agency:{new_id()}", None),
        an_event("sign-in.failed", "a chain of their own", None),
        an_event("role.given", agency, None),
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            write(database, "", event)


def test_a_worker_writes_into_the_log_of_their_own_agency_and_in_nobodys_name(stage: Stage, database: Database) -> None:
    other = stage.world.worker("waf-adult-safeguarding", "administrator", name="Other Example")
    mine, theirs = f"agency:{other.agency_id}", f"agency:{stage.accepted.nurse.agency_id}"
    write(database, other.token, an_event("draft.begun", mine, None))
    named = {**an_event("draft.begun", mine, None), "on_behalf_of_id": stage.accepted.nurse.id}
    for event in (an_event("draft.begun", theirs, None), named, an_event("draft.begun", "agency:none", None)):
        with pytest.raises(errors.InsufficientPrivilege):
            write(database, other.token, event)


def test_how_far_a_case_has_grown_is_told_to_the_application_alone(stage: Stage, database: Database) -> None:
    for token in ("", stage.accepted.nurse.token):
        given = ([stage.accepted.case_id], [0], b"forged")
        assert ask(database, token, "select * from cases_that_grew(%s, %s, %s)", *given) == []


def test_who_is_within_an_audience_is_told_to_the_author_of_the_message(stage: Stage, database: Database) -> None:
    story = stage.accepted
    with writing(story.nurse) as session:
        to_post = ToPost(body="For us alone", audience="agency")
        post(session, story.nurse, story.reference, to_post, once=new_id().hex)
    [(message,)] = ask(
        database,
        story.nurse.token,
        "select id from message where author_id = %s order by id desc limit 1",
        story.nurse.id,
    )
    holders: list[UUID] = [story.nurse.id, story.spoc.id, story.nurse.agency_id]

    def among(token: str) -> set[UUID]:
        statement = "select readers_of_my_message(%s, %s)"
        return {holder for (holder,) in ask(database, token, statement, message, holders)}

    assert among(story.nurse.token) == {story.nurse.id, story.nurse.agency_id}
    assert among(story.spoc.token) == among("") == set()
    with pytest.raises(errors.InsufficientPrivilege):
        ask(database, story.nurse.token, "select audience_covers(%s, %s)", holders, holders)


def test_a_role_is_given_where_the_agency_is_a_member(stage: Stage, database: Database) -> None:
    administrator = stage.world.worker("waf-adult-safeguarding", "administrator", name="Ada Example")
    colleague = stage.world.worker("waf-adult-safeguarding", "frontline", name="Bo Example")
    statement = "select give_role(%s, 'triage', (select id from partnership where code = %s), %s)"
    home = ask(database, administrator.token, statement, colleague.id, "waltham-forest", clock.now())
    assert home == [(True,)]
    with pytest.raises(errors.InsufficientPrivilege, match="no member"):
        ask(database, administrator.token, statement, colleague.id, "havering", clock.now())
