"""Which agency is asked for a figure, or for how an action is going, until a partnership says otherwise."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

COUNCIL = "council"


@cache
def _named() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text())


def holder_in(partnership: str, named: str) -> str:
    """The code of the agency whom a strategy means by this name; the council for whoever is no agency of its own."""
    agencies = _named().get(partnership, {})
    return agencies.get(named) or agencies.get(COUNCIL, "")
