"""The page of statistics as those who may read it get it: figures, what stands beside them, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from coordination.statistics import reading
from tests.make import World
from tests.plain_client import Page, app_for
from tests.statistics.shown import HALF_A_YEAR, PAGE, Shown, closed_with, made_up

PICTURES = os.environ.get("COORDINATION_PICTURES")


@pytest.fixture(scope="module")
def shown(world: World) -> Iterator[Shown]:
    chance = Random("a half year of Havering")  # noqa: S311
    yield closed_with(world.database, made_up(chance, 220))
    reading.connect(None)


@pytest.fixture(scope="module")
def manager(world: World) -> Any:
    """A manager of Havering alone."""
    return world.worker("hav-housing-options", "manager", partnership="havering")


def page(shown: Shown, worker: Any, asked: str = "") -> Page:
    address = f"{PAGE}?{asked}" if asked else PAGE
    return Page(address, shown.ask(worker, address))


def figures_of(found: Page, caption: str) -> dict[str, list[str]]:
    """The rows of the table with this caption, by their first cell."""
    table = next(one for one in found.soup.find_all("table") if caption in one.caption.get_text())
    return {
        row.find("th").get_text(" ", strip=True): [cell.get_text(strip=True) for cell in row.find_all("td")]
        for row in table.tbody.find_all("tr")
    }


def test_the_page_opens_with_the_newest_year_of_everything(shown, manager):
    found = page(shown, manager)
    assert found.heading == "Statistics of Havering Combating Drugs Partnership"
    assert "Figures are in fives. 0 means none or a few." in found.text
    assert "97 times in 100" in found.text
    assert "January 2026 to June 2026" in found.text
    rows = figures_of(found, "Over the whole time")
    whole = {name: int(cells[0]) for name, cells in rows.items()}
    assert whole.pop("All of these pathways") == sum(whole.values()) > 150
    assert all(figure % 5 == 0 for figure in whole.values())


def test_an_attribute_adds_up_to_its_pathway_and_what_waits_is_not_out(shown, manager):
    totals = figures_of(page(shown, manager, f"{HALF_A_YEAR}&by=total"), "Referrals, by month")
    found = page(shown, manager, f"{HALF_A_YEAR}&by=continuity")
    by_month = figures_of(found, "by month")["All referrals"]
    assert by_month[:-1] == totals["Prison release"][:-1]
    assert by_month[-1] == "not out yet"
    assert "Not out yet: June 2026." in found.text
    assert "Not counted in this way: Cuckooing, Hidden harm." in found.text
    measures = figures_of(found, "Measures")
    passed_on, started = (measures[name] for name in measures if name.startswith("Adults") or "started" in name)
    assert started[1] == f"{round(100 * int(started[0]) / int(passed_on[0]), 1):g}%"


def test_a_sender_chooses_and_a_sender_counts(shown, manager):
    by_sender = figures_of(page(shown, manager, f"{HALF_A_YEAR}&by=sender&pathway=prison-release"), "Over the whole")
    of_one = figures_of(page(shown, manager, f"{HALF_A_YEAR}&by=total&sender=hmp-pentonville"), "Over the whole")
    name = next(name for name in by_sender if "Pentonville" in name)
    assert of_one["Prison release"][0] == by_sender[name][0]
    left_out = page(shown, manager, f"{HALF_A_YEAR}&by=sex&sender=hmp-pentonville")
    assert "are in none of these figures" in left_out.text
    partly = page(shown, manager, f"{HALF_A_YEAR}&by=total&receiver=cgl-havering")
    assert "only referrals of two agencies alone" in partly.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (f"{HALF_A_YEAR}&by=total&agency=nelft", "does not have"),
        (f"{HALF_A_YEAR}&by=total&by=sex", "does not have"),
        (f"{HALF_A_YEAR}&by=surname", "Choose from the answers"),
        (f"{HALF_A_YEAR}&by=total&pathway=burglary", "Choose from the answers"),
        ("partnership=havering&since=2026-06&until=2026-01&by=total", "comes after it"),
        ("partnership=havering&since=2026-07&until=2026-07&by=total", "Choose from the answers"),
        ("partnership=havering&since=%00&until=';--&by=total", "Choose from the answers"),
        ("partnership=havering&by=sex", "Choose the first month"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence_and_the_rest_is_kept(shown, manager, asked, says):
    found = page(shown, manager, asked)
    assert found.status == 422
    assert says in " ".join(found.errors)
    assert found.soup.find("table") is None
    address = f"/statistics/figures.csv?{asked}"
    assert shown.ask(manager, address).status_code == 422
    if "until=2026-06" in asked:
        assert found.soup.select_one("#until option[selected]")["value"] == "2026-06"


def test_another_partnership_is_as_if_there_were_none(shown, manager, world):
    theirs = world.worker("waf-recovery", "manager", partnership="waltham-forest")
    for worker, code in ((theirs, "havering"), (manager, "waltham-forest"), (manager, "atlantis")):
        file = f"/statistics/figures.csv?{HALF_A_YEAR}&by=total".replace("havering", code)
        for address in (f"{PAGE}?partnership={code}", file):
            answer = shown.ask(worker, address)
            assert answer.status_code == 404
            assert "Havering Combating" not in Page(address, answer).text
    assert "No month is closed yet" in page(shown, theirs).text
    assert "Havering" not in page(shown, theirs).text


def test_a_page_takes_four_queries_as_the_role_that_reads_figures_alone(shown, manager):
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    assert reading._engine is not None
    event.listen(reading._engine, "before_cursor_execute", note)
    try:
        page(shown, manager, f"{HALF_A_YEAR}&by=continuity")
    finally:
        event.remove(reading._engine, "before_cursor_execute", note)
    assert len(asked) <= 4, asked


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("by", ["total", "continuity", "tenure", "surname"])
def test_nothing_is_in_the_way(shown, manager, served, barriers, page: Any, by, width):
    at = served(shown.app)
    page.context.add_cookies([{"name": "coordination_session", "value": manager.token, "url": at}])
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{at}{PAGE}?{HALF_A_YEAR}&by={by}")
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"statistics_{by}_{width}.png"), full_page=True)
        page.locator(".filters__summary").click()
        page.screenshot(path=str(Path(PICTURES) / f"statistics_{by}_{width}_open.png"), full_page=True)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_the_role_s_own_connection_no_figure_is_shown(world, manager, shown):
    blind = Shown(app_for(world.database))
    assert blind.ask(manager, PAGE).status_code == 409
    reading.connect(world.database.url("statistics"))
