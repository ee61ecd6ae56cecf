"""Each question of each published pathway becomes a field; what hangs on an answer opens under it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from flask import Flask

from coordination.forms.asking import FIELDS, field_for
from coordination.forms.hanging import hanging, in_words, rule_of
from coordination.forms.pages import asked_on, form_for
from coordination.forms.values import kept, mark, read, type_again, typed
from coordination.web import dress
from workflows import pathways
from workflows.vocabulary import AllOf, AnyIs, Choice, Has, Is, Not, Question, Topic, Unknown, answer
from workflows.vocabulary.form import Kind

TODAY = "2026-11-21"
TOPICS = [
    pytest.param(topic, id=f"{pathway.code}-{topic.code}")
    for pathway in pathways.PUBLISHED
    for topic in pathway.topics.values()
]
YES_NO = Question(code="on_it", label="Are they?", kind="yes-no", category="core", missing="Say.")


@pytest.fixture
def page():
    app = Flask("forms", static_folder=None)
    app.config.update(SECRET_KEY="only for these tests", WTF_CSRF_ENABLED=False)
    dress(app)
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize("topic", TOPICS)
def test_every_question_of_every_pathway_has_a_field(topic: Topic, page):
    form = form_for(topic.questions, TODAY)(formdata=None)
    assert [field.name for field in form.question_fields()] == [question.code for question in topic.questions]


def test_every_kind_of_question_has_a_field():
    of_the_case = {"team", "worker", "panel", "case"}  # answered out of a list that only a case can give
    assert set(get_args(Kind)) == set(FIELDS) | of_the_case


@pytest.mark.parametrize("code", ["once", "csrf_token", "seen", "data", "validate", "errors"])
def test_a_question_cannot_take_a_name_that_the_page_needs(code):
    with pytest.raises(ValueError, match="needs that name"):
        form_for((replace(YES_NO, code=code),), TODAY)


def test_the_server_and_the_browser_agree_on_every_rule(page):
    """A rule that a browser works out comes from the very condition that the server works out."""
    for pathway in pathways.PUBLISHED:
        for topic in pathway.topics.values():
            for code, found in hanging(topic.questions).items():
                question = next(each for each in topic.questions if each.code == code)
                assert found.under or found.rule == rule_of(question.when), code
                assert found.under or found.rule, f"a browser cannot work out when to ask {code}"


def test_rules_are_plain_lists():
    assert rule_of(Is(answer("a"), "yes")) == ["any", "a", ["yes"]]
    assert rule_of(Not(AnyIs(answer("a"), ("x", "y")))) == ["not", ["any", "a", ["x", "y"]]]
    assert rule_of(AllOf(Is(answer("a"), "yes"), Has(answer("b"), "z"))) == [
        "all",
        ["any", "a", ["yes"]],
        ["any", "b", ["z"]],
    ]
    assert rule_of(Unknown("release")) is None
    assert rule_of(AllOf(Unknown("release"), Is(answer("a"), "yes"))) is None


def test_when_a_question_is_asked_is_said_in_words():
    several = Question(
        code="kind",
        label="What kind?",
        kind="choice",
        category="core",
        missing="Say.",
        choices=(Choice(code="a", label="Apples"), Choice(code="b", label="Pears"), Choice(code="c", label="Plums")),
    )
    by_code = {"on_it": YES_NO, "kind": several}
    assert in_words(Is(answer("on_it"), "yes"), by_code) == "the answer to “Are they?” is “Yes”"
    assert in_words(AnyIs(answer("kind"), ("a", "b", "c")), by_code) == (
        "the answer to “What kind?” is “Apples”, “Pears” or “Plums”"
    )
    assert in_words(Not(AnyIs(answer("kind"), ("a", "b"))), by_code) == (
        "the answer to “What kind?” is not “Apples” or “Pears”"
    )
    assert in_words(Unknown("release"), by_code) == ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "a line"),
        ("long-text", "one\ntwo"),
        ("yes-no", "yes"),
        ("date", "2026-02-28"),
        ("date-time", "2026-07-14T15:10:00+00:00"),
        ("time", "14:30"),
        ("number", 40),
        ("phone", "01632 960 001"),
        ("email", "nia@example.org"),
        ("outward-code", "RM3"),
        ("nhs-number", "9434765919"),
        ("prison-number", "A1234BC"),
        ("address", "1 Some Street\nRomford"),
    ],
)
def test_what_is_kept_comes_back_unchanged_from_its_boxes(page, kind, value):
    question = replace(YES_NO, kind=kind)
    drawn = form_for((question,), TODAY)(formdata=None)
    drawn.fill("on_it", value)
    boxes = typed(drawn["on_it"])
    assert boxes is not None

    again = form_for((question,), TODAY)(formdata=None)
    type_again(again["on_it"], boxes)
    assert kept(again["on_it"].data) == value
    assert mark(typed(again["on_it"])) == mark(boxes)


def test_a_kept_value_that_fits_no_more_is_asked_again():
    assert read(replace(YES_NO, kind="date"), "yesterday") is None
    assert read(replace(YES_NO, kind="time"), 7) is None


def test_a_long_list_opens_and_a_short_one_is_radios(page):
    def choices(count: int) -> tuple[Choice, ...]:
        return tuple(Choice(code=f"c{number}", label=f"Choice {number}") for number in range(count))

    for count, looks in ((4, "radios"), (9, "radios"), (10, "select"), (16, "select")):
        question = replace(YES_NO, kind="choice", choices=choices(count))
        form = form_for((question,), TODAY)(formdata=None)
        assert form["on_it"].draws_as == looks


def test_a_choice_that_is_no_longer_offered_is_still_there_for_a_form_begun_before(page):
    question = replace(
        YES_NO,
        kind="choice",
        choices=(Choice(code="old", label="Old", until="2026-05-11"), Choice(code="new", label="New")),
    )
    begun_before = form_for((question,), "2026-05-10")(formdata=None)
    begun_after = form_for((question,), "2026-05-11")(formdata=None)
    assert [choice.value for choice in begun_before["on_it"].choices] == ["old", "new"]
    assert [choice.value for choice in begun_after["on_it"].choices] == ["new"]


def test_asked_later_is_not_asked_on_the_referral():
    later = replace(YES_NO, code="after", later=True)
    assert asked_on(Topic(code="t", title="T", questions=(YES_NO, later))) == (YES_NO,)


def test_optional_questions_say_so(page):
    field = form_for((replace(YES_NO, required="no"),), TODAY)(formdata=None)["on_it"]
    assert field.label.text == "Are they? (optional)"
    assert field.missing is None
    assert field_for(YES_NO, TODAY) is not None
