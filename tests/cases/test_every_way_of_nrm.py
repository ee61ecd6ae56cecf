"""Every move about possible exploitation, reached by a run of moves from the definition, made by the real commands."""

from __future__ import annotations

from typing import Any

import pytest

from coordination import clock
from tests.answers import plainest
from tests.cases import exploited
from workflows import pathways
from workflows.vocabulary import Move

PATHWAY = pathways.newest("nrm")
REFUSES, NOT_SURE = exploited.REFUSES, {"age_group": "not-sure"}
TURNED_18 = {"born": "2008-11-19"}
BY_SOMEBODY = {"record_no_crime": exploited.POLICE, "record_child_decision": exploited.MASH}
# Who it is about, and what has to have happened before, where the shortest way is not for a child.
ABOUT = {
    "decide_notify": REFUSES, "record_notified": REFUSES, "settle_age": NOT_SURE, "ask_after_all": NOT_SURE,
    "ask_adult": exploited.ADULT, "record_consent": exploited.ADULT, "record_refusal": exploited.ADULT,
    "record_stays": TURNED_18, "record_no_consent_at_18": TURNED_18, "record_reference_later": TURNED_18,
    "record_asked_once_sent": NOT_SURE, "record_18_before_sending": TURNED_18, "record_withdrawal": TURNED_18,
}  # fmt: skip
TO_SENT = ("accept", "record_safeguarding", "decide_child", "record_sent")
WAY = {
    "not_indicated": ("accept", "record_safeguarding"),
    "accept": (), "decline": (), "cancel": (), "record_safeguarding": ("accept",), "record_notified": ("accept",
    "decide_notify"), "write_story": TO_SENT[:3], "write_insight": TO_SENT[:3], "write_places": TO_SENT[:3],
    "write_person": TO_SENT[:3], "decide_child": TO_SENT[:2], "record_sent": TO_SENT[:3], "ask_police": TO_SENT[:2],
    "record_sent_unacknowledged": TO_SENT[:3], "record_reference": (*TO_SENT[:3], "record_sent_unacknowledged"),
    "record_reference_later": (*TO_SENT[:3], "record_sent_unacknowledged", "record_stays"),
    "record_asked_once_sent": (*TO_SENT, "settle_age"),
    "close_safeguarding": TO_SENT[:2], "record_child_decision": TO_SENT[:2],
    "record_consent": ("accept", "ask_adult"), "record_refusal": ("accept",),
    "ask_after_all": (*TO_SENT[:3], "settle_age"), "record_already_referred": TO_SENT[:2],
    "record_answered_authority": (*TO_SENT, "record_asked_for_more"),
    "record_conclusive_positive": (*TO_SENT, "record_grounds_positive"),
    "record_conclusive_negative": (*TO_SENT, "record_grounds_positive"),
    "ask_reconsideration": (*TO_SENT, "record_grounds_negative"),
    "record_negative_stands": (*TO_SENT, "record_grounds_negative"),
    "record_decision_changed": (*TO_SENT, "record_grounds_negative", "ask_reconsideration"),
    "record_conclusive_changed": (*TO_SENT, "record_grounds_positive", "record_conclusive_negative",
    "ask_reconsideration"), "record_18_before_sending": TO_SENT[:3], "report_found": ("accept", "report_missing"),
}  # fmt: skip
EARLY = ("decide_notify", "ask_adult", "settle_age", "name_alternate", "note_suspect")
# nobody decides within 30 days; and a month later the child of these stories has turned 18
A_MONTH_LATER = (
    "record_conclusive_positive", "record_conclusive_negative", "record_stays", "record_no_consent_at_18",
    "record_18_before_sending", "record_withdrawal",
)  # fmt: skip


def said_to(move: Move, worry: exploited.Worry) -> dict[str, Any]:
    """Everything that the move asks, answered in the plainest way that it takes."""
    today, other = clock.today(), None
    said = {question.code: plainest(question, today) for question in move.asks}
    if "found_with" in said:
        other = exploited.taken_up(worry.world, {"first_name": "Brother"})
        said["found_with"] = other.reference
    fixed = {
        **exploited.CONSENTS, "safeguarding_where": "mash", "alternate": worry.responder.reference,
        "decision_route": "single", "notify_checked": "yes", "withdrawal_explained": "yes", "notify_account": "",
        "found_with": other.reference if other else "", "refusal_account": "Works for others without pay.",
        "grounds_on": today.isoformat(), "conclusive_on": today.isoformat(), "age_settled": "adult",
        "notify_lawful_reason": "", "capacity_note": "", "late_reason": "",
    }  # fmt: skip
    return {code: fixed.get(code, value) for code, value in said.items()}


def way_to(code: str) -> tuple[str, ...]:
    return WAY.get(code, ("accept",) if code in EARLY else TO_SENT)


@pytest.mark.parametrize("code", [move.code for move in PATHWAY.moves])
def test_every_move_can_be_reached_and_made(world, clock_at, code):
    clock_at("2026-11-18T10:30")
    worry = exploited.raised(world, ABOUT.get(code, {}))
    for step in (*way_to(code), code):
        if step in A_MONTH_LATER:
            clock_at("2026-12-21T10:30")
            worry.again()
        if step != code:
            worry.does(step, **said_to(PATHWAY.move(step), worry))
    move = PATHWAY.move(code)
    was = worry.stage(move.line)
    who = worry.world.worker(BY_SOMEBODY[code]) if code in BY_SOMEBODY else worry.responder
    worry.move(who, code, **said_to(move, worry))
    assert worry.stage(move.line) == (move.to or was)
