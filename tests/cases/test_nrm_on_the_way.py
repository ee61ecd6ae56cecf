"""Possible modern slavery while life goes on: a birthday before the form is sent, a yes that is taken back, a decision
that is changed, somebody who goes missing and comes back. Everybody is invented."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.cases.models import Answer, CaseLine, Milestone
from coordination.cases.queries.audiences import EVERYONE
from coordination.cases.queries.loading import load
from coordination.cases.queries.signals import warnings
from coordination.conversation.commands.finishing import finish_with_outcome
from coordination.conversation.given import Readers
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.queues.models import Task
from tests.cases import exploited
from tests.cases.exploited import ADULT
from workflows.truth import truth

SAID_NO = {
    "alone": "yes",
    "interpreter": "none",
    "refusal_gender": "male",
    "refusal_nationality": "British",
    "refusal_account": "Carries packets for others, and is paid nothing.",
}


def open_tasks(worry):
    with worry.world.keeper() as session:
        found = session.scalars(select(Task.kind).where(Task.case_id == worry.case_id, Task.done_at.is_(None)))
        return set(found)


def counted(worry):
    with worry.world.keeper() as session:
        return list(session.scalars(select(Milestone).where(Milestone.case_id == worry.case_id)))


def warned_of(worry):
    with reading(worry.spoc) as session:
        return " ".join(one.say for one in warnings(load(session, worry.spoc, worry.reference)))


def kept(worry):
    with worry.world.keeper() as session:
        return set(session.scalars(select(Answer.field).where(Answer.case_id == worry.case_id)))


@pytest.fixture
def turned_18(world, clock_at):
    """A child whose form is prepared, and whose eighteenth birthday comes before it is sent."""
    clock_at("2027-01-19T10:00")
    worry = exploited.taken_up(world, {"born": "2009-01-20"})
    worry.safe()
    worry.does("decide_child")
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("record_18_before_sending")
    clock_at("2027-01-20T10:00")
    worry.again()
    return worry


def test_who_turns_18_before_the_form_is_sent_is_asked_like_any_adult(turned_18):
    with pytest.raises(Invalid, match="18"):
        turned_18.sent()
    turned_18.does("record_18_before_sending")
    assert turned_18.stage() == "conversation"
    assert open_tasks(turned_18) >= {"conversation"}
    assert not open_tasks(turned_18) & {"before-18-first", "before-18-last", "consent-to-stay", "submit"}
    turned_18.does("record_consent", consent_on="2027-01-20T09:00", **exploited.CONSENTS)
    turned_18.sent()
    (sent,) = [one for one in counted(turned_18) if one.kind == "nrm-submitted"]
    assert sent.attributes["child"] == "no", "who counts as a child is decided by the day on which it is sent"
    (raised,) = [one for one in counted(turned_18) if one.kind == "concern-raised"]
    assert raised.attributes["child"] == "yes", "what was counted stays"


def test_who_turns_18_before_the_form_is_sent_and_says_no_is_named_nowhere(turned_18):
    turned_18.does("record_18_before_sending")
    turned_18.does("record_refusal", **SAID_NO)
    assert turned_18.stage() == "notifying"
    assert not kept(turned_18) & {"first_name", "last_name", "born", "account"}


def test_an_adult_who_takes_the_yes_back_before_the_form_is_sent_is_notified_of_without_a_name(world):
    worry = exploited.taken_up(world, ADULT)
    worry.agrees()
    with pytest.raises(MovedOn):
        worry.does("record_withdrawal", withdrawal_how="spoken", withdrawal_on="2026-11-18", withdrawal_explained="yes")
    worry.does("record_refusal", **SAID_NO)
    assert worry.stage() == "notifying"
    assert open_tasks(worry) >= {"submit"}
    assert not kept(worry) & {"first_name", "last_name", "born", "account"}
    with reading(worry.spoc) as session:
        page = load(session, worry.spoc, worry.reference)
    asked = next(one for one in page.pathway.ready if one.code == "asked")
    assert truth(asked.when, page.now.known) is False, "the yes no longer stands"


def test_what_comes_before_the_birthday_can_be_finished_before_it(world, clock_at):
    clock_at("2026-10-22T10:00")
    worry = exploited.referred(world, {"born": "2009-01-20"})
    clock_at("2026-12-21T10:00")
    worry.again()
    for kind in ("before-18-first", "before-18-last"):
        with worry.world.keeper() as session:
            task = session.scalars(select(Task).where(Task.case_id == worry.case_id, Task.kind == kind)).one().reference
        said = ("They were asked alone, and think about it (example).", Readers(EVERYONE))
        with writing(worry.spoc) as session:
            finish_with_outcome(session, worry.spoc, worry.reference, task, *said, once=f"{kind:x<32}")
    assert not open_tasks(worry) & {"before-18-first", "before-18-last"}
    assert "consent-to-stay" in open_tasks(worry)


def test_a_child_cannot_leave_the_national_system(world):
    worry = exploited.referred(world)
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("record_withdrawal", withdrawal_how="spoken", withdrawal_on="2026-11-18", withdrawal_explained="yes")


def test_a_conclusive_no_that_is_changed_is_a_conclusive_yes(world, clock_at):
    clock_at("2026-09-14T10:00")
    worry = exploited.referred(world)
    worry.does("record_grounds_positive", grounds_on="2026-09-14")
    clock_at("2026-11-18T10:00")
    worry.again()
    worry.does("record_conclusive_negative", conclusive_on="2026-11-18")
    worry.does("ask_reconsideration", reconsideration_ground="new-evidence")
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("record_decision_changed", grounds_on="2026-11-18")
    worry.does("record_conclusive_changed", conclusive_on="2026-11-18")
    with worry.world.keeper() as session:
        lines = select(CaseLine.stage).where(CaseLine.case_id == worry.case_id, CaseLine.line == "decision")
        assert session.scalars(lines).one() == "positive"
    kinds = [one.kind for one in counted(worry)]
    assert kinds.count("reasonable-grounds-positive") == 1, "it was decided once"
    assert kinds.count("conclusive-grounds-positive") == 1


def test_a_reasonable_grounds_no_that_is_changed_goes_on_to_recovery(world, clock_at):
    clock_at("2026-11-18T10:00")
    worry = exploited.referred(world)
    worry.does("record_grounds_negative", grounds_on="2026-11-18")
    worry.does("ask_reconsideration", reconsideration_ground="guidance")
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("record_conclusive_changed", conclusive_on="2026-11-18")
    worry.does("record_decision_changed", grounds_on="2026-11-18")
    with worry.world.keeper() as session:
        lines = select(CaseLine.stage).where(CaseLine.case_id == worry.case_id, CaseLine.line == "decision")
        assert session.scalars(lines).one() == "recovery"


def test_whoever_is_missing_stands_above_the_case_until_they_are_back(world):
    worry = exploited.taken_up(world)
    worry.safe()
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("report_found", found_at="2026-11-18T09:00")
    for gone, back in (("2026-11-17T22:00", "2026-11-18T01:00"), ("2026-11-18T02:00", "2026-11-18T05:00")):
        worry.does("report_missing", missing_since=gone)
        assert "They are missing" in warned_of(worry)
        assert "missing" in open_tasks(worry)
        with pytest.raises(NotAllowed, match="does not apply"):
            worry.does("report_missing", missing_since=gone)
        with pytest.raises(Invalid, match="before they were missing"):
            worry.does("report_found", found_at="2026-11-16T09:00")
        worry.does("report_found", found_at=back)
        assert "They are missing" not in warned_of(worry)
        assert "missing" not in open_tasks(worry)
