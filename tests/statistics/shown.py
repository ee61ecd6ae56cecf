"""Closed months of made-up cases with an application over them, and workers who ask it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from flask import Flask

from bench.counted_cases import CountedCase, put_in
from coordination.access import SignedIn
from tests.databases import Database
from tests.plain_client import app_for
from tests.statistics.conftest import close_months
from tests.statistics.made_up import any_case

MONTHS = tuple(date(2026, month, 1) for month in range(1, 7))
PAGE, FILE = "/statistics", "/statistics/figures."
HALF_A_YEAR = "partnership=havering&since=2026-01&until=2026-06"
# What a page says about its asker and its moment: the bar at the top, the words drawn by lot.
ABOUT_THE_ASKER = re.compile(rb'nonce="[^"]*"|<header.*?</header>|value="[^"]{40,}"|<dialog.*?</dialog>', re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """An application on a database in which months of Havering are closed."""

    app: Flask

    def ask(self, worker: SignedIn | None, address: str, method: str = "GET", **more: Any) -> Any:
        """What this worker, or somebody who is not signed in, is answered."""
        client = self.app.test_client()
        if worker is not None:
            client.set_cookie("coordination_session", worker.token)
        return client.open(address, method=method, **more)


def made_up(chance: Random, number: int) -> list[CountedCase]:
    """So many cases of the half year."""
    return [any_case(chance, date(2026, chance.randrange(1, 7), chance.randrange(1, 28))) for _ in range(number)]


def closed_with(database: Database, cases: Iterable[CountedCase]) -> Shown:
    """Count these cases, close the half year, and serve its figures."""
    put_in(database.url("owner"), "havering", cases)
    close_months(database, *MONTHS)
    return Shown(app_for(database))


def plain(answer: Any) -> bytes:
    """An answer without what it says about its asker and its moment."""
    return ABOUT_THE_ASKER.sub(b"", answer.get_data())
