"""A partnership's file seeds once; later differences are shown first, and applied as events."""

import pytest
from sqlalchemy import select, text

from coordination import cli, clock, db, partnership_file
from coordination.audit.models import Event, EventDetail
from coordination.identity.models import Setting, Team
from coordination.sharing.models import Agreement
from tests.plain_client import SECRET
from workflows import partnerships


@pytest.fixture(params=["havering", "waltham-forest"])
def file(request):
    return partnerships.load(request.param)


def test_a_fresh_partnership_is_what_its_file_says(world, file):
    with world.keeper() as session:
        assert partnership_file.differences(session, file) == []


def test_what_was_changed_is_found_applied_and_recorded(world):
    file = partnerships.load("havering")
    with world.keeper() as session:
        session.execute(text("update team set name = 'Another name' where code = 'hav-recovery'"))
        session.execute(text("update team set closed_at = :now where code = 'hav-probation'"), {"now": clock.now()})
        gone = session.scalars(
            select(Agreement).where(Agreement.partnership_id == world.partnership_id("havering")).limit(1)
        ).one()
        gone.ended_at = clock.now()
        setting = session.scalars(select(Setting).where(Setting.code == "resettlement-panel-length")).first()
        setting.value = {"value": 60}
    with world.keeper() as session:
        shown = [change.sentence for change in partnership_file.differences(session, file)]
        assert "Change the team hav-recovery: name" in shown
        assert "Change the team hav-probation: closed_at" in shown
        assert "Set resettlement-panel-length to 90 minutes" in shown
        assert len([sentence for sentence in shown if sentence.startswith("Agree that ")]) == 1
    with world.keeper() as session:
        assert sorted(partnership_file.apply(session, file)) == sorted(shown)
    with world.keeper() as session:
        assert partnership_file.differences(session, file) == []
        assert session.scalars(select(Team.name).where(Team.code == "hav-recovery")).one() != "Another name"
        recorded = session.scalars(
            select(EventDetail.detail)
            .join(Event, Event.id == EventDetail.event_id)
            .where(Event.kind == "partnership.changed")
        ).all()
        assert sorted(detail["changes"] for detail in recorded) == sorted(shown)


def test_looking_changes_nothing_and_a_wrong_code_gets_a_sentence(world, monkeypatch, capsys):
    for name, value in {
        "DATABASE_URL": world.database.url("app"),
        "COORDINATION_OWNER_URL": world.database.url("owner"),
        "REDIS_URL": world.database.redis_url,
        "COORDINATION_SECRET": SECRET,
        "COORDINATION_ADDRESS": "http://127.0.0.1:8000",
    }.items():
        monkeypatch.setenv(name, value)
    with world.keeper() as session:
        session.execute(text("update team set name = 'Another name' where code = 'hav-recovery'"))
    try:
        for _ in range(2):
            assert cli.main(["partnership", "diff", "havering"]) == 0
            assert capsys.readouterr().out == "Change the team hav-recovery: name\n"
        assert cli.main(["partnership", "apply", "havering"]) == 0
        assert cli.main(["partnership", "diff", "havering"]) == 0
        assert "The database says what the file says." in capsys.readouterr().out
        assert cli.main(["partnership", "diff", "nowhere"]) == 1
        assert "There is no partnership" in capsys.readouterr().err
    finally:
        db.connect(world.database.url("app"))
