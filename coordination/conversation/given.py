"""What somebody sends: a message with its readers. The composer makes one, the command takes it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 10_000


@dataclass(frozen=True)
class ToPost:
    """A message as its writer sent it. Agencies are named by code, workers by reference.

    `known` are the codes of the agencies that the page said would read it, or None where no page said so. `heard` is
    the newest place in the case's chain when the page was drawn.
    """

    body: str
    audience: str = "everyone"
    agencies: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    category: str = "core"
    mentions: tuple[str, ...] = ()
    known: tuple[str, ...] | None = None
    heard: int | None = None


@dataclass(frozen=True)
class Readers:
    """Who is to read a message from now on, as a page says it."""

    audience: str
    agencies: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    category: str = "core"
