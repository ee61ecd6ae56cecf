"""One case on which several agencies talk, and a browser without JavaScript for whoever a story needs."""

from __future__ import annotations

from tests.cases.conftest import app, browser_of, held_time

__all__ = ["app", "browser_of", "held_time"]
