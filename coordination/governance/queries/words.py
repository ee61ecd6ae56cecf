"""Events and categories as sentences and words that somebody outside the work can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from coordination.audit.kinds import KINDS
from coordination.identity.models import Agency, Team, Worker
from workflows import pathways
from workflows.vocabulary import Pathway

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"({name.replace('_', ' ')} no longer kept)"


def sentence(
    kind: str, actor: str, detail: Mapping[str, Any] | None, names: Mapping[str, str], pathway: Pathway | None = None
) -> str:
    """What happened, in one sentence. A detail that was erased is said to be gone; an id or a code becomes a name."""
    declared = KINDS.get(kind)
    if declared is None:
        return f"{actor}: {kind}"
    known = _Known({name: _said(value, names) for name, value in (detail or {}).items()}, actor=actor)
    if pathway is not None:
        known.update(_as_the_pathway_says(pathway, detail or {}))
    return declared.sentence.format_map(known)


def _as_the_pathway_says(pathway: Pathway, detail: Mapping[str, Any]) -> dict[str, str]:
    """The labels of the clock, fact, position and step that these details name by their codes."""
    labelled: dict[str, Sequence[Any]] = {
        "rule": pathway.clocks, "fact": pathway.facts, "position": pathway.positions, "move": pathway.moves,
    }  # fmt: skip
    return {
        name: _within_a_sentence(part.label)
        for name, parts in labelled.items()
        for part in parts
        if part.code == detail.get(name)
    }


def _within_a_sentence(label: str) -> str:
    """Without its capital, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _said(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_said(part, names) for part in value) or "none"
    text = "not said" if value is None else str(value)
    return names.get(text, text.replace("_", " ").replace("-", " ") if not _ID.fullmatch(text) else "somebody")


def names_of(session: Session, details: Iterable[Mapping[str, Any] | None]) -> dict[str, str]:
    """The name of every team, agency or worker whose id stands in these details."""
    ids = {UUID(found) for detail in details if detail for found in _ID.findall(" ".join(map(str, detail.values())))}
    if not ids:
        return {}
    rows = session.execute(
        union_all(*(select(noun.id, noun.name).where(noun.id.in_(ids)) for noun in (Team, Agency, Worker)))
    )
    return {str(id_): name for id_, name in rows}


def pathway_or_none(code: str, version: int) -> Pathway | None:
    """The pathway of a case, or None for one that is no longer published."""
    try:
        return pathways.of(code, version)
    except LookupError:
        return None


def category_words(pathway: Pathway | None, code: str) -> str:
    """A category as people call it."""
    try:
        return pathway.category(code).label if pathway else code.replace("-", " ").capitalize()
    except KeyError:
        return code.replace("-", " ").capitalize()


def position_words(pathway: Pathway | None, code: str) -> str:
    """A position on a case as people call it."""
    try:
        return pathway.position(code).label if pathway else code.replace("-", " ")
    except KeyError:
        return code.replace("-", " ")
