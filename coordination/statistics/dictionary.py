"""The data dictionary: every column and category that figures can have, worked out from the pathways themselves."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.statistics.queries.menu import publishing
from workflows.dates_in_words import number
from workflows.publishing import Column, columns, event_columns, measures
from workflows.vocabulary import Pathway

HEADINGS = ("Pathway", "Pathway code", "Version", "Column", "Column code", "Category", "Category code", "Rule")
PARTS_OF_A_WHOLE = "Each counted referral stands in exactly one category."
EVENTS = "Events on their own date, which need not add up to the referrals."


@dataclass(frozen=True)
class Described:
    """One column of a pathway: what it is cut into, and the rules that its figures follow."""

    column: Column
    rule: str


@dataclass(frozen=True)
class Chapter:
    """What the figures of one pathway can say: its columns, then its measures as (label, what they are a share of)."""

    pathway: Pathway
    counted: str
    columns: tuple[Described, ...]
    measures: tuple[tuple[str, str], ...]


def chapters() -> tuple[Chapter, ...]:
    """All pathways that publish figures."""
    return tuple(_chapter(one) for one in publishing())


def rows() -> list[tuple[str, ...]]:
    """The same as lines of a table, one for each category."""
    return [
        (
            chapter.pathway.title,
            chapter.pathway.code,
            str(chapter.pathway.version),
            each.column.label,
            each.column.code,
            category.label,
            category.code,
            each.rule,
        )
        for chapter in chapters()
        for each in chapter.columns
        for category in each.column.categories
    ]


def counted_words(pathway: Pathway) -> str:
    """What one referral of a pathway is, as sentences."""
    assert pathway.published
    booked = next(one.label for one in pathway.milestones if one.code == pathway.published.booked_by)
    return (
        f"One case is counted once, in the month of this: {booked[:1].lower()}{booked[1:]}. What is found later to be "
        "no such case is taken back at the next close."
    )


def _chapter(pathway: Pathway) -> Chapter:
    counted = counted_words(pathway)
    kept = (*columns(pathway), *event_columns(pathway))
    return Chapter(
        pathway,
        counted,
        tuple(Described(column, _rule(column, counted)) for column in kept),
        tuple((one.label, one.of_label) for one in measures(pathway)),
    )


def _rule(column: Column, counted: str) -> str:
    if column.counts_events:
        return EVENTS
    if len(column.categories) == 1:
        return counted
    wait = f" Out with the first close {number(column.wait_days)} days after the month." if column.wait_days else ""
    return PARTS_OF_A_WHOLE + wait
