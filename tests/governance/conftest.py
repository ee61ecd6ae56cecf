"""Governance's own scene: two agencies of Havering, a case between them, and the people who may look into it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import look
from coordination.db import NOBODY, new_id, writing
from tests.attacks.scene import an_event
from tests.conftest import Database
from tests.make import World
from tests.plain_client import app_for

REFERENCE = "HAV-AAAA-1111"
PRISON_TEAM, TREATMENT_TEAM = "hmp-pentonville-release", "hav-treatment-contact"
CATEGORIES = ("core", "custody", "health")


@dataclass
class Scene:
    """A case from one agency to another, with the workers who wrote, read and audit it."""

    world: World
    app: Any
    case: UUID
    nurse: SignedIn
    key_worker: SignedIn
    lead: SignedIn
    governance: SignedIn
    stranger: SignedIn

    def client(self, worker: SignedIn) -> FlaskClient:
        """A browser in which this worker is signed in."""
        client = self.app.test_client()
        client.set_cookie("coordination_session", worker.token, domain="localhost")
        return client

    def look(self, worker: SignedIn, times: int = 1) -> None:
        """This worker opens the page of the case."""
        for _ in range(times):
            with writing(NOBODY) as session:
                look(session, worker.token, "cases.page", "direct work", [self.case])


@pytest.fixture(scope="module")
def scene(world: World, database: Database) -> Scene:
    app = app_for(database)
    nurse = world.worker(PRISON_TEAM, name="Nora Nurse (fictional)")
    scene = Scene(
        world=world,
        app=app,
        case=new_id(),
        nurse=nurse,
        key_worker=world.worker(TREATMENT_TEAM, name="Kay Worker (fictional)"),
        lead=world.worker(TREATMENT_TEAM, "frontline", "team-lead", name="Lee Lead (fictional)"),
        governance=world.worker(TREATMENT_TEAM, "governance", name="Gil Governance (fictional)"),
        stranger=world.worker("hav-probation", "governance", "team-lead", name="Sam Stranger (fictional)"),
    )
    _open(scene)
    return scene


def _open(scene: Scene) -> None:
    """The case, by plain rows: how cases come about is not what these tests tell."""
    now, partnership = clock.now(), scene.world.partnership_id("havering")
    with scene.world.keeper() as session:

        def row(table: str, **values: Any) -> None:
            names = ", ".join(values)
            places = ", ".join(f":{name}" for name in values)
            session.execute(text(f"insert into {table} ({names}) values ({places})"), values)  # noqa: S608

        row(
            "case_file",
            id=scene.case,
            reference=REFERENCE,
            pathway="prison-release",
            pathway_version=1,
            subject_kind="person",
            partnership_id=partnership,
            opened_by_id=scene.nurse.id,
            opened_by_agency_id=scene.nurse.agency_id,
            opened_at=now,
        )
        for worker, position in ((scene.nurse, "referrer"), (scene.key_worker, "spoc")):
            row(
                "participant",
                id=new_id(),
                case_id=scene.case,
                holder=worker.team_ids[0],
                holder_kind="team",
                agency_id=worker.agency_id,
                giver_id=scene.nurse.agency_id,
                partnership_id=partnership,
                pathway="prison-release",
                position=position,
                reads=list(CATEGORIES),
                sees="full",
                basis="direct-care",
                since=now,
                opened_at=now,
                stage="sent",
            )
        row(
            "person_on_case",
            id=new_id(),
            case_id=scene.case,
            part="subject",
            category="core",
            name="Alex Worker",
            name_folded="alex worker",
        )
        for category in CATEGORIES:
            row(
                "answer",
                id=new_id(),
                case_id=scene.case,
                category=category,
                given=json.dumps({f"field_{category}": "words"}),
                author_id=scene.nurse.id,
                author_agency_id=scene.nurse.agency_id,
                at=now,
            )
        opened = an_event(
            "case.opened", f"case:{scene.case}", scene.case, {"pathway": "prison-release", "version": 1}, now
        )
        session.execute(
            text("select * from audit_append_all(cast(:events as jsonb))"), {"events": json.dumps([opened])}
        )
