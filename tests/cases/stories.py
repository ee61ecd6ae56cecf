"""Referrals and cases in a given state, brought there by the commands that the pages call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import seal
from coordination.cases import queries
from coordination.cases.commands.moving import Moved, make_move
from coordination.cases.commands.opening import Opened, Opening
from coordination.db import new_id, writing
from coordination.referrals.commands.keeping import open_by_referral
from tests.answers import complete
from tests.make import World
from workflows import pathways

PRISON, CONTACT, OTHER_CONTACT, RECOVERY = (
    "hmp-pentonville-release", "hav-treatment-contact", "waf-treatment-contact", "hav-recovery",
)  # fmt: skip
SAFEGUARDING = "hav-treatment-safeguarding"


def answers(released_on: date, **given: Any) -> dict[str, Any]:
    """A whole referral about an invented person who leaves prison on this day. None leaves a question out."""
    chosen: dict[str, Any] = {
        "first_name": "Jo",
        "surname": "Example",
        "date_of_birth": "1987-03-07",
        "prison_number": "Z9001TX",
        "area_on_release": "havering",
        "outward_code": "RM3",
        "already_released": "no",
        "release_date_known": "yes",
        "planned_release_date": released_on.isoformat(),
        "release_date_kind": "confirmed",
        "release_date_source": "prison",
        "release_date_confidence": "confirmed",
        "sentence_type": "standard-determinate",
        "served_under_28_days": "no",
        "release_type": ["crd"],
        "consent_provider": "yes",
        "consent_probation": "yes",
        "consent_housing": "no",
        "consent_panel": "yes",
        "on_ost": "no",
        "naloxone": "yes",
        **given,
    }
    asked = {code: value for code, value in chosen.items() if value is not None}
    return complete(pathways.newest("prison-release"), clock.today(), asked)


@dataclass
class Story:
    """One referral and the people who work on it."""

    world: World
    nurse: SignedIn
    spoc: SignedIn
    opened: Opened
    others: dict[str, SignedIn] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.opened.reference

    @property
    def case_id(self) -> UUID:
        return self.opened.case_id

    def move(self, worker: SignedIn, code: str, /, **given: Any) -> Moved:
        """Make a move as the pages do."""
        with writing(worker) as session:
            return make_move(session, worker, self.reference, code, given, once=uuid4().hex)

    def stage(self, line: str = "main") -> str | None:
        """Where the case stands, seen by the keeper."""
        with self.world.keeper() as session:
            return session.scalar(
                select(queries.CaseLine.stage).where(
                    queries.CaseLine.case_id == self.case_id, queries.CaseLine.line == line
                )
            )

    def key_worker(self, name: str = "Kim Example") -> SignedIn:
        """Name a key worker of the recovery team, or another one, and give them."""
        found = self.world.worker(RECOVERY, name=name)
        step = "change_key_worker" if "key-worker" in self.others else "name_key_worker"
        self.move(self.spoc, step, key_worker=found.reference)
        self.others["key-worker"] = found
        return found


def referred(
    world: World,
    released_on: date | None = None,
    given: Mapping[str, Any] | None = None,
    *,
    sender: str = PRISON,
    receiver: str = CONTACT,
    borough: str = "havering",
) -> Story:
    """A referral that has just reached the single point of contact."""
    nurse = world.worker(sender, name="Nia Example")
    spoc = world.worker(receiver, "triage", "team-lead", name="Sam Example")
    said = answers(released_on or clock.today() + timedelta(days=28), **(given or {}))
    opening = Opening(
        pathway=pathways.newest("prison-release"),
        partnership_id=world.partnership_id(borough),
        answers=said,
        sender_team_id=world.team_id(sender),
        to_team_id=world.team_id(receiver),
    )
    with writing(nurse) as session:
        opened = submit(session, nurse, opening)
    return Story(world, nurse, spoc, opened)


def submit(session: Any, nurse: SignedIn, opening: Opening) -> Opened:
    """Open a case and keep the referral that it came from, as sending the form does."""
    opened = open_by_referral(session, nurse, opening, new_id())
    seal(session)
    return opened


def accepted(world: World, released_on: date | None = None, given: Mapping[str, Any] | None = None) -> Story:
    """A referral that has been accepted, with a key worker."""
    story = referred(world, released_on, given)
    story.move(story.spoc, "accept")
    story.key_worker()
    return story


def released(world: World, on: date, given: Mapping[str, Any] | None = None) -> Story:
    """Somebody who has left prison. The clock has to stand on that day, or later."""
    story = accepted(world, on, given)
    story.move(story.spoc, "confirm_release", actual_release=f"{on.isoformat()}T10:00", naloxone="yes")
    return story
