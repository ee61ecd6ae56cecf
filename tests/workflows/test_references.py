"""Case references survive the telephone. The seeded Random stands for the system's own source of randomness."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflows.references import ALPHABET, heard_as, new_reference

SEEDED = Random(1)  # noqa: S311
REFERENCES = st.builds(new_reference, st.sampled_from(["HAV", "WF", "TEST"]), st.integers().map(Random))


@given(REFERENCES)
def test_a_reference_is_understood_as_itself_however_it_is_spaced(reference):
    assert heard_as(reference) == reference
    assert heard_as(f"  {reference.lower().replace('-', ' ')} ") == reference
    assert heard_as(reference.replace("-", "–")) == reference


@given(REFERENCES)
def test_look_alikes_are_put_right(reference):
    prefix, body = reference.split("-", 1)
    misread = body.replace("0", "O").replace("1", "l").replace("2", "z").replace("V", "u")
    assert heard_as(f"{prefix}-{misread}") == reference


@given(REFERENCES, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(reference, place, sign):
    prefix, tail = reference[: reference.index("-")], reference[reference.index("-") :].replace("-", "")
    assume(tail[place] != sign)
    assert heard_as(prefix + tail[:place] + sign + tail[place + 1 :]) is None


@given(REFERENCES, st.integers(0, 5))
def test_two_neighbours_swapped_are_noticed(reference, place):
    prefix, tail = reference[: reference.index("-")], reference[reference.index("-") :].replace("-", "")
    assume(tail[place] != tail[place + 1])
    swapped = tail[:place] + tail[place + 1] + tail[place] + tail[place + 2 :]
    assert heard_as(prefix + swapped) is None


@given(st.text(max_size=40))
def test_anything_typed_gives_a_reference_or_none(text):
    heard = heard_as(text)
    assert heard is None or heard_as(heard) == heard


def test_another_partnerships_prefix_is_noticed():
    reference = new_reference("HAV", SEEDED)
    assert heard_as(reference.replace("HAV", "HAW")) is None


@pytest.mark.parametrize("prefix", ["", "H", "HAVER", "ha", "H4"])
def test_a_prefix_must_be_letters(prefix):
    with pytest.raises(ValueError, match="two to four capital letters"):
        new_reference(prefix, SEEDED)


def test_no_vowel_and_no_look_alike_is_ever_given():
    assert len(set(ALPHABET)) == 29
    assert not set("AEIOULZ") & set(ALPHABET)
