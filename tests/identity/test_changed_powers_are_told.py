"""Who is given more power, or comes back, is seen by those who know whether that is right."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.db import writing
from coordination.identity.commands import workers as commands
from coordination.notifications.models import Notice
from tests.cases import stories

KINDS = ("role-given", "role-taken", "worker-restored")


def told(world, worker):
    with world.keeper() as session:
        mine = select(Notice.sentence).where(Notice.worker_id == worker.id, Notice.kind.in_(KINDS)).order_by(Notice.at)
        return list(session.scalars(mine))


@pytest.fixture
def team(world):
    roles = {"Ada": "administrator", "Noor": "administrator", "Lee": "team-lead", "Flo": "frontline", "Mo": "frontline"}
    return {name: world.worker(stories.CONTACT, role, name=f"{name} Example") for name, role in roles.items()}


def test_a_role_that_is_given_and_taken_is_told_to_its_worker_the_lead_and_the_other_administrators(world, team):
    ada, flo = team["Ada"], team["Flo"]
    with writing(ada) as session:
        commands.give_role(session, ada.agency_id, flo.id, "triage")
    with writing(ada) as session:
        commands.take_role(session, ada.agency_id, flo.id, "triage")
    why = " If you do not know why, ask at once."
    for name in ("Noor", "Lee"):
        assert told(world, team[name]) == [
            f"Ada Example gave Flo Example the role “triage”.{why}",
            f"Ada Example took from Flo Example the role “triage”.{why}",
        ]
    assert told(world, flo) == [
        f"Ada Example gave you the role “triage”.{why}", f"Ada Example took from you the role “triage”.{why}",
    ]  # fmt: skip
    assert told(world, ada) == told(world, team["Mo"]) == []


def test_an_account_that_is_opened_again_is_told_to_the_lead_and_the_other_administrators(world, team):
    ada, flo = team["Ada"], team["Flo"]
    with writing(ada) as session:
        commands.suspend(session, ada.agency_id, flo.id)
    before = {name: len(told(world, team[name])) for name in team}
    with writing(ada) as session:
        commands.restore(session, ada.agency_id, flo.id)
    said = "Ada Example opened the closed account of Flo Example again. If you do not know why, ask at once."
    for name in ("Noor", "Lee"):
        assert told(world, team[name])[before[name] :].count(said) == 1
    for name in ("Ada", "Mo", "Flo"):
        assert said not in told(world, team[name])
