"""A kind of referral the whole way in a browser: chosen after three questions, written, sent, taken on, closed."""

from __future__ import annotations

import pytest

from coordination import clock
from tests.cases.any_kind import SENDER, answers, team_of
from tests.journeys.conftest import Window
from tests.journeys.test_prison_release_to_treatment_started import move
from workflows import pathways
from workflows.vocabulary import Pathway

ELSEWHERE = {"prison-release", "cuckooing", "hidden-harm", "nrm"}
KINDS = [pathway.code for pathway in pathways.offered() if pathway.code not in ELSEWHERE]
EVERYDAY = "family-support"
# without this it goes to children's social care instead
ALSO = {"school-concern": {"in_term": "yes"}}
SENT, TAKEN = "2026-11-20T10:30", "2026-11-20T14:20"


@pytest.fixture(autouse=True)
def _walked_today(code, request):
    """Before anything else that a story asks for: a window that nobody looks through costs a third of a second."""
    if code != EVERYDAY and not request.config.getoption("--long"):
        pytest.skip("walked in the long run")


@pytest.mark.parametrize("code", KINDS)
def test_the_whole_way(code, window: Window, accounts, world, days, do_waiting_jobs):
    pathway = pathways.newest(code)
    receiver = team_of(world, pathway.routes[-1].service)
    writer = accounts.make(SENDER, "frontline", name="Nia Example")
    lead = accounts.make(receiver, "triage", "team-lead", name="Sam Example")
    # what is told live is looked at in tests/live; here a page that listens would outlast its own story
    window.page.add_init_script("delete window.EventSource")
    days(SENT)
    window.sign_in(writer)
    choose(window, pathway)
    reference = write_and_send(window, pathway)
    window.sign_out()
    do_waiting_jobs()

    days(TAKEN)
    window.sign_in(lead)
    window.go(f"/queues/{receiver}")
    assert reference in window.words
    accept = pathway.move("accept")
    if accept.asks:
        return
    move(window, reference, accept.label)
    window.sound("taken-on")
    window.sign_out()
    do_waiting_jobs()


def choose(window: Window, pathway: Pathway) -> None:
    """Not sure: three questions, and what they suggest."""
    assert pathway.choosing is not None
    window.go("/refer")
    window.sound("grouped")
    window.follow(window.page.get_by_role("link", name="I am not sure"))
    window.sound("three-questions")
    for name, fits in (
        ("whom", pathway.choosing.whom),
        ("met", pathway.choosing.met),
        ("worry", pathway.choosing.worry),
    ):
        window.answer(name, fits[0])
    window.press("Suggest")
    window.sound("suggested")
    window.answer("pathway", pathway.code)
    window.press("Begin")
    window.page.wait_for_url("**/refer/DRF-*")


def write_and_send(window: Window, pathway: Pathway) -> str:
    """Every page of the form in its order; gives the reference."""
    page, said = window.page, answers(pathway, **ALSO.get(pathway.code, {}))
    window.follow(page.locator(".govuk-task-list__link").first)
    for _ in range(40):
        here = where(window)
        if here.endswith("/check"):
            break
        topic = pathway.topics[here.rpartition("/")[2]]
        if topic.repeat is not None:
            window.follow(page.get_by_role("link", name="Go on").first)
            continue
        for question in topic.questions:
            if question.code in said and not question.later and window.asks(question.code):
                given = said[question.code]
                for value in given if isinstance(given, list) else [given]:
                    window.answer(question.code, str(value))
        window.press("Save and continue")
        if where(window) == here:  # a warning, or what cannot wait, is read before going on
            window.press("Save and continue")
        assert where(window) != here, window.words
    assert "still to give" not in window.words
    window.sound("check")
    page.get_by_label("I agree").check()
    window.follow(page.get_by_role("button", name="Send").last)
    page.get_by_text("What happens next").wait_for()
    assert clock.today().isoformat() == SENT[:10]
    return str(page.locator(".govuk-panel").get_by_text("HAV-").last.inner_text()).split()[-1]


def where(window: Window) -> str:
    """The page of the form, without the place on it."""
    return window.page.url.partition("?")[0].partition("#")[0]
