"""What is counted: every milestone is written by something, and every counting rule finds the milestones it names."""

import importlib
import importlib.util
from collections.abc import Iterator

from workflows import vocabulary as words
from workflows.vocabulary import Pathway
from workflows.wordwalk import every

CODED = frozenset({"choice", "choices", "yes-no", "yes-no-unknown", "consent"})


def faults(pathway: Pathway) -> Iterator[str]:
    written = written_milestones(pathway)
    declared = {milestone.code for milestone in pathway.milestones}
    yield from (f"The milestone “{code}” is written by nothing." for code in sorted(declared - written))
    for measure, codes in named_by_measures(pathway.code).items():
        yield from (
            f"The measure {measure} counts the milestone “{code}”, which nothing in this pathway writes."
            for code in codes
            if code not in written & declared
        )
    for milestone in pathway.milestones:
        if milestone.dated_by is not None and milestone.dated_by not in _dates(pathway):
            yield f"The milestone “{milestone.code}” is dated by “{milestone.dated_by}”, which has no date."
    carried = {code for milestone in pathway.milestones for code in milestone.attributes}
    for attribute in pathway.attributes:
        yield from _of_attribute(pathway, attribute)
        if attribute.code not in carried:
            yield f"The attribute “{attribute.code}” goes along with no milestone."
    yield from _outcomes(pathway)


def written_milestones(pathway: Pathway) -> set[str]:
    """The milestones that something in the pathway writes."""
    return {
        *pathway.submission,
        *pathway.attached_submission,
        *(code for move in pathway.moves for code in move.writes),
        *(code for task in pathway.tasks for code in (*task.writes, *task.writes_when_opened)),
        *(code for kind in pathway.facts for codes in kind.writes.values() for code in codes),
        *(code for kind in pathway.appointments for code in kind.writes),
        *(code for each in every(pathway.appointments, words.AppointmentOutcome) for code in each.writes),
        *(milestone.code for milestone in pathway.milestones if milestone.on is not None),
    }


def named_by_measures(code: str) -> dict[str, tuple[str, ...]]:
    """The milestones that each counting rule of a pathway names; empty where it has no counting rules."""
    module = f"workflows.measures.{code.replace('-', '_')}"
    if importlib.util.find_spec(module) is None:
        return {}
    named: dict[str, tuple[str, ...]] = getattr(importlib.import_module(module), "NAMES_MILESTONES", {})
    return named


def _dates(pathway: Pathway) -> set[str]:
    dated = {code for code, question in pathway.questions.items() if question.kind in ("date", "date-time")}
    return dated | {origin.code for origin in pathway.origins}


def _of_attribute(pathway: Pathway, attribute: words.Attribute) -> Iterator[str]:
    name = f"The attribute “{attribute.code}”"
    if sum(each is not None for each in (attribute.of, attribute.holds, attribute.age_of)) != 1:
        yield f"{name} must come from exactly one thing."
    if attribute.age_of is not None and attribute.at is None:
        yield f"{name} is an age, and does not say on which day."
    if isinstance(attribute.of, words.AnswerTo):
        question = pathway.questions.get(attribute.of.field)
        if question is not None and question.kind not in CODED:
            yield f"{name} would carry what somebody typed: only coded answers are counted."


def _outcomes(pathway: Pathway) -> Iterator[str]:
    known, given = {outcome.code for outcome in pathway.outcomes}, set()
    for move in pathway.moves:
        question = pathway.questions.get(move.outcome_from or "")
        codes = {choice.code for choice in question.choices} if question else set()
        given |= codes | ({move.outcome} if move.outcome else set())
        yield from (
            f"The move “{move.code}” may end in “{code}”, which is no outcome." for code in sorted(codes - known)
        )
    yield from (f"The outcome “{code}” is never given." for code in sorted(known - given))
