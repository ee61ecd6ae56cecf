"""What templates put out is made safe, and what they ask for is found, as the library would do it."""

import pytest
from flask import Flask
from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from coordination.web.templates import Templates


class Resident:
    """Somebody with a name of their own, and with what is kept under a word."""

    name = "O'Hara & sons <example>"

    def __getitem__(self, word: str) -> str:
        return {"area": "Leyton"}[word]


@pytest.fixture
def drawn():
    templates = Templates(Flask(__name__), autoescape=True)
    return lambda source, **given: templates.from_string(source).render(**given)


def test_whatever_is_put_out_is_escaped_unless_it_is_safe(drawn) -> None:
    said = drawn(
        "{{ who.name }}|{{ typed }}|{{ known }}|{{ count }}|{{ nothing }}",
        who=Resident(), typed="<script>", known=Markup("<b>sure</b>"), count=3, nothing=None,
    )  # fmt: skip
    assert said == "O&#39;Hara &amp; sons &lt;example&gt;|&lt;script&gt;|<b>sure</b>|3|None"


def test_an_attribute_is_asked_for_first_then_an_item_and_what_is_neither_is_empty(drawn) -> None:
    given = {"who": Resident(), "words": {"name": "under a word", "items": "not the method"}}
    assert drawn("{{ who.name[:6] }} {{ who.area }} {{ who.age }}.", **given) == "O&#39;Hara Leyton ."
    assert drawn("{{ words.name }} {{ words['items'] }} {{ words.items is callable }}", **given) == (
        "under a word not the method True"
    )


def test_attributes_of_attributes_and_of_what_is_called_are_found(drawn) -> None:
    who = Resident()
    who.friend, who.met = Resident(), Resident
    who.friend.name = "Grace"
    assert drawn("{{ who.friend.name }} {{ who.met().name.upper().title()[:6] }}", who=who) == "Grace O&#39;Hara"


def test_what_does_not_exist_has_no_attributes_and_is_named() -> None:
    strict = Templates(Flask(__name__), autoescape=True, undefined=StrictUndefined)
    with pytest.raises(UndefinedError, match="nobody"):
        strict.from_string("{{ nobody.name }}").render()


def test_macros_take_words_defaults_and_what_stands_between_them(drawn) -> None:
    source = """
        {%- macro row(name, class="plain") %}<p class="{{ class }}">{{ name }}{{ caller() if caller }}</p>{% endmacro %}
        {%- for name in names %}{{ row(name) }}{% endfor %}
        {%- call row("<last>", class="bold") %}<i>{{ names[0] }}</i>{% endcall %}"""
    assert drawn(source, names=["A&B"]) == (
        '<p class="plain">A&amp;B</p><p class="bold">&lt;last&gt;<i>A&amp;B</i></p>'
    )
