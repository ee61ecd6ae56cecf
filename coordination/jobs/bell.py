"""Valkey as a bell: it hears the number of a row, and forgets nothing that PostgreSQL does not know."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

RUN = "coordination.worker.run"
KEPT_AFTERWARDS = 3600
# RQ's record of a failed ring; what failed, and how often, is in the outbox.
KEPT_AFTER_FAILURE = 24 * 3600
TIME_LIMIT = 180


def client(url: str, *, patience: float = 0.5) -> Redis:
    """A client that says at once when Valkey is absent, and after `patience` seconds when it is frozen."""
    return Redis.from_url(url, socket_connect_timeout=0.2, socket_timeout=patience, retry=Retry(NoBackoff(), 0))


class Bell:
    """Rings in Valkey. Raises redis.RedisError when nobody hears."""

    def __init__(self, url: str) -> None:
        self._valkey = client(url)
        self._queues: dict[str, Queue] = {}

    def ring(self, queue: str, row_id: UUID, attempt: int) -> None:
        """Say that a row waits. The same attempt rung twice, as after a kill before the commit, is one ring."""
        if queue not in self._queues:
            self._queues[queue] = Queue(queue, connection=self._valkey, serializer=JSONSerializer)
        with suppress(DuplicateJobError):
            self._queues[queue].enqueue(
                RUN,
                str(row_id),
                job_id=f"outbox-{row_id}-{attempt}",
                unique=True,
                job_timeout=TIME_LIMIT,
                result_ttl=KEPT_AFTERWARDS,
                failure_ttl=KEPT_AFTER_FAILURE,
            )

    def answers(self) -> None:
        """Return when Valkey answers; raise redis.RedisError when it does not."""
        self._valkey.ping()
