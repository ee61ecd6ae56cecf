"""Every step and every end of the kinds of referral that share both, made through the real commands."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from coordination import clock
from tests.cases.any_kind import sent, walk
from workflows import pathways
from workflows.vocabulary import Pathway

# These have walks of their own.
ELSEWHERE = {"prison-release", "cuckooing", "hidden-harm", "nrm"}
KINDS = [pathway.code for pathway in pathways.offered() if pathway.code not in ELSEWHERE]
# Every day these; all of them in the long run.
EVERYDAY = ("hospital-liaison",)
TURNS = 18
# Made on referrals to a council outside this service, in test_what_comes_back.py.
OUTSIDE = {"other_council_answers"}
# Walks that plain answers would not take: what the referral says, the steps in their order, and what they are told.
BY_HAND: dict[str, tuple[tuple[dict[str, Any], tuple[str, ...], dict[str, Any]], ...]] = {
    "debt-support": (
        ({}, ("accept", "record_contact", "start_breathing_space", "crisis_ended"),
         {"space_sort": "crisis", "amhp": "yes"}),
    ),
    "drug-test-on-arrest": (
        ({"cocaine_result": "positive", "ra_required": "yes", "disputed": "no"},
         ("accept", "book_initial", "change_time", "record_attended", "book_followup", "change_followup_time",
          "record_followup"), {"follow_up": "required"}),
        ({"cocaine_result": "positive", "ra_required": "yes", "disputed": "yes"},
         ("accept", "lab_positive", "lab_negative"), {}),
        ({"cocaine_result": "positive", "ra_required": "yes", "disputed": "no"},
         ("accept", "book_initial", "excuse", "record_attended", "book_followup", "excuse_followup", "record_failed",
          "notify_police", "police_excuse"), {"follow_up": "required"}),
        ({"cocaine_result": "positive", "ra_required": "yes", "disputed": "no"},
         ("accept", "book_initial", "record_left_early", "notify_police", "police_decide"), {}),
        ({"cocaine_result": "positive", "ra_required": "yes", "disputed": "no"},
         ("accept", "book_initial", "record_attended", "followup_not_needed"), {"follow_up": "lifted"}),
    ),
    "out-of-court-disposal": (({"sort": "voluntary"}, ("accept", "book_session", "close_voluntary"), {}),),
    "sentence-requirement": (
        ({}, ("accept", "record_sentence", "record_start", "record_review"), {"requirements": ["drr"]}),
        ({}, ("accept", "record_sentence", "record_start", "record_unacceptable", "report_to_probation",
              "refer_to_enforcement", "report_while_enforced"), {"requirements": ["drr"]}),
    ),
    "housing-duty-to-refer": (
        ({}, ("pass_on", "other_team_declines"), {}),
        ({}, ("pass_on", "other_team_accepts"), {}),
        ({}, ("pass_on", "take_back"), {}),
    ),
    "home-fire-safety": (
        ({}, ("accept", "book", "record_no_access", "book", "record_no_access", "give_back"), {"risk_level": "high"}),
        ({}, ("accept", "give_checker"), {"risk_level": "low"}),
        ({}, ("accept", "book", "record_done"), {"risk_level": "medium"}),
    ),
    "rough-sleeper-outreach": (({}, ("accept", "record_attempt", "record_attempt", "close_not_found"), {}),),
    "school-concern": (
        ({"wants_reply": "yes", "reply_how": "teacher", "safe_now": "no"},
         ("accept", "record_safe", "act", "tell_child"), {}),
        ({"wants_reply": "yes", "reply_how": "teacher", "safe_now": "yes"}, ("accept", "act", "child_not_told"), {}),
    ),
}  # fmt: skip


# To a team of the other borough that takes it, and to an area outside this service.
PASSED_ON = (
    ({}, ("pass_on", "other_team_accepts"), {}),
    ({}, ("pass_on", "taken_on_elsewhere"), {"redirected_to": "redbridge"}),
)


def made_on(world, pathway: Pathway) -> tuple[Counter[str], set[str | None]]:
    """What was made on several walks through a kind, the days going on between them, and where they ended."""
    made: Counter[str] = Counter()
    ended: set[str | None] = set()
    passes_on = any(move.code == "taken_on_elsewhere" for move in pathway.moves)
    with clock.at("2026-03-02T10:00"):
        start = clock.now()
    for turn in range(TURNS):
        with clock.at(start + timedelta(days=turn)):
            by_hand = (*BY_HAND.get(pathway.code, ()), *(PASSED_ON if passes_on else ()))
            written, in_order, said = by_hand[turn] if turn < len(by_hand) else ({}, (), {})
            case = sent(world, pathway, **written)
            walk(case, pathway, made, turn, in_order, said)
        ends = {stage.code for stage in pathway.stages if stage.ends}
        if case.stage() not in ends:
            with clock.at(start + timedelta(days=turn + 100)):
                case.again()
                walk(case, pathway, made, turn)
        ended.add(case.stage())
        if {move.code for move in pathway.moves} - OUTSIDE <= set(made):
            break
    return made, ended


@pytest.mark.parametrize("code", KINDS)
def test_every_step_can_be_made_and_every_end_is_reached(world, request, code):
    if code not in EVERYDAY and not request.config.getoption("--long"):
        pytest.skip("walked in the long run")
    pathway = pathways.newest(code)
    made, ended = made_on(world, pathway)
    assert {move.code for move in pathway.moves} - set(made) - OUTSIDE == set(), made
    assert {stage.code for stage in pathway.stages if stage.ends} - ended == set(), ended
