"""A kind of referral that is put into the folder of pathways, and nowhere else, is offered, asked, sent and listed."""

from __future__ import annotations

import argparse
from datetime import date

import pytest

from bench.counted_cases import CountedCase, Happened, put_in
from coordination import clock, db, pathways_console
from coordination.local.grid import give_grid
from coordination.statistics import dictionary, reading
from tests.cases.any_kind import sent
from tests.referrals.plain import PlainBrowser
from tests.statistics.conftest import close_months
from workflows import derive, pathways
from workflows.checks import faults

NEW = '''"""A made-up kind of referral: a meal for somebody who has none."""

from workflows.phrases import (
    agreement_page, ask_choice, closing_plainly, contact_page, deadline, names_page, outcomes, page, referral_kind,
    section, sender_section, stage,
)
from workflows.vocabulary import Choosing, Count, Published

KIND = "warm-meal"
DECIDE = deadline(KIND, "decide", "Say when the meal comes", origin="submitted", length=1)
ANSWER = deadline(KIND, "answer-questions", "Answer what was asked", origin="stage_entered", length=1)
COOK = deadline(KIND, "cook", "Bring the meal", origin="stage_entered", length=1)
MEAL = page("meal", "The meal", ask_choice("diet", "What do they eat?", {"all": "Everything", "none-meat": "No meat"},
            category="core", missing="Select what they eat.", why="So that the meal is eaten.", preview=True))
OUTCOMES = outcomes({"eaten": "They had the meal", "not-wanted": "They did not want it"})
WARM_MEAL = referral_kind(
    code=KIND, title="Warm meal", said_as="Somebody has nothing to eat", about="For anybody who is hungry: a meal.",
    choosing=Choosing(group="home", whom=("adult",), met=("street",), worry=("homeless",)),
    service="housing", receiver="Kitchen", goes="It goes to the kitchen of the area.",
    first=stage("waiting", "Waiting for the kitchen", "Received", clock="decide", waits_on="referral"),
    taken="cooking", decide=DECIDE, answer_questions=ANSWER, deadlines=(COOK,),
    stages=(stage("cooking", "Being cooked", "Being cooked", clock="cook"), stage("closed", "Closed", "Closed")),
    moves=(closing_plainly(at=("cooking",), ending=OUTCOMES),), outcomes=OUTCOMES, categories=(),
    why_not={"no-kitchen": "There is no kitchen there"},
    sections=(section("who", "The person", names_page(), contact_page()), section("meal", "The meal", MEAL),
              section("agreement", "Agreement", agreement_page(to="the kitchen")), sender_section("The kitchen")),
    counts=(Count(code="WM1", label="Meals asked for", says="Referrals received.", milestone="referral-received"),),
    published=Published(booked_by="referral-received", undone_by=("cancelled",)),
)
'''


@pytest.fixture
def warm_meal(tmp_path, monkeypatch, world):
    """The file in a folder that stands beside the others; what stands in the folders is published."""
    (tmp_path / "warm_meal.py").write_text(NEW)
    monkeypatch.setattr(pathways, "__path__", [*pathways.__path__, str(tmp_path)])
    published = tuple(pathways.defined())
    monkeypatch.setattr(pathways, "PUBLISHED", published)
    # what `up` and `migrate` do once for every published kind
    monkeypatch.setattr("coordination.local.grid.PUBLISHED", published)
    give_grid(world.database.url("owner"))
    return pathways.newest("warm-meal")


