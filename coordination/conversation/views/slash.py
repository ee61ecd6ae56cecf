"""Words at the beginning of a message that lead where the menu beside the composer leads. Nothing is posted then."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, url_for

# each with the words of the menu and the page that both lead to
WORDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "ask": ("Ask a team for information", "asking.ask", {}),
    "task": ("Give a team something to do", "giving.task", {}),
    "move": ("Take a step on this case", "cases.case", {"_anchor": "main"}),
    "refer": ("Begin another referral about this", "linking.refer", {}),
}
# whose page begins with what was written behind the word
TAKES_UP = frozenset({"task"})
# with a blank behind the stroke too, where the word is one of ours: nobody means to post that
SLASH = re.compile(rf"\s*/(?:\s+(?=(?:{'|'.join(WORDS)})\b))?([A-Za-z-]{{2,20}})(?:\s|$)", re.IGNORECASE)
UNKNOWN = "There is no “/{word}” here. Begin with /ask, /task, /move or /refer, or put a word before the stroke."


def word_of(body: str) -> str | None:
    """The word that a message begins with behind a stroke, in small letters; None when it begins otherwise."""
    found = SLASH.match(body)
    return found[1].lower() if found else None


def behind(body: str) -> str:
    """What was written behind the word."""
    return SLASH.sub("", body, count=1).strip()


def address(word: str, reference: str, *, begun: bool = False) -> str | None:
    """Where a word leads on this case, or None for a word that nobody knows. `begun`: with words behind it."""
    if word not in WORDS:
        return None
    _, endpoint, more = WORDS[word]
    if begun and word in TAKES_UP:
        more = {**more, "begun": "yes"}
    return url_for(endpoint, reference=reference, **more)


def register(app: Flask) -> None:
    """Let templates list the same words."""
    app.jinja_env.globals["slash_words"] = [(word, label) for word, (label, _, _) in WORDS.items()]
    app.jinja_env.globals["slash_address"] = address
