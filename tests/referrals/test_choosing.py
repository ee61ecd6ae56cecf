"""Choosing a kind of referral: grouped, suggested after three questions, and begun from what was written before."""

from __future__ import annotations

import pytest

from coordination import clock
from coordination.db import reading
from coordination.errors import NotVisible
from coordination.referrals.queries import drafts
from coordination.referrals.queries.carrying import lent_by
from tests.referrals.plain import PlainBrowser
from workflows import pathways
from workflows.choosing import GROUPS, MET, NOT_SURE, WHOM, WORRY, grouped, suggest


@pytest.fixture(autouse=True)
def saturday():
    with clock.at("2026-11-21T10:42"):
        yield


@pytest.mark.parametrize(
    ("whom", "met", "worry", "first"),
    [
        ("adult", "prison", "leaving-prison", "prison-release"),
        ("adult", "hospital", "treatment", "hospital-liaison"),
        ("home", "at-home", "home-taken-over", "cuckooing"),
        ("child-at-home", "at-home", "child-safety", "hidden-harm"),
        ("young-person", "school", "treatment", "young-people"),
        ("relative", "at-home", "support-for-relatives", "family-support"),
        ("adult", "street", "homeless", "rough-sleeper-outreach"),
        ("adult", "at-home", "debt", "debt-support"),
        ("adult", "elsewhere", "mental-health", "dual-diagnosis"),
        ("home", "at-home", "fire", "home-fire-safety"),
        ("adult", "police-or-court", "court-order", "drug-test-on-arrest"),
        ("young-person", "street", "exploitation", "nrm"),
    ],
)
def test_three_answers_suggest(whom, met, worry, first):
    found = suggest(pathways.offered(), whom, met, worry)
    best = [each.pathway.code for each in found if each.best]
    assert first in best, [each.pathway.code for each in found]
    assert len(found) <= 4


def test_every_kind_can_be_suggested_and_says_only_what_can_be_answered():
    for pathway in pathways.offered():
        fits = pathway.choosing
        assert fits is not None, pathway.code
        assert fits.group in GROUPS
        assert set(fits.whom) <= set(WHOM)
        assert set(fits.met) <= set(MET)
        assert set(fits.worry) <= set(WORRY)
        ways = [(a, b, c) for a in fits.whom for b in fits.met for c in fits.worry]
        assert any(pathway in [each.pathway for each in suggest(pathways.offered(), *way)] for way in ways), (
            pathway.code
        )


def test_not_being_sure_of_anything_suggests_nothing():
    assert suggest(pathways.offered(), NOT_SURE, NOT_SURE, NOT_SURE) == []


@pytest.mark.parametrize(
    ("whom", "met", "worry", "suggested"),
    [
        ("adult", "at-home", "treatment", {"out-of-court-disposal", "young-people"}),
        ("adult", "prison", "exploitation", {"cuckooing", "nrm", "young-people"}),
        ("not-named", "elsewhere", "fire", {"home-fire-safety"}),
        (NOT_SURE, "prison", NOT_SURE, set()),
    ],
)
def test_what_is_only_met_elsewhere_or_answers_another_worry_is_left_out(whom, met, worry, suggested):
    assert {each.pathway.code for each in suggest(pathways.offered(), whom, met, worry)} == suggested


def test_every_kind_stands_in_one_group():
    placed = [each.code for _, kinds in grouped(pathways.offered()) for each in kinds]
    assert sorted(placed) == sorted(each.code for each in pathways.offered())


def test_not_sure_asks_three_questions_and_begins_what_it_suggests(world, nurse, browser_of):
    browser = PlainBrowser(browser_of(nurse)).open("/refer")
    headings = [each.text for each in browser.page.select(".govuk-radios h2")]
    assert headings == [title for title, _ in grouped(pathways.offered())]
    browser.follow("I am not sure").press()
    assert "Select what worries you most." in browser.words
    browser.fill("whom", "adult").fill("met", "hospital").fill("worry", "treatment").press()
    assert browser.status == 200, browser.words
    assert "This fits best Somebody in hospital needs help with alcohol" in browser.words
    browser.fill("pathway", "hospital-liaison").press()
    assert browser.title.startswith("Hospital alcohol liaison"), browser.title
    browser.open("/refer/which").fill("whom", NOT_SURE).fill("met", NOT_SURE).fill("worry", NOT_SURE).press()
    assert "fit none of the forms" in browser.words


def test_what_was_written_of_a_person_is_carried_over_and_agreement_is_not(world, nurse, browser_of):
    browser = PlainBrowser(browser_of(nurse)).open("/refer").fill("pathway", "home-fire-safety").press()
    first = browser.address.partition("?")[0].rpartition("/")[2]
    browser.open(f"/refer/{first}/person")
    browser.fill("first_name", "Kestrel").fill("surname", "Example").fill("area", "havering")
    browser.fill("home_address", "1 Example Row").press()
    browser.open(f"/refer/{first}/agreement").fill("consent_referral", "yes").press()

    browser.open(f"/refer/{first}").follow("Refer the same person for something else")
    assert f"What you wrote in {first} is carried over" in browser.words
    assert "Agreement is asked again" in browser.words
    assert "first name, surname" in browser.words
    assert "?, " not in browser.words, "a question inside a sentence asks nothing"
    browser.fill("pathway", "hidden-harm").press()
    second = browser.address.partition("?")[0].rpartition("/")[2]
    assert "Carried over from what you wrote before: first name, surname" in browser.words
    with reading(nurse) as session:
        answers = drafts.get(session, second).answers
    assert answers["adult_first_name"] == "Kestrel"
    assert answers["area"] == "havering"
    assert not {"consent_referral", "home_address", "agreement"} & set(answers)

    browser.open(f"/refer?about={first}").fill("pathway", "hospital-liaison").press()
    with reading(nurse) as session:
        third = drafts.get(session, browser.address.partition("?")[0].rpartition("/")[2]).answers
    assert (third["home_address"], third["surname"]) == ("1 Example Row", "Example")
    assert "consent_referral" not in third


def test_nobody_carries_over_what_somebody_else_wrote(world, nurse, browser_of):
    browser = PlainBrowser(browser_of(nurse)).open("/refer").fill("pathway", "home-fire-safety").press()
    theirs = browser.address.partition("?")[0].rpartition("/")[2]
    other = world.worker("hav-recovery", name="Ola Example")
    with reading(other) as session, pytest.raises(NotVisible):
        lent_by(session, other, theirs)
    assert PlainBrowser(browser_of(other)).open(f"/refer?about={theirs}").status == 404
