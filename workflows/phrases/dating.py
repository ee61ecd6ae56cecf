"""Questions whose choices the law changes from one day to the next."""

from __future__ import annotations

from typing import Any

from workflows import dated
from workflows.phrases.asking import ask_choice
from workflows.vocabulary import AnyOf, Choice, Condition, Is, ListedOn, Question, Refuse, Source, answer

RESULTS = {"positive": "Positive", "negative": "Negative", "not-tested": "Not tested"}


def ask_listed(code: str, label: str, table: str, *, on: Source, say: str, category: str, **more: Any) -> Question:
    """One entry of a dated list, refused with that sentence where it did not stand there on the day given. Entries that
    were never in force are not offered."""
    entries = tuple(
        Choice(code=row.code, label=row.label, until=row.until.isoformat() if row.until else None)
        for row in _in_force(table)
    )
    checks = (*more.pop("checks", ()), Refuse(unless=ListedOn(table, answer(code), on), say=say))
    return ask_choice(code, label, entries, category=category, checks=checks, **more)


def drug_results(table: str, *, on: Source, category: str) -> tuple[Question, ...]:
    """The result for each drug of a dated list. A drug that was not in it on the day of the test was not tested for."""
    return tuple(
        ask_choice(
            _result_of(row),
            row.label,
            RESULTS,
            category=category,
            preview=True,
            missing=f"Select the result for {row.label.lower()}.",
            why="Each drug has a result of its own.",
            checks=(
                Refuse(
                    unless=AnyOf(Is(answer(_result_of(row)), "not-tested"), ListedOn(table, row.code, on)),
                    say="The law did not let this drug be tested for on that day. Select “Not tested”.",
                ),
            ),
        )
        for row in _in_force(table)
    )


def any_positive(table: str) -> Condition:
    """At least one drug of a dated list was found."""
    return AnyOf(*(Is(answer(_result_of(row)), "positive") for row in _in_force(table)))


def _in_force(table: str) -> tuple[dated.Row, ...]:
    return tuple(row for row in dated.rows(table) if row.since is not None)


def _result_of(row: dated.Row) -> str:
    return f"{row.code.replace('-', '_')}_result"
