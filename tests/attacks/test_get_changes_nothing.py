"""Looking changes nothing, a form without its token changes nothing, and every answer carries the headers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from coordination.db import writing
from coordination.referrals.commands.drafting import begin
from tests.attacks.policy import EVERYBODY, POLICY, RELATIONS, ROLES, ROWS
from tests.attacks.stage import Stage
from tests.conftest import Database

# What a look itself leaves behind, and nothing else: that it happened, when somebody was last here, how far they read.
LOOKING = {"read_event", "chain_head", "last_looked", "conversation_mark"}
# A print leaves the building, so it is in the case's own log.
PRINTS = {"prints.summary": "case.printed", "sending.copy": "case.printed"}
# And these columns: when a session was last used; the secret that a set-up page shows until its first code is typed.
COLUMNS = {"acting": ["last_seen_at"], "sign_in": ["totp_pending"]}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY_SAYS = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")


def contents(database: Database) -> dict[str, tuple[int, str]]:
    """Of every table how many rows, and a sum over all that stands in them."""
    with psycopg.connect(database.url("owner")) as connection:
        names = [
            name
            for (name,) in connection.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
            if name not in LOOKING
        ]
        found = {}
        for name in names:
            query = sql.SQL(
                "select count(*), coalesce(md5(string_agg(r.words, ',' order by r.words)), '') "
                "from (select (to_jsonb(t) - %s::text[])::text as words from {} t) r"
            ).format(sql.Identifier(name))
            row = connection.execute(query, (COLUMNS.get(name, []),)).fetchone()
            assert row is not None
            found[name] = (int(row[0]), str(row[1]))
    return found


def newest_events(database: Database) -> list[Any]:
    with psycopg.connect(database.url("owner")) as connection:
        return connection.execute("select kind, category, at from event order by recorded_at desc limit 5").fetchall()


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def test_every_role_may_open_every_address_and_changes_no_row(
    stage: Stage, database: Database, how_many: Any, chance: Any
) -> None:
    roles = ["frontline", *chance.sample([role for role in ROLES if role != "frontline"], how_many(1, len(ROLES) - 1))]
    workers = {(role, relation): stage.worker(role, relation) for role in roles for relation in RELATIONS}
    before = contents(database)
    for row in ROWS:
        if "GET" in row.methods and row.endpoint not in PRINTS:
            for (role, relation), worker in workers.items():
                if relation in ("sent it", "takes part", "preview"):
                    answer = stage.ask("GET", stage.address(row.endpoint, relation), worker)
                    assert answer.status_code < 500 or answer.is_json, f"{row.endpoint} as {role}"
    assert changed(before, contents(database)) == {}, newest_events(database)


def test_a_print_leaves_its_own_entry_and_nothing_else(stage: Stage, database: Database) -> None:
    worker, before = stage.worker("frontline", "takes part"), contents(database)
    assert stage.ask("GET", stage.address("prints.summary", "takes part"), worker).mimetype == "application/pdf"
    after = contents(database)
    assert set(changed(before, after)) == {"event", "event_detail"}
    assert after["event"][0] == before["event"][0] + 1
    assert newest_events(database)[0][0] == PRINTS["prints.summary"]


def test_a_change_would_be_seen(stage: Stage, database: Database) -> None:
    before = contents(database)
    with writing(stage.waiting.nurse) as session:
        begin(session, stage.waiting.nurse, "prison-release", once=uuid4().hex)
    assert {"draft", "event"} <= set(changed(before, contents(database)))


@pytest.fixture
def checking(stage: Stage) -> Any:
    """The application as it is served: it asks every form for its token."""
    stage.app.config["WTF_CSRF_ENABLED"] = True
    yield stage
    stage.app.config["WTF_CSRF_ENABLED"] = False


def test_a_form_without_its_token_is_refused_and_changes_no_row(checking: Stage, database: Database) -> None:
    rows = [row for row in ROWS if "POST" in row.methods]
    workers = {
        row: checking.worker("frontline" if isinstance(row.who, str) else row.who[0], "takes part") for row in rows
    }
    before, taken = contents(database), []
    for row, worker in workers.items():
        address = checking.address(row.endpoint, "takes part")
        for more in ({}, {"csrf_token": "a token of somebody else"}):
            answer = checking.ask("POST", address, worker, **more)
            if answer.status_code not in (400, 403):
                taken.append(f"{row.endpoint}: {answer.status_code}")
    assert taken == []
    assert changed(before, contents(database)) == {}


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_what_another_site_sends_is_refused_and_changes_no_row(
    stage: Stage, database: Database, headers: dict[str, str]
) -> None:
    worker = stage.worker("frontline", "takes part")
    before = contents(database)
    for row in ROWS:
        if "POST" in row.methods:
            address = stage.address(row.endpoint, "takes part")
            client = stage.client(worker)
            assert client.post(address, data={"once": uuid4().hex}, headers=headers).status_code == 403, row.endpoint
    assert changed(before, contents(database)) == {}


def test_every_answer_of_every_status_carries_the_headers(stage: Stage) -> None:
    lacking, statuses = [], set()
    nobody, manager, frontline = None, stage.worker("manager", "preview"), stage.worker("frontline", "sent it")
    for row in ROWS:
        # what no route takes is refused before anybody looks at who asks
        for method, workers in (
            ("GET", (nobody, manager, frontline)),
            ("POST", (nobody, frontline)),
            ("DELETE", (frontline,)),
            ("PUT", (frontline,)),
        ):
            for worker in workers:
                if method == "POST" and row.ends_session:
                    continue
                answer = stage.ask(method, stage.address(row.endpoint, "sent it"), worker)
                statuses.add(answer.status_code)
                says = answer.headers
                if not all(says.get(name) == value for name, value in ALWAYS.items()):
                    lacking.append(f"{method} {row.endpoint} {answer.status_code}: a header")
                policy = says.get("Content-Security-Policy", "")
                if any(part not in policy for part in POLICY_SAYS) and "sandbox" not in policy:
                    lacking.append(f"{method} {row.endpoint} {answer.status_code}: {policy}")
                if "unsafe-inline" in policy or "unsafe-eval" in policy:
                    lacking.append(f"{method} {row.endpoint} {answer.status_code}: {policy}")
                kept = row.endpoint.startswith("assets.") or row.endpoint == "accent"
                if not (kept and answer.status_code < 400) and says.get("Cache-Control") != "no-store":
                    lacking.append(f"{method} {row.endpoint} {answer.status_code}: may be kept by a cache")
                if "Server" in says or "X-Powered-By" in says:
                    lacking.append(f"{method} {row.endpoint}: says what it runs on")
    assert lacking == []
    assert {200, 302, 401, 403, 404, 405} <= statuses, statuses


def test_an_address_that_nobody_serves_carries_the_headers_too(stage: Stage) -> None:
    for address in ("/nothing-here", "/cases/", "/static/../pyproject.toml"):
        answer = stage.ask("GET", address, None)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_only_open_pages_answer_without_a_session() -> None:
    """The list of pages that anybody may open is short, and its writers meant it."""
    assert {row.endpoint.partition(".")[0] for row in ROWS if row.who == EVERYBODY} == {
        "accent", "assets", "pages", "healthz", "sign_in", "second_step", "links", "particulars",
        "public_concerns",
    }  # fmt: skip
    assert POLICY["sign_in.home"].who != EVERYBODY
