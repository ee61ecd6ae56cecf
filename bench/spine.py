"""The way of a referral, beside 100,000 others: sent by one worker and by eight at once; the case page."""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psycopg

from bench.run import Figure, Stack, Visitor, p50_p95, times
from coordination import clock, config, db, demo
from coordination.demo import cast
from coordination.demo.acting import Company, company
from coordination.demo.days import Days
from coordination.demo.many.mixture import somebody
from coordination.demo.stories import planning
from coordination.demo.telling import Teller, Told
from coordination.local.database import give_door_key

REFERRALS = int(os.environ.get("BENCH_REFERRALS", "100"))
AT_ONCE = 8
LONG, LONGER = 50, 200


def measure(stack: Stack) -> list[Figure]:
    """Referrals are sent by invented prison workers of Havering through the same page that a person presses."""
    with TemporaryDirectory(prefix="bench-demo-") as folder:
        settings = config.from_environment(
            {
                "DATABASE_URL": stack.servers.url("app"),
                "REDIS_URL": stack.servers.redis_url,
                "COORDINATION_SECRET": stack.servers.passwords["secret"],
                "COORDINATION_ADDRESS": f"http://127.0.0.1:{stack.port}",
                "COORDINATION_DEMO": "1",
                "DATA_DIR": folder,
            }
        )
        give_door_key(stack.owner_url, settings.secret)
        demo.arrange(settings, stack.owner_url)
        assert Path(folder, "demo-accounts.json").exists()
    figures = _sending(stack, settings.secret)
    with company(settings.secret) as workers:
        figures += _case_page(stack, Teller(workers, cast.HAVERING, Days(clock.today())))
    db.engine().dispose()
    return figures


def _sending(stack: Stack, secret: str) -> list[Figure]:
    figures: list[Figure] = []
    companies = [Company(secret) for _ in range(AT_ONCE)]
    visitors = [_Sender(stack, each, number) for number, each in enumerate(companies)]
    visitors[0].write(10 + REFERRALS)
    figures += p50_p95("send a whole referral", times(lambda _: visitors[0].send(), REFERRALS), 15, 40)
    each = max(10, REFERRALS // AT_ONCE)
    for visitor in visitors:
        visitor.write(each)
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as together:
        list(together.map(lambda visitor: [visitor.send() for _ in range(each)], visitors))
    speed = AT_ONCE * each / (time.perf_counter() - began)
    figures.append(Figure(f"referrals sent by {AT_ONCE} at once", speed, "a second", least=130))
    for one in companies:
        one.leave()
    return figures


class _Sender:
    """A prison worker with referrals that are written, checked and ready to send."""

    def __init__(self, stack: Stack, workers: Company, number: int) -> None:
        self._teller = Teller(workers, cast.HAVERING, Days(clock.today()))
        self._visitor = Visitor(stack, self._teller.worker("referrer").token)
        self._chance = Random(number)  # noqa: S311
        self._number = number
        self._ready: list[tuple[str, dict[str, str]]] = []

    def write(self, count: int) -> None:
        """Write so many drafts, and open the page on which each is checked."""
        for _ in range(count):
            person = somebody(self._chance, self._chance.randrange(10**6))
            draft = self._teller.writes(person, clock.now(), Days(clock.today()).ahead(40))
            page = self._visitor.get(f"/refer/{draft}/check").decode()
            sent = {name: _hidden(page, name) for name in ("csrf_token", "once", "as_shown")}
            self._ready.append((f"/refer/{draft}/check", {**sent, "agree": "agree"}))

    def send(self) -> None:
        """Press the button of the next one."""
        path, fields = self._ready.pop()
        status = self._visitor.post(path, fields)
        if status != 303 and status != 302:
            raise RuntimeError(f"The referral was not sent: {status}")


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def _case_page(stack: Stack, teller: Teller) -> list[Figure]:
    told = planning.met(teller, somebody(Random(1), 999))  # noqa: S311
    visitor = Visitor(stack, teller.worker("lead").token)
    figures = []
    for entries, p50, p95 in ((LONG, 10.0, None), (LONGER, None, 40.0)):
        events = _lengthen(stack, told, entries)
        found = times(lambda _: visitor.get(f"/cases/{told.reference}"), 100)
        figures += p50_p95(f"case page, {events} events", found, p50, p95)
    return figures


def _lengthen(stack: Stack, told: Told, wanted: int) -> int:
    """Let the release date be learned again and again until the case has so many events."""
    days = told.teller.days
    turn = 0
    while (events := _events(stack, told.reference)) < wanted:
        turn += 1
        told.learn_release_date("referrer", clock.now(), days.ahead(20 + turn % 30))
    return events


def _events(stack: Stack, reference: str) -> int:
    with psycopg.connect(stack.owner_url) as connection:
        row = connection.execute(
            "select count(*) from event e join case_file c on c.id = e.case_id where c.reference = %s", (reference,)
        ).fetchone()
    return int(str(row[0])) if row else 0
