"""Every address x method x role x agency x relation to the case, against one written policy.

The addresses come from the application itself: one that nobody has written a line for fails. An everyday run asks a
sample; `make test-long` asks every cell.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.protecting import shut_out
from coordination.db import writing
from coordination.identity.models import RoleGrant, SignIn
from coordination.queues.models import Task
from coordination.referrals.commands.drafting import begin
from tests.attacks.policy import EVERYBODY, POLICY, RELATIONS, ROLES, ROWS, SIGNED_IN, Row
from tests.cases import stories
from tests.make import World
from tests.plain_client import app_for

ABSENT = {"case": "HAV-0000-000X", "task": "TSK-0000-000X", "draft": "DRF-0000-000X", "worker": "0000000000"}
TEAMS = {
    "sent it": stories.PRISON,
    "takes part": stories.CONTACT,
    "preview": stories.CONTACT,
    "same partnership": "hav-housing-options",
    "another partnership": stories.OTHER_CONTACT,
    "shut out": stories.CONTACT,
}
ROLE_SAYS_NO = "Your role does not include this."


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
        story = self.case(relation)
        named = {
            "case": story.reference,
            "task": self._task(story),
            "draft": self.draft,
            "worker": self.colleague.reference,
        }
        if absent:
            named = ABSENT
        row = POLICY[endpoint]
        reference = {"task": "task", "draft": "draft", "colleague": "worker"}.get(row.about, "case")
        given = {
            "reference": named[reference],
            "code": {"queues": stories.CONTACT, "moves": "change_release_date", "facts": "release_date"}.get(
                endpoint.partition(".")[0], "name"
            ),
            "task": named["task"],
            "field": "protected_address" if endpoint == "protecting.unmask" else "surname",
            "repeat": 0,
            "number": 0,
            "appointment": "APP-0000-0000",
            "name": {"assets.vendor": "govuk.css", "assets.assets": "images/icon-alert-success.svg"}.get(endpoint, "favicon.svg"),
            "colour": "2f5d50",
            "token": "a-link-that-was-never-made",
            "which": "0" * 12,
            "partnership": "havering",
            "pathway": "prison-release",
            "giver": "hmp-pentonville",
            "taker": "cgl-havering",
            "day": clock.today().isoformat(),
        }
        if absent and row.about == "team":
            given["code"] = "hav-no-such-team"
        if endpoint == "settings.one":
            given["code"] = "prison-release.acknowledge-working-days"
        if endpoint == "referrals.blank":
            given["code"] = "prison-release"
        rule = next(rule for rule in self.app.url_map.iter_rules() if rule.endpoint == endpoint)
        with self.app.test_request_context():
            from flask import url_for

            return url_for(endpoint, **{name: given[name] for name in rule.arguments})

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

    def ask(self, method: str, address: str, worker: SignedIn | None) -> Any:
        client = self.app.test_client()
        if worker is not None:
            client.set_cookie("coordination_session", worker.token)
        sent = {"once": uuid4().hex, "reason": "An example.", "pressed": "yes"} if method == "POST" else None
        return client.open(address, method=method, data=sent)


@pytest.fixture(scope="module")
def stage(world: World, database: Any) -> Stage:
    app = app_for(database)
    # What a page does without its token is asked in test_get_changes_nothing.py.
    app.config["WTF_CSRF_ENABLED"] = False
    waiting, accepted = stories.referred(world), stories.accepted(world)
    with writing(waiting.nurse) as session:
        draft = begin(session, waiting.nurse, "prison-release", once=uuid4().hex)
    made = Stage(app, world, waiting, accepted, draft, world.worker(stories.CONTACT, name="Cy Example"))
    made.with_password(made.colleague)
    return made


def methods(row: Row) -> list[str]:
    return row.methods.split()


def expected(row: Row, role: str, relation: str) -> str:
    """What the policy says of one cell: open, its role says no, or as if there were nothing."""
    if row.who == EVERYBODY:
        return "open"
    if row.who != SIGNED_IN and role not in row.who:
        return "role says no"
    return "open" if row.there_for(relation) else "nothing"


def outcome(answer: Any) -> str:
    if answer.is_json and answer.status_code == 503:
        return "open"  # of the product's own health: no worker or relay runs here
    if answer.status_code >= 500:
        return f"broken {answer.status_code}"
    if answer.status_code == 404:
        return "nothing"
    if answer.status_code == 403:
        return "role says no" if ROLE_SAYS_NO in answer.get_data(as_text=True) else "told no"
    if answer.status_code == 401 or answer.headers.get("Location", "").startswith("/?then="):
        return "sign in"
    return "open"


def plain(answer: Any, *references: str) -> bytes:
    """An answer without what is drawn by lot for it, and without what was asked for."""
    body = answer.get_data()
    body = re.sub(rb'nonce="[^"]+"|value="[^"]{40,}"|name="once" value="[^"]+"', b"", body)
    for reference in references:
        body = body.replace(reference.encode(), b"REFERENCE")
    return body


def test_every_address_has_a_line_in_the_policy_and_every_line_an_address(stage: Stage) -> None:
    there = {
        rule.endpoint: " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})) for rule in stage.app.url_map.iter_rules()
    }
    assert there == {row.endpoint: row.methods for row in ROWS}


def test_an_address_that_nobody_wrote_a_line_for_is_found(stage: Stage) -> None:
    with pytest.raises(KeyError):
        POLICY["export.everything"]


def test_what_a_cell_gives_is_what_the_policy_says(stage: Stage, how_many: Any, chance: Any, figure: Any) -> None:
    cells = [
        (row, method, role, relation)
        for row, role, relation in product(ROWS, ROLES, RELATIONS)
        for method in methods(row)
    ]
    chosen = chance.sample(cells, min(how_many(400, len(cells)), len(cells)))
    wrong, seen = [], Counter[str]()
    for row, method, role, relation in chosen:
        worker = stage.worker(role, relation)
        answer = stage.ask(method, stage.address(row.endpoint, relation), worker)
        if row.ends_session:
            stage.workers[role, relation] = stage.world.sign_in(worker.id)
        wanted, got = expected(row, role, relation), outcome(answer)
        seen[wanted] += 1
        if got == "told no" and wanted == "open" and row.about in ("case", "task"):
            got = "open"  # they see it, and are told in words that this is another's to do
        if wanted == "nothing" and got == "open" and method == "POST":
            # Refused before anything was looked up, for want of an answer: then it must be refused all the same.
            absent = stage.ask(method, stage.address(row.endpoint, relation, absent=True), worker)
            got = "nothing" if answer.status_code == absent.status_code >= 400 else got
        if got != wanted:
            wrong.append(f"{method} {row.endpoint} as {role}, {relation}: {got}, and the policy says {wanted}")
    figure("cells of the matrix", len(chosen))
    assert not wrong, "\n".join(wrong)
    assert min(seen.values()) > len(chosen) // 50, f"the sample is lopsided: {seen}"


def test_what_is_not_there_for_somebody_answers_as_if_it_did_not_exist(stage: Stage) -> None:
    """Byte for byte, for every address about somebody else's case, task, draft, colleague or queue."""
    differs, compared = [], 0
    for row in ROWS:
        roles = ROLES if isinstance(row.who, str) else row.who
        for relation in RELATIONS:
            if row.there_for(relation) or row.about in ("nothing", "own", "log"):
                continue
            worker = stage.worker(roles[0], relation)
            for method in methods(row):
                address = stage.address(row.endpoint, relation)
                absent = stage.address(row.endpoint, relation, absent=True)
                real, none = stage.ask(method, address, worker), stage.ask(method, absent, worker)
                parts = [*address.split("/"), *absent.split("/")]
                names = [part for part in parts if part.startswith(("HAV-", "TSK-", "DRF-"))]
                same = plain(real, *names) == plain(none, *names) and [*real.headers.keys()] == [*none.headers.keys()]
                compared += 1
                # A form that lacks something may lead back to where the case would be, whether there is one or not.
                found = real.status_code == 200 or real.status_code != none.status_code
                if found or (method == "GET" and real.status_code != 404) or not same:
                    differs.append(f"{method} {row.endpoint}, {relation}: {real.status_code}, absent {none.status_code}")
    assert not differs, "\n".join(differs)
    assert compared > 50


