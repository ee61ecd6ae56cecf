"""The scene of measures: a treatment provider, a council and its data lead in Havering, and people elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from coordination import clock
from coordination.access import SignedIn
from coordination.identity.models import RoleGrant
from tests.conftest import Database
from tests.make import World
from tests.plain_client import app_for

# The quarter July to September 2026 is over.
NOW = "2026-11-02T09:00"


@dataclass
class Scene:
    """Who gives figures, who approves them, and who may only look, or not even that."""

    world: World
    database: Database
    app: Any
    treatment: SignedIn
    council: SignedIn
    data_lead: SignedIn
    partnership_lead: SignedIn
    elsewhere: SignedIn
    frontline: SignedIn

    def get(self, worker: SignedIn, address: str) -> Any:
        """A page as this worker gets it."""
        return self._client(worker).get(address)

    def send(self, worker: SignedIn, address: str, **answers: Any) -> Any:
        """The form of a page, filled in and sent as it stands otherwise."""
        client = self._client(worker)
        form = BeautifulSoup(client.get(address).text, "html.parser").select_one("main form[method=post]")
        assert form is not None, "there is no form on this page"
        hidden = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
        return client.post(address, data={**hidden, **answers}, follow_redirects=True)

    def _client(self, worker: SignedIn) -> Any:
        client = self.app.test_client()
        client.set_cookie("coordination_session", worker.token, domain="localhost")
        return client


@pytest.fixture(scope="module")
def scene(world: World, database: Database) -> Iterator[Scene]:
    with clock.at(NOW):

        def of(partnership: str, team: str, role: str, name: str) -> SignedIn:
            """A worker whose role holds in one partnership alone."""
            made = world.worker(team, role, name=name)
            with world.keeper() as session:
                session.execute(
                    update(RoleGrant)
                    .where(RoleGrant.worker_id == made.id)
                    .values(partnership_id=world.partnership_id(partnership))
                )
            return world.sign_in(made.id)

        yield Scene(
            world,
            database,
            app_for(database),
            treatment=world.worker("hav-treatment-contact", "team-lead", name="Tess Example"),
            council=of("havering", "hav-public-health", "manager", "Cole Example"),
            data_lead=of("havering", "hav-public-health", "data-lead", "Dana Example"),
            partnership_lead=of("havering", "hav-public-health", "partnership-lead", "Pat Example"),
            elsewhere=of("waltham-forest", "waf-public-health", "data-lead", "Wim Example"),
            frontline=world.worker("hav-treatment-contact", "frontline", name="Fay Example"),
        )
