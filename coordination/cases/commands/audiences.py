"""Turning what was chosen on a page into an audience, in words where it will not do."""

from __future__ import annotations

from collections.abc import Sequence
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

    Raises Invalid when nobody was chosen or somebody who does not read this kind of information, MovedOn when somebody
    who was chosen takes part no more.
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
    left_out = [code for code in given.agencies if code not in here]
    if left_out:
        sit = {one.code: one.name for one in seat.agencies}
        raise _cannot_read([sit.get(code) for code in left_out], "An agency that", "agencies")
    return Chosen(AGENCIES, tuple(sorted({here[code] for code in given.agencies} | {seat.worker.agency_id})))


def _workers(session: Session, seat: Seat, given: Choice) -> Chosen:
    if not given.workers:
        raise Invalid("Choose at least one person.", field="workers")
    here = {one.reference: one.id for one in audiences.who_reads(session, seat, given.category, Chosen(EVERYONE))}
    left_out = [reference for reference in given.workers if reference not in here]
    if left_out:
        sit = {one.reference: one.name for one in audiences.who_reads(session, seat, "core", Chosen(EVERYONE))}
        raise _cannot_read([sit.get(reference) for reference in left_out], "Somebody whom", "workers")
    return Chosen(WORKERS, tuple(sorted({here[reference] for reference in given.workers} | {seat.worker.id})))


def _cannot_read(names: Sequence[str | None], one_whom: str, field: str) -> Invalid | MovedOn:
    """Somebody who takes part does not read what is about to be written; or somebody takes part no more."""
    if None in names:
        return MovedOn(
            f"{one_whom} you chose does not take part in this case any more. "
            "Nothing was sent. Choose again who reads it.",
            field=field,
        )
    several = "do" if len(names) > 1 else "does"
    who = " and ".join(str(name) for name in names)
    return Invalid(
        f"{who} {several} not read this kind of information. Choose other readers, or another kind of information.",
        field=field,
    )
