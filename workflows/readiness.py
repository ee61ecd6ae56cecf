"""Whether all is in place for somebody who leaves: one rule for every mark, for whoever may read what it rests on.

What a reader may not see is said to be closed to them. It is never taken to be missing, nor to be in place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workflows.truth import Known, truth
from workflows.vocabulary import AllOf, AnswerTo, AnyOf, Condition, FactOf, Not, Pathway, Ready, Source
from workflows.wordwalk import every

DONE, NOT_YET, NOT_NEEDED, NOT_KNOWN, CLOSED = "done", "not-yet", "not-needed", "not-known", "closed"
WORDS = {
    DONE: "Done",
    NOT_YET: "Not yet",
    NOT_NEEDED: "Not needed",
    NOT_KNOWN: "Not known",
    CLOSED: "You may not see this",
}
# How somebody stands as a whole: as far as the reader sees it, or not at all.
READY, NOT_READY, AS_FAR_AS_SEEN, UNSEEN = "ready", "not-ready", "as-far-as-seen", "unseen"


@dataclass(frozen=True)
class Mark:
    """One mark as one reader may know it: its code, its label and how it stands."""

    code: str
    label: str
    state: str

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return WORDS[self.state]


def marks(pathway: Pathway, codes: Iterable[str], known: Known, readable: Collection[str]) -> tuple[Mark, ...]:
    """How these marks stand for a reader of these categories, in the order asked for."""
    by_code = {mark.code: mark for mark in pathway.ready}
    found = (by_code[code] for code in codes)
    return tuple(Mark(mark.code, mark.label, stands(pathway, mark, known, readable)) for mark in found)


def stands(pathway: Pathway, mark: Ready, known: Known, readable: Collection[str]) -> str:
    """How one mark stands."""
    if mark.category not in readable:
        return CLOSED
    seen = _Seen(pathway, known, frozenset(readable))
    if mark.unknown is not None and seen.truth(mark.unknown) is True:
        return NOT_KNOWN
    applies = True if mark.applies is None else seen.truth(mark.applies)
    if applies is False:
        return NOT_NEEDED
    done = seen.truth(mark.when)
    if done is True:
        return DONE
    if applies is None and mark.applies is not None:
        if seen.hides(mark.applies):
            return CLOSED
        # what was said does not ask for it, unless nobody has said anything
        return NOT_NEEDED if seen.said(mark.applies) else NOT_KNOWN
    if done is False:
        return NOT_YET
    return CLOSED if seen.hides(mark.when) else NOT_KNOWN


def overall(found: Collection[Mark]) -> str:
    """How somebody stands as a whole, as far as the reader may know it."""
    states = {mark.state for mark in found}
    if states <= {CLOSED}:
        return UNSEEN
    if states & {NOT_YET, NOT_KNOWN}:
        return NOT_READY
    return AS_FAR_AS_SEEN if CLOSED in states else READY


@dataclass(frozen=True)
class _Seen:
    """What one reader may conclude: a condition on what is hidden from them cannot be told."""

    pathway: Pathway
    known: Known
    readable: frozenset[str]

    def truth(self, condition: Condition) -> bool | None:
        if isinstance(condition, AllOf):
            found = [self.truth(each) for each in condition.conditions]
            return False if False in found else None if None in found else True
        if isinstance(condition, AnyOf):
            found = [self.truth(each) for each in condition.conditions]
            return True if True in found else None if None in found else False
        if isinstance(condition, Not):
            inner = self.truth(condition.condition)
            return None if inner is None else not inner
        return None if self.hides(condition) else truth(condition, self.known)

    def hides(self, condition: Condition) -> bool:
        return not categories_read(self.pathway, condition) <= self.readable

    def said(self, condition: Condition) -> bool:
        return any(self.known.value(source) is not None for source in _sources(_Same(condition)))


def categories_read(pathway: Pathway, condition: Condition) -> frozenset[str]:
    """The categories of everything that a condition rests on."""
    return _categories(_Same(pathway), _Same(condition))


class _Same:
    """A word by what it is and not by what it holds: asked after for every person on a page, and never changed."""

    __slots__ = ("word",)

    def __init__(self, word: Any) -> None:
        self.word = word

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.word is other.word

    def __hash__(self) -> int:
        return id(self.word)


@lru_cache(maxsize=2048)
def _categories(pathway: _Same, condition: _Same) -> frozenset[str]:
    answers = {pathway.word.question(each.field).category for each in every(condition.word, AnswerTo)}
    kept = {each.kind for each in every(condition.word, FactOf)}
    return frozenset(answers | {kind.category for kind in pathway.word.facts if kind.code in kept})


@lru_cache(maxsize=2048)
def _sources(condition: _Same) -> tuple[Source, ...]:
    return (*every(condition.word, AnswerTo), *every(condition.word, FactOf))


def questions_read(pathway: Pathway, codes: Collection[str]) -> frozenset[str]:
    """The codes of the questions that these marks rest on."""
    chosen = tuple(mark for mark in pathway.ready if mark.code in codes)
    return frozenset(each.field for each in every(chosen, AnswerTo))
