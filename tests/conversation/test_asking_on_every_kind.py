"""Whatever kind of case it is, a team can be asked a question of its form; and readers are chosen with sense."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination import clock
from coordination.conversation.commands.answering import answer_card
from coordination.conversation.commands.asking import ToAsk, ask
from coordination.conversation.commands.posting import ToPost, post
from coordination.conversation.queries.asking import choosable, teams_to_ask
from coordination.conversation.queries.cards import card_of
from coordination.conversation.queries.seats import take
from coordination.db import reading, writing
from coordination.errors import Invalid
from coordination.queues.models import Clock, Task
from tests.answers import plainest
from tests.cases import stories
from tests.cases.any_kind import sent
from workflows import pathways

TEAM = "hav-probation"
WITHOUT_CARDS = [pathway.code for pathway in pathways.offered() if not pathway.cards]


@pytest.fixture(autouse=True)
def held_time():
    with clock.at("2026-03-02T10:00"):
        yield


@pytest.mark.parametrize("code", ["debt-support", "nrm", "school-concern"])
def test_a_kind_without_cards_of_its_own_has_its_questions_asked_and_answered_in_two_working_days(world, code):
    assert code in WITHOUT_CARDS
    pathway = pathways.newest(code)
    case = sent(world, pathway)
    with writing(case.sender) as session:
        seat = take(session, case.sender, case.reference)
        assert not [team for team in teams_to_ask(session, seat) if team.id in case.lead.team_ids], "not before a yes"
    accepts = next(move for move in pathway.moves if move.hand_over_answer == "accepted")
    case.move(case.lead, accepts.code, **{q.code: plainest(q, clock.today()) for q in accepts.asks})
    with reading(case.lead) as session:
        seat = take(session, case.lead, case.reference)
        team = next(one for one in teams_to_ask(session, seat) if one.id in case.sender.team_ids)
        question = next(one for one in choosable(seat, team) if one.kind in ("text", "long-text") and one.when is None)
    with writing(case.lead) as session:
        put = ask(session, case.lead, case.reference, ToAsk(team.code, questions=(question.code,)), once=uuid4().hex)
    with world.keeper() as session:
        task = session.query(Task).filter_by(reference=put.reference).one()
        deadline = session.get_one(Clock, task.clock_id)
    assert deadline.sentence == (
        "Answer the question by the end of Wednesday 4 March 2026: two working days after it was asked on Monday "
        "2 March 2026."
    )
    with writing(case.sender) as session:
        given = {question.code: "As far as we know (example)."}
        answer_card(session, case.sender, case.reference, put.reference, given, once=uuid4().hex)
    with reading(case.lead) as session:
        card = card_of(session, take(session, case.lead, case.reference), put.reference)
    assert card is not None
    assert not card.is_open


def test_a_question_that_nothing_calls_for_now_is_not_asked_alone(world):
    story = stories.accepted(world)
    world.worker(TEAM, name="Pat Example")
    with pytest.raises(Invalid, match="asked only after another answer") as refused, writing(story.spoc) as session:
        ask(session, story.spoc, story.reference, ToAsk(TEAM, questions=("exclusion_zone_detail",)), once=uuid4().hex)
    assert refused.value.field == "questions"
    with writing(story.spoc) as session:
        both = ToAsk(TEAM, questions=("exclusion_zone", "exclusion_zone_detail"))
        assert ask(session, story.spoc, story.reference, both, once=uuid4().hex)


def test_an_agency_that_does_not_read_what_is_written_is_named(world):
    story = stories.accepted(world)
    with reading(story.spoc) as session:
        seat = take(session, story.spoc, story.reference)
        category, agency = next(
            (category, one)
            for category in sorted(seat.categories)
            for one in seat.agencies
            if category not in one.reads and "core" in one.reads
        )
    sent_to = ToPost("For them alone (example).", "agencies", agencies=(agency.code,), category=category)
    with (
        pytest.raises(Invalid, match=f"^{agency.name} does not read this kind of information") as refused,
        writing(story.spoc) as session,
    ):
        post(session, story.spoc, story.reference, sent_to, once=uuid4().hex)
    assert refused.value.field == "agencies"
