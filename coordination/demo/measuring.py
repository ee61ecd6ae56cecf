"""Invented figures and updates of the last two years, given and approved by the invented workers.

Every note says that it is invented. The police have given nothing, so that what is late can be seen too.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.db import reading, writing
from coordination.demo.acting import Company
from coordination.identity.models import Partnership
from coordination.outcomes.commands.approving import approve
from coordination.outcomes.commands.keeping import bring_in
from coordination.outcomes.commands.returning import give_file
from coordination.outcomes.commands.updating import update_action
from coordination.outcomes.models import ReturnValue
from workflows import delivery_plan
from workflows.local_time import LONDON
from workflows.measures import catalogue
from workflows.measures.figures import read
from workflows.measures.figures_file import FileFigure
from workflows.measures.periods import ReportingPeriod, going_back, last_ended

INVENTED = "Invented for the demonstration."
PUBLISHED = "An invented national publication"
# After a period: on which day figures are given, and on which they are approved.
GIVEN, APPROVED = timedelta(days=14), timedelta(days=18)


@dataclass(frozen=True)
class Told:
    """What one partnership is told of: by agency's worker, the figures of each measure, newest last."""

    data_lead: str
    figures: Mapping[str, Mapping[str, Sequence[str]]]
    published: Mapping[str, Sequence[str]]
    updates: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]


# A figure is a number, or a number of a number, or yes or no, or nothing where none was asked for any more.
HAVERING = Told(
    data_lead="ivy.stonecrop@havering.example",
    figures={
        "grace.larkspur@havering.example": {
            "grant-adults-in-treatment": ("978", "1041", "1068"),
            "grant-opiate-in-treatment": ("296", "312", "322"),
            "grant-nonopiate-in-treatment": ("366", "381", "399"),
            "grant-alcohol-in-treatment": ("316", "348", "347"),
            "grant-yp-in-treatment": ("52", "61", "57"),
            "grant-prison-continuity": ("18/40", "22/46", "27/49"),
            "grant-residential-rehab": ("12", "13", "15"),
            "dp-4-1-1-numbers-in-treatment": ("612", "624", "619", "633", "641", "638", "652", "660", "655"),
            "dp-4-5-1-practitioners-trained": ("14", "22", "9", "18", "25", "16", "20", "12", "58"),
            "dp-4-1-3-employment": ("88/402", "93/411", "90/418", "97/425", "101/431", "99/428", "108/436", "112/440",
                                    "109/437"),
            "dp-2-5-performance-report": ("0", "1", "0", "1", "0", "1", "0", "1", "0"),
        },
        "peter.candlewick@havering.example": {
            "dp-1-1-1-svd-needs-assessment": ("yes", ""),
            "dp-1-1-1-svd-strategy": ("yes", ""),
            "dp-1-1-3-analytic-group": ("yes", ""),
            "dp-1-1-3-baseline-datasets": ("yes", ""),
            "dp-2-4-platform": ("no", "no"),
            "dp-2-4-dsas": ("2", "3", "3", "5", "6", "6", "8", "9", "9"),
            "dp-1-6-2-thefts": ("31", "28", "35", "30", "27", "33", "29", "26", "18"),
            "dp-2-2-training-sessions": ("4", "5", "3", "6", "5", "4", "6", "7", "6"),
            "dp-4-6-1-vape-complaints": ("17", "19", "15", "18", "16", "11", "10", "9", "8"),
            "dp-1-8-1-information-drops": ("6", "4", "5", "7", "6", "5", "8", "6", "7"),
        },
    },
    published={
        "ocu-unmet-need": ("67", "66.1", "64.9"),
        "alcohol-unmet-need": ("82", "81.2", "80.4"),
        "numbers-in-treatment-adults": ("978", "1041", "1068"),
        "prison-continuity-of-care": ("45", "47.8", "55.1"),
    },
    updates={
        "grace.larkspur@havering.example": {
            "hav-2-5": (("at-risk", "Two surgeries share care so far; two more are in talks."),
                        ("on-track", "Four surgeries share care, and a fifth begins next quarter.")),
            "hav-2-7": (("on-track", "Referrals now come before release from all three feeder prisons."),),
            "hav-3-2-2": (("on-track", "Visits go out in pairs, with a social worker."),),
        },
        "peter.candlewick@havering.example": {
            "hav-1-1-1": (("done", "Both are published on the council’s pages."),),
            "hav-2-3": (("at-risk", "The reviewer has changed, so the report moves by a quarter."),),
            "hav-2-4": (("off-track", "The agreements are signed; the dashboard waits for a supplier."),),
            "hav-1-8-1": (("on-track", "One message a month, with the same words for all partners."),),
        },
    },
)  # fmt: skip
WALTHAM_FOREST = Told(
    data_lead="lucia.snowberry@waltham-forest.example",
    figures={
        "yetunde.copperfield@waltham-forest.example": {
            "wf-treat-completions-number": ("71", "66", "74", "70", "78", "75", "81", "79", "84"),
            "wf-treat-completions-rate": ("71/980", "66/975", "74/990", "70/1002", "78/1010", "75/1008", "81/1021",
                                          "79/1019", "84/1030"),
        },
        "victor.greenhalm@waltham-forest.example": {
            "wf-prev-mecc-trained": ("38", "41", "29", "35", "44", "40", "37", "46", "43"),
            "wf-prev-venues": ("6", "8", "7", "9", "8", "11", "10", "12", "12"),
            "wf-supply-asb": ("96", "104", "88", "92", "101", "97", "90", "86", "83"),
        },
    },
    published={"ocu-unmet-need": ("58", "57.2", "56.5"), "numbers-in-treatment-adults": ("1180", "1204", "1233")},
    updates={
        "yetunde.copperfield@waltham-forest.example": {},
        "victor.greenhalm@waltham-forest.example": {
            "wf-treatment-08": (("on-track", "The panel meets every other week."),),
            "wf-prevention-11": (("on-track", "Two courses each quarter, both full."),),
            "wf-treatment-14": (("at-risk", "Training goes well; the kits are late."),),
        },
    },
)  # fmt: skip
BY_PARTNERSHIP = {"havering": HAVERING, "waltham-forest": WALTHAM_FOREST}


