"""The one-machine stack: what it promises when it starts, when parts of it die, and when it dies itself."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from coordination.local import database as local_database
from coordination.local.folder import DataFolder, NotHere
from coordination.local.servers import Servers
from coordination.local.valkey import refuse_an_unfit_server
from tests.patience import PATIENCE
from tests.platform.launcher import CHECKOUT, Launched, alive, free_port, wait_until
from tests.platform.prepared import prepared


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """A running stack; a test that ends it starts it again on the same data."""
    launched = [Launched(tmp_path_factory.mktemp("stack") / "data", free_port()).ready()]
    yield launched
    launched[-1].stop()


def command(launched, *words):
    """What a command on the same data prints."""
    done = subprocess.run(
        [sys.executable, "-m", "coordination.cli", *words, "--data-dir", str(launched.folder.path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def write_down(launched, word):
    with psycopg.connect(command(launched, "database-url", "--role", "owner")[1]) as connection:
        connection.execute("create schema if not exists survival")
        connection.execute("create table if not exists survival.word (word text)")
        connection.execute("insert into survival.word values (%s)", (word,))


def written_down(launched):
    with psycopg.connect(command(launched, "database-url", "--role", "owner")[1]) as connection:
        return {word for (word,) in connection.execute("select word from survival.word")}


def test_a_fresh_start_serves_and_keeps_its_secrets_private(stack):
    assert stack[-1].answers()
    folder = stack[-1].folder.path
    assert {path.stat().st_mode & 0o077 for path in (folder / "secrets.json", folder / "stack.json")} == {0}
    # Others may at most pass through, which the servers' own account needs when we are root.
    assert folder.stat().st_mode & 0o066 == 0


def test_no_server_runs_as_root_or_listens_on_a_port(stack):
    with psycopg.connect(command(stack[-1], "database-url", "--role", "owner")[1]) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    for name in ("postgres", "valkey"):
        pid = stack[-1].pids()[name]
        process = Path(f"/proc/{pid}")
        assert process.stat().st_uid != 0
        arguments = (process / "cmdline").read_text()
        assert not any(secret in arguments for secret in stack[-1].folder.secrets().values())


def test_a_stranger_to_the_password_gets_in_nowhere(stack):
    right = stack[-1].folder.secrets()
    url = command(stack[-1], "database-url", "--role", "app")[1]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(right["app"], "guess"))
    redis_url = Servers(stack[-1].folder, environ={}).redis_url
    with (
        redis.Redis.from_url(redis_url) as known,
        redis.Redis.from_url(redis_url.replace(right["valkey"], "x")) as guess,
    ):
        assert known.ping()
        with pytest.raises(redis.AuthenticationError):
            guess.ping()


def test_valkey_never_evicts_and_keeps_what_it_was_given(stack):
    with redis.Redis.from_url(Servers(stack[-1].folder, environ={}).redis_url) as valkey:
        assert valkey.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
        assert valkey.config_get("appendonly")["appendonly"] == "yes"


def test_a_second_start_on_the_same_data_is_refused_at_once(stack):
    second = Launched(stack[-1].folder.path, free_port())
    said, _ = second.process.communicate(timeout=PATIENCE)
    assert second.process.returncode != 0
    assert "already running" in said
    assert stack[-1].answers()


@pytest.mark.parametrize("name", ["postgres", "valkey", "web", "relay"])
def test_what_is_killed_runs_again_and_nothing_is_lost(stack, name):
    write_down(stack[-1], f"before {name} died")
    before = stack[-1].pids()[name]
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: stack[-1].pids()[name] != before, f"{name} runs again")
    wait_until(stack[-1].answers, "pages answer")
    assert f"before {name} died" in written_down(stack[-1])


def test_the_forked_go_with_the_one_that_forked_them_and_all_come_back(stack):
    names = ("worker-urgent", "worker-default", "relay", "beat")
    before = [stack[-1].pids()[name] for name in names]
    os.kill(stack[-1].pids()["forked"], signal.SIGKILL)
    wait_until(lambda: not any(map(alive, before)), "none is left without a parent")
    wait_until(lambda: all(alive(stack[-1].pids().get(name, before[0])) for name in names), "all run again")


def test_whatever_is_killed_in_whatever_order_nothing_acknowledged_is_lost(stack, chance, how_many, figure):
    kept = set()
    for number in range(how_many(3, 50)):
        word = f"kept {number}"
        write_down(stack[-1], word)
        kept.add(word)
        name = chance.choice(["postgres", "valkey", "web"])
        before = stack[-1].pids()[name]
        os.kill(before, signal.SIGKILL)
        wait_until(lambda name=name, before=before: stack[-1].pids()[name] != before, f"{name} runs again")
        wait_until(stack[-1].answers, "pages answer")
    lost = kept - written_down(stack[-1])
    figure("servers and web processes killed", len(kept))
    figure("acknowledged rows lost", len(lost))
    assert lost == set()


def test_nothing_outlives_a_killed_launcher_and_the_next_start_recovers(stack):
    write_down(stack[-1], "before the launcher died")
    below = stack[-1].below()
    assert {stack[-1].pids()[name] for name in ("postgres", "valkey", "web")} <= below
    stack[-1].stop(signal.SIGKILL)
    wait_until(lambda: not any(map(alive, below)), "everything below the launcher has ended")
    stack.append(Launched(stack[-1].folder.path, stack[-1].port).ready())
    assert "before the launcher died" in written_down(stack[-1])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_stops_everything_and_starts_again(stack, how):
    loaded = (stack[-1].folder.path / "logs" / "first-data.log").stat().st_mtime_ns
    below = stack[-1].below()
    assert stack[-1].stop(how) == 0
    assert not any(map(alive, below))
    assert command(stack[-1], "database-url", "--role", "app")[0] == 1
    stack.append(Launched(stack[-1].folder.path, stack[-1].port).ready())
    assert stack[-1].answers()
    assert (stack[-1].folder.path / "logs" / "first-data.log").stat().st_mtime_ns == loaded, "loaded a second time"


def test_the_clock_moves_in_no_real_installation(stack):
    code, said = command(stack[-1], "clock", "advance", "3d")
    assert code == 1
    assert "demonstration" in said
    assert not (stack[-1].folder.path / "clock.json").exists()


def test_real_data_is_not_started_as_a_demonstration(stack):
    stack[-1].stop()  # the last test that needs it
    code, said = command(stack[-1], "up", "--demo", "--port", str(free_port()))
    assert code == 1
    assert "is a real installation" in said


def test_given_servers_are_used_and_left_running(tmp_path, run_folder):
    elsewhere = DataFolder(prepared(run_folder, tmp_path / "elsewhere"))
    elsewhere.take()
    given = Servers(elsewhere, environ={}, durable=False)
    try:
        given.start()
        launched = Launched(
            tmp_path / "data", free_port(), DATABASE_URL=given.owner_url, REDIS_URL=given.redis_url
        ).ready()
        assert launched.answers()
        assert not {"postgres", "valkey"} & launched.pids().keys()
        assert not (launched.folder.path / "postgres").exists()
        with psycopg.connect(command(launched, "database-url", "--role", "app")[1]) as connection:
            assert connection.execute("select current_user").fetchone() == ("app",)
        assert launched.stop() == 0
        assert given.postgres.answers()
        assert given.valkey.answers()
    finally:
        given.stop()


def test_an_older_postgresql_is_refused_with_a_sentence(database, monkeypatch):
    monkeypatch.setattr(local_database, "LEAST_VERSION", 990000)
    with pytest.raises(NotHere, match="needs PostgreSQL 99 or newer"):
        local_database.refuse_an_old_server(database.url("owner"))


def test_a_valkey_that_forgets_is_refused_with_a_sentence(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.take()
    given = Servers(folder, environ={"DATABASE_URL": "postgresql://nobody@nowhere/none"}, durable=False)
    given.valkey.start()
    try:
        with redis.Redis.from_url(given.redis_url) as valkey:
            refuse_an_unfit_server(given.redis_url)
            valkey.config_set("maxmemory-policy", "allkeys-lru")
            with pytest.raises(NotHere, match="Set maxmemory-policy noeviction"):
                refuse_an_unfit_server(given.redis_url)
    finally:
        given.stop()
    with pytest.raises(NotHere, match="does not answer"):
        refuse_an_unfit_server(given.redis_url)


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = Launched(tmp_path / "data", port)
        said, _ = refused.process.communicate(timeout=PATIENCE)
    assert refused.process.returncode != 0
    assert f"127.0.0.1:{port} cannot be used" in said
    assert "another --port" in said


def test_plain_http_to_other_machines_is_refused(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "coordination.cli", "up", "--bind", "0.0.0.0", "--data-dir", str(tmp_path)],  # noqa: S104
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "put https in front" in done.stderr
