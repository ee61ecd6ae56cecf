"""Answers from frozen figures. Read them in `reading.frozen()`: nothing here needs, or may use, anything else."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, and_, any_, bindparam, case, cast, false, func, or_, select, text
from sqlalchemy.orm import Session

from coordination.identity.models import Agency, Partnership
from coordination.statistics.models import CustodyGroup, Release, ReleaseCell, ReleaseColumn
from workflows.quintets.ledger import ALL, TOTAL

SENDER, RECEIVER = "sender", "receiver"
LEAST_FOR_A_SHARE = 20
# Where the cells of several groups are added up: those of one sender and one receiver each, and all others.
PAIRS, MIXED = ":pairs", ":mixed"


@dataclass(frozen=True)
class Group:
    """A custody group: the codes of its agencies and, for a pair, of its sender and receiver."""

    code: str
    name: str
    kind: str
    agencies: tuple[str, ...]
    sender: str | None
    receiver: str | None
    # the words for each of its agencies' codes
    names: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Question:
    """What may be asked: any months, pathways, senders and receivers, and one attribute. Empty means all of them."""

    partnership: str
    months: tuple[date, ...]
    pathways: tuple[str, ...]
    attribute: str = TOTAL
    senders: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Figures by month, pathway and category; what is not in `cells` but in `out` is none or a few.

    `out` are the months and pathways of which the attribute is out. `as_at` is when the newest of it was closed; None
    where nothing is out. `groups` is how many custody groups the question reaches into, and `margin` what follows.
    `left_out` are the groups whose figures cannot be told apart in this way.
    """

    cells: Mapping[tuple[date, str, str], int]
    out: frozenset[tuple[date, str]]
    as_at: datetime | None
    groups: int
    left_out: tuple[Group, ...]

    @property
    def margin(self) -> int:
        """The margin of a figure over the whole selection, up or down."""
        return margin(self.groups)


def margin(groups: int) -> int:
    """How far a figure of so many custody groups is from the truth at most, in 97 of 100. Never the true error."""
    return math.ceil(5 * math.sqrt(groups))


def percent(numerator: int, denominator: int) -> float | None:
    """A published share with one decimal, or None where the published denominator is under 20."""
    return round(100 * numerator / denominator, 1) if denominator >= LEAST_FOR_A_SHARE else None


def closed_months(session: Session, partnership: str) -> tuple[date, ...]:
    """The closed months of a partnership, the newest first."""
    there = select(Release.month).join(Partnership, Partnership.id == Release.partnership_id)
    return tuple(session.scalars(there.where(Partnership.code == partnership).order_by(Release.month.desc())))


# put together once: every page of statistics asks this
_GROUPS = (
    select(
        CustodyGroup.code.label("group"),
        CustodyGroup.name.label("group_name"),
        CustodyGroup.kind,
        CustodyGroup.agency_ids,
        CustodyGroup.sender_id,
        CustodyGroup.receiver_id,
        Agency.id,
        Agency.code,
        Agency.name,
    )
    .join(Partnership, Partnership.id == CustodyGroup.partnership_id)
    .outerjoin(
        Agency,
        or_(
            Agency.id == any_(CustodyGroup.agency_ids),
            Agency.id.in_([CustodyGroup.sender_id, CustodyGroup.receiver_id]),
        ),
    )
    .where(Partnership.code == bindparam("partnership"))
    .order_by(CustodyGroup.code)
)


def groups(session: Session, partnership: str) -> tuple[Group, ...]:
    """The custody groups of a partnership, by code."""
    found: dict[str, list[Any]] = {}
    for row in session.execute(_GROUPS, {"partnership": partnership}):
        found.setdefault(row.group, []).append(row)
    return tuple(map(_group, found.values()))


def _group(rows: Sequence[Any]) -> Group:
    """One group out of its rows, of which there is one for each of its agencies, or one without any."""
    one = rows[0]
    codes = {row.id: row.code for row in rows}
    return Group(
        one.group,
        one.group_name,
        one.kind,
        tuple(codes[agency] for agency in one.agency_ids),
        codes.get(one.sender_id) if one.sender_id else None,
        codes.get(one.receiver_id) if one.receiver_id else None,
        {row.code: row.name for row in rows if row.code},
    )


