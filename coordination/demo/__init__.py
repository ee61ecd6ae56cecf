"""The demonstration: invented people in both partnerships, whose stories are told by the product's own commands."""

from __future__ import annotations

import os

from sqlalchemy import select

from coordination import clock, config, db, seeding
from coordination.cases.models import PersonOnCase
from coordination.config import Settings
from coordination.db import NOBODY, writing
from coordination.demo import cast
from coordination.demo.acting import Company, company
from coordination.demo.days import Days
from coordination.demo.telling import Teller
from coordination.demo_accounts import demo_accounts
from coordination.referrals.models import Draft
from workflows import partnerships


def load() -> None:
    """Put in both partnerships, the invented workers and the stories, as far as they are missing.

    Needs the environment of an application process, COORDINATION_OWNER_URL, and a demonstration. A person whose story
    was begun is left as they are, so that loading again, also after a stop halfway, tells nothing twice.
    """
    settings = config.from_environment()
    known, writers = _arrange(settings, os.environ["COORDINATION_OWNER_URL"])
    db.connect(settings.database_url)
    with company(settings.secret) as workers:
        tell(workers, Days(clock.today()), known, writers)


def tell(workers: Company, days: Days, known: frozenset[str], writers: frozenset[str]) -> None:
    """Every story of somebody whose name is not known yet; drafts for every writer who has none."""
    for borough in cast.BOROUGHS:
        teller = Teller(workers, borough, days)
        stories = cast.told_in_havering() if borough is cast.HAVERING else cast.told_in_waltham_forest()
        for story, person in stories:
            if person.name not in known:
                story(teller, person)
        if borough.referrer not in writers:
            for story, person in cast.drafts_in(borough):
                story(teller, person)


def _arrange(settings: Settings, owner_url: str) -> tuple[frozenset[str], frozenset[str]]:
    """As the keeper of the database: what stories rest on, and whose are told already."""
    from coordination.identity.models import Worker

    db.connect(owner_url)
    with writing(NOBODY) as session:
        for code in partnerships.all_codes():
            seeding.seed(session, partnerships.load(code))
        demo_accounts(session, settings)
        known = frozenset(session.scalars(select(PersonOnCase.name)))
        writers = frozenset(session.scalars(select(Worker.email).join(Draft, Draft.worker_id == Worker.id)
                                            .where(Draft.case_id.is_(None))))  # fmt: skip
    return known, writers
