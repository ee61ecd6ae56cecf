"""What can be asked of a partnership's figures. Every list comes from configuration and the calendar, none from figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from workflows import pathways
from workflows.publishing import Column, columns, event_columns
from workflows.quintets.ledger import NOT_KNOWN, TOTAL
from workflows.vocabulary import Pathway

SENDER, RECEIVER, OUTSIDE = "sender", "receiver", "outside"
EVERYWHERE = "*"
READERS = ("manager", "data-lead", "partnership-lead")
NOT_YOURS = "There is no partnership of that name whose figures you can read."

_MONTHS = text(
    "select r.month from release r join partnership p on p.id = r.partnership_id where p.code = :code order by r.month"
)
_AGENCIES = text("""
    select a.code, a.name, bool_or(g.kind <> 'pair' or a.id = g.sender_id) as sends,
        bool_or(g.kind <> 'pair' or a.id = g.receiver_id) as receives, bool_or(g.kind = 'everybody') as everybody
    from custody_group g join partnership p on p.id = g.partnership_id
        join agency a on a.id = any (g.agency_ids) or a.id in (g.sender_id, g.receiver_id)
    where p.code = :code group by a.code, a.name order by a.name, a.code""")


@dataclass(frozen=True)
class Offered:
    """One thing that can be chosen: its code in an address, and its words."""

    code: str
    label: str


@dataclass(frozen=True)
class Menu:
    """What a reader can choose from in one partnership."""

    partnership: Offered
    partnerships: tuple[Offered, ...]
    months: tuple[date, ...]
    pathways: tuple[Offered, ...]
    senders: tuple[Offered, ...]
    receivers: tuple[Offered, ...]
    attributes: tuple[Offered, ...]


def partnerships_of(session: Session, roles: Mapping[str, Collection[str]]) -> tuple[Offered, ...]:
    """The partnerships whose figures somebody may read who holds these roles in these partnerships, by name."""
    codes = {code for role in READERS for code in roles.get(role, ())}
    every = select(Partnership.code, Partnership.name).order_by(Partnership.name)
    rows = session.execute(every if EVERYWHERE in codes else every.where(Partnership.code.in_(codes)))
    return tuple(Offered(row.code, row.name) for row in rows)


def menu(session: Session, readable: Sequence[Offered], partnership: str | None) -> Menu:
    """The menu of one of these partnerships, the first where none is named. Raises NotVisible for any other."""
    chosen = next((one for one in readable if partnership in (None, one.code)), None)
    if chosen is None:
        raise NotVisible(NOT_YOURS)
    months = tuple(session.execute(_MONTHS, {"code": chosen.code}).scalars())
    agencies = session.execute(_AGENCIES, {"code": chosen.code}).all()
    return Menu(
        partnership=chosen,
        partnerships=tuple(readable),
        months=months,
        pathways=tuple(Offered(one.code, one.title) for one in publishing()),
        senders=tuple(Offered(row.code, row.name) for row in agencies if row.sends),
        receivers=tuple(Offered(row.code, row.name) for row in agencies if row.receives),
        attributes=_attributes(),
    )


def publishing() -> tuple[Pathway, ...]:
    """The newest version of each pathway that publishes something, in the order in which the product names them."""
    codes = dict.fromkeys(pathway.code for pathway in pathways.PUBLISHED)
    return tuple(one for one in map(pathways.newest, codes) if one.published)


def column(pathway: Pathway, attribute: str, agencies: Iterable[Offered]) -> Column | None:
    """How a pathway keeps an attribute, or None where it does not. Agencies are the categories of sender and receiver."""
    from workflows.publishing import Category

    if attribute in (SENDER, RECEIVER):
        if attribute == RECEIVER and pathway.published and not pathway.published.by_receiver:
            return None
        named = tuple(Category(one.code, one.label) for one in agencies)
        last = (Category(OUTSIDE, "An area or body outside"),) if attribute == RECEIVER else ()
        label = "Sender" if attribute == SENDER else "Receiver"
        return Column(attribute, label, (*named, *last, Category(NOT_KNOWN, "Not known")))
    return next((one for one in (*columns(pathway), *event_columns(pathway)) if one.code == attribute), None)


def _attributes() -> tuple[Offered, ...]:
    found: dict[str, tuple[str, list[str]]] = {}
    every = publishing()
    for pathway in every:
        for one in (*columns(pathway), *event_columns(pathway)):
            if one.code != TOTAL:
                found.setdefault(one.code, (one.label, []))[1].append(pathway.title)
    kept = [
        Offered(code, label if len(titles) == len(every) else f"{label} ({', '.join(titles).lower()})")
        for code, (label, titles) in found.items()
    ]
    return (Offered(TOTAL, "Nothing more: referrals alone"), Offered(SENDER, "Sender"), Offered(RECEIVER, "Receiver"), *kept)