def tell(company: Company, partnership: str) -> None:
    """Give, approve and publish what is told of this partnership. The newest figures still wait."""
    told = BY_PARTNERSHIP[partnership]
    data_lead = company[told.data_lead]
    with reading(data_lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == partnership)).one()
    for period in sorted({period for series in told.figures.values() for period, _ in _by_period(series)}):
        for email, series in told.figures.items():
            _give(company[email], here, period, dict(_by_period(series)).get(period, []))
        if period != last_ended(clock.today(), "quarterly"):
            _approve(data_lead, here, period)
    _publish(data_lead, here, told.published)
    for email, actions in told.updates.items():
        for code, updates in actions.items():
            _update(company[email], here, code, updates)


def _by_period(series: Mapping[str, Sequence[str]]) -> Iterator[tuple[ReportingPeriod, list[FileFigure]]]:
    """The figures of one agency under their periods."""
    found: dict[ReportingPeriod, list[FileFigure]] = {}
    for code, said in series.items():
        measure = catalogue.everything()[code]
        periods = list(going_back(last_ended(clock.today(), measure.cadence), len(said)))[::-1]
        for period, figure in zip(periods, said, strict=True):
            if not figure:
                continue
            number, _, out_of = figure.partition("/")
            given = read(measure, {"number": number, "out_of": out_of, "reached": number, "note": INVENTED})
            found.setdefault(period, []).append(
                FileFigure(0, measure, period, given, PUBLISHED if measure.level == "grant" else "")
            )
    yield from found.items()


def _give(worker: SignedIn, here: Partnership, period: ReportingPeriod, figures: list[FileFigure]) -> None:
    if figures:
        with clock.at(_morning(period.end + GIVEN)), writing(worker) as session:
            give_file(session, worker, here, figures, once=secrets.token_hex(16))


def _approve(worker: SignedIn, here: Partnership, period: ReportingPeriod) -> None:
    waiting = select(ReturnValue.reference).where(
        ReturnValue.partnership_id == here.id, ReturnValue.period_from == period.start,
        ReturnValue.period_until == period.end, ReturnValue.approved_at.is_(None),
    )  # fmt: skip
    with clock.at(_morning(period.end + APPROVED)), writing(worker) as session:
        approve(session, worker, list(session.scalars(waiting)), once=secrets.token_hex(16))


def _publish(worker: SignedIn, here: Partnership, published: Mapping[str, Sequence[str]]) -> None:
    figures = []
    for code, said in published.items():
        measure = catalogue.everything()[code]
        for period, number in zip(
            going_back(last_ended(clock.today(), measure.cadence), len(said)), said[::-1], strict=True
        ):
            figures.append(FileFigure(0, measure, period, read(measure, {"number": number, "note": INVENTED})))
    with writing(worker) as session:
        bring_in(session, worker, here, figures, INVENTED, once=secrets.token_hex(16))


def _update(worker: SignedIn, here: Partnership, code: str, updates: Sequence[tuple[str, str]]) -> None:
    action = delivery_plan.everything()[code]
    quarters = list(going_back(last_ended(clock.today(), "quarterly"), len(updates)))[::-1]
    for quarter, (status, narrative) in zip(quarters, updates, strict=True):
        with clock.at(_morning(quarter.end + GIVEN)), writing(worker) as session:
            update_action(
                session, worker, here, action, quarter, status=status, narrative=f"{narrative} {INVENTED}", evidence=(),
                once=secrets.token_hex(16),
            )  # fmt: skip


def _morning(day: date) -> datetime:
    return min(datetime.combine(day, time(9), LONDON), clock.now().astimezone(LONDON))
