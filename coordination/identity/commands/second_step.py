"""The second step: codes from an authenticator, each good for half a minute and for one use."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

import pyotp
from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.doors import Door

SECONDS = 30
ISSUER = "Case coordination"


def step_of(secret: str, code: str, moment: datetime | None = None) -> int | None:
    """The half minute to which a code belongs: now, the one before or the one after. None when it is not the code."""
    now = int((moment or clock.now()).timestamp()) // SECONDS
    maker = pyotp.TOTP(secret)
    right = [step for step in (now - 1, now, now + 1) if compare_digest(maker.generate_otp(step), code)]
    return right[0] if right else None


def use(session: Session, door: Door, worker_id: UUID, secret: str, code: str) -> bool:
    """Whether this is a right code that was not used before. It is used up by asking."""
    step = step_of(secret, code)
    if step is None:
        return False
    answer = session.execute(
        text("select use_step(:who, :step, :proof)"),
        {"who": worker_id, "step": step, "proof": door.proof("step", str(worker_id), str(step))},
    )
    return bool(answer.scalar_one())


def offer(session: Session, door: Door, worker_id: UUID) -> str:
    """The secret that this worker is setting up; the same one until it is confirmed, however often the page is read."""
    fresh = pyotp.random_base32()
    proof = door.proof("offer", str(worker_id), fresh)
    offered: str = session.execute(
        text("select offer_second_step(:who, :fresh, :proof)"), {"who": worker_id, "fresh": fresh, "proof": proof}
    ).scalar_one()
    return offered


def confirm(session: Session, door: Door, worker_id: UUID, code: str) -> bool:
    """Take the offered secret into use, if this is a code made with it."""
    step = step_of(offer(session, door, worker_id), code)
    if step is None:
        return False
    answer = session.execute(
        text("select confirm_second_step(:who, :step, :moment, :proof)"),
        {
            "who": worker_id,
            "step": step,
            "moment": clock.now(),
            "proof": door.proof("confirm-step", str(worker_id), str(step)),
        },
    )
    return bool(answer.scalar_one())


def address_for_authenticator(secret: str, email: str) -> str:
    """What the square code on the page says to an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
