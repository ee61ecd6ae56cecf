"""Answers that were chosen from a list are kept as codes. People read the name behind the code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from coordination.identity.models import OutsideOrganisation, Team, Worker
from coordination.sharing.models import Panel
from workflows.vocabulary import Pathway

# in each kind of list what stands behind a code; a team can also be an organisation without accounts
BEHIND = {
    "team": ((Team.code, Team.name), (OutsideOrganisation.code, OutsideOrganisation.name)),
    "worker": ((Worker.reference, Worker.name),),
    "panel": ((Panel.code, Panel.name),),
}


def say_names(session: Session, pathway: Pathway, rows: Sequence[Any]) -> None:
    """Put names in the place of the codes in these rows of answers. One statement, and none where nothing was chosen
    from a list; a code behind which nothing is any more stays as it is."""
    chosen = {
        kind: [
            row for row in rows
            if isinstance(row.value, str) and getattr(pathway.questions.get(row.field), "kind", None) == kind
        ]
        for kind in BEHIND
    }  # fmt: skip
    asked = [
        select(code.label("code"), name.label("name")).where(code.in_({row.value for row in found}))
        for kind, found in chosen.items()
        if found
        for code, name in BEHIND[kind]
    ]
    if not asked:
        return
    names = {row.code: row.name for row in session.execute(union_all(*asked))}
    for found in chosen.values():
        for row in found:
            row.value = names.get(row.value, row.value)
