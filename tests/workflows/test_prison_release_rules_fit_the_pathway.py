"""The counting rules and the clocks, held against the prison-release pathway as it is written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workflows.clocks import due
from workflows.ladders import rungs
from workflows.measures.prison_outcomes import OUTCOMES as COUNTED
from workflows.measures.prison_release import NAMES_MILESTONES
from workflows.pathways.prison_release.counting import MILESTONES, OUTCOMES
from workflows.pathways.prison_release.deadlines import CLOCKS, ORIGINS
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
NOW = datetime(2026, 11, 25, 14, tzinfo=UTC)
LABELS = {origin.code: origin.label for origin in ORIGINS}


def test_every_milestone_that_a_rule_names_is_one_the_pathway_has():
    named = {code for codes in NAMES_MILESTONES.values() for code in codes}
    assert named <= {milestone.code for milestone in MILESTONES}


def test_the_outcome_codes_are_the_same_on_both_sides():
    assert {outcome.code for outcome in OUTCOMES} == COUNTED


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.code)
@pytest.mark.parametrize("days", [-3, 0, 1, 2, 16, 90])
def test_no_clock_with_a_way_out_is_overdue_the_moment_it_starts(clock, days):
    origins = {origin.code: NOW for origin in ORIGINS} | {"release": NOW.date() + timedelta(days=days)}
    worked_out = due(clock, origins=origins, started=NOW, calendar=CALENDAR, labels=LABELS)
    assert worked_out.at is not None
    assert worked_out.sentence.endswith(".")
    if clock.when_past is not None or clock.origin != "release":
        assert worked_out.at >= NOW
    told = rungs(clock, worked_out.at, CALENDAR)
    assert [moment for moment, _ in told] == sorted(moment for moment, _ in told)
    assert all(moment >= worked_out.at for moment, _ in told)


@pytest.mark.parametrize("clock", [c for c in CLOCKS if c.origin == "release"], ids=lambda clock: clock.code)
def test_what_hangs_on_release_moves_when_release_moves(clock):
    def at(release):
        origins = {origin.code: NOW for origin in ORIGINS} | {"release": release}
        return due(clock, origins=origins, started=NOW, calendar=CALENDAR).at

    assert at(date(2027, 6, 16)) < at(date(2027, 6, 30))
