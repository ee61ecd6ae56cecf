"""The columns of the published tables, each with its fixed list of categories."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.publishing.atoms import atoms
from workflows.quintets.ledger import ALL, NOT_KNOWN, TOTAL
from workflows.vocabulary import Pathway

EVENTS = "events:"


@dataclass(frozen=True)
class Category:
    """One category of a column: its code in the figures and its words."""

    code: str
    label: str


@dataclass(frozen=True)
class Column:
    """An attribute of the figures. Its categories add up to the total, but for counts of events.

    With `wait_days` it comes out at the first close after the whole month and so many days.
    """

    code: str
    label: str
    categories: tuple[Category, ...]
    wait_days: int = 0

    @property
    def counts_events(self) -> bool:
        """Whether these are events on their own date, which need not add up to the cases."""
        return self.code.startswith(EVENTS)


UNKNOWN = Category(NOT_KNOWN, "Not known")


def columns(pathway: Pathway) -> tuple[Column, ...]:
    """The total, then every column that is cut out of it. Empty where nothing of the pathway is published."""
    published = pathway.published
    if published is None:
        return ()
    cut = [
        Column(one.code, one.label, (*(Category(cut.code, cut.label) for cut in one.cuts), UNKNOWN))
        for one in published.columns
    ]
    if published.outcome:
        outcome = published.outcome
        named = tuple(Category(atom.code, atom.label) for atom in atoms(outcome))
        cut.append(Column(outcome.code, outcome.label, named, outcome.wait_days))
    return (Column(TOTAL, "Referrals", (Category(ALL, "All"),)), *cut)


def event_columns(pathway: Pathway) -> tuple[Column, ...]:
    """The counts of events on their own date."""
    counts = pathway.published.events if pathway.published else ()
    return tuple(
        Column(EVENTS + one.code, one.label, tuple(Category(kind.code, kind.label) for kind in one.kinds))
        for one in counts
    )


def labels(pathway: Pathway) -> dict[tuple[str, str], str]:
    """The words for every (column, category) that figures can have, "not known" included."""
    every = (*columns(pathway), *event_columns(pathway))
    return {(column.code, each.code): each.label for column in every for each in (*column.categories, UNKNOWN)}
