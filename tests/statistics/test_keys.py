"""Keys with which programs fetch figures: shown once, kept as a digest, counted, written down, and ended."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from bs4 import BeautifulSoup

from coordination import clock
from coordination.statistics import reading
from coordination.statistics.queries.keys import BOARD_REPORTS, STATISTICS
from tests.make import World
from tests.statistics.conftest import rows
from tests.statistics.shown import Shown, closed_with, made_up

LOG = """select d.detail ->> 'file' as file from event e join event_detail d on d.event_id = e.id
    where e.kind = 'statistics.fetched' order by e.recorded_at"""
KEYS, FEED = "/statistics/keys", "/data-package/havering/"


@pytest.fixture(scope="module")
def shown(world: World) -> Iterator[Shown]:
    yield closed_with(world.database, made_up(Random(7), 60))  # noqa: S311
    reading.connect(None)


@pytest.fixture(scope="module")
def data_lead(world: World) -> Any:
    return world.worker("hav-public-health", "data-lead", partnership="havering")


@pytest.fixture(scope="module")
def administrator(world: World) -> Any:
    return world.worker("hav-public-health", "administrator", partnership="havering")


def press(shown: Shown, worker: Any, form: str, **answers: Any) -> Any:
    """The form of the page of keys with this button, filled in and sent."""
    client = shown.app.test_client()
    client.set_cookie("coordination_session", worker.token)
    page = BeautifulSoup(client.get(KEYS).text, "html.parser")
    found = next((one for one in page.select("main form[method=post]") if form in one.get_text(" ", strip=True)), None)
    assert found is not None, page.select_one("main").get_text(" ", strip=True)
    hidden = {one["name"]: one["value"] for one in found.select("input[type=hidden]")}
    return client.post(found.get("action") or KEYS, data={**hidden, **answers}, follow_redirects=True)


def made(shown: Shown, worker: Any, what_for: str, *opens: str) -> str:
    asked = {"used_for": what_for, "days": "90", "opens": list(opens) or [STATISTICS]}
    page = BeautifulSoup(press(shown, worker, "Make the key", **asked).text, "html.parser")
    return str(page.select_one(".govuk-notification-banner code").get_text())


def fetch(shown: Shown, name: str, key: str | None = None, *, header: bool = True) -> Any:
    client = shown.app.test_client()
    if header and key:
        return client.get(FEED + name, headers={"Authorization": f"Bearer {key}"})
    return client.get(FEED + name, query_string={"key": key} if key else {})


def test_a_key_fetches_what_is_out_and_each_use_is_in_the_log(shown, data_lead, world):
    key = made(shown, data_lead, "The council's report")
    described = json.loads(fetch(shown, "datapackage.json", key).data)
    answer = fetch(shown, "figures.csv", key, header=False)
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [field["name"] for field in described["resources"][0]["schema"]["fields"]] == list(lines[0])
    assert all(int(line["Figure"] or 0) % 5 == 0 for line in lines)
    assert sum(int(line["Figure"]) for line in lines if line["Counted by"] == "total") > 0
    assert fetch(shown, "package.zip", key).mimetype == "application/zip"
    log = rows(world.database, LOG)
    assert [one.file for one in log] == ["datapackage.json", "figures.csv", "package.zip"]
    kept = rows(world.database, "select encode(token_hash, 'hex') || used_for as row from figure_key")
    assert not any(key in one.row for one in kept)
    page = shown.ask(data_lead, KEYS).text
    assert "The council" in page
    assert key not in page


def test_a_key_ends_when_it_is_revoked_or_has_run_out(shown, data_lead, administrator):
    key, old = made(shown, data_lead, "A trial"), made(shown, data_lead, "An old one")
    with clock.at(clock.now() + timedelta(days=91)):
        assert fetch(shown, "figures.csv", old).status_code == 401
    assert fetch(shown, "figures.csv", key).status_code == 200
    assert "The key was revoked" in press(shown, administrator, "the key for A trial").text
    assert fetch(shown, "figures.csv", key).status_code == 401
    assert fetch(shown, "figures.csv", old).status_code == 200, "the other one still holds"


def test_who_may_make_keys_and_what_opens_nothing(shown, data_lead, administrator, world):
    key = made(shown, data_lead, "Nothing else")
    elsewhere = shown.app.test_client().get(
        "/data-package/waltham-forest/figures.csv", headers={"Authorization": f"Bearer {key}"}
    )
    assert elsewhere.status_code == 401
    assert "Make a key" not in shown.ask(administrator, KEYS).text
    assert shown.ask(world.worker("hav-public-health", "manager", partnership="havering"), KEYS).status_code == 403
    of_others = world.worker("waf-public-health", "data-lead", partnership="waltham-forest")
    assert shown.ask(of_others, f"{KEYS}?partnership=havering").status_code == 404
    without = fetch(shown, "figures.csv")
    assert (without.status_code, without.headers["WWW-Authenticate"]) == (401, 'Bearer realm="figures"')
    assert fetch(shown, "everything.csv", key).status_code == 404


def test_a_key_opens_what_it_names_and_the_list_of_keys_says_so(shown, data_lead):
    reports = made(shown, data_lead, "The board's pages", BOARD_REPORTS)
    both = made(shown, data_lead, "All of it", STATISTICS, BOARD_REPORTS)
    assert fetch(shown, "figures.csv", reports).status_code == 401
    assert fetch(shown, "figures.csv", both).status_code == 200
    page = BeautifulSoup(shown.ask(data_lead, KEYS).text, "html.parser")
    lines = {row.th.get_text(" ", strip=True): row.td.get_text("; ", strip=True) for row in page.select("tbody tr")}
    opens = {words: next(line for name, line in lines.items() if words in name) for words in ("pages", "All of it")}
    assert opens["pages"].endswith("Reports to the board")
    assert opens["All of it"].endswith("Statistics of closed months; Reports to the board")
    nothing = press(shown, data_lead, "Make the key", used_for="Nothing", days="90").text
    assert "Choose what the key opens" in nothing


def test_guessing_is_slowed_down_like_signing_in(shown):
    told = [fetch(shown, "figures.csv", "a-guess").status_code for _ in range(11)]
    assert told == [401] * 10 + [429]
