"""When somebody leaves or moves, nothing of their work stays behind with them."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.audit.commands import record, seal
from coordination.audit.models import Event, EventDetail
from coordination.db import new_id
from coordination.identity.models import Worker
from coordination.jobs.models import OutboxRow
from coordination.queues.models import Task
from coordination.referrals.models import Draft
from tests.plain_client import HOMES, PlainClient

TEAM, OTHER, QUIET = "hav-recovery", "hav-treatment-safeguarding", "hav-young-people"


@pytest.fixture
def administrator(accounts, app):
    client = PlainClient(app)
    client.sign_in(accounts.make(TEAM, "administrator"))
    return client


def claimed(world, account, team=TEAM) -> UUID:
    task_id, case_id, now = new_id(), new_id(), clock.now()
    with world.keeper() as session:
        session.add(
            Task(
                id=task_id,
                reference=f"T-{task_id.hex[-8:]}",
                case_id=case_id,
                team_id=world.team_id(team),
                kind="answer",
                asks="Ring the person",
                holder_id=account["id"],
                holder_name=account["name"],
                claimed_at=now,
                opened_at=now,
                due_at=now + timedelta(days=1),
                pathway="prison-release",
                case_reference="HAV-1",
            )
        )
        session.flush()
        record(session, "task.opened", case_id=case_id, task="x", asks="Ring the person", team=team, due="x")
        seal(session)
    return task_id


def half_written(world, account, team=TEAM) -> UUID:
    draft_id, now = new_id(), clock.now()
    with world.keeper() as session:
        session.add(
            Draft(
                id=draft_id,
                reference=f"D-{draft_id.hex[-8:]}",
                worker_id=account["id"],
                agency_id=session.get_one(Worker, account["id"]).agency_id,
                team_id=world.team_id(team),
                pathway="prison-release",
                pathway_version=1,
                begun_at=now,
                changed_at=now,
                expires_at=now + timedelta(days=14),
            )
        )
    return draft_id


def suspend(administrator, account):
    administrator.get(f"/workers/{account['reference']}/suspend")
    return administrator.submit("Suspend")


def test_claimed_tasks_return_to_their_queue_with_an_event_in_each_case(accounts, world, administrator):
    leaver = accounts.make(TEAM)
    tasks = [claimed(world, leaver) for _ in range(3)]
    page = suspend(administrator, leaver)
    assert "Tasks that went back to their queues: 3" in page.text
    with world.keeper() as session:
        for task_id in tasks:
            task = session.get_one(Task, task_id)
            assert (task.holder_id, task.holder_name, task.claimed_at, task.version) == (None, None, None, 2)
            event = session.scalars(
                select(Event).where(Event.case_id == task.case_id, Event.kind == "task.handed-back")
            ).one()
            assert (event.actor_id, event.on_behalf_of_id) == (None, leaver["id"])
            detail = session.scalars(select(EventDetail.detail).where(EventDetail.event_id == event.id)).one()
            assert detail == {"task": task.reference, "asks": "Ring the person", "because": "suspended"}


def test_half_written_drafts_pass_to_the_lead_of_the_team(accounts, world, administrator):
    leaver, lead = accounts.make(TEAM), accounts.make(TEAM, "team-lead")
    draft_id = half_written(world, leaver)
    suspend(administrator, leaver)
    with world.keeper() as session:
        draft = session.get_one(Draft, draft_id)
        assert (draft.worker_id, draft.passed_from_id) == (lead["id"], leaver["id"])
        asked = select(OutboxRow.worker_id, OutboxRow.ids).where(OutboxRow.job == "tell_of_passed_on_draft")
        assert session.execute(asked).all() == [(lead["id"], {"draft": str(draft_id)})], "the lead is told"


def test_moving_takes_along_what_belongs_to_the_team_that_stays(accounts, world, administrator):
    mover = accounts.make(TEAM)
    administrator.get(f"/workers/{mover['reference']}/teams")
    administrator.submit("Keep these teams", teams=[TEAM, OTHER])
    left, kept = claimed(world, mover, TEAM), claimed(world, mover, OTHER)
    administrator.get(f"/workers/{mover['reference']}/teams")
    page = administrator.submit("Keep these teams", teams=[OTHER])
    assert "Tasks that went back to their queues: 1" in page.text
    with world.keeper() as session:
        assert session.get_one(Task, left).holder_id is None
        assert session.get_one(Task, kept).holder_id == mover["id"]


def test_a_moved_worker_stands_in_the_new_team_at_once(accounts, app, administrator):
    mover, client = accounts.make(TEAM), PlainClient(app)
    client.sign_in(mover)
    assert "Havering treatment and recovery" in client.get("/account").text
    administrator.get(f"/workers/{mover['reference']}/teams")
    administrator.submit("Keep these teams", teams=[OTHER])
    assert "safeguarding and hidden harm" in client.get("/account").text


def test_a_restored_worker_signs_in_again(accounts, app, administrator):
    leaver, client = accounts.make(TEAM), PlainClient(app)
    suspend(administrator, leaver)
    administrator.submit("Restore")
    assert client.sign_in(leaver).path in HOMES


def test_who_has_not_signed_in_for_thirty_days_is_listed(accounts, app, clock_at):
    clock_at("2026-01-05T09:00")
    gone = accounts.make(TEAM, name="Gone Since")
    clock_at("2026-03-02T09:00")
    here, client = accounts.make(TEAM, "administrator", name="Still Here"), PlainClient(app)
    client.sign_in(here)
    page = client.get("/workers?away=1")
    assert "Gone Since" in page.text
    assert "Still Here" not in page.text
    assert gone["reference"]


def test_an_administrator_changes_nothing_about_themselves(accounts, app):
    account, client = accounts.make(TEAM, "administrator"), PlainClient(app)
    client.sign_in(account)
    for page in ("roles", "teams", "suspend", "agency", "details"):
        refused = client.get(f"/workers/{account['reference']}/{page}")
        assert refused.status == 403, f"{page} is not asked in vain"
        assert "Only another administrator" in refused.text
    pressed = dict(client.get(f"/workers/{accounts.make(TEAM)['reference']}/suspend").fields("Suspend"))
    for page in ("roles", "teams", "suspend", "agency"):
        assert client.post(f"/workers/{account['reference']}/{page}", pressed).status == 403


def test_whoever_is_the_last_in_a_team_is_said_to_be_before_they_go(accounts, administrator):
    """What is sent to a team in which nobody is left would be read by nobody."""
    alone, one_of_two = accounts.make(QUIET), accounts.make(TEAM)
    pages = ("suspend", "teams", "agency")
    for page in pages:
        assert "Nobody else is in Wize Up." in administrator.get(f"/workers/{alone['reference']}/{page}").text
        assert "Nobody else is in" not in administrator.get(f"/workers/{one_of_two['reference']}/{page}").text
    assert "Wize Up" not in administrator.get("/workers").text.partition("What is sent there")[0]
    accounts.make(QUIET)
    for page in pages:
        assert "Nobody else is in" not in administrator.get(f"/workers/{alone['reference']}/{page}").text
