"""The application on a world with both partnerships, and a browser without JavaScript for whoever a story needs."""

from __future__ import annotations

import pytest

from coordination.lists.views import working
from tests.cases.conftest import app, browser_of, held_time
from tests.patience import PATIENCE

__all__ = ["app", "browser_of", "held_time"]


@pytest.fixture(autouse=True)
def a_short_list_is_done_when_the_page_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many rows a busy machine does before the rest becomes a job is no part of these stories; a story about long
    lists says itself how soon."""
    monkeypatch.setattr(working, "SECONDS_AT_ONCE", PATIENCE)
