"""What workers are mailed of until they choose themselves: settings of their partnership, shown under /settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.notifications.choices import ALL_SORTS, AT_ONCE, DIGEST, OFF, STARTING, Firsts
from workflows.vocabulary import Setting

NO_QUIET = "none"
HOW = ((AT_ONCE, "A mail at once"), (DIGEST, "In the daily digest"), (OFF, "No mail"))
HOURS = tuple((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))
NOBODY_SAYS = "No guidance says when a worker should be mailed"
_BEFORE = "What workers are mailed until they choose themselves:"
_OF_WORKERS = text("select * from notices_at_first(cast(:workers as uuid[]), :day)")

SETTINGS = (
    *(
        Setting(
            code=f"notices.{sort.code}",
            default=sort.first,
            mark="I",
            meaning=f"{_BEFORE} “{sort.label}”. What is urgent is always mailed at once.",
            source=NOBODY_SAYS,
            choices=HOW,
        )
        for sort in ALL_SORTS
    ),
    Setting(
        code="notices.quiet-from",
        default=f"{STARTING.quiet_from:%H:%M}",
        mark="I",
        meaning=f"{_BEFORE} no mail from this hour on, but for what is urgent.",
        source=NOBODY_SAYS,
        choices=((NO_QUIET, "No quiet hours"), *HOURS),
    ),
    Setting(
        code="notices.quiet-until",
        default=f"{STARTING.quiet_until:%H:%M}",
        mark="I",
        meaning=f"{_BEFORE} no mail until this hour, but for what is urgent.",
        source=NOBODY_SAYS,
        choices=HOURS,
    ),
    Setting(
        code="notices.digest-at",
        default=f"{STARTING.digest_at:%H:%M}",
        mark="I",
        meaning=f"{_BEFORE} the daily digest comes at this hour.",
        source=NOBODY_SAYS,
        choices=HOURS,
    ),
)


def firsts_of(session: Session, worker_ids: Collection[UUID]) -> dict[UUID, Firsts]:
    """What holds for each of these workers until they choose. Outside a job a worker learns their own alone.

    Whoever works for several partnerships is told as soon as any of these wants its people told.
    """
    values: dict[UUID, list[Mapping[str, Any]]] = {}
    rows = session.execute(_OF_WORKERS, {"workers": list(worker_ids), "day": clock.today()})
    for worker_id, _, said in rows:
        values.setdefault(worker_id, []).append(said)
    return {worker_id: soonest([_of_one(each) for each in values.get(worker_id, [])]) for worker_id in worker_ids}


def _of_one(said: Mapping[str, Any]) -> Firsts:
    value = {setting.code: str(said.get(setting.code, setting.default)) for setting in SETTINGS}
    quiet = value["notices.quiet-from"]
    return Firsts(
        {sort.code: value[f"notices.{sort.code}"] for sort in ALL_SORTS},
        None if quiet == NO_QUIET else time.fromisoformat(quiet),
        time.fromisoformat(value["notices.quiet-until"]),
        time.fromisoformat(value["notices.digest-at"]),
    )


def soonest(several: Collection[Firsts]) -> Firsts:
    """The mail that comes earliest of all, and quiet hours only where all keep them."""
    if not several:
        return STARTING
    order = [how for how, _ in HOW]
    quiet_from, quiet_until = _quiet_in_all(several)
    return Firsts(
        {sort.code: min((each.by_sort[sort.code] for each in several), key=order.index) for sort in ALL_SORTS},
        quiet_from,
        quiet_until,
        min(each.digest_at for each in several),
    )


def _quiet_in_all(several: Collection[Firsts]) -> tuple[time | None, time]:
    """The hours that are quiet in all of them. Where these are two stretches of a day the longer one holds."""
    if len(several) == 1:
        [only] = several
        return only.quiet_from, only.quiet_until
    quiet = set.intersection(*(_quiet_hours(each) for each in several))
    begins = [hour for hour in quiet if (hour - 1) % 24 not in quiet]
    stretches = [(next(n for n in range(1, 25) if (begin + n) % 24 not in quiet), begin) for begin in begins]
    if not stretches:
        return None, STARTING.quiet_until
    length, begin = max(stretches)
    return time(begin), time((begin + length) % 24)


def _quiet_hours(each: Firsts) -> set[int]:
    """Which hours of a day are quiet. Partnerships set whole hours (`HOURS`), before midnight or over it."""
    if each.quiet_from is None:
        return set()
    begin = each.quiet_from.hour
    return {(begin + number) % 24 for number in range((each.quiet_until.hour - begin) % 24)}
