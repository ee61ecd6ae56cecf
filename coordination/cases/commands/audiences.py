"""Turning what was chosen on a page into an audience, in words where it will not do."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Protocol

from sqlalchemy.orm import Session

from coordination.cases.queries import audiences
from coordination.cases.queries.audiences import AGENCIES, AGENCY, EVERYONE, TEAM, WORKERS, Chosen
from coordination.cases.queries.seats import Seat
from coordination.errors import Invalid, MovedOn


class Choice(Protocol):
    """An audience in the words of a page: agencies by code, workers by reference, a team by its name."""

    @property
    def audience(self) -> str: ...
    @property
    def agencies(self) -> tuple[str, ...]: ...
    @property
    def workers(self) -> tuple[str, ...]: ...
    @property
    def category(self) -> str: ...


def chosen_from(session: Session, seat: Seat, given: Choice) -> Chosen:
    """The audience that was chosen. Whoever writes is always in it.

    Raises Invalid when nobody was chosen, MovedOn when somebody who was chosen does not read here any more.
    """
    mine = seat.worker
    if given.audience == EVERYONE:
        return Chosen(EVERYONE)
    if given.audience == TEAM:
        if not seat.teams:
            raise Invalid("None of your teams takes part in this case. Choose other readers.", field="audience")
        return Chosen(TEAM, tuple(sorted(seat.teams)))
    if given.audience == AGENCY:
        return Chosen(AGENCY, (mine.agency_id,))
    if given.audience == AGENCIES:
        return _agencies(seat, given)
    if given.audience == WORKERS:
        return _workers(session, seat, given)
    raise Invalid("Choose who reads this.", field="audience")


def _agencies(seat: Seat, given: Choice) -> Chosen:
    if not given.agencies:
        raise Invalid("Choose at least one agency.", field="agencies")
    here = {one.code: one.id for one in seat.readers(given.category)}
    _all_read("An agency that", given.agencies, here, "agencies")
    return Chosen(AGENCIES, tuple(sorted({here[code] for code in given.agencies} | {seat.worker.agency_id})))


def _workers(session: Session, seat: Seat, given: Choice) -> Chosen:
    if not given.workers:
        raise Invalid("Choose at least one person.", field="workers")
    here = {one.reference: one.id for one in audiences.who_reads(session, seat, given.category, Chosen(EVERYONE))}
    _all_read("Somebody whom", given.workers, here, "workers")
    return Chosen(WORKERS, tuple(sorted({here[reference] for reference in given.workers} | {seat.worker.id})))


def _all_read(one_whom: str, chosen: Iterable[str], here: Container[str], field: str) -> None:
    if any(each not in here for each in chosen):
        raise MovedOn(
            f"{one_whom} you chose does not read this kind of information on this case any more. "
            "Nothing was sent. Choose again who reads it.",
            field=field,
        )
