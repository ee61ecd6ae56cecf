"""Whatever is typed: an answer, or a sentence that says what to do. Never a fault."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from coordination import clock
from coordination.web.fields.asked import ODD_CHARACTERS, tidy
from coordination.web.fields.contact import read_email, read_nhs_number, read_postcode, read_telephone
from coordination.web.fields.dates import PartWrong, moment, read_date, read_time, write_time
from coordination.web.fields.numbers import read_number
from tests.web.questions import GOOD, NOW, EveryQuestion

NAMES = [name for name in GOOD if name != "once"]


def errors(app: Flask, **answers: object) -> dict[str, list[str]]:
    """What the form says when these answers take the place of good ones."""
    with app.test_request_context("/form", method="POST", data={**GOOD, **answers}):
        form = EveryQuestion()
        form.validate()
        return {name: [str(one) for one in found] for name, found in form.errors.items()}


def refusal_of(read: Callable[..., object], *typed: str) -> ValueError | None:
    """The refusal, if there is one. Anything but a ValueError is a fault and passes through."""
    try:
        read(*typed)
    except ValueError as no:
        return no
    return None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=60), max_size=4)))
def test_nothing_typed_makes_a_fault_and_every_no_is_a_sentence(app: Flask, sent: dict[str, list[str]]) -> None:
    with app.test_request_context(
        "/form", method="POST", data=MultiDict([(n, v) for n, vs in sent.items() for v in vs])
    ):
        form = EveryQuestion()
        form.validate()
        sentences = [sentence for sentence, _ in form.error_summary()]
    assert sentences
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "invalid" not in sentence.lower()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_three_texts_are_a_date_or_a_sentence(day: str, month: str, year: str) -> None:
    wrong = refusal_of(read_date, day, month, year)
    assert wrong is None or (isinstance(wrong, PartWrong) and wrong.parts and str(wrong).endswith("."))


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1850, 1, 1), date(2200, 12, 31)))
def test_every_day_can_be_written_with_the_name_of_its_month(day: date) -> None:
    assert read_date(str(day.day), f"{day:%B}", str(day.year)) == day
    assert read_date(f"{day:%d}", f"{day:%b}".upper(), str(day.year)) == day


@given(st.times())
def test_every_minute_is_read_back_as_it_was_written(at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    assert read_time(write_time(at)) == at
    assert read_time(f"{at:%H:%M}") == at


@settings(max_examples=300)
@given(st.text(max_size=20), st.sampled_from([read_time, read_telephone, read_email, read_postcode, read_nhs_number,
                                              read_number]))  # fmt: skip
def test_any_text_is_read_or_refused_with_a_sentence(text: str, read: Callable[[str], object]) -> None:
    no = refusal_of(read, text)
    assert no is None or str(no).endswith(".")


@pytest.mark.parametrize(
    ("day", "month", "year", "wrong"),
    [
        ("", "3", "1987", ("day",)),
        ("7", "", "", ("month", "year")),
        ("32", "3", "1987", ("day",)),
        ("7", "13", "1987", ("month",)),
        ("7", "Smarch", "1987", ("month",)),
        ("7", "3", "198", ("year",)),
        ("7", "3", "0087", ("year",)),
        ("31", "2", "2026", ("day",)),
        ("²", "3", "1987", ("day",)),
    ],
)
def test_a_date_says_which_box_is_wrong(day: str, month: str, year: str, wrong: tuple[str, ...]) -> None:
    with pytest.raises(PartWrong) as no:
        read_date(day, month, year)
    assert no.value.parts == wrong


def test_a_year_of_two_figures_is_a_birth_in_the_past_and_otherwise_the_nearest() -> None:
    with clock.at(NOW):
        assert read_date("1", "1", "87", years="past").year == 1987
        assert read_date("1", "1", "26", years="past").year == 2026
        assert read_date("1", "1", "27", years="past").year == 1927
        assert read_date("1", "1", "27").year == 2027
        assert read_date("1", "1", "80").year == 1980


def test_the_hour_that_the_clocks_jump_over_is_refused_and_the_double_one_is_the_first() -> None:
    with pytest.raises(ValueError, match="clocks go forward"):
        moment(date(2027, 3, 28), time(1, 30))
    assert moment(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("2:30pm", time(14, 30)), ("2.30 p.m.", time(14, 30)), ("14:30", time(14, 30)), ("1430", time(14, 30)),
     ("9am", time(9)), ("12am", time(0)), ("12 noon", time(12)), ("Midday", time(12)), ("midnight", time(0))],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["14", "25:00", "13pm", "0am", "9:75", "soon"])
def test_a_time_that_is_none_gets_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"time|hour"):
        read_time(typed)


def test_an_nhs_number_is_checked_by_its_last_digit() -> None:
    assert read_nhs_number("943-476-5919") == "9434765919"
    with pytest.raises(ValueError, match="last digit"):
        read_nhs_number("9434765918")
    with pytest.raises(ValueError, match="has 9"):
        read_nhs_number("943476591")


def test_only_the_first_half_of_a_postcode_is_kept(app: Flask) -> None:
    with app.test_request_context("/form", method="POST", data={**GOOD, "district": "e17 4rt"}):
        assert EveryQuestion().answers["district"] == "E17"
    assert read_postcode("w1a1aa") == ("W1A", "1AA")


def test_numbers_take_units_and_commas_and_keep_to_their_bounds() -> None:
    assert read_number("1,200 units", unit="units") == 1200
    for mistaken in ("12,5", "12,50", "1,2000", ",5", "1.200,5"):
        with pytest.raises(ValueError, match="A comma can only stand between thousands"):
            read_number(mistaken, places=2)
    assert read_number("£12.50", places=2) == Decimal("12.50")
    with pytest.raises(ValueError, match="from 0 to 120 years"):
        read_number("121", least=0, most=120, unit="years")
    with pytest.raises(ValueError, match="whole number"):
        read_number("1.5")


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("known_as", "Jo\x00", ODD_CHARACTERS),
        ("happened", "a\x1bb", ODD_CHARACTERS),
        ("dob-day", "7\x00", ODD_CHARACTERS),
        ("known_as", "x" * 201, "Shorten this to 200 characters or fewer. It has 201."),
        ("known_as", "a\nb", "Write this answer on one line."),
        ("housing", "palace", "Choose from the answers on this page."),
        ("needs", ["housing", "palace"], "Choose from the answers on this page."),
        ("needs", ["housing", "none"], "Choose “None of these” or others, not both."),
        ("dob-year", "2027", "The date of birth must be in the past."),
        ("seen-time", "", "Give the time too, like 2:30pm."),
        ("letter", "letter.pdf", "The file did not arrive. Choose it again."),
        ("seen_version", "3\x00", ODD_CHARACTERS),
        ("code", "12345", "Enter the 6 digits that your authenticator shows."),
    ],
)
def test_bad_input_gets_its_own_sentence_and_spoils_no_other_answer(
    app: Flask, name: str, typed: object, sentence: str
) -> None:
    assert errors(app, **{name: typed}) == {name.split("-", maxsplit=1)[0]: [sentence]}


def test_a_file_arrives_unread_and_by_its_ending(app: Flask) -> None:
    assert errors(app, letter=(BytesIO(b"%PDF"), "Letter.PDF")) == {}
    assert errors(app, letter=(BytesIO(b""), "")) == {}
    assert errors(app, letter=(BytesIO(b"MZ"), "letter.exe")) == {
        "letter": ["Choose a file that ends in .pdf or .png."]
    }
    assert "" in errors(app, letter=[(BytesIO(b"1"), "a.pdf"), (BytesIO(b"2"), "b.pdf")])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jo\u200b Ex\u00adample\ufeff", "Jo Example"),
        ("Jo \u202eelpmaxE\u202c", "Jo elpmaxE"),
        ("\u2068020 7946 0991\u2069", "020 7946 0991"),
        ("one\u2028two", "one\ntwo"),
        ("👩\u200d⚕️ نمی\u200cدانم", "👩\u200d⚕️ نمی\u200cدانم"),
        ("Nguyễn Łukasz שָׁלוֹם", "Nguyễn Łukasz שָׁלוֹם"),
        ("Z" + "\u0336\u0321" * 40, "Z" + "\u0336\u0321" * 3),
    ],
)
def test_what_nobody_sees_is_not_kept_and_what_a_language_needs_is(typed: str, kept: str) -> None:
    """Unseen, it keeps a name from being found, or turns our own words about that stand after it."""
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["\u200b", "\u2800\u2800", "\u3164", " \u200e\ufe0f ", "\u202e\u2066", "\u0301"])
def test_what_shows_nothing_is_no_answer(app: Flask, typed: str) -> None:
    """A reason that has to be given is not given by a sign that nobody sees."""
    assert errors(app, known_as=typed) == {"known_as": ["Say what they like to be called."]}
