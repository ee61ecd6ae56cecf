"""What has happened, happened today or before: every step that writes such a day down refuses tomorrow."""

from __future__ import annotations

from datetime import date

import pytest

from workflows import pathways
from workflows.conditions import faults_in_move, known_of

TODAY, TOMORROW = date(2026, 11, 18), "2026-11-19"
HAPPENED = [
    ("cuckooing", "record_death", "died_on"),
    ("cuckooing", "section_42_met", "safeguarding_decided_on"),
    ("cuckooing", "record_capacity", "capacity_on"),
    ("cuckooing", "record_enforcement_result", "offence_on"),
    ("hidden-harm", "record_death", "died_on"),
    ("prison-release", "record_death", "died_on"),
    ("prison-release", "taken_on_elsewhere", "taken_on_date"),
    ("nrm", "report_missing", "missing_since"),
    ("nrm", "report_found", "found_at"),
]


@pytest.mark.parametrize(("kind", "step", "question"), HAPPENED)
def test_a_day_to_come_is_refused(kind, step, question):
    pathway = pathways.newest(kind)
    asked = next(each for each in pathway.move(step).asks if each.code == question)
    for day, refused in ((TOMORROW, True), (TODAY.isoformat(), False)):
        value = f"{day}T00:00" if asked.kind == "date-time" else day
        found = faults_in_move(
            [asked], {question: value}, known_of(pathway, {question: value}, TODAY), TODAY.isoformat()
        )
        assert bool(found) is refused, (day, found)
