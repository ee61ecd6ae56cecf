"""Two presses that wait for each other: PostgreSQL stops one of them, whose sender is told so and sends it again."""

from __future__ import annotations

import threading

import psycopg
from bs4 import BeautifulSoup
from sqlalchemy import create_engine, text

HOLD = "select pg_advisory_xact_lock({})"


def until_it_waits(looks, process):
    while not looks.execute(
        "select 1 from pg_locks where locktype = 'advisory' and not granted and pid = %s", [process]
    ).fetchone():
        pass


def test_who_was_stopped_for_another_is_told_so_and_keeps_what_they_typed(app, database):
    owner = database.url("owner")
    engine = create_engine(database.url("app").replace("postgresql://", "postgresql+psycopg://"))

    @app.post("/pressed")
    def pressed():
        with psycopg.connect(owner) as theirs, psycopg.connect(owner) as looks, engine.begin() as ours:
            # who looks for the circle first is the one who is stopped: theirs waits long before it looks
            theirs.execute("set deadlock_timeout = '1min'")
            ours.execute(text(HOLD.format(2)))
            theirs.execute(HOLD.format(1))
            second = threading.Thread(target=theirs.execute, args=(HOLD.format(2),))
            second.start()
            until_it_waits(looks, theirs.info.backend_pid)
            try:
                ours.execute(text(HOLD.format(1)))
            finally:
                ours.rollback()
                second.join()
        return "done"

    answer = app.test_client().post("/pressed", data={"words": "The visit is on Friday.", "once": "a"})
    assert answer.status_code == 409
    assert "Somebody else was changing the same thing at the same moment, so nothing was done." in answer.text
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("[name=words]")["value"] == "The visit is on Friday."
    engine.dispose()
