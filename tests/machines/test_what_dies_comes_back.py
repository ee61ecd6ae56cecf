"""Processes killed at bad moments, Valkey wiped, frozen and absent: everything asked for still happens, once."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import redis

from coordination import db, jobs
from coordination.db import NOBODY, writing
from coordination.jobs.bell import Bell
from coordination.jobs.relay import ring_waiting
from coordination.worker import sweeps
from tests.machines.stack import children
from tests.patience import PATIENCE

ASKED = "tell_positions"


def ask(story, opened, number=1):
    """Ask for jobs as a command does, in one transaction of a worker."""
    with writing(story.referrer) as session:
        return [
            jobs.later(
                session, story.referrer.id, ASKED, case_id=opened.case_id, positions="spoc", say="A test.", urgent="no"
            )
            for _ in range(number)
        ]


def told(stack, row_ids):
    """How often each of these rows was done, by its effect: the notices that it left for one worker."""
    wanted = [str(row_id) for row_id in row_ids]
    found = stack.rows(
        "select about, count(*) from notice n join worker w on w.id = n.worker_id "
        "where about = any(%s) and w.name = 'Tom Triage' group by about",
        wanted,
    )
    return dict(found)


@pytest.fixture(scope="module")
def opened(story):
    return story.refer()


@pytest.fixture(autouse=True)
def as_pages(database, opened):
    """Each test begins with an empty outbox, as the pages' role."""
    db.connect(database.url("app"))


def test_valkey_wiped_with_waiting_rows_loses_nothing(story, stack, opened):
    stack.start("relay")
    rows = ask(story, opened, 40)
    stack.until(lambda: stack.one("select min(attempts) from outbox where done_at is null") == 1, "all rung for")
    stack.wipe()
    stack.start("default", "urgent")
    stack.advance(timedelta(seconds=31))
    stack.until(lambda: stack.waiting() == 0, "rung for again and done")
    assert told(stack, rows) == {str(row): 1 for row in rows}


def test_a_worker_killed_after_it_took_a_job_leaves_it_to_the_next_ring(story, stack, opened):
    stack.start("relay", "default")
    stack.until(lambda: stack.rows("select 1 from heartbeat where name = 'worker-default'") != [], "the worker runs")
    with no_notice_can_be_written(stack):
        rows = ask(story, opened)
        stack.until(lambda: bool(children(stack.running["default"].pid)), "the worker has taken it and forked")
        stack.kill("default")
    assert told(stack, rows) == {}
    stack.start("default", "urgent")
    stack.advance(timedelta(seconds=31))
    stack.until(lambda: stack.waiting() == 0, "done by the next worker")
    assert told(stack, rows) == {str(rows[0]): 1}


def test_a_worker_that_is_told_to_stop_ends_also_when_valkey_says_nothing_more(stack):
    """As when both are told at the same moment, and Valkey is the quicker."""
    stack.start("default")
    with redis.Redis.from_url(stack.valkey.url()) as valkey:
        stack.until(lambda: [valkey.hget(key, "state") for key in valkey.keys("rq:worker:*")] == [b"idle"], "it waits")
    process = stack.running["default"]
    threads = list(Path(f"/proc/{process.pid}/task").iterdir())
    assert len(threads) == 1, "a thread of the worker may abort it as it ends"
    stack.valkey.process.send_signal(signal.SIGSTOP)
    process.terminate()
    process.join(PATIENCE)
    assert process.exitcode == 0


def test_a_relay_killed_between_ringing_and_the_commit_rings_once_more_and_no_harm_is_done(
    story, stack, opened, database
):
    rows = ask(story, opened, 3)
    db.connect(database.url("worker"))
    bell = Bell(stack.valkey.url())

    class Killed(Exception):
        pass

    def ring_and_die():
        with writing(NOBODY) as session:
            assert ring_waiting(session, bell.ring).rows >= 3
            raise Killed

    with pytest.raises(Killed):
        ring_and_die()
    assert stack.one("select max(attempts) from outbox where id = any(%s)", rows) == 0
    with redis.Redis.from_url(stack.valkey.url()) as valkey:
        rung = valkey.llen("rq:queue:default")
        stack.start("relay")
        stack.until(lambda: stack.one("select min(attempts) from outbox where done_at is null") == 1, "rung again")
        assert valkey.llen("rq:queue:default") == rung
    stack.start("default", "urgent")
    stack.until(lambda: stack.waiting() == 0, "all done")
    assert told(stack, rows) == {str(row): 1 for row in rows}


