"""Answers that were chosen from a list are kept as codes. People read the name behind the code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, case, column, func, literal_column, null, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, array

from coordination.cases.models import AnswersGiven
from coordination.identity.models import OutsideOrganisation, Team, Worker
from coordination.sharing.models import Panel
from workflows.vocabulary import Pathway

# in each kind of list what stands behind a code; a team can also be an organisation without accounts
BEHIND = {
    "team": ((Team.code, Team.name), (OutsideOrganisation.code, OutsideOrganisation.name)),
    "worker": ((Worker.reference, Worker.name),),
    "panel": ((Panel.code, Panel.name),),
}


def names_behind(pathway: Pathway) -> Any:
    """A column of `AnswersGiven`: the names behind those of its answers that were chosen from a list, by field; null
    for a row without such an answer."""
    each = func.jsonb_each(AnswersGiven.given).table_valued(column("key", Text), column("value", JSONB))
    code = each.c.value.op("#>>", return_type=Text())(literal_column("'{}'::text[]"))
    fields_of = {
        kind: fields
        for kind in BEHIND
        if (fields := [question.code for question in pathway.questions.values() if question.kind == kind])
    }
    if not fields_of:
        return null()
    chosen = [
        (
            each.c.key.in_(fields),
            func.coalesce(
                *(select(name).where(key == code).correlate(each).scalar_subquery() for key, name in BEHIND[kind])
            ),
        )
        for kind, fields in fields_of.items()
    ]
    listed = [field for fields in fields_of.values() for field in fields]
    names = select(func.jsonb_object_agg(each.c.key, case(*chosen))).where(each.c.key.in_(listed))
    # asked of the few rows that hold one: most answers are no code
    holds_one = AnswersGiven.given.has_any(array(listed, type_=ARRAY(Text)))
    return case((holds_one, names.correlate(AnswersGiven).scalar_subquery()), else_=None)
