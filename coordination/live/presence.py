"""Who else has a case open at this moment. Told by the streams that are open, forgotten half a minute after they end.

It lies in Valkey alone and expires there; no log and no table hears of it. The names under which it lies are keyed
hashes: whoever knows neither the secret nor the people on a case learns nothing from them.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

import redis
from redis import Redis

from coordination.cases.queries.seats import Reader
from coordination.live.signals import opaque

GONE_AFTER = 25
HERE = "here"


def note(valkey: Redis, secret: str, case_id: UUID, worker_id: UUID) -> None:
    """Say that somebody has a case open. Without Valkey nobody is said to."""
    key, now = opaque(secret, HERE, case_id), time.time()
    with suppress(redis.RedisError), valkey.pipeline(transaction=False) as together:
        together.zadd(key, {_name(secret, case_id, worker_id): now})
        together.zremrangebyscore(key, "-inf", now - GONE_AFTER)
        together.expire(key, GONE_AFTER)
        together.execute()


def others(valkey: Redis, secret: str, case_id: UUID, worker_id: UUID, people: Sequence[Reader]) -> list[Reader]:
    """Those of these people who have the case open, without the asker."""
    try:
        there = valkey.zrangebyscore(opaque(secret, HERE, case_id), time.time() - GONE_AFTER, "+inf")
    except redis.RedisError:
        return []
    names = {name.decode() if isinstance(name, bytes) else str(name) for name in there}
    return [one for one in people if one.id != worker_id and _name(secret, case_id, one.id) in names]


def _name(secret: str, case_id: UUID, worker_id: UUID) -> str:
    return opaque(secret, HERE, f"{case_id} {worker_id}")
