"""Whether all is in place: the one rule, for readers of all of it and of less."""

from __future__ import annotations

from datetime import date

import pytest

from workflows import pathways, readiness
from workflows.readiness import AS_FAR_AS_SEEN, CLOSED, DONE, NOT_KNOWN, NOT_NEEDED, NOT_READY, NOT_YET, READY, UNSEEN
from workflows.truth import Known

PATHWAY = pathways.newest("prison-release")
ALL = frozenset(category.code for category in PATHWAY.categories)
RELEASE = {"release_date": "2026-11-26"}
OST = {"on_ost": "yes", "drug_1": "heroin"}
BRIDGED = {**OST, "bridging_prescription": "yes", "bridging_end": "2026-12-01"}


def state(mark: str, readable: frozenset[str] = ALL, **answers: object) -> str:
    known = Known(answers=answers, facts=RELEASE, today=date(2026, 11, 18))
    found = readiness.marks(PATHWAY, PATHWAY.calendar.marks, known, readable)
    return next(each.state for each in found if each.code == mark)


@pytest.mark.parametrize(
    ("mark", "answers", "expected"),
    [
        ("appointment", {}, NOT_YET),
        ("appointment", {"first_appointment_at": "2026-11-26T14:00"}, DONE),
        ("prescription", {}, NOT_KNOWN),
        ("prescription", {"on_ost": "no"}, NOT_NEEDED),
        ("prescription", OST, NOT_YET),
        ("prescription", {**BRIDGED, "prescriber_slot": "2026-12-01T10:00"}, DONE),
        ("prescription", {**BRIDGED, "prescriber_slot": "2026-12-03T10:00"}, NOT_YET),
        ("prescription", {**OST, "bridging_prescription": "no", "prescriber_slot": "2026-11-27T10:00"}, DONE),
        ("prescription", {**OST, "bridging_prescription": "no", "prescriber_slot": "2026-12-09T10:00"}, NOT_YET),
        ("housing", {"accommodation": "not-known"}, NOT_KNOWN),
        ("housing", {"accommodation": "no-fixed-abode"}, NOT_YET),
        ("housing", {"accommodation": "hostel"}, DONE),
        ("naloxone", {}, NOT_KNOWN),
        ("naloxone", {"on_ost": "no", "drug_1": "alcohol"}, NOT_NEEDED),
        ("naloxone", {**OST, "naloxone": "dont-know"}, NOT_KNOWN),
        ("naloxone", {**OST, "naloxone": "no"}, NOT_YET),
        ("naloxone", {**OST, "naloxone": "yes"}, DONE),
        ("travel", {}, NOT_KNOWN),
        ("travel", {"gate_pickup": "none"}, NOT_YET),
        ("travel", {"gate_pickup": "mentor"}, DONE),
    ],
)
def test_each_mark_says_how_it_stands(mark: str, answers: dict[str, str], expected: str) -> None:
    assert state(mark, **answers) == expected


def test_what_is_hidden_is_neither_missing_nor_in_place() -> None:
    contact = ALL - {"clinical"}
    assert state("prescription", contact, **OST) == NOT_YET, "without a slot the hidden days make no difference"
    # these readers do not get the bridging days, so that the answers lack them
    assert state("prescription", contact, **OST, prescriber_slot="2026-12-03T10:00") == CLOSED
    probation = ALL - {"clinical", "health"}
    assert state("naloxone", probation, naloxone="no") == CLOSED, "whether they need it is hidden"
    assert state("naloxone", probation, naloxone="yes") == DONE
    assert state("prescription", probation, on_ost="yes") == CLOSED
    assert {state(mark, frozenset()) for mark in PATHWAY.calendar.marks} == {CLOSED}


def test_as_a_whole_one_thing_missing_is_enough_and_what_is_hidden_is_said() -> None:
    def whole(*states: str) -> str:
        return readiness.overall([readiness.Mark("", "", each) for each in states])

    assert whole(DONE, NOT_NEEDED) == READY
    assert whole(DONE, CLOSED) == AS_FAR_AS_SEEN
    assert whole(CLOSED, NOT_YET) == whole(DONE, NOT_KNOWN) == NOT_READY
    assert whole(CLOSED, CLOSED) == UNSEEN
