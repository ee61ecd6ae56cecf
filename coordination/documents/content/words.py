"""Plain text: readable as UTF-8, and not a page or a picture written in markup."""

from __future__ import annotations

import re

from coordination.documents.content.refusing import OFFERED, NotTaken

MARKUP = re.compile(r"\s*(<[!?]|<\s*/?\s*[a-z]+[\s>/:]|\{\\rtf|%!PS|#!)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def look_into_text(content: bytes) -> None:
    """Raise NotTaken unless this is plain text."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}") from None
    if CONTROLS.search(words):
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}")
    if MARKUP.match(words):
        raise NotTaken(f"This is a web page, a drawing or a program, not plain text. {OFFERED}")
