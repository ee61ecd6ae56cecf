"""What holds, what cannot be told yet, and what is wrong with an answer."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import vocabulary as words
from workflows.conditions import Known, holds
from workflows.scores import band_of, points_of
from workflows.shapes import is_nhs_number, wrong_with
from workflows.truth import local_day, truth, whole_years
from workflows.vocabulary import Question, answer
from workflows.working_days import WorkingDays

TODAY = date(2026, 11, 25)  # a Wednesday
CALENDAR = WorkingDays.england_and_wales()
RED = words.Is(answer("colour"), "red")


def known(answers=None, **facts):
    return Known(answers=answers or {}, facts=facts, today=TODAY, calendar=CALENDAR)


def test_what_nobody_answered_is_neither_true_nor_false():
    assert truth(RED, known()) is None
    assert truth(words.Not(RED), known()) is None
    assert truth(words.Answered(answer("colour")), known()) is False
    assert not holds(words.Not(RED), {}, {}, TODAY)


@pytest.mark.parametrize("empty", ["", [], None])
def test_an_emptied_answer_counts_as_none(empty):
    assert truth(RED, known({"colour": empty})) is None


def test_one_known_part_can_settle_the_whole():
    unknown = words.Is(answer("other"), "x")
    assert truth(words.AnyOf(unknown, RED), known({"colour": "red"})) is True
    assert truth(words.AllOf(unknown, RED), known({"colour": "blue"})) is False
    assert truth(words.AllOf(unknown, RED), known({"colour": "red"})) is None


@pytest.mark.parametrize(
    ("condition", "release", "expected"),
    [
        (words.Before("release", days=14), "2026-12-09", True),
        (words.Before("release", days=14), "2026-12-08", False),
        (words.Within("release", days=7), "2026-12-02", True),
        (words.Within("release", days=7), "2026-12-03", False),
        (words.Within("release", working_days=3), "2026-11-30", True),
        (words.Within("release", working_days=3), "2026-12-01", False),
        (words.After("release", days=21), "2026-11-04", False),
        (words.After("release", days=21), "2026-11-03", True),
        (words.Since("release", days=28), "2026-10-28", True),
        (words.Since("release", days=28), "2026-10-29", False),
        (words.SuggestedEarlier("release"), "2026-09-25", True),
        (words.SuggestedEarlier("release"), "2026-09-24", False),
        (words.SuggestedEarlier("release"), "2026-08-31", True),
        (words.SuggestedEarlier("release"), "2026-12-24", True),
        (words.Unknown("release"), "2026-12-24", False),
    ],
)
def test_dates_are_counted_from_today(condition, release, expected):
    assert truth(condition, known(release=release)) is expected


def test_without_a_date_only_unknown_can_be_told():
    for condition in (words.Before("release"), words.Within("release", days=3), words.After("release")):
        assert truth(condition, known()) is None
    assert truth(words.Unknown("release"), known()) is True


def test_a_setting_takes_the_place_of_the_days_written():
    told = Known(answers={}, facts={"release": "2026-11-04"}, today=TODAY, settings={"window": 20})
    assert truth(words.After("release", days=21, setting="window"), told) is True


def test_a_condition_in_working_days_asks_for_a_calendar():
    with pytest.raises(LookupError, match="pass a calendar"):
        holds(words.Within("release", working_days=3), {}, {"release": "2026-11-27"}, TODAY)


def test_a_moment_belongs_to_the_day_on_which_it_is_in_london():
    assert local_day(datetime(2026, 7, 6, 23, 30, tzinfo=UTC)) == date(2026, 7, 7)
    assert local_day("2026-07-06T23:30:00+00:00") == date(2026, 7, 7)
    assert local_day("2026-07-06T23:30") == date(2026, 7, 6)
    assert local_day("soon") is None


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [("2008-07-20", "2026-07-19", 17), ("2008-07-20", "2026-07-20", 18), ("2008-02-29", "2026-02-28", 17),
     ("2008-02-29", "2026-03-01", 18)],
)  # fmt: skip
def test_age_is_counted_in_whole_years(born, on, years):
    assert whole_years(date.fromisoformat(born), date.fromisoformat(on)) == years


def test_two_dates_in_order_may_be_a_day_apart_when_that_is_allowed():
    condition = words.InOrder(answer("slot"), answer("end"), days=1)
    assert truth(condition, known({"slot": "2026-07-13T10:30", "end": "2026-07-12"})) is True
    assert truth(condition, known({"slot": "2026-07-14T10:30", "end": "2026-07-12"})) is False


VALUES = st.one_of(st.none(), st.sampled_from(["red", "blue", ""]), st.lists(st.sampled_from(["red", "blue"])))
ATOMS = st.sampled_from(
    [RED, words.Has(answer("colour"), "blue"), words.Answered(answer("colour")), words.Unknown("release"),
     words.Before("release", days=3), words.AnyIs(answer("shape"), ("red", "blue")), words.Always()]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(words.Not, inner),
        st.lists(inner, max_size=3).map(lambda each: words.AllOf(*each)),
        st.lists(inner, max_size=3).map(lambda each: words.AnyOf(*each)),
    ),
    max_leaves=8,
)
WORLDS = st.builds(
    lambda colour, shape, release: known({"colour": colour, "shape": shape}, **release),
    VALUES,
    VALUES,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(lambda day: {"release": day.isoformat()}) | st.just({}),
)


@given(CONDITIONS, WORLDS)
def test_no_condition_and_its_opposite_hold_together(condition, world):
    one, other = truth(condition, world), truth(words.Not(condition), world)
    assert (one, other) in {(True, False), (False, True), (None, None)}


@given(st.lists(CONDITIONS, min_size=1, max_size=3), WORLDS)
def test_all_of_is_the_opposite_of_any_of_the_opposites(conditions, world):
    opposites = words.AnyOf(*(words.Not(each) for each in conditions))
    assert truth(words.AllOf(*conditions), world) == truth(words.Not(opposites), world)


@given(CONDITIONS, VALUES, VALUES)
def test_learning_more_never_turns_a_settled_answer(condition, colour, shape):
    before, after = truth(condition, known()), truth(condition, known({"colour": colour, "shape": shape}))
    about_absence = any(isinstance(each, words.Answered) for each in _parts(condition))
    assert before is None or about_absence or before == after


def _parts(condition):
    yield condition
    for inner in (*getattr(condition, "conditions", ()), *filter(None, (getattr(condition, "condition", None),))):
        yield from _parts(inner)


def test_every_condition_of_the_vocabulary_can_be_worked_out():
    from workflows.truth import RULES

    told = {each for each in vars(words).values() if isinstance(each, type) and issubclass(each, words.Condition)}
    assert told - {words.Condition} == set(RULES)


def asks(kind, **parts):
    return Question(code="q", label="Something", kind=kind, category="core", **parts)


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (asks("date"), "31/2/2026", "Enter a date"),
        (asks("date-time"), "2026-07-14", "a date and a time"),
        (asks("time"), "half past", "Enter a time"),
        (asks("number", least=0, most=10, unit="milligrams"), 11, "10 milligrams or less"),
        (asks("number"), "7", "Enter a number"),
        (asks("number"), True, "Enter a number"),
        (asks("number"), float("nan"), "Enter a number"),
        (asks("phone"), "later", "Enter a phone number"),
        (asks("email"), "me at home", "Enter an email address"),
        (asks("outward-code"), "Romford", "first part of a postcode"),
        (asks("nhs-number"), "9991234561", "Check the NHS number"),
        (asks("text", max_length=3), "four", "Shorten"),
        (asks("text"), "a\nb", "on one line"),
        (asks("text"), "a\x00b", "cannot be kept"),
        (asks("yes-no"), "maybe", "Select one of the answers"),
        (asks("choices", choices=words.YES_NO, most=1), ["yes", "no"], "no more than 1"),
        (asks("choices", choices=words.YES_NO), "yes", "Select from the answers"),
        (asks("choices", choices=words.YES_NO), [["yes"]], "Select from the answers"),
        (asks("text"), ["a"], "Give one answer"),
    ],
)
def test_a_value_that_is_no_answer_is_met_with_what_to_do(question, value, said):
    sentence = wrong_with(question, value, "2026-11-25")
    assert sentence is not None
    assert said in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", "2026-07-14"), ("date-time", "2026-07-14T16:10"), ("time", "14:30"), ("phone", "(020) 7946 0123"),
     ("email", "a@example.org"), ("outward-code", "rm3"), ("nhs-number", "999 123 4578"), ("long-text", "a\nb"),
     ("prison-number", "anything"), ("number", 2.5)],
)  # fmt: skip
def test_a_good_value_passes(kind, value):
    assert wrong_with(asks(kind), value, "2026-11-25") is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from([*words.KINDS]), ANYTHING)
def test_no_value_whatever_breaks_the_reading_of_it(kind, value):
    sentence = wrong_with(asks(kind), value, "2026-11-25")
    assert sentence is None or sentence.endswith(".")


@given(st.integers(0, 999_999_999))
def test_one_slip_in_an_nhs_number_is_noticed(number):
    nine = f"{number:09d}"
    right = [nine + digit for digit in "0123456789" if is_nhs_number(nine + digit)]
    assert len(right) <= 1


def test_a_score_is_capped_banded_and_overridden():
    score = words.Score(
        code="risk", label="Risk", category="core",
        points=(words.Points(source=answer("signs"), values=("a", "b", "c"), each=2, cap=4),),
        bands=(words.Band(code="green", label="Green", least=0), words.Band(code="red", label="Red", least=4)),
        overrides=(words.Override(when=words.Has(answer("harm"), "weapon"), band="red", say="A weapon was seen."),),
    )  # fmt: skip
    assert points_of(score.points[0], {"signs": ["a", "b", "c"]}) == 4
    assert band_of(score, Known(answers={"signs": ["a"]}, facts={}, today=TODAY)) == "green"
    assert band_of(score, Known(answers={"signs": ["a", "b"]}, facts={}, today=TODAY)) == "red"
    assert band_of(score, Known(answers={"harm": ["weapon"]}, facts={}, today=TODAY)) == "red"
