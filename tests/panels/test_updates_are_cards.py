"""What agencies are asked before a meeting stands in the case's conversation, and is answered there or elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination import clock, db
from coordination.conversation.commands.answering import decline_card
from coordination.conversation.commands.telling import tell_news
from coordination.conversation.models import FormCardNews
from coordination.conversation.queries.cards import card_of
from coordination.conversation.queries.seats import take
from coordination.db import reading, writing
from coordination.errors import MovedOn, NotAllowed, NotVisible
from coordination.panels.commands import asking
from coordination.panels.commands.taking_off import take_off
from coordination.panels.models import AgencyUpdate
from coordination.panels.queries.mine import my_updates
from coordination.panels.queries.today import coming
from coordination.queues.models import Task
from coordination.sharing.models import Agreement
from coordination.worker.doors import sweeping
from tests.cases import stories
from tests.panels import meetings
from tests.panels.meetings import listed, once, sitting


@pytest.fixture(autouse=True)
def held_time() -> Any:
    with clock.at("2026-11-16T09:45"):
        yield


@pytest.fixture(scope="module")
def sit(world: Any) -> meetings.Sitting:
    """Three cases on a published agenda."""
    with clock.at("2026-11-16T09:30"):
        made = sitting(world)
        # RECONNECT has no team on these cases: its member takes part by name
        made.by_name = world.worker("reconnect-navigators", "frontline", "panel", name="Rae Reconnect")
        made.seats(made.by_name)
        for place in range(3):
            listed(made, 20 + place, surname=f"Example{'abc'[place]}")
        made.plan()
        made.publish()
    return made


def asked(sit: meetings.Sitting, story: stories.Story, agency_id: Any) -> AgencyUpdate:
    with sit.world.keeper() as session:
        return session.scalars(
            select(AgencyUpdate).where(AgencyUpdate.case_id == story.case_id, AgencyUpdate.agency_id == agency_id)
        ).one()


def seen(story: stories.Story, worker: Any, card: str) -> Any:
    with reading(worker) as session:
        return card_of(session, take(session, worker, story.reference), card)


def told(sit: meetings.Sitting, story: stories.Story, agency: str) -> Any:
    return next(one for one in sit.item(story).updates if one.agency == agency)


def test_answered_from_the_queue_it_stands_in_the_thread_and_on_the_agenda(sit, browser_of):
    story, probation = sit.cases[0], sit.deputy
    one = asked(sit, story, probation.agency_id)
    place = f"/cases/{story.reference}/cards/{one.task_reference}"
    client = browser_of(probation)
    assert place in client.get("/queues/hav-probation").text
    thread = f"/cases/{story.reference}/conversation"
    assert "Tell the Havering resettlement panel what is new before it meets" in client.get(thread).text
    assert "Write what is new, or tick that nothing is." in client.post(place, data={"once": uuid4().hex}).text
    sent = client.post(place, data={"once": uuid4().hex, "body": "Zqlicence is agreed."})
    assert (sent.status_code, sent.location.split("#")[0]) == (303, thread)
    for page in (thread, f"/panels/meetings/{sit.meeting}", f"/panels/updates/{one.reference}", place):
        assert "Zqlicence is agreed." in client.get(page).text, page
    shown = told(sit, story, "Probation Service")
    assert (shown.body, shown.by, shown.late) == ("Zqlicence is agreed.", "Dee Deputy", False)
    timeline = client.get(f"/cases/{story.reference}/timeline").text
    assert "Cara Chair asked Havering" in timeline and "for what is new" in timeline
    with sit.world.keeper() as session:
        task = session.scalars(select(Task).where(Task.reference == one.task_reference)).one()
    assert (task.ended_as, task.holder_id) == ("answered", None)


def test_answered_on_the_panels_own_page_it_is_the_answer_to_the_card(sit, browser_of):
    story = sit.cases[1]
    one = asked(sit, story, sit.deputy.agency_id)
    client = browser_of(sit.deputy)
    address = f"/panels/updates/{one.reference}"
    assert "Read by:" in client.get(address).text
    sent = client.post(address, data={"once": uuid4().hex, "nothing": "yes"})
    assert sent.location == f"/panels/meetings/{sit.meeting}"
    card = seen(story, sit.chair, one.task_reference)
    assert (card.ended_as, card.ended_by, [said.value for said in card.answers]) == (
        "answered", "Dee Deputy", ["Nothing new."],
    )  # fmt: skip
    assert told(sit, story, "Probation Service").nothing_new
    late = client.post(address, data={"once": uuid4().hex, "body": "Once more"})
    assert late.status_code == 409 and "Once more" in late.text
    with pytest.raises(MovedOn), writing(sit.deputy) as session:
        tell_news(session, sit.deputy, story.reference, one.task_reference, body="x", nothing_new=False, once=once())


def test_a_member_by_name_is_asked_and_their_colleagues_read_nothing(sit, world):
    story, rae = sit.cases[1], sit.by_name
    one = asked(sit, story, rae.agency_id)
    colleague = world.worker("reconnect-navigators", name="Cole Colleague")
    with pytest.raises(NotVisible), reading(colleague) as session:
        take(session, colleague, story.reference)
    with world.keeper() as session:
        task = session.scalars(select(Task).where(Task.reference == one.task_reference)).one()
    assert (task.holder_name, task.from_agency, task.key_date) == ("Rae Reconnect", None, None)
    assert one.card_id not in unshared(sit), "their own part carries it"
    with pytest.raises(NotAllowed, match="there is nothing new"), writing(rae) as session:
        decline_card(session, rae, story.reference, one.task_reference, "nothing-held", once=once())
    sit.tells(rae, story, "A navigator meets them at the gate.")
    assert seen(story, sit.deputy, one.task_reference).answers[0].value == "A navigator meets them at the gate."
    with pytest.raises(NotAllowed, match="another team"):
        answers_for(sit.deputy, sit.cases[2], asked(sit, sit.cases[2], rae.agency_id))
    sit.unseats(rae)
    left = asked(sit, sit.cases[2], rae.agency_id)
    ended = "closed, because the team that was asked left the case"
    assert seen(sit.cases[2], sit.chair, left.task_reference).ended == ended


def test_what_is_asked_and_told_is_for_those_who_read_its_category(sit, world):
    story, housing = sit.cases[0], sit.housing
    one = asked(sit, story, sit.deputy.agency_id)
    sit.tells(housing, story, "Zqroom is free.")
    before = seen(story, housing, one.task_reference)
    assert before.label and before.answers
    with world.keeper() as session:
        ended = session.scalars(
            select(Agreement).where(
                Agreement.taker_id == housing.agency_id,
                Agreement.category == "custody",
                Agreement.pathway == "prison-release",
                Agreement.ended_at.is_(None),
            )
        ).all()
        for each in ended:
            each.ended_at = clock.now()
    after = seen(story, housing, one.task_reference)
    assert (after.label, after.answers, after.ended) == (None, (), "answered")
    assert [body for _, body in news(housing, story)] == ["Zqroom is free."], "what their own agency told"
    with world.keeper() as session:
        for each in ended:
            session.get(Agreement, each.id).ended_at = None


def test_what_was_asked_before_there_were_cards_finishes_as_a_task(sit, world):
    story = sit.cases[0]
    with world.keeper() as session:
        session.execute(text("set local session_replication_role = replica"))  # an older version wrote it so
        old = session.scalars(
            select(AgencyUpdate).where(
                AgencyUpdate.case_id == story.case_id, AgencyUpdate.agency_id == sit.chair.agency_id
            )
        ).one()
        old.card_id = None
        task = session.scalars(select(Task).where(Task.reference == old.task_reference)).one()
        task.kind = "panel-update"
    with writing(sit.chair) as session:
        asking.give_update(session, sit.chair, old.reference, body="As before.", nothing_new=False, once=once())
    assert told(sit, story, "Change Grow Live Havering").body == "As before."
    with world.keeper() as session:
        assert session.get(Task, task.id).ended_as == "done"


def test_today_counts_what_is_to_read_and_to_tell(sit, browser_of):
    with reading(sit.deputy) as session:
        [one] = coming(session, sit.deputy)
    assert (one.panel, one.to_tell, one.to_read) == ("Havering resettlement panel", len(mine(sit.deputy)), 3)
    page = browser_of(sit.deputy).get("/today").text
    assert "on Monday 23 November 2026" in page and f"{one.to_tell} update" in page and "3 cases to read" in page
    with reading(sit.cases[0].nurse) as session:
        assert coming(session, sit.cases[0].nurse) == []


def test_a_case_that_is_taken_off_or_a_meeting_that_is_over_asks_nobody_any_more(sit):
    story = sit.cases[2]
    waiting = {one.case_reference for one in mine(sit.deputy)}
    assert story.reference in waiting
    item = sit.item(story)
    with writing(sit.chair) as session:
        take_off(session, sit.chair, sit.meeting, item.reference, sit.row().version)
    assert story.reference not in {one.case_reference for one in mine(sit.deputy)}
    one = asked(sit, story, sit.deputy.agency_id)
    assert seen(story, sit.deputy, one.task_reference).ended == "closed, because the panel does not ask for it any more"


def answers_for(worker: Any, story: stories.Story, one: AgencyUpdate) -> None:
    with writing(worker) as session:
        tell_news(
            session, worker, story.reference, one.task_reference, body="For others", nothing_new=False, once=once()
        )


def unshared(sit: meetings.Sitting) -> list[Any]:
    """The cards that the night's look would close."""
    db.connect(sit.world.database.url("worker"))
    try:
        with sweeping("agreements") as session:
            return [row.card_id for row in session.execute(text("select * from unshared_cards()"))]
    finally:
        db.connect(sit.world.database.url("app"))


def news(worker: Any, story: stories.Story) -> Any:
    with reading(worker) as session:
        rows = select(FormCardNews.agency_id, FormCardNews.body).where(FormCardNews.case_id == story.case_id)
        return session.execute(rows).all()


def mine(worker: Any) -> Any:
    with reading(worker) as session:
        return my_updates(session, worker)
