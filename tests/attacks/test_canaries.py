"""A marker in every answer that a person writes freely, and then every place where it could come out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import redis
from pypdf import PdfReader
from sqlalchemy import text

from coordination import clock
from coordination.access import SignedIn
from coordination.db import reading, writing
from coordination.referrals.commands.drafting import begin
from tests.answers import CALENDAR
from tests.attacks.policy import ROWS
from tests.attacks.stage import Stage
from tests.cases import stories
from tests.conftest import Database
from tests.plain_client import app_for
from workflows import pathways
from workflows.conditions import asked
from workflows.grid import sight

PATHWAY = pathways.newest("prison-release")
QUESTIONS = {question.code: question for topic in PATHWAY.topics.values() for question in topic.questions}
FREE = ("text", "long-text", "person-name")
OPENING = {
    "on_ost": "yes", "past_misuse": "yes", "safeguarding_concern": "yes", "self_harm_concern": "yes",
    "uses_in_custody": "yes", "exclusion_zone": "yes", "lone_worker_warning": "yes", "risk_staff": "high",
}  # fmt: skip
# A rule of the database that is taken away, as its table's policy is written anew.
WEAKENED = {
    "every answer of a case to all who sign in": ("answer", "true"),
    "every answer to all who take part": ("answer", "takes_part(case_id)"),
    "every name to all who sign in": ("person_on_case", "true"),
}


@dataclass
class Viewer:
    """Somebody who looks, and the position in which their team stands on the case that they look at."""

    worker: SignedIn
    relation: str
    position: str | None
    case: stories.Story

    def may_read(self, code: str, *, accepted: bool = False) -> bool:
        # the team that has been asked about one case has accepted the other, which a page may show beside it
        if accepted:
            return sight(PATHWAY, "spoc", QUESTIONS[code]) == "read"
        if self.relation == "preview":
            return QUESTIONS[code].preview
        return self.position is not None and sight(PATHWAY, self.position, QUESTIONS[code]) == "read"


def marker(code: str) -> str:
    return f"Zq{code.replace('_', '').capitalize()}qz"


def marked() -> dict[str, str]:
    """Every freely written answer that such a referral asks for, as its own marker."""
    day = clock.today() + timedelta(days=28)
    opened = stories.answers(day, **OPENING)
    return {
        question.code: marker(question.code)
        for question in asked(PATHWAY, opened, clock.today(), calendar=CALENDAR)
        if question.kind in FREE
    }


@pytest.fixture(scope="module")
def markers() -> dict[str, str]:
    return marked()


@pytest.fixture(scope="module")
def stage(world: Any, database: Database, markers: dict[str, str]) -> Stage:
    app = app_for(database)
    app.config["WTF_CSRF_ENABLED"] = False
    given = {**OPENING, **markers}
    waiting, accepted = stories.referred(world, given=given), stories.accepted(world, given=given)
    with writing(waiting.nurse) as session:
        draft = begin(session, waiting.nurse, "prison-release", once=uuid4().hex)
    made = Stage(app, world, waiting, accepted, draft, world.worker(stories.CONTACT, name="Cy Example"))
    made.with_password(made.colleague)
    return made


@pytest.fixture(scope="module")
def viewers(stage: Stage) -> list[Viewer]:
    found = []
    for role in ("frontline", "team-lead", "governance", "administrator", "manager"):
        for relation, position in (
            ("sent it", "referrer"), ("takes part", "spoc"), ("preview", None), ("same partnership", None),
            ("another partnership", None), ("shut out", None),
        ):  # fmt: skip
            found.append(Viewer(stage.worker(role, relation), relation, position, stage.case(relation)))
    for team, position in (("hav-housing-options", "housing"), ("hav-probation", "probation")):
        found.append(Viewer(stage.world.worker(team), "takes part", position, stage.accepted))
    return found


def words_of(answer: Any) -> str:
    if answer.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.get_data())).pages)
    return str(answer.get_data(as_text=True))


def pages(stage: Stage, relation: str, markers: dict[str, str]) -> Iterator[str]:
    for row in ROWS:
        if "GET" in row.methods and not row.endpoint.startswith(("assets", "accent")):
            yield stage.address(row.endpoint, relation)
    for word in list(markers.values())[:3]:
        yield f"/search?q={word}"
        yield f"/queues/{stories.CONTACT}?q={word}"
    yield f"/audit?case={stage.case(relation).reference}"


def leaks(stage: Stage, viewer: Viewer, markers: dict[str, str]) -> list[str]:
    """Every marker that this viewer meets and has no right to, and where."""
    found = []
    for address in pages(stage, viewer.relation, markers):
        answer = stage.ask("GET", address, viewer.worker)
        body = words_of(answer)
        # what somebody typed into a search box comes back to them
        typed = address.partition("?q=")[2]
        beside = viewer.relation == "preview" and stage.accepted.reference in address
        for code, word in markers.items():
            if word in body and word != typed and not viewer.may_read(code, accepted=beside):
                found.append(f"{code} on {address} for {sorted(viewer.worker.roles)}, {viewer.relation}")
        tags = re.findall(r"<title>.*?</title>|(?:href|action|src)=\"[^\"]*\"", body, re.DOTALL)
        told = [tag for tag in [*tags, *answer.headers.values()] for word in markers.values() if word in tag]
        found += [f"{tag[:80]} on {address}" for tag in told if not typed or typed not in tag]
    return found + in_the_database(viewer, markers)


def in_the_database(viewer: Viewer, markers: dict[str, str]) -> list[str]:
    """What the same worker's own session in the database gives, whatever the pages make of it."""
    with reading(viewer.worker) as session:
        said = session.execute(
            text("select case_id, key as field, value #>> '{}' as value from answer, jsonb_each(given)")
        ).all()
        names = session.scalars(text("select name from person_on_case")).all()
    found = [
        f"{row.field} in the database, {viewer.relation}"
        for row in said
        if (row.case_id == viewer.case.case_id or viewer.relation != "preview")
        and row.value in markers.values()
        and not viewer.may_read(row.field)
    ]
    if viewer.relation not in ("sent it", "takes part", "preview") and any("Zq" in name for name in names):
        found.append(f"a name in the database, {viewer.relation}")
    return found


