"""Names that stand in rows of a page: looked up once for all of them, as they are now, and only by whom may read."""

from uuid import uuid4

import pytest
from sqlalchemy import Uuid, event, func, literal, null, select, union_all, update

from coordination import db
from coordination.identity.models import Agency, OutsideOrganisation, Team, Worker
from coordination.together import Together, name_of, read_ahead


def those(*ids):
    """A list of a page in which somebody is named in each row."""
    each = (
        select(literal(place).label("place"), name_of(literal(one, Uuid)).label("name"))
        for place, one in enumerate(ids)
    )
    return union_all(*each).order_by("place")


@pytest.fixture
def nurse(world):
    return world.worker("hmp-pentonville-release", name="Nia Example")


def names_read_by(worker, *ids):
    with db.reading(worker) as session:
        return [row.name for row in Together(people=those(*ids)).rows(session)["people"]]


def test_workers_teams_agencies_and_organisations_elsewhere_are_named(world, nurse):
    with world.keeper() as session:
        known = [session.scalars(select(kind).limit(1)).one() for kind in (Worker, Team, Agency, OutsideOrganisation)]
    assert names_read_by(nurse, *(one.id for one in known)) == [one.name for one in known]


def test_nobody_has_no_name(nurse):
    assert names_read_by(nurse, nurse.id, uuid4(), None) == ["Nia Example", None, None]


def test_whoever_may_not_read_a_name_is_given_none(nurse):
    assert names_read_by(db.NOBODY, nurse.id, nurse.agency_id) == [None, None]


def test_a_name_that_was_changed_is_told_from_then_on(world, nurse):
    assert names_read_by(nurse, nurse.id) == ["Nia Example"]
    with world.keeper() as session:
        session.execute(update(Worker).where(Worker.id == nurse.id).values(name="Nia Sample"))
        session.commit()
    assert names_read_by(nurse, nurse.id) == ["Nia Sample"]


def test_the_names_of_several_lists_are_looked_up_in_the_one_statement_that_reads_them(nurse):
    here = Together(first=those(nurse.id), second=those(nurse.agency_id, nurse.id))
    there = Together(third=those(nurse.id), nobody=select(literal(1).label("one")))
    plain = Together(fourth=select(func.now().label("at"), null().label("nothing")))
    said = []
    event.listen(db.engine(), "before_cursor_execute", note := lambda *told: said.append(told[2]))
    with db.reading(nurse) as session:
        read_ahead(session, {here: {}, there: {}, plain: {}})
        found = {**here.rows(session), **there.rows(session), **plain.rows(session)}
    event.remove(db.engine(), "before_cursor_execute", note)
    assert [row.name for row in found["first"]] == ["Nia Example"]
    assert [row.name for row in found["second"]] == [nurse.agency_name, "Nia Example"]
    assert [row.name for row in found["third"]] == ["Nia Example"]
    assert len(found["nobody"]) == len(found["fourth"]) == 1
    assert [statement.count("join worker") for statement in said] == [0, 1], "who asks, and all that was asked"