def test_without_a_session_everything_but_the_open_pages_leads_to_signing_in(stage: Stage) -> None:
    got = {
        (row.endpoint, method): outcome(stage.ask(method, stage.address(row.endpoint, "preview"), None))
        for row in ROWS
        for method in methods(row)
    }
    closed = {cell: found for cell, found in got.items() if POLICY[cell[0]].who != EVERYBODY}
    assert set(closed.values()) == {"sign in"}, {cell: found for cell, found in closed.items() if found != "sign in"}


def test_the_sender_alone_opens_what_they_sent_and_what_they_write(stage: Stage) -> None:
    """The other side of the lines that are closed to everybody in the matrix: for the writer they are open."""
    nurse = stage.waiting.nurse
    for endpoint in ("writing.tasks", "writing.page", "sending.check", "referrals.delete", "following.what_i_sent"):
        assert outcome(stage.ask("GET", stage.address(endpoint, "preview"), nurse)) == "open", endpoint


@pytest.mark.parametrize(("endpoint", "mark"), [("cases.case", "signed-in"), ("settings.one", "signed-in")])
def test_a_mark_that_is_taken_off_a_view_is_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, endpoint: str, mark: str
) -> None:
    from coordination.access import Needs

    view = stage.app.view_functions[endpoint]
    monkeypatch.setattr(view, "needs", Needs(mark, view.needs.records, view.needs.purpose))
    answer = stage.ask("GET", stage.address(endpoint, "sent it"), stage.worker("manager", "sent it"))
    assert outcome(answer) != expected(POLICY[endpoint], "manager", "sent it")
