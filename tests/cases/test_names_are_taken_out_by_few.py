"""The function that takes out who a case is about does that one thing, for whoever may, and never unseen."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from coordination.audit.commands import record, seal
from coordination.cases.models import Answer
from coordination.db import writing
from tests.cases import exploited, stories


def forgets(worker, worry, *, told=False):
    with writing(worker) as session:
        if told:
            record(session, "answer.forgotten", case_id=worry.case_id, fields=["first_name"])
            seal(session)
        session.execute(select(func.forget_who_it_is(worry.case_id)))


def fields(worry):
    with worry.world.keeper() as session:
        return {row.field for row in session.scalars(select(Answer).where(Answer.case_id == worry.case_id))}


@pytest.fixture
def worry(world):
    return exploited.taken_up(world, exploited.ADULT)


def test_only_a_first_responder_on_the_case_takes_names_out(world, worry):
    for other in (worry.nurse, world.worker(exploited.MASH), world.worker("hav-fire-safety")):
        with pytest.raises(ProgrammingError, match="Only whoever works on this case"):
            forgets(other, worry)
    assert "first_name" in fields(worry)


def test_never_without_a_line_in_the_log_and_never_from_a_case_that_ended(world, worry):
    with pytest.raises(ProgrammingError, match="taken out only where the log says who did it"):
        forgets(worry.responder, worry)
    other = exploited.taken_up(world, exploited.ADULT)
    worry.does("record_death")
    with pytest.raises(ProgrammingError, match="Only whoever works on this case"):
        forgets(worry.responder, worry, told=True)
    forgets(other.responder, other, told=True)
    left = fields(other)
    assert "first_name" not in left
    assert {"exploitation", "age_group", "indicators"} <= left, "nothing but what tells who it is"


def test_a_case_of_another_pathway_keeps_its_names(world):
    other = stories.accepted(world)
    with pytest.raises(ProgrammingError, match="Only whoever works on this case"):
        forgets(other.spoc, other, told=True)
