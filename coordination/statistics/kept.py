"""Answers that were laid out before, kept in the process: frozen figures say the same until another month is closed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from flask import current_app
from markupsafe import Markup

MOST = 200
NAME = "answers_kept"


def kept_answer(key: Hashable) -> Markup | None:
    """What was kept for this key in this application.

    The key must hold everything that the answer follows from: the question as it was asked, the menu with the moment of
    the newest close, and what the reader may do.
    """
    return _answers().get(key)


def keep_answer(key: Hashable, answer: Markup) -> None:
    """Keep an answer for whoever asks the same. The oldest go when there are many."""
    _answers().keep(key, answer)


def _answers() -> KeptAnswers:
    answers: KeptAnswers = current_app.extensions.setdefault(NAME, KeptAnswers())
    return answers


class KeptAnswers:
    """The newest answers of one application, for all its threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Markup | None:
        """What is kept for this key, if anything is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: Hashable, answer: Markup) -> None:
        """Keep an answer, and let go of the one that was not asked for longest."""
        with self._lock:
            self._held[key] = answer
            while len(self._held) > MOST:
                self._held.popitem(last=False)
