"""Carrying out many rows: each in a transaction of its own, so that one that cannot be done leaves the others be."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.errors import Refused
from coordination.lists.commands import carrying

OUR_FAULT = "Something of ours went wrong with this row. Record it on the case’s own page."
log = logging.getLogger(__name__)


def carry_on(
    worker: SignedIn, opened: Callable[[], AbstractContextManager[Session]], reference: str, *, seconds: float
) -> bool:
    """Carry out waiting rows for so many seconds. Returns whether any are left.

    `opened` opens a transaction in which the worker acts. Killed in between, what was done stays done.
    """
    until = monotonic() + seconds
    with opened() as session:
        numbers = carrying.waiting(session, reference)
    for place, number in enumerate(numbers, 1):
        try:
            with opened() as session:
                carrying.carry_out(session, worker, reference, number)
        except Refused as no:
            _refuse(opened, reference, number, no.message)
        except Exception as fault:
            # A fault of ours in one row must not keep the rows after it from ever being reached.
            log.error("a row of a list failed: %s", type(fault).__name__)
            _refuse(opened, reference, number, OUR_FAULT)
        if monotonic() > until:
            return place < len(numbers)
    return False


def _refuse(opened: Callable[[], AbstractContextManager[Session]], reference: str, number: int, why: str) -> None:
    with opened() as session:
        carrying.refuse(session, reference, number, why)
