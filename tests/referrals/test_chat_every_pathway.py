"""Every published pathway can be filled by chat, by form, and half and half, and the stored draft is the same."""

from __future__ import annotations

from random import Random
from uuid import uuid4

import pytest

from coordination import clock, db
from coordination.referrals.commands.drafting import begin
from tests.kinds import ALL, only_in_the_long_run
from tests.referrals.filling import Answers, ByChat, every_other_page, fill_form, stored
from workflows import pathways


@pytest.fixture(autouse=True)
def saturday():
    with clock.at("2026-11-21T10:42"):
        yield


@pytest.mark.parametrize("code", ALL)
def test_by_chat_by_form_and_half_and_half_leave_the_same_draft(code, app, nurse, request):
    only_in_the_long_run(request, code)
    answers: Answers = {}
    with db.writing(nurse) as session:
        by_chat, by_form, in_halves = (begin(session, nurse, code, once=uuid4().hex) for _ in range(3))
        answers |= {place: value for place, (value, _) in stored(session, by_chat).items()}
        about_the_sender = set(answers)
        chat = ByChat(session, nurse, by_chat, answers, Random(code))  # noqa: S311
        chat.fill()
        # whatever stands in the draft and was not known of the sender has been asked for
        assert chat.asked >= len(stored(session, by_chat).keys() - about_the_sender)

        while fill_form(app, session, nurse, by_form, answers):
            pass

        some = every_other_page(pathways.newest(code))
        others = set(pathways.newest(code).topics) - some
        half = ByChat(session, nurse, in_halves, answers, Random(code))  # noqa: S311
        while fill_form(app, session, nurse, in_halves, answers, some) | half.fill(others):
            pass

        whole = stored(session, by_chat)
        assert stored(session, by_form) == whole
        assert stored(session, in_halves) == whole
        assert {place: value for place, (value, _) in whole.items()} == {
            place: value for place, value in answers.items() if place in whole
        }
