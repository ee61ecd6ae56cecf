"""Teams, workers and tasks in a given state, written straight into the database by its owner."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import SystemRandom
from typing import Any
from uuid import UUID

import psycopg

from coordination import clock
from coordination.access import SignedIn
from coordination.db import new_id
from workflows.references import new_reference

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
SEE_ALL = ["core", "identifiers", "contact"]


class Building:
    """Makes what a test needs, as the owner, with the triggers off: how it came about is not what these tests tell."""

    def __init__(self, owner_url: str) -> None:
        # One connection for all that is made: each of its own would cost more than what is said in it.
        self.owner = psycopg.connect(owner_url, options="-c session_replication_role=replica")
        self.random = SystemRandom()
        self.numbers = count(1)
        self.partnership_id = new_id()
        self.sql(
            "insert into partnership (id, code, name, reference_prefix) values (%s, %s, %s, 'HAV')",
            self.partnership_id, f"p{secrets.token_hex(3)}", "Havering Combating Drugs Partnership",
        )  # fmt: skip

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Run something as the owner and give back what it returns."""
        with self.owner.transaction():
            found = self.owner.execute(statement, values)
            return found.fetchall() if found.description else []

    def agency(self, name: str = "Change Grow Live Havering", kind: str = "treatment") -> UUID:
        made = new_id()
        self.sql(
            "insert into agency (id, code, name, kind) values (%s, %s, %s, %s)",
            made, f"a-{secrets.token_hex(4)}", name, kind,
        )  # fmt: skip
        return made

    def team(self, agency_id: UUID | None = None, name: str = "Community treatment: single point of contact",
             areas: list[str] | None = None) -> Team:  # fmt: skip
        agency_id = agency_id or self.agency()
        team = Team(self, new_id(), agency_id, f"t-{secrets.token_hex(4)}", name)
        self.sql(
            "insert into team (id, agency_id, partnership_id, code, name, positions, areas) "
            "values (%s, %s, %s, %s, %s, %s, %s)",
            team.id, agency_id, self.partnership_id, team.code, name, ["spoc"], areas or ["havering"],
        )  # fmt: skip
        return team

    def agree(self, giver_id: UUID, taker_id: UUID, *categories: str, pathway: str = "prison-release") -> None:
        for category in categories:
            self.sql(
                "insert into agreement (id, giver_id, taker_id, partnership_id, pathway, category, purpose, basis, "
                "from_date) values (%s, %s, %s, %s, %s, %s, 'direct work', 'public task', '2026-01-01')",
                new_id(), giver_id, taker_id, self.partnership_id, pathway, category,
            )  # fmt: skip


