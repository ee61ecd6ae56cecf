"""The notices page as its reader meets it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from coordination import db
from coordination.db import NOBODY, writing
from coordination.jobs import take
from coordination.notifications.commands import tell
from coordination.worker import run
from coordination.worker.doors import enter
from coordination.worker.known import JOBS
from tests.cases import stories
from tests.plain_client import PlainClient, app_for


@pytest.fixture(scope="module")
def app(database, world):
    return app_for(database)


@pytest.fixture(scope="module")
def opened(story, database, app):
    made = story.refer()
    db.connect(database.url("worker"))
    for row_id in waiting(story.world):
        run(str(row_id))
    db.connect(database.url("app"))
    return made


def waiting(world):
    with world.keeper() as session:
        return session.connection().exec_driver_sql("select id from outbox where done_at is null").scalars().all()


@pytest.fixture
def client_of(app):
    def of(worker):
        client = PlainClient(app)
        client.carry(worker.token)
        return client

    return of


def tell_directly(database, story, opened, worker, number=1, urgent=False, case_id=None):
    """As a job does: through the door of an outbox row."""
    from coordination import jobs

    with writing(story.referrer) as session:
        row_id = jobs.later(session, story.referrer.id, "tell_positions", case_id=opened.case_id)
    db.connect(database.url("worker"))
    with writing(NOBODY) as session:
        asked = take(session, row_id)
        enter(session, asked, JOBS[asked.job])
        for one in range(number):
            tell(
                session,
                {worker.id},
                kind="told",
                about=f"{row_id} {one}",
                sentence=f"Sentence {one}.",
                case_id=case_id or opened.case_id,
                urgent=urgent,
            )
        jobs.finish(session, row_id)
    db.connect(database.url("app"))


def test_the_receiving_team_reads_that_it_was_asked_and_gets_to_the_case(story, opened, client_of):
    client = client_of(story.triage)
    page = client.get("/notices")
    assert page.status == 200
    assert "A team asks you to take this on." in page.text
    assert "Kelly" not in page.html
    button = page.soup.select_one("main li form button")
    assert opened.reference in button.text, "heard alone, one button is told from that of the next case"
    link = page.soup.find("a", string=opened.reference)
    assert client.get(link["href"]).status == 200


def test_one_and_all_are_marked_as_read(story, opened, client_of, database):
    reader = story.world.worker("hav-treatment-contact")
    tell_directly(database, story, opened, reader, number=3)
    client = client_of(reader)
    assert client.get("/notices").html.count("Mark as read<") == 3
    page = client.submit("Mark as read")
    assert page.status == 200
    assert page.html.count("Mark as read<") == 2
    assert client.submit("Mark all as read").html.count("Mark as read<") == 0


def test_an_urgent_one_stands_above_every_page_until_it_was_seen(story, opened, client_of, database):
    reader = story.world.worker("hav-treatment-contact")
    tell_directly(database, story, opened, reader, urgent=True)
    client = client_of(reader)
    assert "Sentence 0." in client.get("/account").html
    client.get("/notices")
    assert "Mark as read<" not in client.submit("I have seen this").html
    assert "Sentence 0." not in client.get("/account").html


def test_older_notices_are_paged_by_where_the_last_page_ended(story, opened, client_of, database):
    reader = story.world.worker("hav-treatment-contact")
    tell_directly(database, story, opened, reader, number=30)
    client = client_of(reader)
    first = client.get("/notices")
    assert len(first.soup.select(".notices__item")) == 25
    second = client.get(first.soup.find("a", rel="next")["href"])
    assert len(second.soup.select(".notices__item")) == 5
    ids = {item["id"] for page in (first, second) for item in page.soup.select(".notices__item")}
    assert len(ids) == 30


def test_who_may_no_longer_open_the_case_reads_no_reference_and_no_sentence(story, opened, client_of, database):
    with story.world.keeper() as session:
        code = session.connection().exec_driver_sql("select code from team where 'waltham-forest' = any(areas)")
        stranger = story.world.worker(code.scalars().first())
    tell_directly(database, story, opened, stranger)
    page = client_of(stranger).get("/notices")
    assert opened.reference not in page.html
    assert "Sentence 0." not in page.html
    assert "no longer take part" in page.text


def test_another_workers_notice_cannot_be_read_or_acknowledged(story, opened, client_of, database):
    reader, other = story.world.worker("hav-treatment-contact"), story.world.worker("hav-treatment-contact")
    tell_directly(database, story, opened, reader, urgent=True)
    with story.world.keeper() as session:
        reference = (
            session.connection()
            .exec_driver_sql("select reference from notice where worker_id = %s", (reader.id,))
            .scalar_one()
        )
    client = client_of(other)
    client.get("/notices")
    token = client.get("/account").soup.find("input", {"name": "csrf_token"})["value"]
    for what in ("read", "acknowledge"):
        assert client.post(f"/notices/{reference}/{what}", {"csrf_token": token}).status == 404
    assert "Sentence 0." in client_of(reader).get("/account").html


def test_a_worker_with_no_notices_is_told_what_will_stand_here(story, client_of):
    assert "There is nothing here yet." in client_of(story.world.worker("hav-treatment-contact")).get("/notices").text


def test_a_notice_names_the_step_to_whoever_may_know_of_it_now(world, database, client_of):
    """The notice keeps only that the case moved on; what the step was is asked for when its reader looks."""
    story = stories.referred(world)
    colleague = world.worker("hav-treatment-contact")
    story.move(story.spoc, "accept")
    db.connect(database.url("worker"))
    for row_id in waiting(world):
        run(str(row_id))
    db.connect(database.url("app"))
    with world.keeper() as session:
        session.execute(
            text(
                "insert into notice (id, reference, worker_id, kind, about, case_id, case_reference, sentence, at)"
                " select gen_random_uuid(), reference || 'X', worker_id, 'told', about, case_id, case_reference,"
                " 'They are with you now.', at from notice where worker_id = :worker and kind = 'case.moved'"
            ),
            {"worker": colleague.id},
        )
    client = client_of(colleague)
    assert f"{story.reference}: They are with you now. " in client.get("/notices").text
    assert f"{story.reference}: This case has moved on: Accept this referral." in client.get("/notices").text
    with world.keeper() as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(
            text("update participant set reads = array_remove(reads, 'custody') where case_id = :case"),
            {"case": story.case_id},
        )
    page = client.get("/notices").text
    assert f"{story.reference}: This case has moved on." in page
    assert "Accept this referral" not in page
