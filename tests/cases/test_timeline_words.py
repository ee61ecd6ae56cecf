"""The timeline says in words who did what: no code of ours stands in a sentence, and nobody is said to have answered
who did not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination import clock
from coordination.cases.queries.loading import load
from coordination.cases.queries.people import ANSWERS
from coordination.cases.queries.timeline import timeline
from coordination.db import reading
from tests.cases.any_kind import AnyCase, sent
from workflows import pathways


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-03-02T10:00"):
        yield


def said(case: AnyCase) -> list[str]:
    """The sentences on the timeline of whoever leads, the newest first."""
    with reading(case.lead) as session:
        return [one.said for one in timeline(session, load(session, case.lead, case.reference)).events]


@pytest.mark.parametrize("code", [pathway.code for pathway in pathways.offered()])
def test_every_answer_to_what_was_asked_has_words(code):
    answers = {answer for kind in pathways.newest(code).hand_overs for answer in kind.answers}
    assert answers - set(ANSWERS) == set()


def test_what_was_taken_back_was_not_answered_by_the_team_that_was_asked(world):
    case = sent(world, pathways.newest("debt-support"))
    case.move(case.lead, "pass_on", redirected_to="waf-money-advice", redirect_reason="They moved there (example).")
    case.move(case.lead, "take_back")
    sentences = said(case)
    assert "Sam Example took back what Waltham Forest money advice was asked" in sentences
    assert not [each for each in sentences if each.startswith("Waltham Forest money advice answered")]
    assert "No longer needed: Accept from the other team, or send it back" in sentences


def test_a_person_who_does_not_want_it_is_not_said_to_be_an_answer_of_the_team(world):
    case = sent(world, pathways.newest("debt-support"))
    case.move(case.sender, "withdraw", withdrawn_advice="yes")
    assert "What Havering money advice was asked has ended: they do not want it" in said(case)
    assert "No longer needed: Look at this referral" in said(case)
