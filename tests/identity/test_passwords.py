"""Which passwords will do, and how they are kept."""

from contextlib import suppress

import pytest
from argon2 import extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from coordination.errors import Invalid
from coordination.identity.commands import passwords

ABOUT = ("Rosalind Quillfeather", "rosalind.quillfeather@agency.example")


def test_kept_as_argon2id_with_nineteen_mebibytes_two_passes_one_lane():
    kept = extract_parameters(passwords.hashed("carrots under a quiet moon"))
    assert (kept.type.name, kept.memory_cost, kept.time_cost, kept.parallelism) == ("ID", 19456, 2, 1)


def test_nobody_is_let_in_by_the_hash_that_takes_the_time():
    for guess in ("", "password", "Closed door, no password opens it!!"):
        assert not passwords.matches(guess, None)


@pytest.mark.parametrize(
    "password",
    [
        "carrots under a quiet moon",
        "Ärger über Öl, 3 Straßen",
        "🐢🦔🐌 slow animals win",
        "xkT9#mQ2vLp8!wZr",
        "all small letters here",
        "passwordless oak tables",
        " leading and trailing ",
    ],
)
def test_long_and_unusual_will_do_whatever_it_is_made_of(password):
    passwords.check(password, ABOUT)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", passwords.TOO_SHORT),
        ("fourteen chars", passwords.TOO_SHORT),
        ("x" * 257, passwords.TOO_LONG),
        ("aaaaaaaaaaaaaaaa", passwords.TOO_COMMON),
        ("blueblueblueblue", passwords.TOO_COMMON),
        ("abcdefghijklmnop", passwords.TOO_COMMON),
        ("qwertyuiopasdfghjkl", passwords.TOO_COMMON),
        ("123456789012345678", passwords.TOO_COMMON),
        ("Password12345678", passwords.TOO_COMMON),
        ("P@ssw0rdP@ssw0rd", passwords.TOO_COMMON),
        ("correct horse battery staple", passwords.TOO_COMMON),
        ("LiverpoolFC2026!!!", passwords.TOO_COMMON),
        ("Summer2026Summer2026", passwords.TOO_COMMON),
        ("Welcome To Havering 1", passwords.TOO_COMMON),
        ("rosalind.quillfeather", passwords.TOO_CLOSE),
        ("Quillfeather2026", passwords.TOO_CLOSE),
        ("coordination123", passwords.TOO_CLOSE),
    ],
)
def test_what_is_guessed_first_will_not(password, sentence):
    with pytest.raises(Invalid) as refused:
        passwords.check(password, ABOUT)
    assert refused.value.message == sentence
    assert refused.value.field == "new_password"


@given(st.text(max_size=300))
def test_any_text_gets_a_sentence_or_passes(password):
    with suppress(Invalid):
        passwords.check(password, ABOUT)
