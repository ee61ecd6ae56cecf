"""Several groups of words as one, in the order given."""

from __future__ import annotations

from typing import Any


def together(*groups: Any) -> tuple[Any, ...]:
    """One tuple of the words and groups of words given."""
    found: list[Any] = []
    for group in groups:
        found.extend(group if isinstance(group, tuple) else (group,))
    return tuple(found)