class Team:
    """A team with a queue."""

    def __init__(self, building: Building, made_id: UUID, agency_id: UUID, code: str, name: str) -> None:
        self.building, self.id, self.agency_id, self.code, self.name = building, made_id, agency_id, code, name

    def worker(self, name: str = "Ana Reyes", *roles: str) -> SignedIn:
        """Somebody of this team who is signed in."""
        number, token, now = next(self.building.numbers), secrets.token_urlsafe(32), clock.now()
        worker_id, reference = new_id(), f"W-{secrets.token_hex(4).upper()}"
        granted = frozenset(roles or ("triage",))
        holders = [worker_id, self.agency_id, self.id]
        self.building.sql(
            "insert into worker (id, reference, agency_id, name, email, invited_at) values (%s, %s, %s, %s, %s, %s)",
            worker_id, reference, self.agency_id, name, f"w{number}.{secrets.token_hex(3)}@example.org", BEGAN,
        )  # fmt: skip
        self.building.sql(
            "insert into post (id, worker_id, agency_id, team_id, from_at) values (%s, %s, %s, %s, %s)",
            new_id(), worker_id, self.agency_id, self.id, BEGAN,
        )  # fmt: skip
        for role in granted:
            self.building.sql(
                "insert into role_grant (id, worker_id, role, from_at) values (%s, %s, %s, %s)",
                new_id(), worker_id, role, BEGAN,
            )  # fmt: skip
        self.building.sql(
            "insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, began_at, "
            "last_seen_at, confirmed_at, ends_at) values (%s, 'sign_in', %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            hashlib.sha256(token.encode()).digest(), worker_id, self.agency_id, [self.id], holders, list(granted),
            now, now, now, now + timedelta(days=3650),
        )  # fmt: skip
        return SignedIn(
            token=token, id=worker_id, name=name, reference=reference, agency_id=self.agency_id, agency_code="a",
            agency_name="Change Grow Live Havering", agency_kind="treatment", team_ids=(self.id,),
            holders=tuple(holders), roles=granted,
        )  # fmt: skip

    def task(self, asks: str = "Accept or decline", *, due: datetime | None = None, name: str = "Jo Example",
             held_by: SignedIn | None = None, held_for: timedelta = timedelta(hours=2), risk: str | None = None,
             key_date: date | None = None, pathway: str = "prison-release", sender: str | None = None,
             opened_by: SignedIn | None = None, area: str | None = "havering") -> str:  # fmt: skip
        """A task of this team on a new case that the team takes part in; gives its reference."""
        building, now = self.building, clock.now()
        case_id, reference = new_id(), new_reference("HAV", building.random)
        opener = opened_by or self._opener()
        building.sql(
            "insert into case_file (id, reference, pathway, pathway_version, subject_kind, partnership_id, "
            "opened_by_id, opened_by_agency_id, opened_at) values (%s, %s, %s, 1, 'person', %s, %s, %s, %s)",
            case_id, reference, pathway, building.partnership_id, opener.id, self.agency_id, now,
        )  # fmt: skip
        self.joins(case_id, pathway=pathway)
        building.sql(
            "insert into person_on_case (id, case_id, part, category, name, name_folded) "
            "values (%s, %s, 'subject', 'identifiers', %s, %s)",
            new_id(), case_id, name, name.lower(),
        )  # fmt: skip
        task = f"{reference}-{next(building.numbers)}"
        building.sql(
            "insert into task (id, reference, case_id, team_id, kind, asks, from_agency, holder_id, holder_name, "
            "claimed_at, opened_at, opened_by_id, due_at, pathway, case_reference, area, risk, key_date, "
            "key_date_label) values (%s,%s,%s,%s,'answer',%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)",
            new_id(), task, case_id, self.id, asks, sender, held_by and held_by.id, held_by and held_by.name,
            held_by and now - held_for, now, opener.id, due or now + timedelta(days=3), pathway, reference, area, risk,
            key_date, "leaves prison" if key_date else None,
        )  # fmt: skip
        return task

    def joins(self, case_id: UUID, *, giver_id: UUID | None = None, sees: str = "full",
              reads: list[str] | None = None, pathway: str = "prison-release") -> None:  # fmt: skip
        """Let this team take part in a case."""
        self.building.sql(
            "insert into participant (id, case_id, holder, holder_kind, agency_id, giver_id, partnership_id, pathway, "
            "position, reads, sees, basis, since, opened_at, stage) "
            "values (%s, %s, %s, 'team', %s, %s, %s, %s, 'spoc', %s, %s, 'public task', %s, %s, 'received')",
            new_id(), case_id, self.id, self.agency_id, giver_id or self.agency_id, self.building.partnership_id,
            pathway, reads or SEE_ALL, sees, BEGAN, BEGAN,
        )  # fmt: skip

    def _opener(self) -> SignedIn:
        if not hasattr(self, "opener"):
            self.opener = self.worker("Sender Example", "frontline")
        return self.opener

    def stands(self, reference: str) -> Any:
        """The task as the database has it: who holds it, since when, its case, its version."""
        return self.building.sql(
            "select holder_id, holder_name, claimed_at, case_id, version, nudged_at from task where reference = %s",
            reference,
        )[0]

    def events(self, reference: str) -> list[tuple[str, UUID, dict[str, Any]]]:
        """What the chain of the task's case tells: kind, who, details."""
        rows = self.building.sql(
            "select e.kind, e.actor_id, d.detail from event e join event_detail d on d.event_id = e.id "
            "where e.case_id = (select case_id from task where reference = %s) order by e.seq",
            reference,
        )
        return [(kind, actor, dict(detail)) for kind, actor, detail in rows]
