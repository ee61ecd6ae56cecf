"""Two cases, and a worker of every role in every relation to them, who ask for every address there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from secrets import SystemRandom
from typing import Any
from uuid import uuid4

from flask import Flask, url_for
from sqlalchemy import delete, select

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.protecting import shut_out
from coordination.db import writing
from coordination.identity.models import LostTelephone, RoleGrant, SignIn
from coordination.queues.models import Task
from coordination.referrals.commands.drafting import begin
from tests.attacks.policy import POLICY
from tests.cases import stories
from tests.conftest import Database
from tests.make import World
from tests.plain_client import app_for
from workflows.measures.periods import last_ended
from workflows.references import new_reference

ABSENT = {"case": "HAV-0000-000X", "task": "TSK-0000-000X", "draft": "DRF-0000-000X", "worker": "0000000000"}
TEAMS = {
    "sent it": stories.PRISON,
    "takes part": stories.CONTACT,
    "preview": stories.CONTACT,
    "same partnership": "hav-housing-options",
    "another partnership": stories.OTHER_CONTACT,
    "shut out": stories.CONTACT,
}


@dataclass
class Stage:
    """Two cases of one sender, one accepted and one only asked about, and a worker for each role and relation."""

    app: Flask
    world: World
    waiting: stories.Story
    accepted: stories.Story
    draft: str
    # whose account administrators change in the matrix, and who is in no cell of it themselves
    colleague: SignedIn
    workers: dict[tuple[str, str], SignedIn] = field(default_factory=dict)

    def worker(self, role: str, relation: str) -> SignedIn:
        """A worker of one role in this relation to the case that is asked for; made when first needed."""
        key = (role, relation)
        if key not in self.workers:
            self.workers[key] = self.with_password(self._made(role, relation))
        return self.workers[key]

    def with_password(self, worker: SignedIn) -> SignedIn:
        """The same worker, who could have come in by the front door: pages about accounts show nobody else."""
        with self.world.keeper() as session:
            session.add(
                SignIn(
                    worker_id=worker.id,
                    password_hash="none that a password has",
                    password_set_at=clock.now(),
                    second_step=False,
                )
            )
        return worker

    def _made(self, role: str, relation: str) -> SignedIn:
        made = self.world.worker(TEAMS[relation], *([] if role == "no role" else [role]), name=f"Ro {relation}")
        if role == "no role":
            with self.world.keeper() as session:
                session.execute(delete(RoleGrant).where(RoleGrant.worker_id == made.id))
            made = self.world.sign_in(made.id)
        if relation == "shut out":
            for story in (self.waiting, self.accepted):
                with writing(story.spoc) as session:
                    shut_out(session, story.spoc, story.reference, made.reference, "Knows them.", once=uuid4().hex)
        return made

    def case(self, relation: str) -> stories.Story:
        return self.accepted if relation == "takes part" else self.waiting

    def address(self, endpoint: str, relation: str, *, absent: bool = False) -> str:
        """Where this is asked for: the real thing, or one that does not exist."""
        story, row = self.case(relation), POLICY[endpoint]
        rule = next(self.app.url_map.iter_rules(endpoint))
        named = ABSENT
        if not absent:
            named = {"case": story.reference, "draft": self.draft, "worker": self.colleague.reference}
            # looked up anew each time, for an earlier cell may have done it, and only where an address names it
            named["task"] = self._task(story) if row.about == "task" or "task" in rule.arguments else ""
        reference = {"task": "task", "draft": "draft", "colleague": "worker"}.get(row.about, "case")
        given = {
            "reference": named[reference],
            "code": {
                "queues": stories.CONTACT,
                "teams": stories.CONTACT,
                "moves": "change_release_date",
                "facts": "release_date",
            }.get(endpoint.partition(".")[0], "name"),
            "task": named["task"],
            # a question of the chat
            "place": "surname",
            "other": (self.waiting if story is self.accepted else self.accepted).reference,
            "field": "protected_address" if endpoint in ("protecting.unmask", "protecting.still_opens") else "surname",
            "repeat": 0,
            "number": 0,
            "appointment": "APP-0000-0000",
            "outcome": "completed",
            "name": {"assets.vendor": "govuk.css", "assets.assets": "images/icon-alert-success.svg"}.get(
                endpoint, "favicon.svg"
            ),
            "colour": "2f5d50",
            "token": "a-link-that-was-never-made",
            "which": "0" * 12,
            "partnership": "havering",
            "pathway": "prison-release",
            "quarter": last_ended(clock.today(), "quarterly").code,
            # an agreement that no case of the matrix rests on: sending its form may switch it off
            "giver": "nelft",
            "taker": "probation-service",
            "day": clock.today().isoformat(),
            "message": "0" * 12,
            "document": "0" * 12,
            "card": "0" * 12,
            "item": "0" * 12,
            "team": "no-such-team",
            "kind": "csv",
        }
        if absent and row.about == "team":
            given["code"] = "hav-no-such-team"
        if endpoint.partition(".")[0] in ("measures", "keeping", "figures", "plan"):
            given |= {"kind": "outcome", "group": "reduce-drug-use", "subject": "hav-2-5", "code": "hav-2-5"}
            if not endpoint.startswith("plan."):
                given["code"] = "local-hidden-harm-referrals"
            if endpoint == "figures.give":
                # what the agency of that team is asked for
                given |= {"code": "dp-2-5-performance-report", "period": last_ended(clock.today(), "quarterly").code}
            if absent:
                given |= {"code": "no-such-thing", "subject": "no-such-thing"}
        if endpoint.startswith("public_concerns."):
            given |= {"kind": "school-concern", "reference": new_reference("CON", SystemRandom())}
        if endpoint in ("lost_telephones.look", "lost_telephones.answer"):
            self.telephone_is_lost()
        if endpoint == "settings.one":
            given["code"] = "prison-release.acknowledge-working-days"
        if endpoint == "referrals.blank":
            given["code"] = "prison-release"
        with self.app.test_request_context():
            return url_for(endpoint, **{name: given[name] for name in rule.arguments})

    def telephone_is_lost(self) -> None:
        """Somebody waits for a word about the colleague; again where an earlier cell gave it."""
        waits = select(LostTelephone.id).where(LostTelephone.ended_at.is_(None), LostTelephone.answered_at.is_(None))
        with self.world.keeper() as session:
            if session.scalar(waits) is None:
                session.add(
                    LostTelephone(
                        worker_id=self.colleague.id,
                        reported_at=clock.now(),
                        known_by="An example.",
                        ends_at=clock.now() + timedelta(days=1),
                    )
                )

    def _task(self, story: stories.Story) -> str:
        with self.world.keeper() as session:
            found = session.scalars(
                select(Task.reference).where(
                    Task.case_id == story.case_id,
                    Task.done_at.is_(None),
                    Task.team_id == self.world.team_id(stories.CONTACT),
                )
            ).first()
        assert found is not None
        return found

    def client(self, worker: SignedIn | None) -> Any:
        """A browser in which this worker is signed in, or nobody."""
        client = self.app.test_client()
        if worker is not None:
            client.set_cookie("coordination_session", worker.token)
        return client

    def ask(self, method: str, address: str, worker: SignedIn | None, **more: str) -> Any:
        """Open an address, or send a form to it that has what most forms have."""
        sent = {"once": uuid4().hex, "reason": "An example.", **more} if method == "POST" else None
        return self.client(worker).open(address, method=method, data=sent)


def build(world: World, database: Database) -> Stage:
    """The application, one case that waits for an answer and one that has been accepted, and a draft."""
    app = app_for(database)
    # What a page does without its token is asked in test_get_changes_nothing.py.
    app.config["WTF_CSRF_ENABLED"] = False
    waiting, accepted = stories.referred(world), stories.accepted(world)
    with writing(waiting.nurse) as session:
        draft = begin(session, waiting.nurse, "prison-release", once=uuid4().hex)
    made = Stage(app, world, waiting, accepted, draft, world.worker(stories.CONTACT, name="Cy Example"))
    made.with_password(made.colleague)
    made.telephone_is_lost()
    return made
