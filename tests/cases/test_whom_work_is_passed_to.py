"""Whoever passes work on chooses among teams that do it: the list on the page is never empty, nor everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.cases.queries.choosing import offered
from coordination.db import reading
from coordination.identity.models import OutsideOrganisation, Team
from tests.cases import homes
from tests.cases.any_kind import AnyCase, sent
from workflows import pathways
from workflows.vocabulary import GrantsPosition, Move, OpensHandOver

GOES_ON = (OpensHandOver, GrantsPosition)
ASKING = [
    (pathway.code, move.code, question.code)
    for pathway in pathways.offered()
    for move in pathway.moves
    for question in move.asks
    if question.kind == "team" and any(isinstance(effect, GOES_ON) for effect in move.effects)
]


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-03-02T10:00"):
        yield


def chosen_among(world, case: AnyCase | homes.Home, move: Move, field: str) -> set[str]:
    """The teams that the page of the lead offers, by code; outside organisations left out."""
    with reading(case.lead) as session:
        choices = offered(session, case.lead, case.standing(case.lead), move, move.asks)[field]
    with world.keeper() as session:
        outside = set(session.scalars(select(OutsideOrganisation.code)))
    return {choice.value for choice in choices} - outside


@pytest.mark.parametrize(("code", "step", "field"), ASKING, ids=[f"{code}-{step}" for code, step, _ in ASKING])
def test_there_is_a_team_to_pass_it_to_and_it_is_one_that_does_such_work(world, code, step, field):
    pathway = pathways.newest(code)
    case = homes.worried(world) if code == "cuckooing" else sent(world, pathway)
    teams = chosen_among(world, case, pathway.move(step), field)
    assert teams, "nobody can be chosen"
    with world.keeper() as session:
        everybody = set(session.scalars(select(Team.code).where(Team.closed_at.is_(None))))
    assert len(teams) < len(everybody) / 2 or step == "name_new_referrer", f"{len(teams)} teams, whatever they do"


def test_money_advice_is_passed_to_the_money_advice_of_the_other_area(world):
    case = sent(world, pathways.newest("debt-support"))
    step = pathways.newest("debt-support").move("pass_on")
    assert chosen_among(world, case, step, "redirected_to") == {"waf-money-advice"}


def test_the_hospital_refers_on_to_treatment_services_of_either_area(world):
    pathway = pathways.newest("hospital-liaison")
    case = sent(world, pathway)
    case.move(case.lead, "accept", seen_on="2026-03-02", seen_result="assessed")
    teams = chosen_among(world, case, pathway.move("refer_on"), "treatment_team")
    assert "hav-recovery" in teams
    assert any(team.startswith("waf-") for team in teams)


def test_a_landlord_is_chosen_among_landlords(world):
    home = homes.worried(world).taken_up()
    teams = chosen_among(world, home, pathways.newest("cuckooing").move("add_landlord"), "landlord_team")
    assert {"hav-tenancy", homes.PEABODY} <= teams
    assert not {"hav-recovery", "hav-outreach"} & teams