def test_valkey_frozen_and_absent_stops_no_command_and_rings_resume(story, stack, opened):
    stack.start("relay", "default", "urgent")
    rows = ask(story, opened)
    stack.until(lambda: stack.waiting() == 0, "the stack works")
    stack.valkey.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    rows += ask(story, opened, 20)
    rows_of_a_case = story.refer()
    assert time.monotonic() - began < 30, "every command waited for Valkey"
    assert stack.waiting() >= 20
    assert rows_of_a_case.reference
    stack.valkey.process.send_signal(signal.SIGCONT)
    stack.advance(timedelta(seconds=31))
    stack.until(lambda: stack.waiting() == 0, "done after the thaw")
    os.kill(stack.valkey.process.pid, signal.SIGKILL)
    stack.valkey.process.wait()
    rows += ask(story, opened, 20)
    time.sleep(2)
    stack.valkey.start()
    stack.advance(timedelta(seconds=31))
    stack.until(lambda: stack.waiting() == 0, "done after the restart")
    assert told(stack, rows) == {str(row): 1 for row in rows}


def test_a_job_that_keeps_failing_waits_longer_and_raises_the_alarm_until_a_person_closes_it(story, stack, opened):
    with writing(story.referrer) as session:
        [row_id] = [jobs.later(session, story.referrer.id, "tell_positions", case_id=opened.case_id)]
    stack.start("relay", "default", "urgent")
    for failures in (1, 2, 3):
        stack.until(
            lambda failures=failures: stack.one("select failures from outbox where id = %s", row_id) == failures,
            f"failed {failures} times",
        )
        stack.advance(timedelta(seconds=31))
    stack.until(lambda: "job-keeps-failing" in stack.logs(), "the alarm is raised")
    assert stack.one("select failed_as from outbox where id = %s", row_id) == "KeyError"
    wait = stack.one("select ring_at - %s from outbox where id = %s", stack.now(), row_id)
    assert wait > timedelta(seconds=40)
    assert stack.one("select failing_jobs(3)") == 1
    db.connect(stack.database.url("worker"))
    with writing(NOBODY) as session:
        assert jobs.close(session, row_id)
        assert not jobs.close(session, row_id)
    assert stack.one("select failing_jobs(3)") == 0
    assert str(opened.case_id) not in stack.logs()


def test_a_job_that_has_failed_for_weeks_holds_up_no_other(story, stack, opened):
    """Its waits were doubled with every failure, until the figure was longer than any wait can be."""
    [failing, fresh] = ask(story, opened, 2)
    stack.rows("update outbox set failures = 2000, ring_at = asked_at - interval '1 hour' where id = %s", failing)
    stack.start("relay", "default", "urgent")
    stack.until(lambda: stack.waiting() == 0, "both are done")
    assert told(stack, [failing, fresh]) == {str(failing): 1, str(fresh): 1}


def test_a_job_whose_process_is_ended_by_the_system_is_counted_as_failed(story, stack, opened):
    """As for want of memory: nothing of its own can count it, and unseen it would be tried for ever."""
    stack.start("relay", "default")
    with no_notice_can_be_written(stack):
        [row_id] = ask(story, opened)
        stack.until(lambda: bool(children(stack.running["default"].pid)), "the worker has taken it and forked")
        for child in children(stack.running["default"].pid):
            os.kill(child, signal.SIGKILL)
    stack.until(lambda: stack.one("select failures from outbox where id = %s", row_id) == 1, "the failure is counted")
    assert stack.one("select failed_as from outbox where id = %s", row_id) == "ended by the system"
    stack.advance(timedelta(seconds=31))
    stack.until(lambda: stack.waiting() == 0, "done at the next ring")
    assert told(stack, [row_id]) == {str(row_id): 1}


def test_all_machines_dead_shows_overdue_at_once_and_tells_once_after_their_return(story, stack, database, clock_at):
    opened = story.refer()
    stack.advance(timedelta(days=9))
    overdue = stack.one(
        "select count(*) from task where case_id = %s and done_at is null and due_at < %s", opened.case_id, stack.now()
    )
    assert overdue
    stack.start()
    stack.until(
        lambda: stack.rows("select 1 from event where case_id = %s and kind = 'clock.reminded'", opened.case_id) != [],
        "the sweep finds it",
    )
    stack.until(lambda: stack.waiting() == 0, "and tells")
    before = stack.rows("select count(*) from notice where case_id = %s and kind like 'deadline%%'", opened.case_id)
    assert before != [(0,)]
    clock_at(stack.now())
    db.connect(database.url("worker"))
    sweeps.sweep()
    after = stack.rows("select count(*) from notice where case_id = %s and kind like 'deadline%%'", opened.case_id)
    assert after == before


@contextlib.contextmanager
def no_notice_can_be_written(stack):
    """A job that was taken stays unfinished meanwhile."""
    with psycopg.connect(stack.database.url("owner")) as connection:
        connection.execute("lock table notice in share mode")
        yield
        connection.rollback()
