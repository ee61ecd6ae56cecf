"""Noting on two cases that they belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordination.audit.commands import record
from coordination.cases.models import CaseFile
from coordination.cases.queries import answers_of
from coordination.errors import Invalid
from workflows.references import heard_as

if TYPE_CHECKING:
    from coordination.cases.commands.effects import Following


def link(made: Following, effect: Any) -> None:
    """The other case is one that whoever makes the move takes part in; nothing is opened to anybody by it."""
    named = heard_as(str(made.given.get(effect.to) or ""))
    found = made.session.scalar(select(CaseFile).where(CaseFile.reference == named))
    if found is None or found.id == made.case.id:
        raise Invalid("Enter the reference of another case in which you take part.", field=effect.to)
    record(made.session, "case.linked", case_id=made.case.id, category=made.line_category, link=found.reference)
    record(made.session, "case.linked", case_id=found.id, category=made.line_category, link=made.case.reference)
    there = answers_of(made.session, found.id)
    if any(_alike(made.now.answers.get(code), there.get(code)) for code in effect.compares):
        made.work.open(effect.opens_if_same)


def _alike(one: Any, other: Any) -> bool:
    """Whether two texts are the same but for spaces and capitals."""
    return bool(one) and " ".join(str(one).casefold().split()) == " ".join(str(other).casefold().split())
