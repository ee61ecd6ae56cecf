"""What somebody sends: a file with its title and its readers. The form makes one, the command takes it."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_TITLE = 100


@dataclass(frozen=True)
class ToAdd:
    """A document as it was sent. Agencies are named by code, workers by reference."""

    content: bytes = field(repr=False)
    name: str = field(repr=False)
    title: str = field(repr=False)
    audience: str = "everyone"
    agencies: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    category: str = "core"
