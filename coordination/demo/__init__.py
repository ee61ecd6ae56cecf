"""The demonstration: invented people in both partnerships, whose stories are told by the product's own commands."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from coordination import clock, config, db, seeding
from coordination.cases.models import PersonOnCase
from coordination.concerns.models import Concern
from coordination.config import Settings
from coordination.db import NOBODY, writing
from coordination.demo import alerts, assessing, cast, concerns, measuring, reporting
from coordination.demo.acting import company
from coordination.demo.asked import ask_for_last_quarter
from coordination.demo.closed_months import close_twelve_months
from coordination.demo.days import Days
from coordination.demo.seats import give_seats
from coordination.demo.stories.asking import look_through_letters
from coordination.demo.telling import Borough, Teller
from coordination.demo_accounts import demo_accounts
from coordination.identity.models import Partnership, Worker
from coordination.outcomes.models import AssessmentRound, BoardReport, ReturnValue
from coordination.referrals.models import Draft
from coordination.statistics import reading as frozen
from workflows import partnerships


def load() -> None:
    """Put in both partnerships, the invented workers and the stories, as far as they are missing.

    Needs the environment of an application process, COORDINATION_OWNER_URL, and a demonstration. A person whose story
    was begun is left as they are, so that loading again, also after a stop halfway, tells nothing twice.
    """
    settings = config.from_environment()
    told = arrange(settings, os.environ["COORDINATION_OWNER_URL"])
    # Each borough in a process of its own, because the time that a story holds is held for the whole process.
    apart = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(len(cast.BOROUGHS), mp_context=apart) as processes:
        list(processes.map(partial(_tell, settings, told), cast.BOROUGHS))
        # when everything has been told, so that what happened in those months is booked with them
        codes = [borough.code for borough in cast.BOROUGHS]
        list(processes.map(partial(close_twelve_months, os.environ["COORDINATION_OWNER_URL"]), codes))
        list(processes.map(partial(ask_for_last_quarter, os.environ["COORDINATION_OWNER_URL"]), codes))
    _have_reports_made(settings, told)
    look_through_letters(os.environ["COORDINATION_OWNER_URL"])
    alerts.tell(
        os.environ["COORDINATION_OWNER_URL"], answered=cast.ANSWERED, by=cast.HAVERING.mash, climbing=cast.CLIMBING
    )
    db.connect(settings.database_url)


@dataclass(frozen=True)
class Already:
    """What was told before: the names of people on cases, who has written a draft, and where there are figures."""

    names: frozenset[str]
    writers: frozenset[str]
    # the partnerships that have figures of their measures
    measured: frozenset[str]
    # the partnerships that have assessed themselves
    assessed: frozenset[str]
    # the partnerships to which somebody without an account told of a concern
    concerned: frozenset[str]
    # the partnerships that had a report to their board made
    reported: frozenset[str]


def _have_reports_made(settings: Settings, told: Already) -> None:
    """When every month is closed: the last quarter as each board reads it."""
    db.connect(settings.database_url, pool_size=1)
    frozen.connect(settings.statistics_url, pool_size=1)
    with company(settings.secret) as workers:
        for code, measured in measuring.BY_PARTNERSHIP.items():
            if code not in told.reported:
                reporting.tell(workers[measured.data_lead], code)
    frozen.connect(None)


def _tell(settings: Settings, told: Already, borough: Borough) -> None:
    """Every story of this borough about somebody whose name is not known yet, and drafts for a writer without any."""
    db.connect(settings.database_url, pool_size=1)
    with company(settings.secret) as workers:
        teller = Teller(workers, borough, Days(clock.today()))
        for story, person in cast.told_in(borough):
            if person.name not in told.names:
                story(teller, person)
        if borough.referrer not in told.writers:
            for story, person in cast.drafts_in(borough):
                story(teller, person)
        if borough.code not in told.measured:
            measuring.tell(workers, borough.code)
        if borough.code not in told.assessed:
            assessing.tell(workers, borough.code)
        if borough.code not in told.concerned:
            concerns.tell(workers, borough.code)


def arrange(settings: Settings, owner_url: str) -> Already:
    """As the keeper of the database: what stories rest on, and which of them are told already."""
    db.connect(owner_url)
    with writing(NOBODY) as session:
        for code in partnerships.all_codes():
            seeding.seed(session, partnerships.load(code))
        demo_accounts(session, settings)
        give_seats(session, cast.BOROUGHS)
        names = frozenset(session.scalars(select(PersonOnCase.name)))
        unfinished = select(Worker.email).join(Draft, Draft.worker_id == Worker.id).where(Draft.case_id.is_(None))
        writers = frozenset(session.scalars(unfinished))
        measured, assessed, concerned, reported = (
            frozenset(session.scalars(select(Partnership.code).where(Partnership.id.in_(select(told_of)))))
            for told_of in (
                ReturnValue.partnership_id,
                AssessmentRound.partnership_id,
                Concern.partnership_id,
                BoardReport.partnership_id,
            )
        )
    # From here on as everybody: this process keeps no way past the rules.
    db.connect(settings.database_url)
    return Already(names, writers, measured, assessed, concerned, reported)
