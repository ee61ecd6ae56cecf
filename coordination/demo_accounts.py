"""The people of a demonstration: all invented, each with a password and most with a second step, told in one file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.config import Settings
from coordination.identity.commands import passwords, workers
from coordination.identity.models import Agency, Partnership, SignIn, Team, Worker
from coordination.local.folder import write_privately
from workflows import partnerships
from workflows.partnerships.shape import DemoWorker

ACCOUNTS = "demo-accounts.json"
# fmt: off
WORDS = [
    "amber", "anchor", "apple", "autumn", "badger", "barley", "basket", "beacon", "blanket", "bramble", "breeze",
    "bucket", "button", "candle", "canvas", "carrot", "cedar", "cherry", "clover", "copper", "cotton", "cushion",
    "daisy", "feather", "fiddle", "flannel", "garden", "ginger", "harbour", "hazel", "kettle", "ladder", "lantern",
    "lavender", "lemon", "maple", "marble", "meadow", "mitten", "nutmeg", "olive", "orchard", "paddle", "parsnip",
    "pebble", "pepper", "pillow", "plum", "pocket", "puddle", "quilt", "ribbon", "river", "rocket", "saddle",
    "saffron", "scarf", "slipper", "teapot", "thimble", "thistle", "timber", "velvet", "walnut", "willow", "window",
    "winter", "wool",
]
# fmt: on
# Roles about a whole partnership hold there alone; the others hold wherever the worker's agency is.
OF_A_PARTNERSHIP = {"manager", "data-lead", "governance", "partnership-lead"}


def demo_accounts(session: Session, settings: Settings) -> None:
    """Make the invented workers of both partnership files able to sign in, and write `demo-accounts.json`.

    Does nothing when that file is there. Every second account has no second step, to be quick to try.
    """
    if not settings.demo or settings.data_dir is None:
        raise ValueError("Invented people belong into a demonstration alone.")
    file = settings.data_dir / ACCOUNTS
    if file.exists():
        return
    told = [
        _account(session, partnership, worker, second_step=place % 2 == 0)
        for place, (partnership, worker) in enumerate(_everybody())
    ]
    write_privately(file, json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _everybody() -> Iterator[tuple[str, DemoWorker]]:
    """Each invented worker once, with the first partnership whose file names them."""
    seen = set()
    for code in partnerships.all_codes():
        for worker in partnerships.load(code).workers:
            if worker.email not in seen:
                seen.add(worker.email)
                yield code, worker


def _account(session: Session, partnership: str, worker: DemoWorker, *, second_step: bool) -> dict[str, Any]:
    agency_id = session.scalars(select(Agency.id).where(Agency.code == worker.agency)).one()
    worker_id = session.scalar(select(Worker.id).where(func.lower(Worker.email) == worker.email.lower()))
    if worker_id is None:
        worker_id = _invited(session, agency_id, partnership, worker)
    password = " ".join(secrets.SystemRandom().sample(WORDS, 4))
    secret = pyotp.random_base32() if second_step else None
    session.execute(
        update(SignIn)
        .where(SignIn.worker_id == worker_id)
        .values(
            password_hash=passwords.hashed(password),
            password_set_at=clock.now(),
            totp_secret=secret,
            totp_confirmed_at=clock.now() if secret else None,
            second_step=second_step,
        )
    )
    return {
        "email": worker.email,
        "password": password,
        "name": worker.name,
        "partnership": partnership,
        "agency": worker.agency,
        "teams": list(worker.teams),
        "roles": list(worker.roles),
        "totp_secret": secret,
    }


def _invited(session: Session, agency_id: UUID, partnership: str, worker: DemoWorker) -> UUID:
    team_ids = list(session.scalars(select(Team.id).where(Team.code.in_(worker.teams))))
    partnership_id = session.scalars(select(Partnership.id).where(Partnership.code == partnership)).one()
    worker_id = workers.invite(session, agency_id, worker.email, worker.name, team_ids=team_ids)
    for role in worker.roles:
        workers.give_role(session, agency_id, worker_id, role, partnership_id if role in OF_A_PARTNERSHIP else None)
    return worker_id
