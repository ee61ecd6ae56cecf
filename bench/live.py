"""Live pages: how long after it was kept a message is told to those who have its case open, and whether any is lost.

`BENCH_LISTENERS` (1,000) over `BENCH_LIVE_CASES` (200), `BENCH_LIVE_RATE` (20) messages a second for
`BENCH_LIVE_SECONDS` (60). A third of the way Valkey is killed and starts again, after two thirds the process of the
streams is reloaded; with `BENCH_LIVE_RESTART=kill` it is killed instead, and a new one starts once it is gone. A
message is delivered to a listener with the first signal that names its place or a later one.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench.listener import Listener
from bench.many_cases import Filled, fill
from bench.run import Figure, Stack, p50_p95
from coordination import clock
from coordination.db import new_id
from coordination.local.processes import WEB_WORKER

CHECKOUT = Path(__file__).resolve().parents[1]
LISTENERS = int(os.environ.get("BENCH_LISTENERS", "1000"))
CASES = int(os.environ.get("BENCH_LIVE_CASES", "200"))
RATE = float(os.environ.get("BENCH_LIVE_RATE", "20"))
SECONDS = float(os.environ.get("BENCH_LIVE_SECONDS", "60"))
EACH = 5  # pages that one worker has open
AFTERWARDS = 20.0
# A message that was kept this close before or after something was killed is not counted among the ordinary ones.
AROUND = (1.0, 10.0)
KILLS = os.environ.get("BENCH_LIVE_RESTART", "reload") == "kill"


def measure(stack: Stack) -> list[Figure]:
    """Listeners in this process, messages from another, streams and relay as in production."""
    filled = fill(stack.owner_url, CASES, clock.now())
    with psycopg.connect(stack.owner_url) as sql:
        tokens = _signed_in(sql, filled, -(-LISTENERS // EACH))
        references = [row[0] for row in sql.execute(
            "select c.reference from case_file c join participant p on p.case_id = c.id where p.holder = %s order by 1",
            (filled.team_id,))]  # fmt: skip
    relay = _start(stack, "worker", sys.executable, "-m", "coordination.worker", "relay")
    try:
        return asyncio.run(_run(stack, filled, tokens, references))
    finally:
        _end(relay)


async def _run(stack: Stack, filled: Filled, tokens: list[str], references: list[str]) -> list[Figure]:
    port = _free_port()
    web = _streams(stack, port)
    listeners = [Listener(port, tokens[n % len(tokens)], references[n % len(references)]) for n in range(LISTENERS)]
    tasks = [asyncio.create_task(each.listen()) for each in listeners]
    killed: list[float] = []
    try:
        await _until(lambda: all(each.is_open for each in listeners), 120)
        weight = _weight(web.pid)
        said: Any = multiprocessing.get_context("spawn").Queue()
        writer = multiprocessing.get_context("spawn").Process(
            target=_write, args=(stack.servers.url("app"), filled.token, references, said)
        )
        writer.start()
        messages = [await asyncio.to_thread(said.get)]  # the first is only to know that it has begun
        await asyncio.sleep(SECONDS / 3)
        killed.append(time.monotonic())
        assert stack.servers.valkey is not None
        assert stack.servers.valkey.process is not None
        stack.servers.valkey.process.kill()
        stack.servers.valkey.process.wait()
        await asyncio.to_thread(stack.servers.restart_what_died)
        await asyncio.sleep(SECONDS / 3)
        killed.append(time.monotonic())
        if KILLS:
            _kill(web)
            web = _streams(stack, port)
        else:
            web.send_signal(signal.SIGHUP)
        while (one := await asyncio.to_thread(said.get)) is not None:
            messages.append(one)
        writer.join()
        newest = {reference: seq for reference, seq, _ in messages}
        with suppress(TimeoutError):
            await _until(lambda: all(each.place >= newest.get(each.reference, 0) for each in listeners), AFTERWARDS)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        _kill(web)
    return _figures(listeners, messages, killed, weight)


def _figures(
    listeners: list[Listener], messages: list[tuple[str, int, float]], killed: list[float], weight: float
) -> list[Figure]:
    ordinary, all_of_them, lost = [], [], 0
    for each in listeners:
        for reference, seq, kept_at in messages:
            if reference != each.reference:
                continue
            at = next((at for place, at in each.told if place >= seq), None)
            if at is None:
                lost += 1
                continue
            # told before the writer's own answer came back: PostgreSQL tells on commit
            took = max(0.0, at - kept_at) * 1000
            all_of_them.append(took)
            if not any(-AROUND[0] < kept_at - moment < AROUND[1] for moment in killed):
                ordinary.append(took)
    span = messages[-1][2] - messages[0][2]
    return [
        *p50_p95(f"a message told to {LISTENERS:,} listeners, restarts and all", all_of_them, 30, 200),
        *p50_p95("the same but for those around a restart", ordinary),
        Figure("messages a second", (len(messages) - 1) / span, "1/s", least=RATE * 0.95),
        Figure("told in all", len(all_of_them), "times"),
        Figure("longest, across both restarts", max(all_of_them) / 1000, "s"),
        Figure("lost across both restarts", lost, "times", 0),
        Figure(f"the process with {LISTENERS:,} streams", weight, "MB"),
    ]


def _write(url: str, token: str, references: list[str], said: Any) -> None:
    """Messages by the real command, at an even pace; a process of its own, so that it does not slow the listeners."""
    from coordination import db
    from coordination import tables as _tables  # noqa: F401
    from coordination.conversation.commands.posting import ToPost, post
    from coordination.db import writing
    from coordination.identity.queries import arrive

    db.connect(url)
    worker = arrive(token)
    assert worker is not None
    began = time.monotonic()
    for number in range(int(SECONDS * RATE)):
        time.sleep(max(0.0, began + number / RATE - time.monotonic()))
        reference = references[number * 7 % len(references)]
        with writing(worker) as session:
            posted = post(session, worker, reference, ToPost(body="A message of the benchmark."), once=uuid4().hex)
        said.put((reference, posted.seq, time.monotonic()))
    said.put(None)


def _signed_in(sql: psycopg.Connection[tuple[Any, ...]], filled: Filled, count: int) -> list[str]:
    """Workers of the team, each with a session."""
    agency = sql.execute("select agency_id from team where id = %s", (filled.team_id,)).fetchone()
    assert agency
    tokens, at = [], clock.now()
    for _ in range(count):
        who, token = new_id(), secrets.token_urlsafe(32)
        sql.execute(
            "insert into worker (id, reference, agency_id, name, email, invited_at) values (%s, %s, %s, %s, %s, %s)",
            (who, secrets.token_hex(5), agency[0], "A listener", f"{who}@bench.example", at),
        )
        sql.execute(
            "insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, began_at, "
            "last_seen_at, ends_at) values (%s, 'sign_in', %s, %s, %s, %s, '{frontline}', %s, %s, %s)",
            (hashlib.sha256(token.encode()).digest(), who, agency[0], [filled.team_id],
             [who, agency[0], filled.team_id], at, at, at + timedelta(days=1)),
        )  # fmt: skip
        tokens.append(token)
    return tokens


def _streams(stack: Stack, port: int) -> subprocess.Popen[bytes]:
    """The process of the live streams as docs/running.md starts it."""
    argv = ["-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "-k", WEB_WORKER, "-w", "1"]
    argv += ["--threads", str(LISTENERS + 50), "--worker-connections", str(LISTENERS + 200)]
    argv += ["--config", "python:coordination.live.leaving", "--backlog", "2048"]
    argv += ["--no-control-socket", "--log-level", "warning"]
    return _start(stack, "app", sys.executable, *argv)


def _start(stack: Stack, role: str, *argv: str) -> subprocess.Popen[bytes]:
    told = {
        **os.environ,
        "DATABASE_URL": stack.servers.url(role),
        "REDIS_URL": stack.servers.redis_url,
        "COORDINATION_SECRET": stack.servers.passwords["secret"],
        "COORDINATION_ADDRESS": f"http://127.0.0.1:{stack.port}",
        "COORDINATION_STREAMS": str(LISTENERS + 50),
    }
    return subprocess.Popen(argv, cwd=CHECKOUT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _kill(process: subprocess.Popen[bytes]) -> None:
    for stat in _family(process.pid):
        with suppress(OSError):
            os.kill(int(stat.name), signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _until(holds: Any, patience: float) -> None:
    until = time.monotonic() + patience
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"Waited {patience:.0f} seconds in vain.")
        await asyncio.sleep(0.05)


def _weight(pid: int) -> float:
    """Megabytes of a process and of those that it forked."""
    rollups = [(one / "smaps_rollup").read_text() for one in _family(pid)]
    return sum(int(rollup.split("\nPss:")[1].split()[0]) for rollup in rollups) / 1024


def _family(pid: int) -> list[Path]:
    """A process and those that it forked, as folders under /proc."""
    found = [Path(f"/proc/{pid}")]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(stat.parent)
    return found