def test_a_kind_in_one_file_appears_everywhere(warm_meal, world, nurse, browser_of, capsys):
    with clock.at("2026-11-20T10:42"):
        assert faults(warm_meal) == []
        browser = PlainBrowser(browser_of(nurse)).open("/refer")
        assert "Somebody has nothing to eat" in browser.words
        assert browser.client.get("/refer/warm-meal/blank.pdf").data.startswith(b"%PDF")
        browser.fill("pathway", "warm-meal").press("by_chat")
        assert "What is their first name?" in browser.words, browser.words
        browser.open("/refer/which").fill("whom", "adult").fill("met", "street").fill("worry", "homeless").press()
        assert "Somebody has nothing to eat" in browser.words
        browser.open("/refer").fill("pathway", "warm-meal").press()
        assert "The meal" in browser.words, "the pages of its form"

        case = sent(world, warm_meal)
        receiving = PlainBrowser(browser_of(case.lead)).open("/queues/hav-housing-options")
        assert case.reference in receiving.words
        assert "Say when the meal comes" in receiving.words
        assert receiving.page.find("option", string=lambda said: said and "Warm meal" in said)
        case.move(case.lead, "accept")
        assert "Warm meal" in receiving.open(f"/cases/{case.reference}").words
        assert receiving.client.get(f"/cases/{case.reference}/summary.pdf").data.startswith(b"%PDF")
        who_reads_what(world, case, browser_of)
        assert case.stage() == "closed"

    it_is_in_the_statistics(world, browser_of)
    assert {row["code"] for row in derive.dictionary(warm_meal)} >= {"all", "none-meat", "eaten"}
    assert [count.code for count in warm_meal.counts] == ["WM1"]
    for asked in (("list",), ("check",), ("diagram", "warm-meal")):
        assert console(*asked) == 0
    said = capsys.readouterr().out
    assert "Warm meal" in said and "Nothing is wrong with" in said and "cooking" in said
    assert "Warm meal" in {chapter.pathway.title for chapter in dictionary.chapters()}
    assert ("Warm meal", "warm-meal") in {row[:2] for row in dictionary.rows()}


def who_reads_what(world, case, browser_of):
    """Its grid holds from the first day: the lead reads the work, whoever referred the outcome, others nothing."""
    case.move(case.lead, "close", case_outcome="eaten", closing_note="Was hungry again, zqhungryzq.")
    pages = {
        who: browser_of(worker).get(f"/cases/{case.reference}")
        for who, worker in (("lead", case.lead), ("sender", case.sender), ("other", world.worker("hav-probation")))
    }
    assert "zqhungryzq" in pages["lead"].text
    assert "They had the meal" in pages["sender"].text and "zqhungryzq" not in pages["sender"].text
    assert pages["other"].status_code == 404


def it_is_in_the_statistics(world, browser_of):
    """Its month is closed like any other: it can be chosen, it has a figure, it is in the file and in the dictionary.
    The one that was sent in this story came through nobody's pair, and is carried over."""
    came = (Happened("referral-received", date(2026, 11, 5)), Happened("referral-accepted", date(2026, 11, 6)))
    police, council = "metropolitan-police", "london-borough-of-havering"
    put_in(world.database.url("owner"), "havering", [CountedCase("warm-meal", police, council, came)] * 6)
    close_months(world.database, date(2026, 11, 1), at="2026-12-15T09:00")
    db.connect(world.database.url("app"))
    reading.connect(world.database.url("statistics"))
    with clock.at("2026-12-16T10:00"):
        reader = world.worker("hav-housing-options", "manager", partnership="havering")
        browser = PlainBrowser(browser_of(reader)).open("/statistics?partnership=havering")
        assert browser.page.find("input", {"name": "pathway", "value": "warm-meal"})
        asked = "partnership=havering&since=2026-11&until=2026-11&by=total&pathway=warm-meal"
        assert "Warm meal" in browser.open(f"/statistics?{asked}").words
        assert any("5" in row.stripped_strings for row in browser.page.select("main tr"))
        assert '"2026-11","warm-meal","total","all","5"' in browser.client.get(f"/statistics/figures.csv?{asked}").text
        assert "Warm meal" in browser.open("/statistics/dictionary").words
    reading.connect(None)


def console(*words: str) -> int:
    """A command about pathways, as it is typed."""
    parser = argparse.ArgumentParser()
    pathways_console.register(parser.add_subparsers())
    asked = parser.parse_args(["pathways", *words])
    return int(asked.run(asked))
