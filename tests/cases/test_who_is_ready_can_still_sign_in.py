"""“Ready? key worker” means somebody whom the person can ask for: not somebody whose account was closed."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.cases.queries import people, signals
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.identity.commands import workers
from tests.cases import stories


@pytest.fixture
def story(world, clock_at):
    """A release in three weeks, with a key worker of the recovery team."""
    clock_at("2026-03-02T10:00")
    return stories.accepted(world, date(2026, 3, 23))


def page(story, worker):
    with reading(worker) as session:
        return load(session, worker, story.reference)


def is_ready(story, worker):
    return {mark.label: mark.ready for mark in signals.ready(page(story, worker))}["key worker"]


def account_closed(story):
    """The administrator of the treatment service closes the account of the key worker."""
    administrator = story.world.worker(stories.RECOVERY, "administrator", name="Alma Example")
    with writing(administrator) as session:
        workers.suspend(session, administrator.agency_id, story.others["key-worker"].id)
    return administrator


@pytest.mark.parametrize("team", [stories.CONTACT, "hav-probation"])
def test_a_key_worker_whose_account_was_closed_is_no_key_worker(story, world, team):
    """The mark stayed until somebody happened to name another one."""
    reader = story.spoc if team == stories.CONTACT else world.worker(team, name="Pat Example")
    assert is_ready(story, reader)
    administrator = account_closed(story)
    assert not is_ready(story, reader)
    said = {part.name: part.gone for part in people.people(page(story, reader))}
    assert said["Kim Example"] and not any(gone for name, gone in said.items() if name != "Kim Example")
    with writing(administrator) as session:
        workers.restore(session, administrator.agency_id, story.others["key-worker"].id)
    assert is_ready(story, reader)


def test_another_key_worker_makes_it_ready_again(story):
    account_closed(story)
    story.key_worker("Lou Example")
    assert is_ready(story, story.spoc)
