"""What can be asked of a partnership's figures. Every list comes from configuration or the calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from coordination.statistics.models import Release
from coordination.statistics.queries import configuration, frozen
from coordination.statistics.queries.frozen import RECEIVER, SENDER, Group
from workflows.publishing import Category, Column, columns, event_columns
from workflows.quintets.ledger import NOT_KNOWN, TOTAL
from workflows.vocabulary import Pathway

OUTSIDE, OTHERS = "outside", "other-agencies"
READERS = ("manager", "data-lead", "partnership-lead")
NOT_YOURS = "There is no partnership of that name whose figures you can read."


@dataclass(frozen=True)
class Offered:
    """One thing that can be chosen: its code in an address, and its words."""

    code: str
    label: str


@dataclass(frozen=True)
class Readable(Offered):
    """A partnership whose figures may be read, with its closed months in order and when the newest was closed."""

    months: tuple[date, ...]
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Menu:
    """What a reader can choose from in one partnership."""

    partnership: Offered
    partnerships: tuple[Offered, ...]
    groups: tuple[Group, ...]
    months: tuple[date, ...]
    pathways: tuple[Offered, ...]
    senders: tuple[Offered, ...]
    receivers: tuple[Offered, ...]
    attributes: tuple[Offered, ...]


# put together once: every page of statistics asks this
_NAMED = (
    select(
        Partnership.code,
        Partnership.name,
        func.array_agg(Release.month).filter(Release.month.is_not(None)).label("months"),
        func.max(Release.closed_at).label("closed_at"),
    )
    .outerjoin(Release, Release.partnership_id == Partnership.id)
    .group_by(Partnership.code, Partnership.name)
    .where(Partnership.code.in_(bindparam("codes", expanding=True)))
    .order_by(Partnership.name)
)


def readable(session: Session, roles: Mapping[str, Collection[str]]) -> tuple[Readable, ...]:
    """The partnerships whose figures somebody may read who holds these roles in these partnerships, by name."""
    codes = {code for role in READERS for code in roles.get(role, ())}
    rows = session.execute(_NAMED, {"codes": sorted(codes)})
    return tuple(Readable(row.code, row.name, tuple(sorted(row.months or ())), row.closed_at) for row in rows)


def menu(session: Session, partnerships: Sequence[Readable], code: str | None) -> Menu:
    """The menu of one of these partnerships, the first where none is named. Raises NotVisible for any other."""
    chosen = next((one for one in partnerships if code in (None, one.code)), None)
    if chosen is None:
        raise NotVisible(NOT_YOURS)
    groups = frozen.groups(session, chosen.code)
    return Menu(
        partnership=chosen,
        partnerships=tuple(partnerships),
        groups=groups,
        months=chosen.months,
        pathways=tuple(Offered(one.code, one.title) for one in publishing()),
        senders=_agencies(groups, SENDER),
        receivers=_agencies(groups, RECEIVER),
        attributes=_attributes(),
    )


def _agencies(groups: Iterable[Group], side: str) -> tuple[Offered, ...]:
    """The agencies that configuration says may stand on this side of a referral, by name."""
    found: dict[str, str] = {}
    for group in groups:
        own = getattr(group, side)
        found |= {code: name for code, name in group.names.items() if own in (None, code)}
    return tuple(Offered(code, name) for code, name in sorted(found.items(), key=lambda one: (one[1], one[0])))


def publishing() -> tuple[Pathway, ...]:
    """The newest version of each pathway that publishes something."""
    return tuple(pathway for pathway, _ in configuration.publishing())


def column(pathway: Pathway, attribute: str, agencies: Iterable[Offered]) -> Column | None:
    """How a pathway keeps an attribute, or None where it does not. Agencies are the categories of a side."""
    if attribute in (SENDER, RECEIVER):
        if attribute == RECEIVER and pathway.published and not pathway.published.by_receiver:
            return None
        named = tuple(Category(one.code, one.label) for one in agencies)
        last = (Category(OUTSIDE, "An area or body outside"),) if attribute == RECEIVER else ()
        label = "Sender" if attribute == SENDER else "Receiver"
        last = (Category(OTHERS, "Other agencies"), *last, Category(NOT_KNOWN, "Not known"))
        return Column(attribute, label, (*named, *last))
    return next((one for one in (*columns(pathway), *event_columns(pathway)) if one.code == attribute), None)


def in_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence: an abbreviation stays what it is."""
    return title[:1].lower() + title[1:]


# Definitions never change and are few; each keeps its own key alive, so that no other can have it.
_OFFERED: dict[tuple[int, ...], tuple[tuple[Pathway, ...], tuple[Offered, ...]]] = {}


def _attributes() -> tuple[Offered, ...]:
    every = publishing()
    key = tuple(map(id, every))
    if key not in _OFFERED:
        _OFFERED[key] = (every, _attributes_of(every))
    return _OFFERED[key][1]


def _attributes_of(every: tuple[Pathway, ...]) -> tuple[Offered, ...]:
    found: dict[str, tuple[str, list[str]]] = {}
    for pathway in every:
        for one in (*columns(pathway), *event_columns(pathway)):
            if one.code != TOTAL:
                found.setdefault(one.code, (one.label, []))[1].append(pathway.title)
    kept = [
        Offered(code, label if len(titles) == len(every) else f"{label} ({', '.join(map(in_a_sentence, titles))})")
        for code, (label, titles) in found.items()
    ]
    return (
        Offered(TOTAL, "Nothing more: referrals alone"),
        Offered(SENDER, "Sender"),
        Offered(RECEIVER, "Receiver"),
        *kept,
    )
