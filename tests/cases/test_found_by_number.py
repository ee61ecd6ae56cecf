"""A case is found by the person's number, whole and however it is spaced, by whoever may read that answer."""

from uuid import uuid4

import psycopg
import pytest

from coordination.cases.commands.correcting import correct
from coordination.cases.commands.protecting import shut_out
from coordination.cases.queries import answer_mark
from coordination.db import reading, writing
from coordination.queues.queries.search import cases_about
from tests.cases import stories
from tests.cases.test_keeping_safe import current

PRISON_NUMBER, NHS_NUMBER = "Z9077TX", "9990000042"


def found(worker, words):
    with reading(worker) as session:
        return cases_about(session, words).case_ids


@pytest.fixture(scope="module")
def story(world):
    return stories.referred(world, given={"prison_number": PRISON_NUMBER, "nhs_number": NHS_NUMBER})


@pytest.mark.parametrize("words", [PRISON_NUMBER, " z9077 tx", NHS_NUMBER, "999 000 0042", "999-000-0042"])
def test_the_sender_finds_it_however_it_is_typed(story, words):
    assert found(story.nurse, words) == (story.case_id,)


@pytest.mark.parametrize("words", ["Z9077T", "Z9078TX", "999 000 004", "9990000043", ""])
def test_a_part_of_a_number_or_another_one_finds_nothing(story, words):
    assert found(story.nurse, words) == ()


def test_who_takes_no_part_finds_nothing(story, world):
    for team in ("waf-treatment-contact", "hav-housing-options"):
        assert found(world.worker(team, "triage"), PRISON_NUMBER) == ()


def test_a_number_that_was_corrected_is_found_no_more(world):
    story = stories.referred(world, given={"prison_number": "Z9078TX"})
    with writing(story.nurse) as session:
        seen = answer_mark(current(story, "prison_number").id)
        correct(session, story.nurse, story.reference, "prison_number", 0, "Z9076TX", seen=seen, once=uuid4().hex)
    assert (found(story.nurse, "Z9078TX"), found(story.nurse, "Z9076TX")) == ((), (story.case_id,))


def test_who_is_shut_out_finds_nothing_and_colleagues_still_do(world):
    story = stories.accepted(world, given={"prison_number": "Z9075TX"})
    colleague = world.worker(stories.CONTACT, "triage", name="Kay Example")
    with writing(story.spoc) as session:
        shut_out(session, story.spoc, story.reference, colleague.reference, "Knows them.", once=uuid4().hex)
    assert (found(colleague, "Z9075TX"), found(story.spoc, "Z9075TX")) == ((), (story.case_id,))


def test_by_raw_sql_nobody_finds_anything_and_other_roles_may_not_ask(story, database):
    ask = "select count(*) from cases_numbered(%s, null, 10)", (NHS_NUMBER,)
    with psycopg.connect(database.url("app")) as connection:
        assert connection.execute(*ask).fetchone() == (0,)
    for role in ("worker", "statistics", "backup"):
        with psycopg.connect(database.url(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(*ask)


def test_the_page_finds_it_too(story, browser_of):
    page = browser_of(story.spoc).get(f"/search?q={NHS_NUMBER}").get_data(as_text=True)
    in_preview = story.reference in page
    accepted = stories.accepted(story.world, None, {"prison_number": "Z9079TX"})
    page = browser_of(accepted.spoc).get("/search?q=z9079tx").get_data(as_text=True)
    assert accepted.reference in page
    assert not in_preview, "the preview shows no NHS number, so it is not found by it"
