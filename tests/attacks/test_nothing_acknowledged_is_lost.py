"""Referrals sent by HTTP to the whole stack while its parts are killed at random: what was confirmed is there, once.

The test keeps its own list of confirmations, written after the answer was read, and judges by that list alone.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from bs4 import BeautifulSoup

from coordination import clock, db
from coordination.access import SignedIn
from coordination.forms.pages import Sent
from coordination.local.database import url_for
from coordination.referrals.commands.drafting import begin, keep_answers
from tests import make
from tests.answers import complete
from tests.platform.launcher import Launched, free_port
from tests.platform.prepared import prepared
from workflows import pathways

VICTIMS = ("web", "worker-urgent", "worker-default", "relay", "beat", "forked", "valkey", "postgres")
CLIENTS = 4
PATIENCE = 180


@dataclass
class Confirmations:
    """What senders were told, in the order in which they were told it."""

    file: Path
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    failed_tries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, draft: str, case: str, receipt: str) -> None:
        with self.lock:
            self.said[draft] = (case, receipt)
            with self.file.open("a") as out:
                out.write(f"{draft} {case} {receipt}\n")


class Sender:
    """A worker's browser: it reads the page, presses the button, and presses it again when nothing came back."""

    def __init__(self, port: int, worker: SignedIn, confirmations: Confirmations) -> None:
        self.port, self.confirmations = port, confirmations
        self.cookie = f"coordination_session={worker.token}"

    def send(self, draft: str) -> None:
        """Go on until the page with the reference was read."""
        until = time.monotonic() + PATIENCE
        page = self._until_answered("GET", f"/refer/{draft}/check", None, 200, until)
        filled = fields_of(page)
        self._until_answered("POST", f"/refer/{draft}/check", filled, 302, until)
        sent = BeautifulSoup(self._until_answered("GET", f"/refer/{draft}/sent", None, 200, until), "html.parser")
        words = sent.get_text(" ", strip=True)
        case = next(word for word in words.replace(",", " ").split() if word.startswith("HAV-"))
        self.confirmations.note(draft, case.rstrip("."), words)

    def _until_answered(self, method: str, path: str, fields: list[tuple[str, str]] | None, wanted: int, until: float):
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, body = self._ask(method, path, fields)
                if status == wanted or (method == "GET" and status in (301, 302, 303) and path.endswith("check")):
                    return body
                assert status >= 500, f"{method} {path} answered {status}:\n{text_of(body)}"
            self.confirmations.failed_tries += 1
            assert time.monotonic() < until, f"{method} {path} was not answered in {PATIENCE} s"
            time.sleep(0.2)

    def _ask(self, method: str, path: str, fields: list[tuple[str, str]] | None) -> tuple[int, str]:
        from urllib.parse import urlencode

        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}{path}"}
            if fields is not None:
                headers |= {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Origin": f"http://127.0.0.1:{self.port}",
                }
            asked.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = asked.getresponse()
            status = 302 if answer.status in (301, 302, 303) else answer.status
            return status, answer.read().decode()
        finally:
            asked.close()


def fields_of(page: str) -> list[tuple[str, str]]:
    """The form as somebody fills it in who declares everything and takes the first receiver."""
    main = BeautifulSoup(page, "html.parser").find("main")
    form = next(form for form in main.find_all("form") if form.find("input", {"name": "as_shown"}))
    found: dict[tuple[str, str], None] = {}
    chosen: set[str] = set()
    for given in form.find_all("input"):
        name, kind = given.get("name"), given.get("type", "text")
        if not name or (kind == "radio" and name in chosen):
            continue
        chosen.add(name)
        found[name, given.get("value", "")] = None
    return list(found)


def text_of(body: str) -> str:
    return BeautifulSoup(body, "html.parser").get_text(" ", strip=True)[:800]


class Killer(threading.Thread):
    """Kills one part after another at moments that the run's seed decides. Once each was killed, pages answer again
    before the next round: a stack that never is up loses nothing, and shows nothing."""

    def __init__(self, stack: Launched, chance: random.Random, kills: int) -> None:
        super().__init__()
        self.stack, self.chance, self.kills = stack, chance, kills
        self.killed: list[str] = []
        self.enough = threading.Event()

    def run(self) -> None:
        order: list[str] = []
        for _ in range(self.kills):
            if self.enough.wait(self.chance.uniform(0.3, 1.5)):
                return
            if not order:
                while not self.stack.answers() and not self.enough.wait(0.5):
                    pass
                order = self.chance.sample(VICTIMS, len(VICTIMS))
            name = order.pop()
            with contextlib.suppress(ProcessLookupError, KeyError, OSError):
                pid = self.stack.folder.running()["pids"][name]
                os.killpg(pid, signal.SIGKILL)
                self.killed.append(name)


