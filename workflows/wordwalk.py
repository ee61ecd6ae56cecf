"""Finding words inside words: every condition, reference or sentence that a definition holds, however deep."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Word = TypeVar("Word")
SAID = frozenset(
    {
        "label", "title", "hint", "missing", "why", "chat", "say", "help", "confirm", "done", "outside_label",
        "about", "said_as", "meaning", "note", "agree", "points",
    }
)  # fmt: skip


def inside(value: Any) -> Iterator[Any]:
    """The value itself and all that it holds, depth first."""
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from inside(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from inside(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from inside(held)


def every(value: Any, *kinds: type[Word]) -> Iterator[Word]:
    """Every word of these kinds inside the value."""
    return (each for each in inside(value) if isinstance(each, kinds))


def sentences(value: Any) -> Iterator[str]:
    """Everything inside the value that somebody may read on a page."""
    for word in inside(value):
        if is_dataclass(word) and not isinstance(word, type):
            for each in fields(word):
                said = getattr(word, each.name)
                if each.name in SAID and isinstance(said, str | tuple):
                    yield from (said,) if isinstance(said, str) else said
