"""A role that was given without naming a partnership reaches as far as the worker's own agency, and no further."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from coordination.concerns.commands import deciding
from coordination.concerns.queries.overseeing import counted, marked_elsewhere
from coordination.db import reading, writing
from coordination.errors import NotAllowed
from coordination.governance.commands import settings as changing
from coordination.identity.models import Partnership
from coordination.identity.queries import arrive, partnerships_of
from coordination.statistics.queries.menu import readable
from tests.concerns.telling import PATH

ELSEWHERE = PATH.replace("havering", "waltham-forest")


@pytest.fixture(scope="module")
def everywhere(world):
    """Somebody of a council of one borough, who has these roles without a word of where."""
    return world.worker("hav-adult-safeguarding", "governance", "data-lead", "manager", name="Gil Example")


def test_what_was_told_to_another_borough_is_not_counted_shown_or_cleared_away(stage, everywhere):
    with stage.world.keeper() as session:
        session.execute(text("truncate concern, concern_try"))
    there = stage.reference(stage.tells(path=ELSEWHERE, quick=True))
    here = stage.reference(stage.tells(quick=True))
    with reading(everywhere) as session:
        assert [one.reference for one in marked_elsewhere(session)] == [here]
        assert [one.partnership.split()[0] for one in counted(session)] == ["Havering"]
    with writing(everywhere) as session:
        assert deciding.clear_for_a_team(session, everywhere, [there], reason="program") == 0
    assert stage.row(there).ended_as is None


def test_settings_and_figures_of_another_borough_are_not_theirs(world, everywhere):
    with reading(everywhere) as session:
        assert [one.code for one in partnerships_of(session, everywhere, ["governance"])] == ["havering"]
        assert [one.code for one in partnerships_of(session, everywhere, ["data-lead"])] == ["havering"]
        assert [one.code for one in readable(session, everywhere.role_partnerships)] == ["havering"]
        forest = session.get_one(Partnership, world.partnership_id("waltham-forest"))
        with pytest.raises(NotAllowed):
            changing.refuse_who_does_not_govern(everywhere, forest)


def test_who_is_signed_in_follows_their_agency_into_a_partnership_and_out_of_it(world):
    worker = world.worker("hav-adult-safeguarding", "governance")
    forest = world.partnership_id("waltham-forest")
    with world.keeper() as session:
        session.execute(
            text("insert into membership (id, agency_id, partnership_id, from_date) values (uuidv7(), :a, :p, :d)"),
            {"a": worker.agency_id, "p": forest, "d": "2026-01-01"},
        )
    assert sorted(arrive(worker.token).role_partnerships["governance"]) == ["havering", "waltham-forest"]
    with world.keeper() as session:
        session.execute(
            text("update membership set until_date = '2026-02-01' where agency_id = :a and partnership_id = :p"),
            {"a": worker.agency_id, "p": forest},
        )
    assert arrive(worker.token).role_partnerships["governance"] == ["havering"]
