"""A job that keeps failing waits for a person, who sees it and says why it is given up; the log keeps that."""

from __future__ import annotations

from sqlalchemy import select

from coordination import cli
from coordination.db import new_id
from coordination.jobs import queries
from coordination.jobs.commands import later
from coordination.jobs.models import OutboxRow
from tests.machines.test_the_sweep import rows


def jobs(monkeypatch, database, folder, *words):
    monkeypatch.setenv("DATABASE_URL", database.url("app"))
    monkeypatch.setenv("COORDINATION_OWNER_URL", database.url("owner"))
    monkeypatch.setenv("COORDINATION_SECRET", "s" * 40)
    return cli.main(["jobs", *words, "--data-dir", str(folder)])


def test_what_keeps_failing_is_listed_and_closed_with_a_reason(world, database, monkeypatch, capsys, tmp_path):
    with world.keeper() as session:
        stuck = later(session, None, "clear_lists")
        fresh = later(session, None, "clear_lists")
        session.flush()
        row = session.scalars(select(OutboxRow).where(OutboxRow.id == stuck)).one()
        row.failures, row.failed_as = 3, "OperationalError"

    assert jobs(monkeypatch, database, tmp_path, "list") == 0
    listed = capsys.readouterr().out
    assert str(stuck) in listed
    assert "failed 3 times, OperationalError" in listed
    assert str(fresh) not in listed

    for words, says in (
        ((str(new_id()), "--reason", "x"), "no job with that id"),
        (("seven", "--reason", "x"), "not the id of a job"),
        ((str(fresh), "--reason", "x"), "still being tried"),
        ((str(stuck), "--reason", "  "), "Say why"),
    ):
        assert jobs(monkeypatch, database, tmp_path, "close", *words) == 1
        assert says in capsys.readouterr().err
    assert jobs(monkeypatch, database, tmp_path, "close", str(stuck), "--reason", "The server it asked is gone.") == 0
    assert "is not tried again" in capsys.readouterr().out
    said = rows(
        world, "select d.detail from event e join event_detail d on d.event_id = e.id where e.kind = 'job.closed'"
    )
    assert [(detail["job"], detail["row"], detail["reason"]) for (detail,) in said] == [
        ("clear_lists", str(stuck), "The server it asked is gone.")
    ]
    assert jobs(monkeypatch, database, tmp_path, "close", str(stuck), "--reason", "again") == 1
    assert "done or closed meanwhile" in capsys.readouterr().err
    assert jobs(monkeypatch, database, tmp_path, "list") == 0
    assert "No job waits for a person." in capsys.readouterr().out
    with world.keeper() as session:
        assert queries.alarms(session) == 0
