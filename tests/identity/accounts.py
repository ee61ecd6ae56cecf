"""Accounts that can sign in, as `demo-accounts.json` describes them."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import text, update

from coordination import clock
from coordination.db import NOBODY, writing
from coordination.identity.commands import passwords
from coordination.identity.models import SignIn, Worker
from tests.make import World

PASSWORD = "violet kettle moves slowly"


@cache
def hash_of(password: str) -> str:
    return passwords.hashed(password)


class Accounts:
    """Makes them."""

    def __init__(self, world: World, secret: str) -> None:
        self.world = world
        self.secret = secret
        self.made = 0

    def make(self, team: str = "hav-treatment-contact", *roles: str, **more: Any) -> dict[str, Any]:
        """A worker with a password and an authenticator; `second_step=False` for one of the demonstration's."""
        self.made += 1
        second_step = more.pop("second_step", True)
        worker = self.world.worker(team, *roles, **more)
        email, secret = f"worker{self.made}.{worker.id.hex[-6:]}@agency.example", pyotp.random_base32()
        with self.world.keeper() as session:
            session.execute(update(Worker).where(Worker.id == worker.id).values(email=email))
            session.execute(text("delete from acting where worker_id = :who"), {"who": worker.id})
            session.add(
                SignIn(
                    worker_id=worker.id,
                    password_hash=hash_of(PASSWORD),
                    password_set_at=clock.now() - timedelta(days=1),
                    totp_secret=secret if second_step else None,
                    totp_confirmed_at=clock.now() if second_step else None,
                    second_step=second_step,
                )
            )
        return {
            "id": worker.id,
            "email": email,
            "password": PASSWORD,
            "name": worker.name,
            "totp_secret": secret if second_step else None,
            "reference": worker.reference,
        }

    def forget_codes(self, account: dict[str, Any]) -> None:
        """Let a test sign in a second time within the same half minute."""
        with self.world.keeper() as session:
            session.execute(update(SignIn).where(SignIn.worker_id == account["id"]).values(totp_last_step=None))

    def suspended(self, who: UUID) -> bool:
        with self.world.keeper() as session:
            return session.get(Worker, who).suspended_at is not None

    def nobody(self) -> Any:
        return writing(NOBODY)
