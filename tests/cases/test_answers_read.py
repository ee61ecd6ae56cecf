"""The page of a case reads answers in the rows they were given in. It reads what the single answers are."""

from __future__ import annotations

from sqlalchemy import func, select

from coordination import db
from coordination.cases.models import Answer, AnswersGiven
from coordination.cases.queries.loading import load
from tests.cases import stories
from tests.cases.test_putting_right import put_right


def test_a_page_reads_every_answer_once_and_knows_which_are_in_force(world, browser_of):
    story = stories.accepted(world)
    assert put_right(browser_of(story.nurse), story, "outward_code", "RM7") == (303, [])
    with db.reading(story.nurse) as session:
        read = load(session, story.nurse, story.reference).rows["answers"]
        single = session.scalars(select(Answer).where(Answer.case_id == story.case_id)).all()
        rows = session.scalar(select(func.count()).where(AnswersGiven.case_id == story.case_id))
    assert [(one.field, one.value, one.in_force) for one in read if one.field == "outward_code"] == [
        ("outward_code", "RM3", False),
        ("outward_code", "RM7", True),
    ], "the older one first"
    assert sorted((one.field, one.repeat, one.at, one.id, one.protected, one.in_force) for one in read) == sorted(
        (one.field, one.repeat, one.at, one.id, one.protected, one.superseded_at is None) for one in single
    )
    assert rows < len(read) / 2, "answers that were given together are read together"
