"""An RQ worker on one queue, with everything imported before it forks."""

from __future__ import annotations

import contextlib
import time
import uuid
from typing import Any

import psycopg
import redis
from rq import Queue, Worker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from coordination import clock, db
from coordination.config import Settings
from coordination.jobs.bell import client
from coordination.logs import log
from coordination.worker.known import preload
from coordination.worker.loop import LIFE_EVERY

# Seconds after which Valkey counts as gone. More than an idle worker waits for a ring: a connection that gives up as
# the wait ends is one that RQ takes for a Valkey that is away, and then it sleeps while a job may come.
PATIENCE = 10

SHOW_LIFE = (
    "insert into heartbeat (name, at) values (%s, %s) "
    "on conflict (name) do update set at = greatest(heartbeat.at, excluded.at)"
)
# What the process held in PostgreSQL is let go a moment after its death.
PATIENTLY = "set lock_timeout = '5s'"
COUNT_A_DEATH = (
    "update outbox set failures = failures + 1, failed_as = 'ended by the system' where id = %s and done_at is null"
)


class QueueWorker(Worker):
    """RQ's worker, which also tells PostgreSQL that it lives: from its own loop, so a loop that hangs is found."""

    max_connection_wait_time = 2.0
    database_url = ""
    shown_at = 0.0
    told_to_stop = False

    def handle_warm_shutdown_request(self) -> None:
        # Of the process and not of one worker: the next one, made because Valkey went away, is to end as well.
        QueueWorker.told_to_stop = True
        super().handle_warm_shutdown_request()  # type: ignore[no-untyped-call]

    def subscribe(self) -> None:
        """Not for commands by Valkey, which nobody here sends.

        RQ's listening thread outlives its connection, and aborts a process that ends while it has something to say.
        """

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        super().heartbeat(timeout, pipeline)
        if time.monotonic() - self.shown_at < LIFE_EVERY - 1:
            return
        self.shown_at = time.monotonic()
        # A connection of its own each time: one that is open while RQ forks would be shared with the child.
        with (
            contextlib.suppress(psycopg.Error),
            psycopg.connect(self.database_url, autocommit=True, connect_timeout=2) as connection,
        ):
            connection.execute(SHOW_LIFE, (f"worker-{self.queue_names()[0]}", clock.machine_now()))

    def handle_work_horse_killed(self, job: Job, *how: Any) -> None:
        """Count it as a failure of the job, which can count none itself when its process ends, as for want of memory.

        Not when this worker dies with it, as at a power cut, which is no fault of the job.
        """
        try:
            with psycopg.connect(self.database_url, autocommit=True, connect_timeout=2) as connection:
                connection.execute(PATIENTLY)
                connection.execute(COUNT_A_DEATH, job.args)
        except psycopg.Error as error:
            log().warning("death-not-counted", exc_info=error)


def listening(settings: Settings, valkey: redis.Redis, queue: str) -> QueueWorker:
    """A worker on one queue, which asks again every five seconds, and so shows that often that it lives."""
    worker = QueueWorker(
        [Queue(queue, connection=valkey, serializer=JSONSerializer)],
        name=f"{queue}-{uuid.uuid4().hex}",
        connection=valkey,
        serializer=JSONSerializer,
        worker_ttl=20,
        job_monitoring_interval=5,
        log_job_description=False,
    )
    worker.database_url = settings.libpq_url
    return worker


def work(settings: Settings, queue: str) -> None:
    """Do the jobs of one queue until SIGTERM. It waits for Valkey as long as that is away.

    One queue each: a worker on two, killed right after it took a job, loses it without a trace.
    """
    db.connect(settings.database_url, pool_size=1)
    preload()
    while not QueueWorker.told_to_stop:
        try:
            with client(settings.redis_url, patience=PATIENCE) as valkey:
                valkey.ping()
                listening(settings, valkey, queue).work(logging_level="WARNING")
        except StopRequested:
            return
        except redis.RedisError as error:
            # Also when both are told to stop and Valkey is the first to be gone.
            log().warning("valkey-away", exc_info=error)
        if not QueueWorker.told_to_stop:
            time.sleep(1)
