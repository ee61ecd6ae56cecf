"""The application on a world with both partnerships, and a small real server that speaks as the scanner does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from coordination import db
from coordination.worker import run
from tests.cases.conftest import app, browser_of, held_time
from tests.documents.scanner import Listening, listening

__all__ = ["app", "browser_of", "held_time"]


@pytest.fixture
def scanner() -> Iterator[Listening]:
    with listening() as server:
        yield server


@pytest.fixture
def machine(world: Any, database: Any, monkeypatch: Any) -> Any:
    """Run every job that waits, as the machine's own role, with a scanner or without."""

    def work(address: str | None = None, job: str = "scan_document") -> None:
        for name, value in (
            ("DATABASE_URL", database.url("worker")), ("REDIS_URL", database.redis_url),
            ("COORDINATION_SECRET", "s" * 40), ("COORDINATION_ADDRESS", "http://127.0.0.1:1"),
            ("COORDINATION_SCANNER", address or ""),
        ):  # fmt: skip
            monkeypatch.setenv(name, value)
        with world.keeper() as session:
            if job == "scan_waiting":
                session.execute(
                    text("insert into outbox (id, job, ids, queue, asked_at, ring_at, attempts, failures) "
                         "values (:id, :job, '{}', 'default', :at, :at, 0, 0)"),
                    {"id": uuid4(), "job": job, "at": "2026-11-18T10:30+00:00"},
                )  # fmt: skip
            rows = session.scalars(text("select id from outbox where job = :j and done_at is null"), {"j": job}).all()
        db.connect(database.url("worker"))
        for row in rows:
            run(str(row))
        db.connect(database.url("app"))

    return work
