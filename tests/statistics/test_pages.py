"""The page of statistics as those who may read it get it: figures, what stands beside them, and what is refused."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from coordination.statistics import reading
from coordination.statistics.queries.configuration import publishing
from tests.make import World
from tests.plain_client import Page, app_for
from tests.statistics.shown import HALF_A_YEAR, PAGE, Shown, closed_with, made_up
from workflows.publishing import columns, event_columns

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
    rows = figures_of(found, "over the whole time")
    whole = {name: int(cells[0]) for name, cells in rows.items()}
    assert whole.pop("All of these pathways") == sum(whole.values()) > 150
    assert all(figure % 5 == 0 for figure in whole.values())


def test_an_attribute_adds_up_to_its_pathway_and_what_waits_is_not_out(shown, manager):
    totals = figures_of(page(shown, manager, f"{HALF_A_YEAR}&by=total"), "Referrals, January")
    found = page(shown, manager, f"{HALF_A_YEAR}&by=continuity")
    by_month = figures_of(found, "continuity of care, by age, January")["All referrals"]
    assert by_month[:-1] == totals["Prison release"][:-1]
    assert by_month[-1] == "–not out yet"
    assert "Not out yet: June 2026." in found.text
    assert "Of the pathways asked for, only this one is counted in this way: Prison release." in found.text
    measures = figures_of(found, "measures, over the whole time")
    passed_on, _, started = measures.values()
    assert started[1] == f"{round(100 * int(started[0]) / int(passed_on[0]), 1):g}%"


def test_a_sender_chooses_and_a_sender_counts(shown, manager):
    by_sender = figures_of(page(shown, manager, f"{HALF_A_YEAR}&by=sender&pathway=prison-release"), "over the whole")
    of_one = figures_of(page(shown, manager, f"{HALF_A_YEAR}&by=total&sender=hmp-pentonville"), "over the whole")
    name = next(name for name in by_sender if "Pentonville" in name)
    assert of_one["Prison release"][0] == by_sender[name][0]
    left_out = page(shown, manager, f"{HALF_A_YEAR}&by=sex&sender=hmp-pentonville")
    assert "are in none of these figures" in left_out.text
    partly = page(shown, manager, f"{HALF_A_YEAR}&by=total&receiver=cgl-havering")
    assert "only referrals of two agencies alone" in partly.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (f"{HALF_A_YEAR}&by=total&agency=nelft", "do not have"),
        (f"{HALF_A_YEAR}&by=total&by=sex", "do not have"),
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
        asked = f"partnership={code}&since=2026-01&until=2026-06&by=total"
        for address in (f"{PAGE}?partnership={code}", f"{PAGE}?{asked}", f"{PAGE}/figures.csv?{asked}"):
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


def test_the_dictionary_has_every_column_and_category(shown, manager):
    found = Page("/", shown.ask(manager, f"{PAGE}/dictionary"))
    lines = list(csv.DictReader(shown.ask(manager, f"{PAGE}/dictionary.csv").data.decode("utf-8-sig").splitlines()))
    every = [
        (pathway.code, column.code, category.code)
        for pathway, _ in publishing()
        for column in (*columns(pathway), *event_columns(pathway))
        for category in column.categories
    ]
    assert sorted((row["Pathway code"], row["Column code"], row["Category code"]) for row in lines) == sorted(every)
    assert all(row["Column"] in found.text and row["Pathway"] in found.text for row in lines)


def test_nothing_is_in_the_way(shown, manager, served, sound, page: Any):
    at = served(shown.app)
    page.context.add_cookies([{"name": "coordination_session", "value": manager.token, "url": at}])
    asked = {by: f"?{HALF_A_YEAR}&by={by}" for by in ("continuity", "surname")}
    for name, more in {**asked, "dictionary": "/dictionary"}.items():
        page.goto(at + PAGE + more)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        sound(page, name)


def test_without_the_role_s_own_connection_no_figure_is_shown(world, manager, shown):
    blind = Shown(app_for(world.database, STATISTICS_DATABASE_URL=""))
    assert blind.ask(manager, PAGE).status_code == 409
    reading.connect(world.database.url("statistics"))
