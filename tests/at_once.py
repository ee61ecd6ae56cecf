"""Several presses at the same moment, each by a thread with a connection of its own, and what each was answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from sqlalchemy import text

from coordination.errors import Refused
from tests.patience import PATIENCE

Press = Callable[[], Any]


def at_once(*presses: Press) -> list[Any]:
    """What each press gave: its answer, or the refusal that it met. Anything else that is raised is a fault."""
    start = threading.Barrier(len(presses))

    def go(press: Press) -> Any:
        start.wait(timeout=PATIENCE)
        try:
            return press()
        except Refused as no:
            return no

    with ThreadPoolExecutor(len(presses)) as people:
        going = [people.submit(go, press) for press in presses]
        return [one.result(timeout=PATIENCE) for one in going]


def refused(answers: Sequence[Any]) -> list[Refused]:
    """The refusals among the answers."""
    return [answer for answer in answers if isinstance(answer, Refused)]


def begun(world: Any, press: Press, *, at_least: int = 1) -> Future[Any]:
    """A press by a thread of its own, once it has been answered or waits for a lock of somebody else's. Where others
    wait already, `at_least` says how many do then."""
    person = ThreadPoolExecutor(1)
    going = person.submit(press)
    person.shutdown(wait=False)
    until = time.monotonic() + PATIENCE
    while not going.done() and _waiting(world) < at_least:
        assert time.monotonic() < until, "neither answered nor waiting"
        time.sleep(0.01)
    return going


def _waiting(world: Any) -> int:
    with world.keeper() as session:
        return int(
            session.scalar(
                text("select count(*) from pg_stat_activity where datname = current_database() "
                     "and wait_event_type = 'Lock'")
            )
        )  # fmt: skip
