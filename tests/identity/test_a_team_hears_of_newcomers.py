"""An administrator who puts somebody into a team, a made-up colleague perhaps, does it before the eyes of its lead."""

from __future__ import annotations

from sqlalchemy import select

from coordination.db import writing
from coordination.identity.commands import workers as commands
from coordination.notifications.models import Notice
from tests.cases import stories


def told(world, worker):
    with world.keeper() as session:
        mine = select(Notice.sentence).where(Notice.worker_id == worker.id, Notice.kind == "team-newcomer")
        return list(session.scalars(mine))


def test_the_lead_and_the_other_administrators_hear_of_an_invitation_and_of_a_move(world):
    team = world.team_id(stories.CONTACT)
    administrator = world.worker(stories.CONTACT, "administrator", name="Ada Example")
    another = world.worker(stories.CONTACT, "administrator", name="Noor Example")
    lead = world.worker(stories.CONTACT, "team-lead", name="Lee Example")
    colleague = world.worker(stories.CONTACT, "frontline", name="Flo Example")
    with writing(administrator) as session:
        made_up = commands.invite(
            session, administrator.agency_id, "second.self@example.org", "Mo Example", None, [team]
        )
    for one in (lead, another):
        (sentence,) = told(world, one)
        assert sentence.startswith("Ada Example put Mo Example into the team ")
    assert told(world, administrator) == told(world, colleague) == []

    with writing(administrator) as session:
        commands.place(session, administrator.agency_id, made_up, [])
    with writing(administrator) as session:
        commands.place(session, administrator.agency_id, made_up, [team])
    assert len(told(world, lead)) == 2, "somebody who comes back is told of again"
