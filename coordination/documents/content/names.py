"""What a file is called when it leaves: no path, no sign that a machine could stumble over, the ending of its kind."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_name(given: str, ending: str) -> str:
    """A name made out of the one that it came with. The last ending goes; that of what is inside takes its place."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    stem = last.rpartition(".")[0] or last
    kept = "".join(sign if sign.isalnum() or sign in " -_()" else " " for sign in stem)
    words = " ".join(kept.split())[:LONGEST].strip(" -_") or "document"
    return f"{'document ' if RESERVED.fullmatch(words) else ''}{words}{ending}"