@contextmanager
def weakened(database: Database, table: str, rule: str) -> Iterator[None]:
    """One policy replaced by a wider one, and put back."""
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        before = owner.execute(
            "select pg_get_expr(polqual, polrelid) from pg_policy "
            "where polrelid = %s::regclass and polname = 'app_reads'",
            (table,),
        ).fetchone()
        assert before is not None
        owner.execute(f"alter policy app_reads on {table} using ({rule})".encode())
        try:
            yield
        finally:
            owner.execute(f"alter policy app_reads on {table} using ({before[0]})".encode())


def test_there_is_something_to_find(markers: dict[str, str], stage: Stage, viewers: list[Viewer]) -> None:
    assert len(markers) >= 8, markers
    assert {PATHWAY.category(QUESTIONS[code].category).code for code in markers} >= {"core", "health"}
    reader = next(one for one in viewers if one.relation == "takes part" and one.position == "spoc")
    body = words_of(stage.ask("GET", f"/cases/{reader.case.reference}", reader.worker))
    assert sum(word in body for word in markers.values()) >= 3, "the page of the case shows what may be read"


def test_nobody_meets_an_answer_that_the_grid_does_not_give_them(
    stage: Stage, viewers: list[Viewer], markers: dict[str, str], how_many: Any, chance: Any
) -> None:
    always = [one for one in viewers if one.position in ("housing", "probation")]
    others = [one for one in viewers if one not in always]
    chosen = [*always, *chance.sample(others, how_many(8, len(others)))]
    assert [leak for viewer in chosen for leak in leaks(stage, viewer, markers)] == []


def test_nothing_of_it_stands_in_logs_in_valkey_in_jobs_or_in_notices(
    stage: Stage, database: Database, markers: dict[str, str], capfd: Any, caplog: Any
) -> None:
    for relation in ("sent it", "takes part", "another partnership"):
        for address in pages(stage, relation, markers):
            stage.ask("GET", address, stage.worker("frontline", relation))
    stage.ask("POST", f"/cases/{stage.waiting.reference}/moves/accept", stage.waiting.spoc, nonsense="ZqNonsenseqz")
    out = capfd.readouterr()
    logged = out.out + out.err + "".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")
    with redis.Redis.from_url(database.redis_url) as valkey:
        kept = b"".join(valkey.dump(key) or b"" for key in valkey.scan_iter("*"))
    with psycopg.connect(database.url("owner")) as owner:
        rows = [
            *owner.execute("select ids::text from outbox"),
            *owner.execute("select sentence from notice"),
            *owner.execute("select detail::text from event_detail"),
            *owner.execute("select answer::text from once"),
            *owner.execute("select r::text from read_event r"),
        ]
    written = " ".join(str(row[0]) for row in rows)
    assert rows, "the log of this story is there to be looked at"
    for word in (*markers.values(), "ZqNonsenseqz"):
        assert word not in logged
        assert word.encode() not in kept
        assert word not in written, written[max(0, written.index(word) - 120) :][:240]


@pytest.mark.parametrize("what", WEAKENED)
def test_without_one_of_the_rules_it_is_found(
    stage: Stage, viewers: list[Viewer], markers: dict[str, str], database: Database, what: str
) -> None:
    def found() -> list[str]:
        return [leak for viewer in viewers for leak in in_the_database(viewer, markers)]

    assert found() == []
    with weakened(database, *WEAKENED[what]):
        assert found() != []
    assert found() == []
