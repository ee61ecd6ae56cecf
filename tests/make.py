"""State-named builders. Workers and agencies are made by the keeper; cases pass through the real commands."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from coordination import clock, db
from coordination.access import SignedIn
from coordination.db import new_id
from coordination.identity.models import Agency, Partnership, Post, RoleGrant, Team, Worker
from coordination.identity.queries import arrive
from coordination.seeding import seed
from coordination.writing_together import WritingSession
from workflows import partnerships

if TYPE_CHECKING:
    from tests.conftest import Database


@dataclass
class World:
    """Both partnerships in one database, and the people whom a test asks for."""

    database: Database
    _session: Any = field(repr=False)

    @contextmanager
    def keeper(self) -> Iterator[Session]:
        """The database as its owner, who is subject to no rule. For arranging and for looking, never for acting."""
        with self._session.begin() as session:
            yield session

    def worker(
        self,
        team: str,
        *roles: str,
        name: str = "Ana Example",
        agency: str | None = None,
        partnership: str | None = None,
    ) -> SignedIn:
        """A signed-in worker of this team, with these roles (frontline when none is named), everywhere or in one."""
        held_in = self.partnership_id(partnership) if partnership else None
        with self.keeper() as session:
            row = session.scalars(select(Team).where(Team.code == team)).one()
            agency_id = (
                session.scalars(select(Agency.id).where(Agency.code == agency)).one() if agency else row.agency_id
            )
            worker_id, now = new_id(), clock.now()
            session.add(
                Worker(
                    id=worker_id,
                    # of a length that no address takes for a misspelt reference of a case
                    reference=secrets.token_hex(6),
                    agency_id=agency_id,
                    name=name,
                    email=f"{worker_id}@workers.example",
                    invited_at=now,
                )
            )
            session.flush()
            session.add(Post(id=new_id(), worker_id=worker_id, agency_id=agency_id, team_id=row.id, from_at=now))
            for role in roles or ("frontline",):
                session.add(RoleGrant(id=new_id(), worker_id=worker_id, role=role, partnership_id=held_in, from_at=now))
        return self.sign_in(worker_id)

    def sign_in(self, worker_id: UUID) -> SignedIn:
        """Open a session for a worker, as the sign-in pages do once both steps are done."""
        token, now = secrets.token_urlsafe(32), clock.now()
        with self.keeper() as session:
            session.execute(
                text(
                    "insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, "
                    "role_partnerships, began_at, last_seen_at, confirmed_at, ends_at) select :hash, 'sign_in', :who, "
                    "s.agency_id, s.team_ids, s.holders, s.roles, s.role_partnerships, :now, :now, :now, :ends "
                    "from worker_stands(:who) s"
                ),
                {
                    "hash": hashlib.sha256(token.encode()).digest(),
                    "who": worker_id,
                    "now": now,
                    "ends": now + timedelta(hours=12),
                },
            )
        signed_in = arrive(token)
        assert signed_in is not None
        return signed_in

    def team_id(self, code: str) -> UUID:
        with self.keeper() as session:
            return session.scalars(select(Team.id).where(Team.code == code)).one()

    def partnership_id(self, code: str) -> UUID:
        with self.keeper() as session:
            return session.scalars(select(Partnership.id).where(Partnership.code == code)).one()


@contextmanager
def world(database: Database) -> Iterator[World]:
    """Connect this process to the database as the application, with both partnerships in it, from their files."""
    db.connect(database.url("app"))
    engine = create_engine(database.url("owner").replace("postgresql://", "postgresql+psycopg://", 1))
    made = World(database, sessionmaker(engine, class_=WritingSession, expire_on_commit=False, autoflush=False))
    with made.keeper() as session:
        there = set(session.scalars(select(Partnership.code)))
        # Reading the files takes longer than cloning a database in which they are.
        for code in sorted(set(partnerships.all_codes()) - there):
            seed(session, partnerships.load(code))
    yield made
    engine.dispose()
    db.engine().dispose()
