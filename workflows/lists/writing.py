"""Writes a list as a CSV file that no spreadsheet can mistake for formulas."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

FORMULA_SIGNS = frozenset("=+-@\t\r\n|%")


def inert(cell: str) -> str:
    """The cell, with an apostrophe before it when a spreadsheet might run it.

    Full-width forms count as the signs that they stand for; blanks before a sign do not hide it.
    """
    plain = unicodedata.normalize("NFKC", cell)
    bare = plain.lstrip(" \u00a0\ufeff\u200b")
    risky = (plain[:1] in FORMULA_SIGNS if plain else False) or (bare[:1] in FORMULA_SIGNS if bare else False)
    return f"'{cell}" if risky else cell


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file with the mark by which spreadsheets know UTF-8; every cell inert, every cell in quotation marks."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    for cells in ([*headings], *rows):
        table.writerow([inert(cell) for cell in cells])
    return written.getvalue().encode("utf-8-sig")
