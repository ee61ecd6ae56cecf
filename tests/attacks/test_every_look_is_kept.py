"""Whoever is answered with what is known of a person leaves their look in the log: worker, case, page, and when.

Every address that there is is asked for, by reading and by sending a form, as everybody who may. An answer that
holds the person's name, whatever its status, has to have put exactly that case into its reader's own chain.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from pypdf import PdfReader

from coordination.access import Needs, SignedIn
from tests.attacks.policy import EVERYBODY, POLICY, RELATIONS, ROLES, ROWS, Row
from tests.attacks.stage import Stage, build
from tests.cases import stories
from tests.conftest import Database

NAMES = {"waiting": "Zqheronqz", "accepted": "Zqplumeqz"}
# Leaves the building, and so stands in the case's own log beside all that happened to it.
IN_THE_CASES_OWN_LOG = {"prints.summary", "sending.copy"}


@pytest.fixture(scope="module")
def stage(world: Any, database: Database) -> Stage:
    made = build(world, database)
    made.waiting = stories.referred(world, given={"surname": NAMES["waiting"]})
    made.accepted = stories.accepted(world, given={"surname": NAMES["accepted"]})
    return made


def entitled(row: Row) -> tuple[str, ...]:
    if row.who == EVERYBODY:
        return ()
    return tuple(role for role in ROLES if isinstance(row.who, str) or role in row.who)


def words_of(answer: Any) -> str:
    if answer.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.get_data())).pages)
    if answer.mimetype == "text/event-stream":
        return ""
    return str(answer.get_data(as_text=True))


@dataclass
class Trail:
    """What the log holds of one worker, as the owner of the database reads it."""

    owner: Any
    worker: UUID

    def looks(self) -> list[list[UUID]]:
        """The cases of each look, oldest first."""
        asked = "select case_ids from read_event where worker_id = %s order by seq"
        return [case_ids for (case_ids,) in self.owner.execute(asked, (self.worker,)).fetchall()]

    def done(self, case: UUID) -> int:
        """How much they have done on a case, by its own log."""
        asked = "select count(*) from event where actor_id = %s and case_id = %s"
        return int(self.owner.execute(asked, (self.worker, case)).fetchone()[0])


def asked(stage: Stage, row: Row, method: str, relation: str, worker: SignedIn) -> str:
    """The words of the answer; a form is sent with nothing in it, so that it comes back as it stands."""
    sent = {"once": uuid4().hex, "reason": ""} if method == "POST" else None
    answer = stage.client(worker).open(stage.address(row.endpoint, relation), method=method, data=sent, buffered=False)
    words = words_of(answer)
    answer.close()
    return words


def untold(stage: Stage, owner: Any, row: Row, relation: str, worker: SignedIn) -> tuple[set[str], list[str]]:
    """Which of the two people the answers of this address name, and the answers that left no look behind."""
    named, found, trail = set[str](), [], Trail(owner, worker.id)
    people = [(NAMES["waiting"], stage.waiting.case_id), (NAMES["accepted"], stage.accepted.case_id)]
    for method in row.methods.split():
        before, done = len(trail.looks()), {case: trail.done(case) for _, case in people}
        words = asked(stage, row, method, relation, worker)
        looks = trail.looks()[before:]
        for name, case in people:
            if name in words:
                named.add(name)
                in_its_own_log = row.endpoint in IN_THE_CASES_OWN_LOG and trail.done(case) > done[case]
                if not in_its_own_log and not any(case in look for look in looks):
                    found.append(f"{method} {row.endpoint}, {relation}")
    return named, found


def test_no_answer_names_a_person_without_a_look_in_the_log(
    stage: Stage, database: Database, how_many: Any, chance: Any, figure: Any
) -> None:
    missed, told = [], set[str]()
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        for row in ROWS:
            roles = entitled(row)
            relations = [each for each in RELATIONS if roles and not row.ends_session and row.there_for(each)]
            for relation in chance.sample(relations, min(how_many(1, len(relations)), len(relations))):
                for role in chance.sample(roles, min(how_many(1, len(roles)), len(roles))):
                    named, found = untold(stage, owner, row, relation, stage.worker(role, relation))
                    missed += found
                    told |= {row.endpoint} if named else set()
    figure("addresses that named somebody", len(told))
    assert not missed, "\n".join(missed)
    assert len(told) > 5, f"the person stands on {sorted(told)}"


@pytest.mark.parametrize("endpoint", ["moves.ask", "listing.cases"])
def test_a_page_that_forgets_to_keep_its_look_is_found(
    stage: Stage, database: Database, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    worker = stage.worker("triage", "takes part")
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        named, found = untold(stage, owner, POLICY[endpoint], "takes part", worker)
        assert named and not found
        view = stage.app.view_functions[endpoint]
        monkeypatch.setattr(view, "needs", Needs(view.needs.permission, None, view.needs.purpose))
        assert untold(stage, owner, POLICY[endpoint], "takes part", worker)[1]
