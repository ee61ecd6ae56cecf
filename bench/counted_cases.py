"""Counted cases by a few statements of the owner: what bookings are made from, and where it is asked for the entries of
the log that tell of it. Nothing else. All fictional."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from coordination.db import new_id
from workflows.local_time import LONDON
from workflows.pathways import newest
from workflows.publishing.logged import ADDED, ANSWERED, FACT, MOVED, RECEIVED, Logged, logged


@dataclass(frozen=True)
class Happened:
    """One milestone of a case."""

    kind: str
    on: date
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CountedCase:
    """A case with its milestones: who sent and received it, and to which agencies it is and was open (all by code)."""

    pathway: str
    sender: str
    receiver: str
    milestones: tuple[Happened, ...]
    open_to: tuple[str, ...] = ()
    once_open_to: tuple[str, ...] = ()


def put_in(owner_url: str, partnership: str, cases: Iterable[CountedCase], *, in_the_log: bool = False) -> list[UUID]:
    """Write these cases down, as nobody in particular; returns their ids.

    With `in_the_log` the log tells of what counts, in entries that are for counting alone: they are not chained.
    """
    with psycopg.connect(owner_url) as connection:
        connection.execute("set session_replication_role = replica")
        agencies = dict(connection.execute("select code, id from agency").fetchall())
        where = connection.execute("select id from partnership where code = %s", (partnership,)).fetchone()
        assert where is not None
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
        made = []
        for case in cases:
            made.append(_rows_of(case, where[0], agencies, rows))
            if in_the_log:
                _log(case, made[-1], rows)
        for table, columns in _COLUMNS.items():
            named = sql.SQL(", ").join(map(sql.Identifier, columns))
            copied = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), named)
            with connection.cursor().copy(copied) as copy:
                for row in rows[table]:
                    copy.write_row(row)
    return made


_COLUMNS = {
    "case_file": ("id", "reference", "pathway", "pathway_version", "subject_kind", "partnership_id", "opened_by_id",
                  "opened_by_agency_id", "opened_at"),
    "participant": ("id", "case_id", "holder", "holder_kind", "agency_id", "giver_id", "partnership_id", "pathway",
                    "position", "reads", "sees", "basis", "since", "until_at", "opened_at", "stage"),
    "hand_over": ("id", "reference", "case_id", "line", "kind", "position", "from_agency_id", "from_worker_id",
                  "to_agency_id", "to_team_id", "asked_at"),
    "milestone": ("id", "case_id", "partnership_id", "pathway", "kind", "on_date", "attributes", "recorded_at"),
    "event": ("chain", "seq", "id", "case_id", "at", "recorded_at", "kind", "category", "commit", "prev", "hash"),
    "event_detail": ("event_id", "case_id", "salt", "detail"),
}  # fmt: skip


def _rows_of(
    case: CountedCase, partnership_id: UUID, agencies: Mapping[str, UUID], rows: dict[str, list[tuple[Any, ...]]]
) -> UUID:
    case_id, sender, receiver = new_id(), agencies[case.sender], agencies[case.receiver]
    began = datetime.combine(min(one.on for one in case.milestones), time(9), LONDON)
    rows["case_file"].append(
        (case_id, f"CNT-{case_id.hex[-12:]}", case.pathway, 1, "person", partnership_id, case_id, sender, began)
    )
    is_open = case.open_to or (case.sender, case.receiver)
    for code in dict.fromkeys((*is_open, *case.once_open_to)):
        until = None if code in is_open else began
        rows["participant"].append(
            (new_id(), case_id, agencies[code], "agency", agencies[code], sender, partnership_id, case.pathway,
             "referrer", "{}", "full", "statute", began, until, began, "submitted")
        )  # fmt: skip
    rows["hand_over"].append(
        (new_id(), case_id.hex[-12:], case_id, "main", "accept", "spoc", sender, case_id, receiver, receiver, began)
    )
    for one in case.milestones:
        happened = datetime.combine(one.on, time(12), LONDON)
        attributes = json.dumps(dict(one.attributes))
        rows["milestone"].append(
            (new_id(), case_id, partnership_id, case.pathway, one.kind, one.on, attributes, happened)
        )
    return case_id


def _log(case: CountedCase, case_id: UUID, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    for seq, one in enumerate(case.milestones, start=1):
        entry = _entries(case.pathway).get(one.kind)
        if entry is None:
            continue
        event_id, at = new_id(), datetime.combine(one.on, time(12), LONDON)
        rows["event"].append((f"case:{case_id}", seq, event_id, case_id, at, at, entry.event, "core", b"", b"", b""))
        rows["event_detail"].append((event_id, case_id, b"", json.dumps(_said(entry))))


@cache
def _entries(pathway: str) -> Mapping[str, Logged]:
    """An entry that tells of each milestone that counts."""
    return {one.milestone: one for one in logged(newest(pathway))}


def _said(entry: Logged) -> dict[str, Any]:
    """What the log carries for it."""
    if entry.event == MOVED:
        return {"move": entry.says}
    if entry.event == RECEIVED:
        return {"added": True} if entry.says == ADDED else {}
    if entry.event == ANSWERED:
        return {"fields": [entry.says]}
    one, _, other = entry.says.partition(":")
    return {"fact": one, "kind": other} if entry.event == FACT else {"kind": one, "outcome": other}
