"""A move that settles what an earlier question was answered with, or takes out what told who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordination.cases.commands import answers as answering
from coordination.cases.commands.forgetting import forget_who_it_is
from coordination.cases.queries.named import people_on

if TYPE_CHECKING:
    from coordination.cases.commands.effects import Following


def settle_answer(made: Following, effect: Any) -> None:
    """What the move says is the answer from now on; the earlier one stays in the history."""
    value = made.given.get(effect.from_answer) if effect.from_answer else effect.value
    if value is not None:
        people = people_on(made.session, made.case)
        answering.give(made.session, made.worker, made.case, made.now.pathway, {effect.to: value}, person_ids=people)
        made.now.answers[effect.to] = value


def forget(made: Following, effect: Any) -> None:
    """Nothing that tells who the case is about is left, for what follows in this move as well."""
    for gone in forget_who_it_is(made.session, made.case, made.now.pathway):
        made.now.answers.pop(gone, None)
