"""Reads a list out of the bytes of a file: every row, and every fault said by row and column in words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import category

from workflows.dates_said import read_date
from workflows.identifiers import prison_number
from workflows.lists.columns import Column, ListKind, column_called, plain
from workflows.references import heard_as

MOST_ROWS = 2_000
MOST_BYTES = 1_000_000
LONGEST_CELL = 200
INERT_MARK = "'"
WHOLE_DATE = re.compile(r"[0-9]{4}|^[0-9]{1,2}[ /.-][0-9]{1,2}[ /.-][0-9]{2}$")
# spreadsheets like to add a time to a day
MIDNIGHT = re.compile(r"[ T]0?0:00(:00)?$")


@dataclass(frozen=True)
class Row:
    """One row of a list: its number as a spreadsheet counts, and what was understood, by column."""

    number: int
    given: dict[str, str]


@dataclass
class ReadList:
    """What was read. A row with a fault is not among `rows`; `refused` says why the file as a whole will not do."""

    kind: ListKind
    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: str | None = None


def read_list(kind: ListKind, content: bytes, today: date) -> ReadList:
    """Read the bytes of a CSV file. It never raises for what is in them."""
    found = ReadList(kind)
    if len(content) > MOST_BYTES:
        found.refused = "This file is larger than 1 MB. Split it into smaller files."
        return found
    text = _decoded(content)
    if text is None:
        found.refused = "This is not a CSV file. In the spreadsheet choose “Save as”, then “CSV UTF-8”."
        return found
    table = _table(text)
    if isinstance(table, str):
        found.refused = table
        return found
    if not table:
        found.refused = "This file is empty. Its first row must hold the headings."
        return found
    _, headings = table[0]
    columns = _columns(found, headings)
    if found.refused:
        return found
    if len(table) == 1:
        found.refused = "This file holds headings and no rows."
    elif len(table) - 1 > MOST_ROWS:
        found.refused = f"This file has {len(table) - 1:,} rows. Split it into files of at most {MOST_ROWS:,}."
    else:
        for number, cells in table[1:]:
            _row(found, columns, number, cells, today)
    return found


def _decoded(content: bytes) -> str | None:
    """UTF-8 with or without its mark, else Windows-1252; None for anything with signs that no list holds."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        if "\ufffd" in text:
            return None
    odd = any(category(sign) in ("Cc", "Cs") and sign not in "\r\n\t" for sign in text)
    return None if odd else text


def _table(text: str) -> list[tuple[int, list[str]]] | str:
    """The rows that hold anything, each with its number; a sentence when the text cannot be a table."""
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1))
    except csv.Error:
        return "One of the cells in this file is far too long. Check that a quotation mark is closed."
    for number, cells in rows[1:]:
        # of a list no cell has several lines: the rows after a mark that is not closed would be lost in it unseen
        if any({"\n", "\r"} & set(cell.strip()) for cell in cells):
            return (
                f"Row {number} of this file has a cell that goes on over several lines. Close the quotation mark with "
                "which it begins, or take the line breaks out of it."
            )
    tidy = ((number, [_cell(cell) for cell in cells]) for number, cells in rows)
    return [(number, cells) for number, cells in tidy if any(cells)]


def _cell(cell: str) -> str:
    """A cell without blanks around it, and without the mark that our own copies put before a formula sign."""
    tidy = " ".join(cell.split())
    return tidy[1:].strip() if tidy.startswith(INERT_MARK) else tidy


def _columns(found: ReadList, headings: Sequence[str]) -> list[Column | None]:
    columns: list[Column | None] = []
    for place, heading in enumerate(headings, start=1):
        column = column_called(found.kind, heading) if heading else None
        if heading and column is None:
            known = ", ".join(each.label for each in found.kind.columns)
            shown = heading if len(heading) <= 40 else f"{heading[:40]}…"
            found.refused = (
                f"Column {place} is headed “{shown}”, which is not a column of this list. Take it out or rename it. "
                f"The columns are: {known}."
            )
            return []
        if column is not None and column in columns:
            found.refused = f"Two columns are headed “{column.label}”. Take one of them out."
            return []
        columns.append(column)
    there = {column.code for column in columns if column}
    missing = [each.label for each in found.kind.columns if each.needed and each.code not in there]
    if missing:
        found.refused = f"This file has no column for: {', '.join(missing)}. Add it and bring the file in again."
    elif found.kind.one_of and not there & set(found.kind.one_of):
        labels = " or ".join(each.label for each in found.kind.columns if each.code in found.kind.one_of)
        found.refused = f"This file needs a column for {labels}."
    return columns


def _row(found: ReadList, columns: Sequence[Column | None], number: int, cells: Sequence[str], today: date) -> None:
    faults: list[str] = []
    given: dict[str, str] = {}
    if any(cell for place, cell in enumerate(cells) if place >= len(columns) or columns[place] is None):
        faults.append(f"Row {number}: there is something in a column without a heading. Move it or take it out.")
    for column, cell in zip(columns, [*cells, *[""] * len(columns)], strict=False):
        if column is None:
            continue
        if not cell:
            if column.needed:
                faults.append(f"Row {number}, {column.label}: this is empty.")
            continue
        value, problem = _read(column, cell, today)
        if problem:
            faults.append(f"Row {number}, {column.label}: {problem}")
        else:
            given[column.code] = value
    if found.kind.one_of and not faults and not set(found.kind.one_of) & set(given):
        labels = " or ".join(each.label.lower() for each in found.kind.columns if each.code in found.kind.one_of)
        faults.append(f"Row {number}: give the {labels}.")
    if faults:
        found.faults += faults
    else:
        found.rows.append(Row(number, given))


def _read(column: Column, cell: str, today: date) -> tuple[str, str | None]:
    """The value as it is kept, or a sentence."""
    if len(cell) > LONGEST_CELL:
        return "", f"this is longer than {LONGEST_CELL} characters."
    if column.code == "reference":
        heard = heard_as(cell)
        return (heard, None) if heard else ("", "this is not a case reference. It looks like HAV-7KQ2-M4X.")
    if column.reads in ("day", "past-day"):
        return _day(cell, today, past=column.reads == "past-day")
    if column.reads == "prison-number":
        number = prison_number(cell)
        # An unusual number is kept: older records hold older forms.
        return (number.value or "", number.problem)
    if column.choices is not None:
        wanted = plain(cell)
        for value, words in column.choices.items():
            if wanted in {plain(value), *map(plain, words)}:
                return value, None
        offered = ", ".join(value.replace("-", " ") for value in column.choices)
        return "", f"this is none of: {offered}."
    return cell, None


def _day(cell: str, today: date, *, past: bool) -> tuple[str, str | None]:
    said = MIDNIGHT.sub("", cell)
    reading = read_date(said, today, "past" if past else "nearest")
    if reading.value is None:
        return "", reading.problem
    if not WHOLE_DATE.search(said):
        # “tomorrow”, or a day without a year, would mean another day when the same file is read again.
        return "", "write the day, the month and the year, such as 27/3/2026."
    if past and reading.value > today:
        return "", "this day is in the future. Check it."
    return reading.value.isoformat(), None
