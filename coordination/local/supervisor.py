"""Run the whole product on one machine until somebody says stop; what dies on the way is started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from coordination.config import address_faults, is_loopback
from coordination.local import child
from coordination.local.first_load import load_once
from coordination.local.folder import DataFolder, NotHere
from coordination.local.processes import FORKED, Process, Running, behind, web, working_folder
from coordination.local.restarts import Restarts
from coordination.local.servers import Servers

LOOK_EVERY = 0.2
READY_PATIENCE = 90.0
# The web of a launcher that was killed needs a moment to end and give the port back.
PORT_PATIENCE = 8.0
LARGEST_LOG = 5_000_000


class Stop(BaseException):
    """Somebody asked us to end."""


@dataclass
class Kept:
    """A process that is kept running."""

    process: Process
    child: subprocess.Popen[bytes]
    restarts: Restarts


class Supervisor:
    """`run` starts everything, watches it, and returns after an orderly stop."""

    def __init__(self, data_dir: Path, bind: str, address: str, demo: bool, application: str = "wsgi:app") -> None:
        faults = address_faults(address)
        if not faults and not is_loopback(bind.rpartition(":")[0].strip("[]")) and urlsplit(address).scheme == "http":
            faults = [
                "Serving other machines over plain http is refused: put https in front and give --address https://…"
            ]
        if faults:
            raise NotHere("\n".join(faults))
        self.folder = DataFolder(data_dir)
        self.bind = bind
        self.address = address
        self.demo = demo
        self.application = application
        self.kept: list[Kept] = []
        # the processes that one of ours has forked, as last noted
        self.forked: dict[str, int] = {}

    def run(self) -> None:
        """Everything up, until SIGTERM, SIGINT or SIGHUP; then everything down."""
        with _told_to_stop():
            try:
                self._up()
                while True:
                    time.sleep(LOOK_EVERY)
                    self._look_after()
            except Stop:
                print("Stopping.", flush=True)
            finally:
                _deaf()
                self._down()

    def _up(self) -> None:
        self.folder.take()
        self.folder.forget()
        self._refuse_the_other_kind()
        _wait_for_port(self.bind)
        for log in self.folder.logs().iterdir():
            if log.stat().st_size > LARGEST_LOG:
                log.replace(log.with_suffix(".log.1"))
        self.servers = Servers(self.folder, os.environ)
        self.servers.start()
        self.servers.prepare(apart=True)
        (self.folder.path / "kind").write_text(self._kind)
        self.running = Running(
            data_dir=self.folder.path,
            address=self.address,
            redis_url=self.servers.redis_url,
            secret=self.servers.passwords["secret"],
            demo=self.demo,
            url=self.servers.url,
        )
        self._note(ready=False)
        load_once(self.folder, self.running, self.servers.owner_url)
        # Pages first: they take longest to answer, and nobody waits for the others.
        for process in [web(self.bind, self.application), *behind()]:
            self.kept.append(Kept(process, self._start(process), Restarts(time.monotonic())))
        self._note(ready=False)
        self._wait_for_the_first_page()
        self._wait_for_the_forked()
        self._note(ready=True)
        if os.geteuid() == 0:
            print("Started as root: fine for a trial. Real data deserves an account of its own (docs/running.md).")
        print(f"Coordination is ready at {self.address}", flush=True)
        self._tell_accounts()

    @property
    def _kind(self) -> str:
        return "demonstration" if self.demo else "real"

    def _refuse_the_other_kind(self) -> None:
        """Fictional people and a movable clock must never meet real ones in one database."""
        mark = self.folder.path / "kind"
        if mark.exists() and mark.read_text() != self._kind:
            raise NotHere(
                f"The data in {self.folder.path} is a {mark.read_text()} installation and cannot be started as a "
                f"{self._kind} one. Give another --data-dir."
            )

    def _start(self, process: Process) -> subprocess.Popen[bytes]:
        return child.start(
            process.argv,
            log=self.folder.logs() / f"{process.name}.log",
            env=self.running.environment(process.role),
            cwd=working_folder(),
        )

    def _look_after(self) -> None:
        changed = self.servers.restart_what_died()
        for name in changed:
            print(f"{name} had died and runs again.", flush=True)
        now = time.monotonic()
        for kept in self.kept:
            if not kept.restarts.waits and kept.child.poll() is not None:
                kept.restarts.died(now)
            elif kept.restarts.is_due(now):
                kept.child = self._start(kept.process)
                kept.restarts.started(now)
                print(f"{kept.process.name} had died and is started again; its log says why.", flush=True)
                changed.append(kept.process.name)
        if changed or self.folder.forked() != self.forked:
            self._note(ready=True)

    def _wait_for_the_first_page(self) -> None:
        until = time.monotonic() + READY_PATIENCE
        log = self.folder.logs() / "web.log"
        while not _page_answers(self.bind):
            if self.kept[0].child.poll() is not None or time.monotonic() > until:
                raise NotHere(f"No page answers. {log} ends:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def _wait_for_the_forked(self) -> None:
        until = time.monotonic() + READY_PATIENCE
        while len(self.folder.forked()) < len(FORKED) and time.monotonic() < until:
            self._look_after()
            time.sleep(0.05)

    def _note(self, ready: bool) -> None:
        self.forked = self.folder.forked()
        self.folder.note(
            {
                "address": self.address,
                "bind": self.bind,
                "ready": ready,
                "demo": self.demo,
                "pid": os.getpid(),
                "pids": self.servers.pids() | {kept.process.name: kept.child.pid for kept in self.kept} | self.forked,
                "owner_url": self.servers.owner_url,
                "redis_url": self.servers.redis_url,
            }
        )

    def _tell_accounts(self) -> None:
        accounts = self.folder.path / "demo-accounts.json"
        if not self.demo:
            print(
                f"A link for an administrator: coordination invite EMAIL --administrator --data-dir {self.folder.path}",
                flush=True,
            )
        if not self.demo or not accounts.exists():
            return
        print("Sign in as one of these (all fictional):")
        for account in json.loads(accounts.read_text()):
            second = f", second step {account['totp_secret']}" if account.get("totp_secret") else ""
            who = f"{account['name']}, {', '.join(account['roles'])} at {account['agency']}"
            print(f"  {account['email']}  {account['password']}  {who}{second}")
        print(end="", flush=True)

    def _down(self) -> None:
        for kept in self.kept:
            if kept.child.poll() is None:
                kept.child.send_signal(signal.SIGTERM)
        for kept in self.kept:
            child.stop(kept.child, signal.SIGTERM, kept.process.patience)
        if hasattr(self, "servers"):
            self.servers.stop()
            self.folder.forget()
        self.folder.let_go()


@contextmanager
def _told_to_stop() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        _deaf()
        raise Stop

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _deaf() -> None:
    """While things are being stopped in order, nobody hurries us; kill -9 is safe too, the children go with us."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _host_and_port(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    return host.strip("[]"), int(port)


def _wait_for_port(bind: str) -> None:
    host, port = _host_and_port(bind)
    until = time.monotonic() + PORT_PATIENCE
    while True:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError:
                raise NotHere(f"Port {port} is kept for the system. Give another one with --port.") from None
            except OSError as taken:
                if time.monotonic() > until:
                    raise NotHere(f"{bind} cannot be used ({taken.strerror}). Give another --port.") from None
                time.sleep(0.2)
            else:
                return


def _page_answers(bind: str) -> bool:
    host, port = _host_and_port(bind)
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    where = f"[{host}]" if ":" in host else host
    try:
        with urllib.request.urlopen(f"http://{where}:{port}/", timeout=10):
            return True
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code < 500
    except OSError:
        return False
