"""Whether two records may be one person; only a person says that they are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.measures.matching import PersonRecord, likeness, likenesses, linked

BORN = date(1988, 3, 4)


def record(name, number="1", **changes):
    first_name, surname = name.split(" ", 1)
    facts = {"born": BORN, "sex": "male", "area": "havering"} | changes
    return PersonRecord(record=number, first_name=first_name, surname=surname, **facts)


def test_case_18_name_mismatch_with_the_same_initials_links_once_somebody_confirms():
    prison, community = record("Micheal O'Dwyer", "prison-1"), record("Michael ODwyer", "community-7")
    found = likenesses([prison], [community])
    assert [like.near_miss for like in found] == [False]
    assert found[0].sentence == (
        "Initials, date of birth, sex and area agree: Micheal O'Dwyer (havering) and Michael ODwyer (havering)."
    )
    assert linked(found, {}) == []
    assert linked(found, {("prison-1", "community-7"): "different"}) == []
    assert linked(found, {("prison-1", "community-7"): "same"}) == [("prison-1", "community-7")]


def test_case_18_another_first_initial_is_only_a_near_miss():
    found = likenesses([record("Liam Doe")], [record("William Doe", "2")])
    assert [like.near_miss for like in found] == [True]
    assert "but the first initial" in found[0].sentence
    assert linked(found, {}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sean Ó Briain", "Seán o'briain"),
        ("ANNE d'Souza", "anne DSouza"),
        ("Zoë 'Amis", "Zoe Amis"),
    ],
)
def test_apostrophes_accents_and_case_do_not_matter(one, other):
    assert likeness(record(one), record(other)).near_miss is False


@pytest.mark.parametrize(
    "changes",
    [
        {"born": date(1988, 4, 3)},
        {"sex": "female"},
    ],
)
def test_another_birth_or_sex_is_no_match(changes):
    assert likeness(record("Jo Marsh"), record("Jo Marsh", **changes)) is None


def test_another_area_is_a_near_miss_and_two_differences_are_none():
    assert "but the area" in likeness(record("Jo Marsh"), record("Jo Marsh", area="waltham-forest")).sentence
    assert likeness(record("Jo Marsh"), record("Bo Marsh", area="waltham-forest")) is None
    assert likeness(record("Jo Marsh"), record("Bo Carsh")) is None


def test_a_record_without_a_name_matches_nobody():
    assert likeness(record("? Marsh"), record("? Marsh")) is None


RECORDS = st.builds(
    PersonRecord,
    record=st.uuids().map(str),
    first_name=st.sampled_from(["Jo", "jo", "Bo", ""]),
    surname=st.sampled_from(["Marsh", "'Marsh", "Carr"]),
    born=st.sampled_from([BORN, date(1990, 1, 1)]),
    sex=st.sampled_from(["male", "female"]),
    area=st.sampled_from(["havering", "waltham-forest"]),
)


@given(st.lists(RECORDS, max_size=8), st.lists(RECORDS, max_size=8))
def test_both_ways_round_find_the_same_pairs_and_nothing_links_by_itself(ours, theirs):
    there = {(like.pair, like.near_miss) for like in likenesses(ours, theirs)}
    back = {(like.pair[::-1], like.near_miss) for like in likenesses(theirs, ours)}
    assert there == back
    assert linked(likenesses(ours, theirs), {}) == []
