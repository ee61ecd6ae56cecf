"""Finding words inside words: every condition, reference or sentence that a definition holds, however deep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Word = TypeVar("Word")
SAID = frozenset(
    {
        "label", "title", "hint", "missing", "why", "chat", "say", "help", "confirm", "done", "outside_label",
        "about", "said_as", "meaning", "note", "agree", "points", "lead", "then", "privacy",
    }
)  # fmt: skip

# What holds nothing, and is no word that anybody looks for: most of what stands in a definition.
PLAIN = frozenset({str, int, float, bool, type(None)})
FIELDS: dict[type, tuple[str, ...]] = {}  # asked for every word of a definition, so looked up once for each kind


def inside(value: Any) -> Iterator[Any]:
    """The value itself and all that it holds but plain text and numbers, each thing before what it holds, in the order
    written.
    """
    waiting = [value]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend([held for held in reversed(_held(found)) if type(held) not in PLAIN])


def _held(value: Any) -> Sequence[Any]:
    if isinstance(value, str):
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, Mapping):
        return tuple(value.values())
    return tuple(getattr(value, name) for name in _fields_of(type(value)))


def _fields_of(kind: type) -> tuple[str, ...]:
    if kind not in FIELDS:
        FIELDS[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return FIELDS[kind]


def every(value: Any, *kinds: type[Word]) -> Iterator[Word]:
    """Every word of these kinds inside the value."""
    return (each for each in inside(value) if isinstance(each, kinds))


def sentences(value: Any) -> Iterator[str]:
    """Everything inside the value that somebody may read on a page."""
    for word in inside(value):
        for name in _fields_of(type(word)):
            said = getattr(word, name)
            if name in SAID and isinstance(said, str | tuple):
                # the points of a score are words of their own, those of a declaration are sentences
                yield from (each for each in ((said,) if isinstance(said, str) else said) if isinstance(each, str))
