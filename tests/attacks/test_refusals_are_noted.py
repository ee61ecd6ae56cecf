"""Somebody who tries what is not theirs is refused, and the log of the processes says who tried which page."""

from __future__ import annotations

import logging

from tests.cases import stories
from tests.plain_client import PlainClient


def noted(caplog):
    return [record.getMessage() for record in caplog.records if record.getMessage().startswith("refused ")]


def test_a_case_of_others_and_a_page_of_others_leave_a_line_without_what_was_asked_for(accounts, world, app, caplog):
    story, curious = stories.accepted(world), accounts.make("waf-treatment-contact")
    client = PlainClient(app)
    client.sign_in(curious)
    with caplog.at_level(logging.WARNING, logger="coordination"):
        assert client.get(f"/cases/{story.reference}").status == 404
        assert client.get("/workers").status == 403
    assert noted(caplog) == [
        f"refused 404 cases.case to {curious['reference']}",
        f"refused 403 workers.everybody to {curious['reference']}",
    ]
    assert story.reference not in caplog.text


def test_what_is_shown_leaves_no_such_line(accounts, app, caplog):
    client = PlainClient(app)
    client.sign_in(accounts.make())
    with caplog.at_level(logging.WARNING, logger="coordination"):
        assert client.get("/account").status == 200
        assert client.get("/nothing-of-the-kind").status == 404
    assert noted(caplog) == []
