"""Tries to sign in: at most ten that fail for an account and two hundred for an address in five minutes."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.errors import Refused
from coordination.identity.doors import Door
from workflows.local_time import LONDON

SPAN = timedelta(minutes=5)
FOR_AN_ACCOUNT, FOR_AN_ADDRESS = 10, 200

_TRY = text(
    "select try_id, wait_until from try_sign_in(:account, :address, :moment, :span, :per_account, :per_address, :proof)"
)


class TooManyTries(Refused):
    """Somebody has guessed too often here. The sentence says when it can be tried again."""

    status = 429
    title = "Wait a few minutes"


def begin(session: Session, door: Door, account: str, address: str) -> UUID:
    """Count a try before looking at what was typed. Raises TooManyTries while there were too many that failed.

    The transaction has to be kept whatever comes of the try; `forgive` takes a try back that was right.
    """
    account_digest = door.blind("account", account.casefold())
    address_digest = door.blind("address", network_of(address))
    tried = session.execute(
        _TRY,
        {
            "account": account_digest,
            "address": address_digest,
            "moment": clock.now(),
            "span": SPAN,
            "per_account": FOR_AN_ACCOUNT,
            "per_address": FOR_AN_ADDRESS,
            "proof": door.proof("try", account_digest.hex(), address_digest.hex()),
        },
    ).one()
    if tried.try_id is None:
        again = (tried.wait_until + timedelta(seconds=59)).astimezone(LONDON)
        raise TooManyTries(f"There were too many tries that did not work. Wait until {again:%H:%M}, then try again.")
    which: UUID = tried.try_id
    return which


def forgive(session: Session, door: Door, try_id: UUID) -> None:
    """A try that was right does not count."""
    session.execute(
        text("select forgive_try(:which, :proof)"), {"which": try_id, "proof": door.proof("forgive", str(try_id))}
    )


def network_of(address: str) -> str:
    """What is counted as one address: of IPv6 a whole /64, because one household or office holds all of it."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
