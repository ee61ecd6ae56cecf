"""A smaller kind is taken on and worked to its own end: nothing of it is left to do, and whoever referred reads how."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.cases.models import CaseFile
from coordination.db import reading
from coordination.queues.models import Task
from coordination.statistics.queries.from_events import recount_from_events
from tests.cases.any_kind import sent, walk
from tests.kinds import only_in_the_long_run
from workflows import pathways

# By kind: what the referral says, the steps to the end, what they are told, and the stage in which it ends.
WAYS: dict[str, tuple[dict[str, Any], str, dict[str, Any], str]] = {
    "dual-diagnosis": (
        {}, "accept put_on_list record_discussed name_lead record_review close", {"case_outcome": "joint-plan"},
        "closed",
    ),
    "young-people": (
        {}, "accept record_contact record_assessment begin_support close", {"case_outcome": "structured-treatment"},
        "closed",
    ),
    "family-support": (
        {}, "accept record_contact record_assessment offer begin_support close", {"case_outcome": "one-to-one"},
        "closed",
    ),
    "school-concern": (
        {"wants_reply": "yes", "reply_how": "teacher"}, "accept act tell_child close",
        {"case_outcome": "support-in-school"}, "closed",
    ),
    "rough-sleeper-outreach": (
        {}, "accept record_engaged record_assessment record_treatment record_accommodated close",
        {"case_outcome": "accommodation"}, "closed",
    ),
    "hospital-liaison": (
        {}, "accept refer_on treatment_accepts make_appointment close", {"case_outcome": "attended"}, "closed",
    ),
    "home-fire-safety": (
        {}, "accept book record_done", {"risk_level": "high", "case_outcome": "alarms-fitted"}, "done",
    ),
    "housing-duty-to-refer": (
        {}, "accept record_contact record_duty record_settled record_two_years", {"kept_outcome": "sustained"},
        "closed",
    ),
    "debt-support": (
        {}, "accept record_contact make_plan record_review close", {"case_outcome": "managed"}, "closed",
    ),
    "drug-test-on-arrest": (
        {"cocaine_result": "positive", "ra_required": "yes", "disputed": "no"},
        "accept book_initial record_attended followup_not_needed close",
        {"follow_up": "lifted", "case_outcome": "structured-treatment"}, "closed",
    ),
    "liaison-and-diversion": (
        {}, "accept record_assessment refer_on record_first close", {"case_outcome": "attended"}, "closed",
    ),
    "out-of-court-disposal": (
        {"sort": "voluntary"}, "accept book_session record_started close_voluntary", {"case_outcome": "treatment"},
        "closed",
    ),
    "sentence-requirement": (
        {}, "accept record_sentence record_start end",
        {"requirements": ["drr"], "drr_end": "completed-full-term", "case_outcome": "completed-free"}, "ended",
    ),
}  # fmt: skip


def test_every_smaller_kind_has_a_way():
    elsewhere = {"prison-release", "cuckooing", "hidden-harm", "nrm"}
    assert set(WAYS) == {each.code for each in pathways.offered()} - elsewhere


@pytest.mark.parametrize("code", WAYS)
def test_taken_on_and_worked_to_its_end(world, code, request):
    only_in_the_long_run(request, code)
    written, steps, told, ends_in = WAYS[code]
    pathway = pathways.newest(code)
    with clock.at("2026-11-18T10:30"):
        case = sent(world, pathway, **written)
        made: Counter[str] = Counter()
        walk(case, pathway, made, 0, tuple(steps.split()), told)
    assert set(made) == set(steps.split())
    assert (case.stage(), pathway.stage(ends_in).ends) == (ends_in, True)
    outcome = next(value for field, value in told.items() if field.endswith("_outcome"))
    with reading(case.sender) as session:
        ended = session.scalars(select(CaseFile).where(CaseFile.id == case.case_id)).one()
        assert (ended.ended_at is not None, ended.outcome) == (True, outcome), "whoever referred reads how it ended"
    with world.keeper() as session:
        left = session.scalars(select(Task.kind).where(Task.case_id == case.case_id, Task.done_at.is_(None))).all()
        assert recount_from_events(session).differences == [], "the log tells of all that counts on the way"
    assert list(left) == []
