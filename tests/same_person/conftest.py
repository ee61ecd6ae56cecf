"""One person on two cases, spelt differently; her twin; and the same person again on a case of the other borough."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from coordination import clock, db
from coordination.access import SignedIn
from coordination.db import new_id
from coordination.identity.models import Setting
from coordination.worker.running import run
from tests.cases import stories
from tests.conftest import Database
from tests.make import World
from tests.plain_client import app_for

# a Wednesday
MOMENT = "2026-11-18T10:30"
KATHERINE = {
    "first_name": "Katherine", "surname": "O’Brien", "date_of_birth": "1984-03-09", "prison_number": "Z9101TX",
    "nhs_number": "9991234578", "sex": "female", "outward_code": "RM3", "aliases": "Kit Shah", "consent_housing": "yes",
}  # fmt: skip
SPELT = {**KATHERINE, "first_name": "Kate", "surname": "OBrien", "date_of_birth": "1984-09-03", "nhs_number": None,
         "aliases": None}  # fmt: skip
TWIN = {**KATHERINE, "first_name": "Niamh", "prison_number": "Z9102TX", "nhs_number": None, "aliases": None}
STRANGER = {
    "first_name": "Osric", "surname": "Tallowgate", "date_of_birth": "1961-07-30", "prison_number": "Z9777TX",
    "sex": "male", "outward_code": "RM7",
}  # fmt: skip
ANOTHER = {**STRANGER, "surname": "Emberfield", "prison_number": "Z9778TX", "date_of_birth": "1958-01-20"}
ELSEWHERE = {"area_on_release": "waltham-forest", "outward_code": "E17"}


@dataclass
class Stage:
    """The application, and the cases by a word each."""

    app: Flask
    world: World
    database: Database
    cases: dict[str, stories.Story]
    spoc: SignedIn
    # the single point of contact of the other borough, who takes part in its cases alone
    across: SignedIn
    browsers: dict[str, Any] = field(default_factory=dict)

    def reference(self, word: str) -> str:
        return self.cases[word].reference

    def browser(self, worker: SignedIn) -> Any:
        """A browser without JavaScript in which this worker is signed in."""
        client = self.app.test_client()
        client.set_cookie("coordination_session", worker.token)
        return client

    def get(self, worker: SignedIn, word: str, ending: str = "") -> Any:
        return self.browser(worker).get(f"/cases/{self.reference(word)}{ending}")

    @contextmanager
    def sets(self, code: str, value: Any) -> Iterator[None]:
        """Havering has this value for one of its own settings meanwhile."""
        row = Setting(
            id=new_id(),
            partnership_id=self.world.partnership_id("havering"),
            code=code,
            value={"value": value},
            in_force_from=date(2026, 11, 18),
            set_at=clock.now(),
        )
        with self.world.keeper() as session:
            session.add(row)
        yield
        with self.world.keeper() as session:
            session.delete(row)

    def do_jobs(self, *named: str) -> None:
        """Do the jobs of these names that wait, as a worker process does each."""
        with self.world.keeper() as session:
            rows = session.execute(
                text("select id from outbox where done_at is null and job = any (:named) order by asked_at"),
                {"named": list(named or ("keep_person_keys",))},
            ).scalars()
            waiting = [str(row) for row in rows]
        db.connect(self.database.url("worker"))
        for row in waiting:
            run(row)
        db.connect(self.database.url("app"))
        with self.world.keeper() as session:
            assert session.scalars(text("select failed_as from outbox where failed_as is not null")).all() == []


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(MOMENT):
        yield


@pytest.fixture(scope="module")
def stage(world: World, database: Database, does_jobs_here: None) -> Stage:
    with clock.at(MOMENT):
        app = app_for(database)
        app.config["WTF_CSRF_ENABLED"] = False
        cases = {word: _accepted(world, said) for word, said in (("first", KATHERINE), ("twin", TWIN))}
        cases["stranger"] = _accepted(world, STRANGER)
        cases["spelt"] = stories.referred(world, given=SPELT)
        across = world.worker(stories.OTHER_CONTACT, "triage", "team-lead", name="Wyn Example")
        for word, said in (("across", KATHERINE), ("across stranger", ANOTHER)):
            cases[word] = stories.referred(
                world, given=said | ELSEWHERE, receiver=stories.OTHER_CONTACT, borough="waltham-forest"
            )
        made = Stage(app, world, database, cases, world.worker(stories.CONTACT, "triage", "team-lead"), across)
        made.do_jobs()
    return made


def _accepted(world: World, said: dict[str, Any]) -> stories.Story:
    story = stories.referred(world, given=said)
    story.move(story.spoc, "accept")
    return story
