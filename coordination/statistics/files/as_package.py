"""Everything that is out of one partnership as a data package: CSV files with a description that programs can read.

The description follows the Data Package standard (datapackage.org), which says of every column what it holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workflows.lists.writing import csv_of

# What stands in each column of figures, and the sort of value that a program may expect there.
FIGURE_FIELDS = (
    ("Month", "yearmonth", "The closed month."),
    ("Pathway", "string", "The pathway's code, as in the dictionary."),
    ("Counted by", "string", "The column's code, as in the dictionary; “total” is referrals alone."),
    ("Category", "string", "The category's code, as in the dictionary; an agency's code for sender and receiver."),
    ("Figure", "integer", "A multiple of five; 0 is none or a few; empty is not out yet."),
    ("Note", "string", "“in fives”, “none or a few” or “not out yet”."),
    ("Margin", "integer", "How far a figure may be from the truth, up or down, 97 times in 100."),
    ("As at", "datetime", "When the newest figure of this column was frozen."),
)


@dataclass(frozen=True)
class Package:
    """The files of a package by their names, and when its newest figure was frozen."""

    files: Mapping[str, bytes]
    as_at: datetime


@dataclass(frozen=True)
class Table:
    """One file of a package: its name without “.csv”, its columns (name, sort of value, meaning) and its lines."""

    name: str
    fields: Sequence[tuple[str, str, str]]
    rows: Iterable[Sequence[str]]


def as_package(
    partnership: str,
    title: str,
    about: Sequence[str],
    figures: Iterable[Sequence[str]],
    dictionary: tuple[Sequence[str], Iterable[Sequence[str]]],
    as_at: datetime,
) -> Package:
    """The package of a partnership's figures. The same figures are the same bytes: its only date is `as_at`."""
    headings, meanings = dictionary
    return packaged(
        f"{partnership}-referrals",
        title,
        about,
        (
            Table("figures", FIGURE_FIELDS, figures),
            Table("dictionary", [(name, "string", "") for name in headings], meanings),
        ),
        as_at,
    )


def packaged(name: str, title: str, about: Sequence[str], tables: Sequence[Table], as_at: datetime) -> Package:
    """Tables with their description. The same tables are the same bytes: the only date is `as_at`."""
    moment = as_at.astimezone(UTC)
    described = {
        "name": name,
        "title": title,
        "description": " ".join(about),
        "created": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "resources": [_resource(table) for table in tables],
    }
    files = {"datapackage.json": json.dumps(described, ensure_ascii=False, indent=1).encode()}
    files |= {f"{table.name}.csv": csv_of([name for name, _, _ in table.fields], table.rows) for table in tables}
    return Package(files, moment)


def zipped(package: Package) -> bytes:
    """The package as one file."""
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        for name, words in package.files.items():
            part = ZipInfo(name, package.as_at.timetuple()[:6])
            part.create_system, part.compress_type = 3, ZIP_DEFLATED  # the same on every machine
            parts.writestr(part, words)
    return made.getvalue()


def _resource(table: Table) -> dict[str, Any]:
    fields = [
        {"name": name, "type": sort} | ({"description": meaning} if meaning else {})
        for name, sort, meaning in table.fields
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }
