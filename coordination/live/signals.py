"""What goes through Valkey: that a case, a queue, a meeting or somebody's notices have changed. Never what, nor whose.

The names are keyed hashes of ids that nobody sees outside the server, so a copy of Valkey's memory tells of no case.
One short stream serves everything: a signal is worth nothing a minute later, because listeners ask PostgreSQL.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from redis import Redis

STREAM = "live"
KEPT = 1_000
CASE, TEAM, WORKER, MEETING = "case", "team", "worker", "meeting"
# For everybody: look for yourself, something may have been missed.
ALL = "*"


def opaque(secret: str, kind: str, which: UUID | str) -> str:
    """The name under which something is spoken of in Valkey."""
    return hmac.new(secret.encode(), f"live {kind}:{which}".encode(), hashlib.sha256).hexdigest()[:24]


def signal_of(secret: str, said: str) -> dict[str, str]:
    """What PostgreSQL said on commit (“case:<id> <seq>”, or “team:”, “worker:” or “meeting:<id>”), without the id."""
    name, _, seq = said.partition(" ")
    kind, _, which = name.partition(":")
    fields = {"kind": kind, "key": opaque(secret, kind, which)}
    return fields | {"seq": seq} if seq else fields


def send(valkey: Redis, signals: Iterable[dict[str, str]]) -> None:
    """Tell every process that has listeners. Raises redis.RedisError when nobody hears."""
    with valkey.pipeline(transaction=False) as together:
        for fields in signals:
            together.xadd(STREAM, fields, maxlen=KEPT, approximate=True)  # type: ignore[arg-type]
        together.execute()