def drafts_of(worker: SignedIn, number: int) -> list[str]:
    pathway, today = pathways.newest("prison-release"), clock.today()
    answers = complete(
        pathway,
        today,
        {
            "date_of_birth": "1990-03-31",
            "already_released": "no",
            "served_under_28_days": "no",
            "release_type": ["crd"],
            "release_date_known": "yes",
            "planned_release_date": (today + timedelta(days=40)).isoformat(),
            "area_on_release": "havering",
        },
    )
    made = []
    for _ in range(number):
        with db.writing(worker) as session:
            reference = begin(session, worker, "prison-release", once=uuid4().hex)
        with db.writing(worker) as session:
            keep_answers(session, worker, reference, [Sent(c, v, None, 0, "-", "new") for c, v in answers.items()])
        made.append(reference)
    return made


@pytest.fixture
def stack(tmp_path, run_folder):
    launched = Launched(prepared(run_folder, tmp_path / "data"), free_port()).ready()
    yield launched
    launched.stop()


def test_no_confirmed_referral_is_lost_or_doubled(stack, tmp_path, chance, how_many, figure):
    number = how_many(40, 10_000)
    owner_url, passwords = stack.folder.running()["owner_url"], stack.folder.secrets()
    database: Any = SimpleNamespace(url=lambda role="app": url_for(owner_url, role, passwords))
    confirmations = Confirmations(tmp_path / "confirmed.txt")
    with make.world(database) as world:
        senders = [world.worker("hmp-pentonville-release", name=f"Sender {place}") for place in range(CLIENTS)]
        receiver = world.worker("hav-treatment-contact", "triage", name="Tom Triage")
        waiting = [(sender, draft) for sender in senders for draft in drafts_of(sender, number // CLIENTS)]
        chance.shuffle(waiting)
        db.engine().dispose()
        faults: list[BaseException] = []

        def work() -> None:
            while True:
                try:
                    sender, draft = waiting.pop()
                except IndexError:
                    return
                try:
                    Sender(stack.port, sender, confirmations).send(draft)
                except BaseException as fault:  # told by the thread that judges
                    faults.append(fault)
                    return
                time.sleep(chance.uniform(0, 0.4))

        asked = len(waiting)
        killer = Killer(stack, chance, how_many(len(VICTIMS), 300))
        threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
        began = time.monotonic()
        killer.start()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sent_after = time.monotonic() - began
        killer.enough.set()
        killer.join()
        assert not faults, faults
        judge(stack, database, confirmations, asked, receiver)
        drained_after = time.monotonic() - began - sent_after
    print(f"all sent after {sent_after:.0f} s, all that follows done {drained_after:.0f} s later")
    print(f"killed: {killer.killed}; tries without an answer: {confirmations.failed_tries}")
    assert set(killer.killed) & {"web", "postgres", "relay", "valkey"}
    figure("referrals confirmed", len(confirmations.said))
    figure("parts killed", len(killer.killed))
    figure("tries without an answer", confirmations.failed_tries)
    figure("seconds until what follows was done", round(drained_after))
    figure("confirmed and lost, or doubled", 0)


def judge(stack, database, confirmations: Confirmations, asked: int, receiver: SignedIn) -> None:
    """Hold the database against the list of confirmations."""

    def rows(query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(database.url("owner"), autocommit=True) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[call-overload]

    def eventually(query: str) -> list[tuple[Any, ...]]:
        until = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(psycopg.Error):
                return rows(query)
            assert time.monotonic() < until, "PostgreSQL did not come back"
            time.sleep(0.5)

    assert len(confirmations.said) == asked
    stored = eventually(
        "select d.reference, c.reference, r.receipt, encode(e.hash, 'hex'), "
        "(select count(*) from event o where o.case_id = c.id and o.kind = 'case.opened') "
        "from draft d join case_file c on c.id = d.case_id join referral r on r.case_id = c.id "
        "join event e on e.case_id = c.id and e.kind = 'referral.received' where d.ended_as = 'submitted'"
    )
    by_draft = {draft: (case, receipt, sealed, opened) for draft, case, receipt, sealed, opened in stored}
    lost = [draft for draft, (case, _) in confirmations.said.items() if by_draft.get(draft, ("",))[0] != case]
    assert lost == []
    assert len(stored) == len(by_draft) == asked, "a referral is there twice, or one that nobody confirmed"
    assert rows("select count(*) from referral") == [(asked,)]
    for draft, (_, receipt, sealed, opened) in by_draft.items():
        assert receipt == sealed[: len(receipt)]
        assert receipt in confirmations.said[draft][1].replace(" ", "")
        assert opened == 1
    until = time.monotonic() + PATIENCE
    while rows("select count(*) from outbox where done_at is null") != [(0,)]:
        left = rows("select job, attempts, failures, failed_as from outbox where done_at is null limit 5")
        assert time.monotonic() < until, f"what must follow did not all happen: {left}"
        time.sleep(0.5)
    told = rows(
        "select count(*), count(distinct case_id) from notice where worker_id = %s and kind = 'hand-over.asked'",
        receiver.id,
    )
    assert told == [(asked, asked)]
