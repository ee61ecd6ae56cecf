"""A form takes nothing that it did not ask for, and shows a refusal without losing an answer."""

from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.web.fields import Choice, ChoiceField, DateField, TextField
from coordination.web.forms import NOT_ASKED_FOR, OPEN_TOO_LONG, BaseForm, FilterForm
from tests.web.questions import GOOD, EveryQuestion


def sent(app: Flask, more: list[tuple[str, str]], without: str = "") -> EveryQuestion:
    pairs = MultiDict({name: value for name, value in GOOD.items() if name != without})
    for name, value in more:
        pairs.add(name, value)
    with app.test_request_context("/form", method="POST", data=pairs):
        form = EveryQuestion()
        form.validate()
        assert form.pressed in {None, "save_for_later"}
        return form


def test_a_form_as_it_stands_is_taken(app: Flask) -> None:
    assert sent(app, []).errors == {}
    assert sent(app, [("save_for_later", "1")]).errors == {}


@pytest.mark.parametrize(
    "extra",
    [("is_administrator", "yes"), ("dob", "1987-03-07"), ("dob-hour", "4"), ("known_as", "Sam"), ("dob-day", "8"),
     ("housing", "home"), ("once", "1" * 32)],
)  # fmt: skip
def test_what_was_not_asked_for_or_comes_twice_is_refused(app: Flask, extra: tuple[str, str]) -> None:
    form = sent(app, [extra])
    assert form.form_errors == [NOT_ASKED_FOR]
    assert form["known_as"].typed == "Jo"


def test_a_form_without_its_once_key_is_refused_and_drawn_with_a_new_one(app: Flask) -> None:
    form = sent(app, [], without="once")
    assert form.form_errors == [NOT_ASKED_FOR]
    assert len(form.once.data) == 32


def test_each_drawing_has_its_own_once_key(app: Flask) -> None:
    with app.test_request_context("/form"):
        assert EveryQuestion().once.data != EveryQuestion().once.data


def test_a_token_that_has_run_out_is_told_in_plain_words_and_nothing_is_lost(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    with app.test_request_context("/form", method="POST", data={**GOOD, "csrf_token": "old"}):
        form = EveryQuestion()
        assert not form.validate()
        assert form.error_summary() == [(OPEN_TOO_LONG, None)]
        assert form["known_as"].typed == "Jo"


def test_a_form_sent_with_nothing_in_it_does_not_answer_with_its_defaults(app: Flask) -> None:
    with app.test_request_context("/form", method="POST"):
        form = EveryQuestion(known_as="Jo")
        assert not form.validate()
        assert form["known_as"].data is None


def test_a_refusal_stands_beside_its_question_and_says_what_is_kept(app: Flask) -> None:
    with app.test_request_context("/form", method="POST", data=GOOD):
        form = EveryQuestion()
        assert form.validate()
        with form.refusals():
            raise Invalid("Choose a prison that we know.", field="prison")
        with form.refusals():
            raise MovedOn("Sam has it already.", kept={"holder": "Sam"})
        assert form.error_summary() == [("Sam has it already.", None), ("Choose a prison that we know.", "prison")]
        assert form.kept == {"holder": "Sam"}
        with pytest.raises(NotAllowed), form.refusals():
            raise NotAllowed("Ask your team lead.")


def test_the_transaction_is_abandoned_before_the_refusal_is_caught(app: Flask) -> None:
    abandoned = []

    class Writing:
        def __enter__(self) -> None: ...

        def __exit__(self, kind: type | None, *rest: object) -> None:
            abandoned.append(kind)

    with app.test_request_context("/form", method="POST", data=GOOD):
        form = EveryQuestion()
        form.validate()
        with form.refusals(), Writing():
            raise Invalid("No.")
    assert abandoned == [Invalid]


def test_a_question_cannot_take_the_place_of_what_every_form_has(app: Flask) -> None:
    form = type("Named", (BaseForm,), {"answers": TextField("Answers")})
    with app.test_request_context("/form"), pytest.raises(TypeError, match="cannot be called answers"):
        form()


class WaitingFilters(FilterForm):
    risk = ChoiceField("Risk", choices=[Choice("high", "High"), Choice("low", "Low")])
    since = DateField("Since")


def test_filters_are_read_from_the_address_and_bad_ones_get_a_sentence(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    with app.test_request_context("/list?risk=high&since-day=1&since-month=2&since-year=2026&after=9"):
        form = WaitingFilters()
        assert form.validate_on_submit()
        assert form.answers["risk"] == "high"
        assert str(form.answers["since"]) == "2026-02-01"
    with app.test_request_context("/list?risk=strange"):
        form = WaitingFilters()
        assert not form.validate_on_submit()
        assert form.error_summary() == [("Choose from the answers on this page.", "risk")]
    with app.test_request_context("/list"):
        form = WaitingFilters(data={"risk": "low"})
        assert not form.validate_on_submit()
        assert form.answers["risk"] == "low"


def test_json_is_no_form_whatever_stands_in_it(app: Flask) -> None:
    deep = "[" * 5_000 + "]" * 5_000
    for body in (deep, "[1]", '"x"', "7", '{"once": 1}', '{"known_as": {"a": 1}}', '{"known_as": "Jo", "owner": "me"}'):
        with app.test_request_context("/form", method="POST", data=body, content_type="application/json"):
            form = EveryQuestion()
            assert not form.validate()
            assert NOT_ASKED_FOR in form.form_errors, "it came without a once-key: nothing in it was read"
            assert not form["known_as"].typed


def test_a_button_that_says_what_can_be_kept_nowhere_is_refused(app: Flask) -> None:
    assert sent(app, [("save_for_later", "a\0b")]).form_errors == [NOT_ASKED_FOR]


@pytest.mark.parametrize("name", ["known_as", "once", "dob-day", "housing", "owner", "save_for_later"])
def test_a_file_where_words_belong_is_refused_and_read_as_no_words(app: Flask, name: str) -> None:
    pairs = MultiDict({key: value for key, value in GOOD.items() if key != name})
    pairs.add(name, (BytesIO(b"Jo"), "name.txt"))
    with app.test_request_context("/form", method="POST", data=pairs):
        form = EveryQuestion()
        assert not form.validate()
        assert NOT_ASKED_FOR in form.form_errors
