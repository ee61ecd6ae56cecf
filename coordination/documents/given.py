"""What somebody sends: a file with its title and its readers. The form makes one, the command takes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from coordination.documents.content import MOST_BYTES, Taken

LONGEST_TITLE = 100
# A little more than the largest file, so that one just above is refused in a sentence on its own page.
LARGEST_UPLOAD = MOST_BYTES + 1024 * 1024


@dataclass(frozen=True)
class ToAdd:
    """A document as it was sent. Agencies are named by code, workers by reference.

    `taken` is what was found inside, where that was looked into before.
    """

    content: bytes = field(repr=False)
    name: str = field(repr=False)
    title: str = field(repr=False)
    audience: str = "everyone"
    agencies: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    category: str = "core"
    taken: Taken | None = field(default=None, repr=False)
