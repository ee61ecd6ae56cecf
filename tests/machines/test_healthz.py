"""`/healthz` names what is not well, and nothing about anybody."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest

from coordination import clock, db
from coordination.db import NOBODY, reading
from coordination.jobs import queries
from tests.plain_client import app_for


@pytest.fixture(scope="module")
def app(database, world):
    return app_for(database)


@pytest.fixture
def health(app):
    def ask():
        answer = app.test_client().get("/healthz")
        return answer.status_code, answer.get_json()

    return ask


@pytest.fixture
def quickly(monkeypatch):
    """Silence is noticed after as short a time as signs of life allow, so that the test need not wait."""
    monkeypatch.setattr(queries, "LIFE_WITHIN", timedelta(seconds=12))


def test_it_names_each_part_that_dies_and_is_well_again_afterwards(health, stack, quickly):
    status, said = health()
    assert status == 503
    assert set(said["not_well"]) == {"worker", "relay", "beat", "valkey", "last sweep", "live"}
    stack.start()
    stack.until(lambda: health()[0] == 200, "everything is well")
    for name in ("default", "beat", "relay"):
        stack.kill(name)
    stack.until(lambda: {"worker", "beat", "relay"} <= health()[1]["not_well"].keys(), "each of them is missed")
    stack.start("default")
    stack.until(lambda: "worker" not in health()[1]["not_well"], "one of them is well again")
    assert {"beat", "relay"} <= health()[1]["not_well"].keys(), "and the others are still missed"
    stack.start("beat", "relay")
    stack.until(lambda: health()[0] == 200, "all are well again")
    stack.valkey.process.send_signal(signal.SIGSTOP)
    stack.until(lambda: "valkey" in health()[1]["not_well"], "valkey is missed")
    stack.valkey.process.send_signal(signal.SIGCONT)
    stack.until(lambda: health()[0] == 200, "well again")


def test_beat_and_relay_each_alone_keep_the_sweep_going(health, stack):
    for alone in ("relay", "beat"):
        stack.rows("delete from heartbeat where name = 'sweep'")
        stack.start(alone)
        stack.until(lambda: "last sweep" not in health()[1]["not_well"], f"{alone} sweeps")
        stack.kill(alone)


def test_a_late_sweep_is_said_on_every_page(app, stack, world):
    late = clock.machine_now() - timedelta(minutes=3, seconds=1)
    stack.rows(
        "insert into heartbeat (name, at) values ('sweep', %s) on conflict (name) do update set at = excluded.at", late
    )
    client = app.test_client()
    client.set_cookie("coordination_session", world.worker("hav-treatment-contact").token)
    assert "Reminders late" in client.get("/account").get_data(as_text=True)
    with reading(NOBODY) as session:
        assert "since" in queries.late_sweep(session)


def test_clocks_that_differ_are_named(health, monkeypatch):
    real = clock.machine_now
    monkeypatch.setattr(clock, "machine_now", lambda: real() + timedelta(seconds=6))
    assert "seconds apart" in health()[1]["not_well"]["clock"]


def test_without_its_database_it_says_so(app, database, monkeypatch):
    db.connect(database.url("app").replace("/t_", "/no_such_"))
    try:
        answer = app.test_client().get("/healthz")
    finally:
        db.connect(database.url("app"))
    assert answer.status_code == 503
    assert set(answer.get_json()["not_well"]) == {"database"}
