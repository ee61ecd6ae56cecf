"""Answers that were chosen from a list are kept as codes. People read the name behind the code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, case, func, literal_column, null, select

from coordination.cases.models import Answer
from coordination.identity.models import OutsideOrganisation, Team, Worker
from coordination.sharing.models import Panel
from workflows.vocabulary import Pathway

# in each kind of list what stands behind a code; a team can also be an organisation without accounts
BEHIND = {
    "team": ((Team.code, Team.name), (OutsideOrganisation.code, OutsideOrganisation.name)),
    "worker": ((Worker.reference, Worker.name),),
    "panel": ((Panel.code, Panel.name),),
}


def name_behind(pathway: Pathway) -> Any:
    """A column of `Answer` for the name behind a code; null for every answer that was not chosen from a list."""
    code = Answer.value.op("#>>", return_type=Text())(literal_column("'{}'::text[]"))
    chosen = [
        (
            Answer.field.in_(fields),
            func.coalesce(
                *(select(name).where(key == code).correlate(Answer).scalar_subquery() for key, name in found)
            ),
        )
        for kind, found in BEHIND.items()
        if (fields := [question.code for question in pathway.questions.values() if question.kind == kind])
    ]
    return case(*chosen, else_=None) if chosen else null()
