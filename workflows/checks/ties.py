"""What is published of a pathway may be lined up in any way: no two published columns hang on one answer.

Whoever downloads tables of two columns can line their fives up as they like. If that can make a case that could never
be, the made-up world behind the release is told from the real one. So each column stands for itself alone, or several
are made one outcome attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import combinations

from workflows import vocabulary as words
from workflows.measures.counted import RULES
from workflows.vocabulary import Pathway, PublishedColumn
from workflows.wordwalk import every, inside

WHO_TAKES_PART = "who takes part"
MEND = "make them one outcome attribute."


def faults(pathway: Pathway) -> Iterator[str]:
    if pathway.published is None:
        return
    yield from _made_of_one_thing(pathway)
    decided_by = cache(partial(_decided_by, pathway))
    roots = {name: _closed(found, decided_by) for name, found in _published(pathway)}
    custody = roots.pop(WHO_TAKES_PART)
    if pathway.published.by_receiver:
        roots["receiver"] = custody
    else:
        # which custody group a case belongs to is decided by who takes part, so one column at most may decide it too
        deciding = [name for name, its in roots.items() if its & custody]
        yield from (f"“{name}” and “{deciding[0]}” both decide who takes part." for name in deciding[1:])
    refusals = [(check, _closed(_sources([check]), decided_by)) for check in every(pathway, words.Refuse)]
    for (one, its), (other, theirs) in combinations(roots.items(), 2):
        for answer in sorted(its & theirs):
            yield f"The published columns “{one}” and “{other}” both hang on “{answer}”: {MEND}"
        for check, read in refusals:
            if read & its and read & theirs:
                yield f"“{check.say}” ties the published columns “{one}” and “{other}”: {MEND}"


def _made_of_one_thing(pathway: Pathway) -> Iterator[str]:
    assert pathway.published is not None
    outcome = pathway.published.outcome
    carried = {milestone.code: set(milestone.attributes) for milestone in pathway.milestones}
    for column in (*pathway.published.columns, *(outcome.parts if outcome else ())):
        if [column.attribute is None, column.rule is None, not column.reaches].count(False) != 1:
            yield (
                f"The published column “{column.code}” must come from exactly one of these: an attribute, a counting "
                "rule, or milestones that are reached."
            )
        elif not set(column.reaches) <= carried.keys():
            yield f"The published column “{column.code}” waits for a milestone that the pathway does not have."
        elif column.rule is not None and column.rule not in RULES:
            yield f"The published column “{column.code}” names the rule “{column.rule}”, which nobody has written."
        elif column.attribute is not None and column.attribute not in carried.get(column.written_with or "", set()):
            yield f"No milestone carries the attribute of the published column “{column.code}”."
        if len({cut.code for cut in column.cuts}) < len(column.cuts):
            yield f"The published column “{column.code}” has two categories of one code."
    yield from _categories_that_nobody_can_stand_in(pathway)
    if outcome:
        parts = {part.code: {cut.code for cut in part.cuts} for part in outcome.parts}
        for measure in outcome.measures:
            if any(not set(cuts) <= parts.get(part, set()) for part, cuts in measure.holds.items()):
                yield f"The measure “{measure.code}” names a category that its outcome attribute does not have."
            if measure.of and measure.of not in {each.code for each in outcome.measures}:
                yield f"The measure “{measure.code}” is a share of “{measure.of}”, which is no measure."


def _categories_that_nobody_can_stand_in(pathway: Pathway) -> Iterator[str]:
    """A value that its answer does not have would be published as a nought for ever."""
    assert pathway.published is not None
    outcome, events = pathway.published.outcome, pathway.published.events
    wanted: list[tuple[str | None, str | int]] = [
        (column.attribute, value)
        for column in (*pathway.published.columns, *(outcome.parts if outcome else ()))
        for cut in column.cuts
        for value in cut.values
    ]
    wanted += [
        (name, value)
        for event in events
        for kind in event.kinds
        for name, values in kind.where.items()
        for value in values
    ]
    for attribute in pathway.attributes:
        question = pathway.questions.get(attribute.of.field) if isinstance(attribute.of, words.AnswerTo) else None
        if question is not None and question.choices:
            there = {choice.code for choice in question.choices}
            yield from (
                f"A published category wants “{value}” of “{attribute.code}”, which is no answer to that."
                for name, value in wanted
                if name == attribute.code and value not in there
            )


def _published(pathway: Pathway) -> Iterator[tuple[str, set[str]]]:
    """Every published column, counts of events and the choice of who takes part included, with what it hangs on."""
    assert pathway.published is not None
    for column in pathway.published.columns:
        yield column.code, _of_column(pathway, column)
    if pathway.published.outcome:
        parts = pathway.published.outcome.parts
        yield pathway.published.outcome.code, set().union(*(_of_column(pathway, part) for part in parts))
    for count in pathway.published.events:
        kinds = [_of_milestone(pathway, kind.milestone) for kind in count.kinds]
        where = [_of_attribute(pathway, code) for kind in count.kinds for code in kind.where]
        where += [_of_attribute(pathway, kind.by_council) for kind in count.kinds if kind.by_council]
        where += [_of_milestone(pathway, milestone) for milestone in count.changed_by.values()]
        yield f"events:{count.code}", set().union(*kinds, *where)
    yield WHO_TAKES_PART, _sources([*pathway.routes, *pathway.joins])


def _of_column(pathway: Pathway, column: PublishedColumn) -> set[str]:
    found: set[str] = set()
    for code in (column.attribute, *column.rests_on):
        found |= _of_attribute(pathway, code) if code else set()
    for milestone in (*column.reads, *column.reaches):
        found |= _of_milestone(pathway, milestone)
    return found


def _of_attribute(pathway: Pathway, code: str) -> set[str]:
    return _sources([each for each in pathway.attributes if each.code == code])


def _of_milestone(pathway: Pathway, code: str) -> set[str]:
    """What decides whether this milestone is written, beside that the case is there."""
    writers: list[object] = [move for move in pathway.moves if code in move.writes]
    writers += [task for task in pathway.tasks if code in (*task.writes, *task.writes_when_opened)]
    found = _sources([milestone.on for milestone in pathway.milestones if milestone.code == code and milestone.on])
    for writer in writers:
        found |= _sources([getattr(writer, "when", None), getattr(writer, "guards", ())])
    for kind in pathway.facts:
        if any(code in written for written in kind.writes.values()):
            found.add(kind.code)
    return found


def _sources(held: Iterable[object]) -> set[str]:
    sources = [each for one in held for each in inside(one)]
    answers = {each.field for each in sources if isinstance(each, words.AnswerTo)}
    return answers | {each.kind for each in sources if isinstance(each, words.FactOf)}


def _closed(found: set[str], decided_by: Callable[[str], set[str]]) -> set[str]:
    """These answers and facts with all that decides whether they are asked, kept or may be given."""
    reached, waiting = set[str](), list(found)
    while waiting:
        code = waiting.pop()
        if code in reached:
            continue
        reached.add(code)
        waiting += decided_by(code)
    return reached


def _decided_by(pathway: Pathway, code: str) -> set[str]:
    found: set[str] = set()
    if code in pathway.questions:
        found |= _sources([pathway.questions[code].when])
    for topic in pathway.topics.values():
        if any(question.code == code for question in topic.questions):
            found |= _sources([topic.when])
    for move in pathway.moves:
        sets = {each.fact: each for each in inside(move.effects) if isinstance(each, words.SetsFact)}
        if code in sets or (code == "outcome" and (move.outcome or move.outcome_from)):
            found |= _sources([move.when, move.guards]) | {sets[code].from_answer or "" if code in sets else ""}
            found |= {move.outcome_from} if code == "outcome" and move.outcome_from else set()
    for question in pathway.questions.values():
        if question.sets_fact and question.sets_fact.fact == code:
            found.add(question.code)
    return found - {""}
