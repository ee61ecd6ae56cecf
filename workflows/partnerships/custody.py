"""Custody groups: which agencies can open the same cases, and so are counted together when figures are published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from workflows.partnerships.reading import Row, UnreadableFile

SHARED = "shared"
EVERYBODY = "everybody"
GROUPINGS = ("groups", "single-pool")


@dataclass(frozen=True, slots=True)
class CustodyGroup:
    """Agencies each of which can open every case of the group. A pair has one sender and one receiver.

    Cases that stand in no other group of the configuration belong to the group of kind "shared".
    """

    code: str
    name: str
    kind: Literal["pair", "merged", "shared", "everybody"]
    agencies: tuple[str, ...] = ()
    sender: str | None = None
    receiver: str | None = None


def read(row: Row) -> tuple[CustodyGroup, ...]:
    """The groups of a partnership's custody file. A single pool is one group of everybody, and only right where nobody
    who reads figures can open a case."""
    grouping = row.text("grouping")
    if grouping not in GROUPINGS:
        raise UnreadableFile(f"{row.where}: write “grouping” as “groups” or as “single-pool”.")
    pairs = [_pair(each) for each in row.rows("pair")]
    merged = [_merged(each) for each in row.rows("merged")]
    if grouping == "single-pool":
        return (CustodyGroup(EVERYBODY, "All agencies", "everybody"),)
    return (*pairs, *merged, CustodyGroup(SHARED, "Several agencies", "shared"))


def group_of(
    groups: Collection[CustodyGroup],
    *,
    sender: str | None,
    receiver: str | None,
    open_to: Collection[str],
    was_open_to: Collection[str],
) -> CustodyGroup:
    """The group of one case at the close of its month.

    It is a pair's or a merged group's only if each agency of the group can open it, and no other agency ever could:
    else somebody in the group would not know it, or somebody outside would, and it is shared.
    """
    everybody = next((group for group in groups if group.kind == "everybody"), None)
    if everybody:
        return everybody
    opened = set(open_to)
    if opened == set(was_open_to):
        for group in groups:
            if group.kind == "pair" and (group.sender, group.receiver) == (sender, receiver) and _is(group, opened):
                return group
        for group in groups:
            if group.kind == "merged" and _is(group, opened):
                return group
    return next(group for group in groups if group.kind == "shared")


def faults(groups: Collection[CustodyGroup], members: Collection[str]) -> Iterator[str]:
    """What is wrong with the groups, as sentences."""
    for code, times in Counter(group.code for group in groups).items():
        if times > 1:
            yield f"There are {times} custody groups “{code}”; give each its own code."
    for group in groups:
        yield from (
            f"The custody group “{group.code}” names “{agency}”, which is not a member."
            for agency in group.agencies
            if agency not in members
        )
        if group.kind == "merged" and len(set(group.agencies)) < 2:
            yield f"The custody group “{group.code}” merges fewer than two agencies."
    merged = Counter(frozenset(group.agencies) for group in groups if group.kind == "merged")
    if any(times > 1 for times in merged.values()):
        yield "Two merged custody groups have the same agencies; keep one of them."


def _is(group: CustodyGroup, opened: set[str]) -> bool:
    return set(group.agencies) == opened


def _pair(row: Row) -> CustodyGroup:
    sender, receiver = row.text("sender"), row.text("receiver")
    row.finish()
    agencies = tuple(dict.fromkeys((sender, receiver)))
    return CustodyGroup(f"{sender}.{receiver}", f"{sender} to {receiver}", "pair", agencies, sender, receiver)


def _merged(row: Row) -> CustodyGroup:
    code, name, agencies = row.text("code"), row.text("name"), row.texts("agencies")
    row.finish()
    return CustodyGroup(code, name, "merged", agencies)
