"""What is published of a pathway: ties are refused, outcome categories are the parts of all measures, months close."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workflows import vocabulary as words
from workflows.checks import ties
from workflows.pathways import PUBLISHED, newest
from workflows.publishing import closes_on, columns, fills_on, measures, open_until
from workflows.publishing.atoms import atoms
from workflows.publishing.logged import logged, what_counts
from workflows.working_days import WorkingDays

PRISON = newest("prison-release")
CALENDAR = WorkingDays.england_and_wales()


def column(code: str, attribute: str, written_with: str = "released") -> words.PublishedColumn:
    cuts = (words.Cut(code="yes", label="Yes", values=("yes",)),)
    return words.PublishedColumn(code=code, label=code, cuts=cuts, attribute=attribute, written_with=written_with)


def with_columns(*more: words.PublishedColumn) -> words.Pathway:
    published = PRISON.published
    assert published is not None
    return replace(PRISON, published=replace(published, columns=(*published.columns, *more)))


@pytest.mark.parametrize(
    ("planted", "says"),
    [
        # two conditions over one answer; an answer that is asked only after another; one that decides who takes part
        ((column("opioid", "opioid-need"), column("ost", "on-substitute-medication")), "both hang on “on_ost”"),
        ((column("age-again", "age-at-release"),), "both hang on “date_of_birth”"),
        ((column("home", "accommodation", "referral-received"),), "“home” and “receiver” both hang on “accommodation”"),
        ((column("nothing", "outcome"),), "No milestone carries the attribute of the published column “nothing”"),
    ],
)
def test_columns_that_hang_on_one_answer_are_refused(planted, says):
    assert not list(ties.faults(PRISON))
    assert says in " ".join(ties.faults(with_columns(*planted)))


@pytest.mark.parametrize(
    "pathway", [one for one in PUBLISHED if one.published and one.published.outcome], ids=lambda one: one.code
)
def test_every_measure_is_a_sum_of_outcome_categories(pathway):
    outcome = pathway.published.outcome
    found = {one.code: one for one in measures(pathway)}
    every = {atom.code for atom in atoms(outcome)}
    assert len(every) == len(atoms(outcome)) == len({atom.label for atom in atoms(outcome)})
    for one in found.values():
        assert one.categories <= every
        assert one.of is None or one.categories < one.of
    # breakdowns are sums, too: no category stands in two cuts of a part
    for part in outcome.broken_down_by:
        assert all(sum(name.startswith(f"{part}:") for name in atom.inside) == 1 for atom in atoms(outcome))


def test_continuity_of_care_has_a_category_for_each_age_and_no_more_than_its_measures_tell_apart():
    [continuity] = [one for one in columns(PRISON) if one.code == "continuity"]
    codes = {category.code for category in continuity.categories}
    assert {"18-25.passed-on.referred.started", "18-25.passed-on", "16-17.none-of-these"} <= codes
    # nobody under 18 is in a measure, so that nothing more is told of them than their age
    assert sum(code.startswith(("0-15", "16-17", "not-known")) for code in codes) == 3


def test_a_month_is_closed_on_the_tenth_working_day_and_filled_after_the_whole_wait():
    # Christmas Day, Boxing Day's substitute and New Year's Day are no working days
    assert closes_on(date(2026, 6, 1), CALENDAR) == date(2026, 7, 14)
    assert closes_on(date(2026, 12, 1), CALENDAR) == date(2027, 1, 15)
    assert open_until(date(2026, 7, 13), CALENDAR) == date(2026, 6, 1)
    assert open_until(date(2026, 7, 14), CALENDAR) == date(2026, 7, 1)
    assert fills_on(date(2026, 6, 1), 21) == date(2026, 7, 22)


def test_the_log_tells_of_everything_that_decides_what_is_booked():
    """Or figures could not be counted again from it."""
    for pathway in PUBLISHED:
        assert {one.milestone for one in logged(pathway)} == what_counts(pathway) == published_kinds(pathway)
        assert not pathway.published or pathway.published.booked_by in what_counts(pathway)
    ends = {(one.event, one.says) for one in logged(newest("sentence-requirement")) if one.milestone == "drr-ended"}
    assert ends == {("answer.given", "drr_end")}


def published_kinds(pathway):
    said = pathway.published
    events = {kind.milestone for count in said.events for kind in count.kinds} if said else set()
    return {said.booked_by, *said.undone_by, *events} if said else set()
