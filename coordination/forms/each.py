"""Questions that a move asks of each of several people: one field for every person and question, and the rows again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from workflows.truth import Known, rows_of, truth
from workflows.vocabulary import Move, Pathway, Question, Topic

BETWEEN = "__"


def asked_of_each(pathway: Pathway, move: Move, known: Known) -> tuple[Question, ...]:
    """The questions of the topics that the move fills, each under the name of the person whom it is about.

    What may hang on an answer of the same page is drawn and not insisted on: the command knows whether it applies.
    """
    return tuple(question for code in move.fills for question in _of_topic(pathway, code, known))


def in_rows(given: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as conditions read them: those of each person as rows under the code of their topic."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        topic, _, rest = name.partition(BETWEEN)
        place, _, code = rest.partition(BETWEEN)
        if not code:
            found[name] = value
            continue
        rows = found.setdefault(topic, [])
        rows += [{} for _ in range(int(place) + 1 - len(rows))]
        rows[int(place)][code] = value
    return found


def field_name(said_of: str) -> str:
    """The field of a sentence about TOPIC.ROW.QUESTION; any other as it is."""
    return said_of.replace(".", BETWEEN)


def name_in(topic: Topic, row: Mapping[str, Any]) -> str:
    """The name that somebody goes by in their row, empty where none was given: a child who is not born yet."""
    names = (str(row[each.code]) for each in topic.questions if each.kind == "person-name" and row.get(each.code))
    return next(names, "")


def _of_topic(pathway: Pathway, code: str, known: Known) -> Iterator[Question]:
    topic = pathway.topics[code]
    assert topic.repeat is not None
    assert topic.repeat.of is not None
    about = pathway.topics[topic.repeat.of]
    for place, row in enumerate(rows_of(known, (about.code,))):
        named = name_in(about, (known.answers.get(about.code) or [])[place])
        name = named or f"{topic.repeat.label.capitalize()} {place + 1}"
        # what was seen of somebody on an earlier visit decides nothing on this one
        fresh = replace(row, answers={**row.answers, **{each.code: None for each in topic.questions}})
        for question in topic.questions:
            applies = question.when is None or truth(question.when, fresh)
            if applies is not False:
                yield replace(
                    question,
                    code=BETWEEN.join((code, str(place), question.code)),
                    label=f"{name}: {question.label}",
                    when=None,
                    required=question.required if applies else "no",
                    missing=question.missing and f"{name}: {question.missing}",
                )
