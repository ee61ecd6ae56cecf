"""The world of fives as rows of a database: cases that, once closed, would be published the very same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bench.counted_cases import CountedCase, Happened
from tests.statistics.made_up import COUNCIL, LOWERED, SENT, debt, family, home, ordinary, release, worry
from workflows.quintets.ledger import TOTAL, Cell, Column
from workflows.quintets.worlds import world_of_fives

SENDER, RECEIVER = "sender", "receiver"
MAKES: dict[str, Any] = {"prison-release": release, "cuckooing": home}
EVENTS: dict[str, tuple[str, dict[str, str]]] = {
    "completed": ("visit-completed", {"first-time": "first-ever", "child-counts": "yes"}),
    "notice": ("notice-served", {}),
    "lowered": LOWERED,
    **SENT,
}


def world_of(cells: Collection[Any], groups: Collection[Any]) -> list[CountedCase]:
    """Cases in fives that share every published attribute, made from frozen cells and the groups' configuration."""
    made: list[CountedCase] = []
    for group in groups:
        own = [cell for cell in cells if cell.custody_group == group.code]
        for pathway in sorted({cell.pathway for cell in own}):
            cases = list(_cases(group, pathway, [cell for cell in own if cell.pathway == pathway]))
            events = [cell for cell in own if cell.pathway == pathway and cell.attribute.startswith("events:")]
            made += _with_events(cases, events)
    return made


def _cases(group: Any, pathway: str, cells: list[Any]) -> Iterator[CountedCase]:
    of_month = defaultdict(list)
    for cell in cells:
        if not cell.attribute.startswith("events:"):
            figure = Cell(cell.month.isoformat(), Column(pathway, cell.attribute, cell.category), cell.value)
            of_month[cell.month].append(figure)
    for month, figures in sorted(of_month.items()):
        attributes = sorted({figure.column.attribute for figure in figures} - {TOTAL})
        for number, booking in enumerate(world_of_fives(figures, attributes)[month.isoformat()]):
            yield _case(group, pathway, month + timedelta(days=number % 20), dict(booking.categories))


def _case(group: Any, pathway: str, on: date, categories: dict[str, str]) -> CountedCase:
    sender = group.sender or categories.pop(SENDER)
    receiver = group.receiver or categories.pop(RECEIVER, COUNCIL)
    opened: dict[str, Any] = {}
    if group.kind == "merged":
        opened["open_to"] = group.agencies
    elif group.kind == "shared":
        opened["open_to"] = tuple(dict.fromkeys((sender, receiver, "nelft", "jobcentre-plus")))
    if pathway == "hidden-harm":
        return family(on, 0, sender, receiver, **opened)
    if pathway == "nrm":
        return worry(on, None, sender, receiver, **opened)
    if pathway == "debt-support":
        return debt(on, (), sender, receiver, **opened)
    if pathway in MAKES:
        made: CountedCase = MAKES[pathway](on, categories, sender, receiver, **opened)
        return made
    return ordinary(pathway, on, categories, sender, receiver, **opened)


def _with_events(cases: list[CountedCase], events: list[Any]) -> list[CountedCase]:
    """Give each event to a case that is booked no later, no two of one kind to one case on one day."""
    for cell in events:
        booked = [n for n, case in enumerate(cases) if case.milestones[0].on.replace(day=1) <= cell.month]
        for number in range(cell.value):
            which = booked[number % len(booked)]
            on = cell.month + timedelta(days=27 - number // len(booked))
            kind, carries = EVENTS[cell.category]
            one = Happened(kind, on, carries)
            cases[which] = replace(cases[which], milestones=(*cases[which].milestones, one))
    return cases
