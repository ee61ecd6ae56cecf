"""Telling of a concern through the public page, and the people in whose inbox it comes."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select

from coordination import clock
from coordination.concerns.commands.sending import stamp
from coordination.concerns.models import Concern
from coordination.identity.doors import Door
from tests.make import World
from tests.plain_client import SECRET, Page, PlainClient
from workflows.references import heard_as

TEAM = "hav-school-safeguarding-leads"
KIND = "school-concern"
PATH = f"/concern/havering/{KIND}"
TOLD = {
    "safe_now": "yes",
    "told_by": "pupil",
    "about": "friend",
    "words": "My friend brings something to school and is not well (example).",
    "school": "Millbrook School (example)",
    "year_group": "9",
    "in_term": "yes",
    "named": "no",
    "wants_reply": "yes",
    "reply_how": "teacher",
    "reply_contact": "Mr Example, who teaches art",
}
addresses, written = count(1), count(1)


class Stage:
    """The page, a lead and a frontline worker of the team that receives, and a stranger from another agency."""

    def __init__(self, world: World, app: Flask) -> None:
        self.world, self.app = world, app
        self.lead = world.worker(TEAM, "frontline", "team-lead", name="Lea Example")
        self.front = world.worker(TEAM, "frontline", name="Fay Example")
        self.other = world.worker("hav-treatment-contact", "triage", name="Tom Example")
        self.elsewhere = world.worker("waf-school-safeguarding-leads", "triage", name="Wes Example")

    def visitor(self) -> PlainClient:
        """Somebody who is not signed in, from an address of their own."""
        return PlainClient(self.app, f"2001:db8:0:{next(addresses):x}::1")

    def tells(self, client: PlainClient | None = None, path: str = PATH, quick: bool = False, **more: Any) -> Page:
        """Fill in the page and send it. Without `quick` as if it had lain open for a minute."""
        client = client or self.visitor()
        page = client.get(path)
        stamped = dict(page.fields())["stamped"]
        given = {**TOLD, "words": f"{TOLD['words']} {next(written)}", **more}
        return client.submit("Send", **given, stamped=stamped if quick else self.a_minute_ago())

    def a_minute_ago(self) -> str:
        """What a page carries that was drawn a minute ago."""
        return stamp(Door(SECRET), clock.now() - timedelta(minutes=1))

    def reference(self, page: Page) -> str:
        """The reference that a confirmation gives."""
        assert page.heading.startswith("Thank you"), page.text
        found = heard_as(page.path.rpartition("/")[2])
        assert found is not None
        return found

    def row(self, reference: str) -> Concern:
        with self.world.keeper() as session:
            return session.scalars(select(Concern).where(Concern.reference == reference)).one()
