"""Two presses that wait for each other: PostgreSQL stops one of them, whose sender is told so and sends it again."""

from __future__ import annotations

import threading

import psycopg
from bs4 import BeautifulSoup
from sqlalchemy import create_engine, text

HOLD = "select pg_advisory_xact_lock({})"


def waits_second(url, theirs):
    """Wait for what the press holds, once that waits for us: whoever waited first is the one who is stopped."""
    with psycopg.connect(url, autocommit=True) as looks:
        while not looks.execute("select 1 from pg_locks where locktype = 'advisory' and not granted").fetchone():
            pass
    theirs.execute(HOLD.format(2))


def test_who_was_stopped_for_another_is_told_so_and_keeps_what_they_typed(app, database):
    url = database.url("app")
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))

    @app.post("/pressed")
    def pressed():
        with psycopg.connect(url) as theirs, engine.begin() as ours:
            ours.execute(text(HOLD.format(2)))
            theirs.execute(HOLD.format(1))
            second = threading.Thread(target=waits_second, args=(url, theirs))
            second.start()
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
