"""What Excel remembers of the printer beside each sheet, as a matter of course: a part that no program runs."""

from __future__ import annotations

import re

PRINTER_SETTINGS = re.compile(r"xl/printerSettings/printerSettings\d+\.bin", re.IGNORECASE)
# Excel may ask for the printer by its name when the workbook is opened. One word is a machine of the reader's own
# network; an address with dots, a port or an at-sign may be anywhere, and would be told who opened it, and when.
FAR_AWAY = re.compile(r"\\\\[^\\\0]*[.@:]|[a-z][a-z0-9+.-]*://", re.IGNORECASE)
LETTERS = ("utf-16-le", "utf-16-be", "latin-1")


def leads_elsewhere(content: bytes) -> bool:
    """Whether these settings name a printer, or anything else, outside of the reader's own network."""
    # words may begin at any byte
    read = (content[start:].decode(letters, "replace") for letters in LETTERS for start in (0, 1))
    return any(FAR_AWAY.search(words) for words in read)
