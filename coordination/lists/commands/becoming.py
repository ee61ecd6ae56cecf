"""What became of a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Became:
    """`as_` is done, already or refused; `said` is for the report."""

    as_: str
    said: str
    reference: str | None = None
