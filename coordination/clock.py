"""The one clock. Everything that asks the time asks here, and SQL gets it as a parameter.

With the demonstration the time can be moved forwards: all processes read the same small file, which holds how far the
product's time is ahead of the machine's. Without it the file is not even looked at. Tests hold the time with `at`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from workflows.local_time import LONDON

_held: list[datetime] = []


def now() -> datetime:
    """The product's time: aware, in UTC."""
    if _held:
        return _held[-1]
    return machine_now() + _shift().read()


def today() -> date:
    """The day it is for people here: the date in Europe/London."""
    return now().astimezone(LONDON).date()


def machine_now() -> datetime:
    """The machine's own time, never moved. Only proof of when something was really recorded asks for it."""
    return datetime.now(UTC)


@contextmanager
def at(moment: datetime | str) -> Iterator[datetime]:
    """Hold the time in this process, in every thread of it. A moment without a zone is read as Europe/London."""
    _held.append(as_moment(moment))
    try:
        yield _held[-1]
    finally:
        _held.pop()


def as_moment(moment: datetime | str) -> datetime:
    """An aware UTC moment out of a datetime or ISO text; one without a zone is read as Europe/London."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if read.tzinfo is None:
        read = read.replace(tzinfo=LONDON)
    return read.astimezone(UTC)


def move_to(moment: datetime, clock_file: Path) -> None:
    """Move the product's time forwards to `moment` for every process that reads `clock_file`.

    Raises ValueError with a sentence when that would be backwards: what is recorded would then lie in the future.
    """
    shift = _Shift(clock_file)
    if moment < machine_now() + shift.read():
        raise ValueError("The clock only moves forwards. Give a later moment.")
    written = clock_file.with_suffix(".new")
    written.write_text(json.dumps({"ahead_seconds": (moment - machine_now()).total_seconds()}))
    # A rename, so that nobody ever reads half a file.
    written.replace(clock_file)


def moment_by(clock_file: Path) -> datetime:
    """The product's time as the processes that read `clock_file` see it."""
    return machine_now() + _Shift(clock_file).read()


class _Shift:
    """How far the product's time is ahead, read again only when the file is another one than last time."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._ahead = timedelta()

    def read(self) -> timedelta:
        if self._path is None:
            return self._ahead
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return timedelta()
        if self._seen != (state.st_ino, state.st_mtime_ns):
            self._ahead = timedelta(seconds=json.loads(self._path.read_text())["ahead_seconds"])
            self._seen = (state.st_ino, state.st_mtime_ns)
        return self._ahead


@cache
def _shift() -> _Shift:
    """Only the demonstration may move time; anywhere else a leftover variable must do nothing."""
    path = os.environ.get("COORDINATION_CLOCK_FILE")
    return _Shift(Path(path) if path and os.environ.get("COORDINATION_DEMO") == "1" else None)
