"""Twelve closed months for the statistics of a demonstration: invented bookings, closed by the product's own command.

A demonstration tells few stories, and most of them are young. So each month also has bookings of cases that nobody can
open, because there are none; the cases of the stories are booked beside them like any others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import func, select

from coordination import clock, db
from coordination.db import NOBODY, new_id, writing
from coordination.statistics.commands.booking import RECEIVER, SENDER, NewBooking
from coordination.statistics.commands.closing import close_month
from coordination.statistics.queries.configuration import Custody, closed, custody_of, publishing
from workflows import pathways
from workflows.local_time import LONDON
from workflows.partnerships.custody import SHARED
from workflows.publishing import closes_on, open_until
from workflows.publishing.atoms import atoms
from workflows.vocabulary import Pathway, Published
from workflows.working_days import WorkingDays

MONTHS = 12
CLOSED_AT = time(4, 30)
# about how many cases a month: releases by prison, and those that are open to several agencies
RELEASES = {"hmp-pentonville": 12, "hmp-thameside": 8, "hmp-bronzefield": 4}
TOLD_BY_HAND = ("prison-release", "cuckooing", "hidden-harm", "nrm")
FAMILIES, HOMES, WORRIES, OF_SEVERAL = 10, 9, 7, 8
AGES = ("18-25", "26-29", "30-49", "30-49", "30-49", "50-over")
# who sends and receives the ordinary kinds; {} is the borough. Whoever is not named here sends from the council
ORDINARY = {
    "young-people": ("{}-schools", "cgl-{}"),
    "school-concern": ("{}-schools", "cgl-{}"),
    "drug-test-on-arrest": ("metropolitan-police", "cgl-{}"),
    "out-of-court-disposal": ("metropolitan-police", "cgl-{}"),
    "sentence-requirement": ("probation-service", "cgl-{}"),
    "liaison-and-diversion": ("metropolitan-police", "nelft"),
    "hospital-liaison": ("bhrut", "bhrut"),
}
FROM_COUNCIL = ("london-borough-of-{}", "cgl-{}")
SENT = ("referral-child", "referral-child-county-lines", "referral-adult", "notified")
A_FEW = 5
TENURES = ("council", "council", "registered-provider", "private", "other", "not-known")


def close_twelve_months(owner_url: str, partnership: str) -> None:
    """Close the twelve months that can be closed by today, unless any is closed. As the keeper of the database."""
    db.connect(owner_url, pool_size=1)
    calendar = WorkingDays.england_and_wales()
    with writing(NOBODY) as session:
        custody = custody_of(session, partnership)
        if closed(session, custody.partnership_id) != (None, None):
            return
    for place, month in enumerate(_months_before(open_until(clock.today(), calendar))):
        made_up = OneMonth(custody, Random(f"{partnership} {month}"), place)  # noqa: S311
        moment = datetime.combine(closes_on(month, calendar), CLOSED_AT, LONDON)
        with clock.at(moment), writing(NOBODY) as session:
            session.execute(select(func.enter_sweep("releases")))
            close_month(session, partnership, month, invented=made_up.bookings())


def _months_before(until: date) -> list[date]:
    months = [until]
    for _ in range(MONTHS):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[:0:-1]


@dataclass(frozen=True)
class OneMonth:
    """What is invented for a month. As the months go by, more of those released start treatment in time."""

    custody: Custody
    chance: Random
    place: int

    def bookings(self) -> Iterator[NewBooking]:
        """The bookings of cases, and of the visits and notices that hang on them."""
        treatment, council = f"cgl-{self.custody.code}", f"london-borough-of-{self.custody.code}"
        for prison, many in RELEASES.items():
            for _ in range(self._about(many)):
                yield self._release(f"{prison}.{treatment}", prison, treatment)
        for _ in range(self._about(OF_SEVERAL)):
            yield self._release(SHARED, "hmp-pentonville", treatment)
        schools = f"{self.custody.code}-schools"
        for _ in range(self._about(FAMILIES)):
            family = self._case("hidden-harm", f"{schools}.{treatment}", schools, treatment, {}, {})
            yield family
            yield from (self._event(family, "visits", "completed") for _ in range(self.chance.choice((0, 1, 1, 2))))
        police = "metropolitan-police"
        for _ in range(self._about(HOMES)):
            tenure = {"tenure": self.chance.choice(TENURES)}
            contact = {"first-contact": self.chance.choice(("all.seen", "all.seen", "all"))}
            home = self._case("cuckooing", f"{police}.{council}", police, council, tenure, contact)
            yield home
            if self.chance.random() < 0.3:
                yield self._event(home, "notices-and-orders", self.chance.choice(("notice", "full-order")))

        for _ in range(self._about(WORRIES)):
            worry = self._case("nrm", f"{police}.{council}", police, council, {}, {})
            yield worry
            if self.chance.random() < 0.5:
                yield self._event(worry, "national", self.chance.choice(SENT))

        for pathway, published in publishing():
            if pathway.code not in TOLD_BY_HAND:
                for _ in range(self._about(A_FEW)):
                    yield from self._ordinary(pathway, published)

    def _ordinary(self, pathway: Pathway, published: Published) -> Iterator[NewBooking]:
        """A referral of an ordinary kind, in any category that its outcome has, and at times an event of it."""
        sender, receiver = (each.format(self.custody.code) for each in ORDINARY.get(pathway.code, FROM_COUNCIL))
        outcome = {}
        if published.outcome:
            outcome[published.outcome.code] = self.chance.choice([atom.code for atom in atoms(published.outcome)])
        case = self._case(pathway.code, f"{sender}.{receiver}", sender, receiver, {}, outcome)
        yield case
        for count in published.events:
            if self.chance.random() < 0.5:
                yield self._event(case, count.code, self.chance.choice(count.kinds).code)

    def _release(self, group: str, sender: str, receiver: str) -> NewBooking:
        held = [self.chance.choice(AGES)]
        if self.chance.random() < 0.2:
            held.append("none-of-these")
        else:
            held.append("passed-on")
            held += ["referred"] if self.chance.random() < 0.7 else []
            held += ["started"] if self.chance.random() < 0.30 + 0.01 * self.place else []
        sex = {"sex": "female" if sender == "hmp-bronzefield" else "male"}
        return self._case("prison-release", group, sender, receiver, sex, {"continuity": ".".join(held)})

    def _case(
        self,
        pathway: str,
        group: str,
        sender: str,
        receiver: str,
        categories: Mapping[str, str],
        filled: Mapping[str, str],
    ) -> NewBooking:
        if group not in {one.code for one in self.custody.groups}:
            group = next(one.code for one in self.custody.groups if one.kind in ("shared", "everybody"))
        sides = {} if self.custody.is_pair(group) else {SENDER: sender}
        if sides and pathways.newest(pathway).published.by_receiver:  # type: ignore[union-attr]
            sides[RECEIVER] = receiver
        ids = {code: agency_id for agency_id, code in self.custody.agencies.items()}
        return NewBooking(
            milestone_id=new_id(),
            pathway=pathway,
            custody_group=group,
            categories={**categories, **sides},
            sender_id=ids[sender],
            receiver_id=ids[receiver],
            filled=filled,
        )

    def _event(self, case: NewBooking, ledger: str, kind: str) -> NewBooking:
        return NewBooking(new_id(), case.pathway, case.custody_group, {"kind": kind}, ledger)

    def _about(self, many: int) -> int:
        return max(0, many + self.chance.randint(-3, 3))
