"""What a queue can be narrowed to, in words, and which filters are on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordination.access import SignedIn
from coordination.queues.queries.lists import QueuePage
from coordination.queues.queries.narrowing import DUE, ME, NOBODY, Narrowing
from coordination.queues.queries.rows import in_words, pathway_title
from workflows import pathways

LEVELS = ("low", "medium", "high", "very-high")


@dataclass(frozen=True)
class Question:
    """One filter: its name in the address, what it asks, and what can be chosen."""

    name: str
    label: str
    offered: Mapping[str, str]


def choices(found: QueuePage, asked: Narrowing, worker: SignedIn) -> list[Question]:
    """The filters of a queue. One that offers a single choice is left out: it would change nothing."""
    offered = pathways.offered()
    titles = {pathway.code: pathway.title for pathway in offered}
    levels = {level: in_words(level) for pathway in offered
              for level in getattr(getattr(pathway, "listing", None), "risk_levels", ())}  # fmt: skip
    held = {NOBODY: "Nobody yet", ME: "Me"}
    held |= {one.reference: one.name for one in found.colleagues if one.id != worker.id}
    questions = [
        Question("pathway", "Pathway", _with(titles, asked.pathway, pathway_title)),
        Question("risk", "Risk", _with(levels or {level: in_words(level) for level in LEVELS}, asked.risk, in_words)),
        Question("due", "Due", DUE),
        Question("held", "Who has it", held),
        Question("area", "Area", _with({area: in_words(area) for area in found.team.areas}, asked.area, in_words)),
    ]
    return [one for one in questions if len(one.offered) > 1 or getattr(asked, one.name)]


def _with(offered: dict[str, str], chosen: str, words: object) -> dict[str, str]:
    if chosen and chosen not in offered and callable(words):
        return {**offered, chosen: words(chosen)}
    return offered
