"""An occupier who is away comes back to the same home, and one of whom nobody knows anything may be held or hurt."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination.errors import Invalid
from tests.cases.homes import CARE, POLICE, Home, worried

END = {"support_results": ["none"], "close_early_reason": "The home stands empty."}


@pytest.fixture
def home(world, clock_at) -> Home:
    clock_at("2026-03-03T10:00")
    found = worried(world, uprn=str(uuid4().int)[:12]).planned()
    for team in (POLICE, CARE):
        found.by(team)
    return found


@pytest.mark.parametrize("where", ["hospital", "custody"])
def test_while_they_are_in_hospital_or_custody_somebody_asks_each_week_when_they_come_home(home, clock_at, where):
    home.move(home.lead, "record_whereabouts", whereabouts=where)
    assert home.due("plan-return") == "Tue 10 Mar 2026 23:59"
    clock_at("2026-03-10T10:00")
    home.wake()
    home.move(home.lead, "record_whereabouts", whereabouts=where, whereabouts_return="On 20 March, says the ward.")
    assert home.due("plan-return") == "Tue 17 Mar 2026 23:59"


def test_who_has_come_home_is_visited_by_the_next_working_day(home):
    home.move(home.lead, "record_whereabouts", whereabouts="custody")
    home.move(home.lead, "record_whereabouts", whereabouts="home")
    assert home.due("visit-returned") == "Wed 04 Mar 2026 23:59" and "plan-return" not in home.tasks()
    home.visit()
    assert "visit-returned" not in home.tasks()


def test_who_is_missing_is_reported_today_everybody_hears_and_the_case_does_not_end_before(home, does_jobs_here):
    home.move(home.lead, "record_missing", missing_last_seen="By the neighbour on Sunday. Shouting at night.")
    assert home.due("report-missing") == "Tue 03 Mar 2026 23:59"
    said = "Nobody knows where the occupier of a home is. Say at once if you do."
    assert all(said in told for told in home.told(home.by(POLICE), home.by(CARE)))
    with pytest.raises(Invalid, match="Report them missing"):
        home.move(home.lead, "close_early", case_outcome="moved_permanently", **END)
    home.move(home.by(POLICE), "record_reported_missing", missing_reference="Missing persons desk, 11:40, 4417.")
    assert "report-missing" not in home.tasks()


def test_who_is_missing_and_found_in_hospital_is_asked_after_there(home):
    home.move(home.lead, "record_missing", missing_last_seen="By the neighbour on Sunday.")
    home.move(home.lead, "record_whereabouts", whereabouts="hospital")
    assert "report-missing" not in home.tasks() and "plan-return" in home.tasks()


@pytest.mark.parametrize("outcome", ["vacated_unplanned", "no_contact"])
def test_a_case_does_not_end_on_somebody_of_whom_nobody_knows_where_they_are(home, outcome):
    with pytest.raises(Invalid, match="where they are"):
        home.move(home.lead, "close_early", case_outcome=outcome, **END)
    with pytest.raises(Invalid, match="Report them missing"):
        home.move(home.lead, "close_early", case_outcome=outcome, whereabouts_at_end="not-known", **END)
    home.move(home.lead, "close_early", case_outcome=outcome, whereabouts_at_end="reported", **END)
    assert home.row().outcome == outcome


def test_who_ends_it_because_of_custody_says_who_there_knows_of_the_home(home):
    with pytest.raises(Invalid, match="in the prison or in probation"):
        home.move(home.lead, "close_early", case_outcome="in_custody", **END)
    home.move(home.lead, "close_early", case_outcome="in_custody", custody_told="The resettlement team.", **END)
    assert home.row().outcome == "in_custody"
