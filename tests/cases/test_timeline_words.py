"""The timeline says in words who did what: no code of ours stands in a sentence, and nobody is said to have answered
who did not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.correcting import correct
from coordination.cases.models import Answer
from coordination.cases.queries import answer_mark
from coordination.cases.queries.loading import load
from coordination.cases.queries.people import ANSWERS
from coordination.cases.queries.timeline import timeline
from coordination.db import reading, writing
from tests.cases.any_kind import AnyCase, sent
from workflows import pathways


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-03-02T10:00"):
        yield


def said(case: AnyCase, to: SignedIn | None = None) -> list[str]:
    """The sentences on the timeline of whoever leads, or of this worker, the newest first."""
    reader = to or case.lead
    with reading(reader) as session:
        return [one.said for one in timeline(session, load(session, reader, case.reference)).events]


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


def test_what_a_step_asks_a_second_time_is_recorded_anew_and_what_was_wrong_is_corrected(world):
    case = sent(world, pathways.newest("debt-support"))
    for asked in ("Which debts are there (example)?", "Is there a letter from the court (example)?"):
        case.move(case.lead, "ask_for_more", information_wanted=asked)
        case.move(case.sender, "send_more", information_given=f"An answer to: {asked}")
    sentences = " ".join(said(case))
    assert "recorded anew: “What do you need to know" in sentences
    assert "corrected" not in sentences, "nobody said anything wrong"
    with case.world.keeper() as session:
        newest = session.scalars(
            select(Answer.id).where(
                Answer.case_id == case.case_id, Answer.field == "information_given", Answer.superseded_at.is_(None)
            )
        ).one()
    with writing(case.sender) as session:
        right = "There is one from a bailiff (example)."
        correct(
            session, case.sender, case.reference, "information_given", 0, right, seen=answer_mark(newest), once="c" * 32
        )
    assert "corrected: “The answer" in " ".join(said(case, case.sender))
