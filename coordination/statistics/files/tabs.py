"""The names of sheets, as every spreadsheet takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coordination.statistics.files.document import Table

DEFINITIONS = "Definitions"
LONGEST = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def tab_names(tables: Iterable[Table]) -> list[str]:
    """A name for each table, all different, none longer than spreadsheets allow."""
    found: list[str] = []
    for table in tables:
        name = (" ".join(NOT_IN_A_NAME.sub(" ", table.name).split()) or "Figures")[:LONGEST].strip()
        number = 2
        while name.lower() in {DEFINITIONS.lower(), *(one.lower() for one in found)}:
            ending = f" {number}"
            name, number = name[: LONGEST - len(ending)].strip() + ending, number + 1
        found.append(name)
    return found