def answer(session: Session, question: Question, every: Sequence[Group] | None = None) -> Answer:
    """The figures for a question, from frozen cells alone: the same question has the same answer until the next close.

    In a group with several senders and receivers each of these is an attribute like any other, and no two attributes
    are crossed. So where the question chooses senders or receivers and has another attribute, such groups are left out.
    `every` are the groups of the partnership, where they have been read already.
    """
    every = groups(session, question.partnership) if every is None else every
    pairs = [one for one in every if one.kind == "pair" and _asked_for(question, one)]
    mixed = [one for one in every if one.kind != "pair"]
    by = _read_of_mixed(question)
    if by is None:
        mixed = []
    figures: Counter[tuple[date, str, str]] = Counter()
    is_side = question.attribute in (SENDER, RECEIVER)
    out = _out(session, question, TOTAL if is_side else question.attribute)
    side_of = {one.code: str(getattr(one, question.attribute)) for one in pairs} if is_side else {}
    chosen = {SENDER: question.senders, RECEIVER: question.receivers}.get(by or "", ())
    read = [(pairs, TOTAL if is_side else question.attribute), (mixed, by)]
    for row in _sums(session, question, read, by_group=is_side):
        category = side_of.get(row.held_by, row.category)
        if row.held_by == MIXED:
            if chosen and row.category not in chosen:
                continue
            category = ALL if question.attribute == TOTAL else row.category
        figures[row.month, row.pathway, category] += row.value
    return Answer(
        cells=dict(sorted(figures.items())),
        out=frozenset(out),
        as_at=max(out.values(), default=None),
        groups=len(pairs) + len(mixed),
        left_out=tuple(one for one in every if one.kind != "pair" and one not in mixed),
    )


def _asked_for(question: Question, group: Group) -> bool:
    chosen = ((question.senders, group.sender), (question.receivers, group.receiver))
    return all(not codes or code in codes for codes, code in chosen)


def _read_of_mixed(question: Question) -> str | None:
    """Which attribute of a group with several senders and receivers answers the question; None where none can."""
    chosen = [name for name, codes in ((SENDER, question.senders), (RECEIVER, question.receivers)) if codes]
    if not chosen:
        return question.attribute
    return chosen[0] if len(chosen) == 1 and question.attribute in (TOTAL, chosen[0]) else None


def _out(session: Session, question: Question, attribute: str) -> dict[tuple[date, str], datetime]:
    there = (
        select(ReleaseColumn.month, ReleaseColumn.pathway, Release.closed_at)
        .join(Release, Release.id == ReleaseColumn.release_id)
        .join(Partnership, Partnership.id == ReleaseColumn.partnership_id)
        .where(Partnership.code == question.partnership, ReleaseColumn.attribute == attribute)
    )
    if question.months:
        there = there.where(ReleaseColumn.month.in_(question.months))
    if question.pathways:
        there = there.where(ReleaseColumn.pathway.in_(question.pathways))
    return {(row.month, row.pathway): row.closed_at for row in session.execute(there)}


def _sums(
    session: Session,
    question: Question,
    read: Sequence[tuple[Collection[Group], str | None]],
    *,
    by_group: bool,
) -> Sequence[Any]:
    """The cells of these pairs and of these mixed groups, each of its own attribute, added up where groups may be."""
    pairs, mixed = ([one.code for one in among] for among, _ in read)
    wanted = [
        and_(ReleaseCell.custody_group.in_(codes), ReleaseCell.attribute == attribute)
        for codes, (_, attribute) in zip((pairs, mixed), read, strict=True)
        if codes
    ]
    held_by = case(
        (ReleaseCell.custody_group.in_(mixed), MIXED), else_=ReleaseCell.custody_group if by_group else PAIRS
    ).label("held_by")
    parts = (held_by, ReleaseCell.month, ReleaseCell.pathway, ReleaseCell.category)
    there = (
        select(*parts, cast(func.sum(ReleaseCell.value), BigInteger).label("value"))
        .join(Partnership, Partnership.id == ReleaseCell.partnership_id)
        .where(Partnership.code == question.partnership, or_(false(), *wanted))
        .group_by(text("1, 2, 3, 4"))
    )
    if question.months:
        there = there.where(ReleaseCell.month.in_(question.months))
    if question.pathways:
        there = there.where(ReleaseCell.pathway.in_(question.pathways))
    return session.execute(there).all()
