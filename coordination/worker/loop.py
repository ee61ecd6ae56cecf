"""The relay and the beat: two loops that do regular turns, survive what they depend on, and show that they live."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg
import redis
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from coordination import clock
from coordination.audit.proof.copies import forget_other_places, send_copies
from coordination.audit.proof.sealing import make_checkpoint
from coordination.audit.proof.signing import Signer, SignerRefused
from coordination.config import Settings
from coordination.db import NOBODY, writing
from coordination.jobs.beat import ask_for_slots
from coordination.jobs.bell import Bell
from coordination.jobs.commands import show_life
from coordination.jobs.relay import ring_waiting
from coordination.logs import log
from coordination.worker.ears import Ears
from coordination.worker.sweeps import sweep
from coordination.worker.timetable import TIMETABLE

LIFE_EVERY = 5.0
SWEEP_EVERY = 15.0
CHECKPOINT_EVERY = 300.0
COPIES_EVERY = 60.0
TURN = 1.0
AFTER_A_FAULT = 15.0
# What may be away for a while and come back: the loops wait for it.
AWAY = (DBAPIError, PoolTimeout, psycopg.Error, redis.RedisError, SignerRefused, OSError)


@dataclass
class Turn:
    """Something to do every so many seconds, also after it failed."""

    name: str
    every: float
    do: Callable[[], None]
    due: float = field(default=0.0)
    broken: bool = field(default=False)

    def take(self) -> bool:
        """Do it when it is due. False when it failed. A fault of our own must not silence the turns beside it."""
        if time.monotonic() < self.due:
            return True
        self.due = time.monotonic() + self.every
        try:
            self.do()
        except AWAY as error:
            log().warning("turn-failed", turn=self.name, exc_info=error)
            return False
        except Exception as error:
            log().error("turn-broken", turn=self.name, exc_info=error)
            self.broken = True
            self.due = time.monotonic() + max(self.every, AFTER_A_FAULT)
            return False
        self.broken = False
        return True


def relay(settings: Settings) -> None:
    """Ring for waiting rows as soon as PostgreSQL tells of one, and at least once a second; sweep; until SIGTERM.

    What it tells of changes for listeners goes on at once, also while a turn takes long.
    """
    stopping = _told_to_stop()
    bell = Bell(settings.redis_url)
    ears = Ears(settings)
    ears.start()
    turns = [
        Turn("ring", 0.0, lambda: _ring(bell)),
        Turn("life", LIFE_EVERY, lambda: _live("relay", turns, bell, *ears.alive())),
        Turn("sweep", SWEEP_EVERY, sweep),
    ]
    while not stopping.is_set():
        well = [turn.take() for turn in turns]
        if all(well):
            ears.wait(TURN)
        else:
            stopping.wait(TURN)
    ears.close()


def beat(settings: Settings) -> None:
    """Ask for regular work when its slot comes; sweep, in case the relay is away; until SIGTERM."""
    stopping = _told_to_stop()
    turns = [
        Turn("slots", TURN, _ask),
        Turn("life", LIFE_EVERY, lambda: _live("beat", turns, None)),
        Turn("sweep", SWEEP_EVERY, sweep),
    ]
    if settings.data_dir is not None:
        signer = Signer(settings.data_dir)
        turns.append(Turn("checkpoint", CHECKPOINT_EVERY, lambda: _seal(signer)))
        turns.append(Turn("urgent checkpoint", TURN, lambda: _seal_what_is_urgent(signer)))
    turns.append(Turn("copies", COPIES_EVERY, lambda: _copy(settings.checkpoint_copies)))
    while not stopping.is_set():
        for turn in turns:
            turn.take()
        stopping.wait(TURN)


def _ring(bell: Bell) -> None:
    while True:
        with writing(NOBODY) as session:
            rung = ring_waiting(session, bell.ring)
        for row_id in rung.alarms:
            log().error("job-keeps-failing", row=row_id)
        if not rung.rows:
            return


def _ask() -> None:
    with writing(NOBODY) as session:
        asked = ask_for_slots(session, TIMETABLE)
    for job in asked:
        log().info("slot-asked", job=job)


def _seal(signer: Signer) -> None:
    with writing(NOBODY) as session:
        make_checkpoint(session, clock.now(), signer)


def _seal_what_is_urgent(signer: Signer) -> None:
    """Five minutes are too long for what somebody might wish had not been recorded, like a safeguarding alert."""
    with writing(NOBODY) as session:
        waits = session.execute(select(func.urgent_waits_to_be_sealed())).scalar_one()
    if waits:
        _seal(signer)


def _copy(place: str | None) -> None:
    with writing(NOBODY) as session:
        forget_other_places(session, place)
        if place and not send_copies(session, place):
            log().warning("checkpoint-copies-fail")


def _live(name: str, turns: Sequence[Turn], bell: Bell | None, *beside: str) -> None:
    # While one of its turns is broken, a loop is not well, though it goes on.
    well = () if any(turn.broken for turn in turns) else (name,)
    with writing(NOBODY) as session:
        show_life(session, *well, *beside)
    if bell is not None:
        bell.answers()
        with writing(NOBODY) as session:
            show_life(session, "valkey")


def _told_to_stop() -> threading.Event:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    return stopping
