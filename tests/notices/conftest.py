"""One referral in the database, workers who are told of it, and the machines' jobs done on the spot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert

from coordination import clock, db, jobs
from coordination.access import SignedIn
from coordination.db import NOBODY, new_id, writing
from coordination.jobs import OutboxRow
from coordination.notifications.commands import tell
from coordination.worker import run
from coordination.worker.doors import enter
from coordination.worker.known import JOBS
from tests.conftest import Database
from tests.machines.conftest import Story
from tests.make import World
from tests.notices.listeners import Post, Service, mail_server, notify_service
from tests.plain_client import PlainClient, app_for

KEY = "a-service-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
NOON = "2026-11-18T12:00"


@pytest.fixture(scope="module")
def story(world: World) -> Story:
    return Story(world)


@pytest.fixture(scope="module")
def app(database: Database, world: World) -> Any:
    return app_for(database)


@pytest.fixture
def client_of(app: Any) -> Callable[[SignedIn], PlainClient]:
    def of(worker: SignedIn) -> PlainClient:
        client = PlainClient(app)
        client.carry(worker.token)
        return client

    return of


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


@pytest.fixture
def service() -> Iterator[Service]:
    with notify_service() as server:
        yield server


class Machine:
    """The machines of this module: what waits is done when the test says so."""

    def __init__(self, database: Database, world: World) -> None:
        self.database, self.world = database, world
        self.quiet()

    def quiet(self) -> None:
        """What waits already is no business of the test."""
        self.sql("update outbox set done_at = %s where done_at is null", clock.now())

    def sql(self, statement: str, *given: object) -> list[Any]:
        with self.world.keeper() as session:
            found = session.connection().exec_driver_sql(statement, given)
            return list(found.all()) if found.returns_rows else []

    def force(self, statement: str, *given: object) -> None:
        """Bring something about that a story would take many moves to reach, past the rule that it needs an event."""
        with self.world.keeper() as session:
            session.connection().exec_driver_sql("set local session_replication_role = replica")
            session.connection().exec_driver_sql(statement, given)

    def work(self, *, at_once: bool = False) -> None:
        """Do every job whose time has come, those that follow too; those that wait together also at the same time."""
        db.connect(self.database.url("worker"))
        try:
            seen: set[UUID] = set()
            while True:
                waiting = self.sql("select id from outbox where done_at is null and ring_at <= %s", clock.now())
                new = [row.id for row in waiting if row.id not in seen]
                if not new:
                    return
                seen.update(new)
                with ThreadPoolExecutor(len(new) if at_once else 1) as hands:
                    list(hands.map(run, map(str, new)))
        finally:
            db.connect(self.database.url("app"))

    def tell(self, worker: SignedIn, kind: str, about: str, *, urgent: bool = False) -> None:
        """Tell a worker something, as a job of the sweep does."""
        db.connect(self.database.url("worker"))
        try:
            with writing(NOBODY) as session:
                enter(session, jobs.Asked(new_id(), "make_digests", {}, None), JOBS["make_digests"])
                tell(session, {worker.id}, kind=kind, about=about, sentence="A sentence.", urgent=urgent)
        finally:
            db.connect(self.database.url("app"))

    def waiting(self, job: str) -> int:
        """How many rows ask for this job and are not done."""
        return len(self.sql("select 1 from outbox where job = %s and done_at is null", job))

    def beat(self, job: str = "make_digests") -> None:
        """The time for something regular has come round."""
        self.ask(job)
        self.work()

    def ask(self, job: str) -> None:
        """Something regular is asked for and not done yet."""
        db.connect(self.database.url("worker"))
        with writing(NOBODY) as session:
            session.execute(
                insert(OutboxRow).values(
                    id=new_id(), job=job, ids={}, queue="default", asked_at=clock.now(), ring_at=clock.now()
                )
            )
        db.connect(self.database.url("app"))

    def chosen(self, worker: SignedIn, **kept: object) -> None:
        """What a worker chose, as their preferences keep it."""
        self.sql(
            "update worker set preferences = cast(%s as jsonb) where id = %s", json.dumps({"notices": kept}), worker.id
        )

    def messages(self, worker: SignedIn) -> list[Any]:
        return self.sql("select * from delivery where worker_id = %s order by id", worker.id)


@pytest.fixture
def machine(
    database: Database, world: World, does_jobs_here: None, monkeypatch: pytest.MonkeyPatch, clock_at: Any
) -> Machine:
    """At noon of a Wednesday, with a mail server that is not there; a test names its own."""
    clock_at(NOON)
    monkeypatch.setenv("COORDINATION_SMTP", "127.0.0.1:1")
    return Machine(database, world)


@pytest.fixture
def by_notify(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """GOV.UK Notify is set up, with a template for mail and one for texts."""
    monkeypatch.setenv("COORDINATION_NOTIFY_ADDRESS", service.address)
    monkeypatch.setenv("COORDINATION_NOTIFY_KEY", KEY)
    monkeypatch.setenv("COORDINATION_NOTIFY_EMAIL_TEMPLATE", "f33517ff-2a88-4f6e-b855-c550268ce08a")
    monkeypatch.setenv("COORDINATION_NOTIFY_TEXT_TEMPLATE", "64415853-cb86-4cc4-b597-2aaa94ef8c39")
    return service
