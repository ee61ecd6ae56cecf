"""What a position reads once the work is done: nothing of it before the case ends, all of it from then on.

The pathway is made up: one column of it is read by the reviewer once done.
"""

import json
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from coordination import clock, db
from coordination.audit.commands import record, seal
from coordination.cases.models import Answer, CaseFile, Participant
from coordination.db import new_id, reading, writing
from coordination.local.grid import give_grid
from coordination.sharing.models import PositionGrid
from workflows.grid import grant
from workflows.vocabulary import Category, Pathway, Position

OWNER_TEAM, REVIEW_TEAM = "hav-recovery", "hav-treatment-safeguarding"  # of one agency, so that no agreement is asked


@pytest.fixture(scope="module")
def made_up(request) -> Pathway:
    """Only what a grid needs of a pathway."""
    pathway = object.__new__(Pathway)
    for name, value in {
        "code": "made-up",
        "version": 1,
        "positions": (Position(code="owner", label="Owner"), Position(code="reviewer", label="Reviewer")),
        "categories": (
            Category(code="core", label="Core", read=("owner", "reviewer"), write=("owner",)),
            Category(code="lessons", label="Lessons", read=("owner",), once=("reviewer",), write=("owner",)),
        ),
        "stages": (),
        "moves": (),
        "nobody_named": None,
    }.items():
        object.__setattr__(pathway, name, value)
    return pathway


@pytest.fixture
def case(world, made_up, monkeypatch) -> UUID:
    """A case on that pathway with an answer in each column, and its two positions held."""
    monkeypatch.setattr("coordination.local.grid.PUBLISHED", [made_up])
    give_grid(world.database.url("owner"))
    owner, case_id, now = world.worker(OWNER_TEAM), new_id(), clock.now()
    partnership = world.partnership_id("havering")
    with world.keeper() as session:
        session.add(
            CaseFile(
                id=case_id,
                reference=f"MAD-{case_id.hex[-8:]}",
                pathway="made-up",
                pathway_version=1,
                subject_kind="person",
                partnership_id=partnership,
                opened_by_id=owner.id,
                opened_by_agency_id=owner.agency_id,
                opened_at=now,
            )
        )
        session.flush()
        for team, position in ((OWNER_TEAM, "owner"), (REVIEW_TEAM, "reviewer")):
            session.add(
                Participant(
                    id=new_id(),
                    case_id=case_id,
                    holder=world.team_id(team),
                    holder_kind="team",
                    agency_id=owner.agency_id,
                    giver_id=owner.agency_id,
                    partnership_id=partnership,
                    pathway="made-up",
                    position=position,
                    sees="full",
                    basis="direct-care",
                    since=now,
                    opened_at=now,
                    stage="open",
                    **grant(made_up, position),
                )
            )
        session.flush()
        for category in ("core", "lessons"):
            session.execute(
                text(
                    "insert into answer (id, case_id, given, category, author_id, author_agency_id, at) "
                    "values (:id, :case, cast(:given as jsonb), :category, :who, :agency, :at)"
                ),
                {
                    "id": new_id(),
                    "case": case_id,
                    "given": json.dumps({f"about_{category}": "words"}),
                    "category": category,
                    "who": owner.id,
                    "agency": owner.agency_id,
                    "at": now,
                },
            )
        record(session, "case.opened", case_id=case_id, pathway="made-up", version=1)
        seal(session)
    return case_id


def reads(worker, case_id):
    with reading(worker) as session:
        return sorted(session.scalars(select(Answer.category).where(Answer.case_id == case_id)))


def set_end(worker, case_id, at):
    with writing(worker) as session:
        session.execute(update(CaseFile).where(CaseFile.id == case_id).values(ended_at=at, outcome=at and "made-up"))
        record(session, "case.ended", case_id=case_id, outcome="made-up")


def test_the_grid_keeps_apart_what_is_read_now_and_what_is_read_once_done(world, case, made_up):
    assert grant(made_up, "reviewer")["reads"] == ["core"]
    assert grant(made_up, "reviewer", done=True)["reads"] == ["core", "lessons"]
    with world.keeper() as session:
        row = session.get_one(PositionGrid, ("made-up", 1, "reviewer"))
        assert (row.reads, row.reads_done) == (["core"], ["lessons"])


def test_it_is_read_from_the_end_of_the_case_and_not_while_it_is_open_again(world, case):
    owner, reviewer = world.worker(OWNER_TEAM), world.worker(REVIEW_TEAM)
    assert reads(owner, case) == ["core", "lessons"]
    assert reads(reviewer, case) == ["core"]
    set_end(owner, case, clock.now())
    assert reads(reviewer, case) == ["core", "lessons"]
    set_end(owner, case, None)
    assert reads(reviewer, case) == ["core"]


@pytest.mark.parametrize("role", ["app", "worker"])
def test_no_statement_grants_it_before_the_end(role, world, case):
    owner = world.worker(OWNER_TEAM)
    widen = update(Participant).where(Participant.case_id == case, Participant.position == "reviewer")
    db.connect(world.database.url(role))
    try:
        with (
            pytest.raises(DBAPIError, match="permission denied|no more than its pathway says"),
            writing(owner) as session,
        ):
            session.execute(widen.values(reads=["core", "lessons"]))
    finally:
        db.connect(world.database.url("app"))
