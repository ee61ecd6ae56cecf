"""A stack of real processes for each test, and the cases whose work they do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.opening import Opened, Opening, open_case
from coordination.db import new_id, writing
from tests.answers import complete
from tests.conftest import Database
from tests.machines.stack import Machines, machines
from tests.make import World
from workflows import pathways


class Story:
    """A referral from a prison's worker to the community team that receives it, with people on both sides."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.referrer = world.worker("hav-probation", name="Rea Referrer")
        self.triage = world.worker("hav-treatment-contact", "triage", name="Tom Triage")
        self.lead = world.worker("hav-treatment-contact", "team-lead", name="Lea Lead")

    def refer(self, worker: SignedIn | None = None, **answers: object) -> Opened:
        """Open one case through the real command."""
        pathway = pathways.newest("prison-release")
        today = clock.today()
        leaves = {
            "date_of_birth": "1990-03-31",
            "planned_release_date": (today + timedelta(days=40)).isoformat(),
            "release_date_known": "yes",
            "already_released": "no",
            "served_under_28_days": "no",
            "release_type": ["crd"],
        }
        given = complete(pathway, today, leaves | answers)
        sender = worker or self.referrer
        with writing(sender) as session:
            return open_case(
                session,
                sender,
                Opening(
                    pathway=pathway,
                    partnership_id=self.world.partnership_id("havering"),
                    answers=given,
                    sender_team_id=sender.team_ids[0],
                    to_team_id=self.world.team_id("hav-treatment-contact"),
                ),
                new_id(),
            )


@pytest.fixture(scope="module", autouse=True)
def _jobs(does_jobs_here: None) -> None:
    """Jobs are done in this process in most of these tests."""


@pytest.fixture(scope="module")
def story(world: World) -> Story:
    return Story(world)


@pytest.fixture
def stack(database: Database) -> Iterator[Machines]:
    with machines(database) as made:
        yield made
        made.rows("update outbox set done_at = asked_at where done_at is null")
