"""Whose turn it is to answer for a team: teams that take turns, each for the same number of days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def turns(cover: Mapping[str, Any] | None, day: date) -> list[str]:
    """The codes of the teams of a rota, from the one whose turn it is on this day; none before the rota starts.

    `cover` is as a team's duty keeps it: `starts` (an ISO day), `turn_days` and `order`.
    """
    if not cover:
        return []
    gone = (day - date.fromisoformat(str(cover["starts"]))).days
    if gone < 0:
        return []
    order = [str(code) for code in cover["order"]]
    first = gone // int(cover["turn_days"]) % len(order)
    return order[first:] + order[:first]
