"""What stands in every file of figures, whatever its format: tables, and the words without which they mislead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# A figure, or the words that stand where one would.
Cell = int | str


@dataclass(frozen=True)
class Table:
    """Rows of figures. The first cell of a row names it; the last `sums` rows are worked out from those above."""

    name: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: int = 0


@dataclass(frozen=True)
class Definition:
    """One word of the figures, or one thing to know about them, and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Document:
    """Everything that a file of figures says. `as_at` is when the newest figure in it was frozen, and the only time."""

    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...]
    definitions: tuple[Definition, ...]
    as_at: datetime
