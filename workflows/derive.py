"""What follows from a definition: the schema of its referral, a diagram of its way, its code lists, its fingerprint."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from workflows.shapes import LONGEST_LINE, LONGEST_TEXT
from workflows.vocabulary import Pathway, Question, Topic

FORMATS = {"date": "date", "date-time": "date-time", "time": "time", "email": "email"}


def json_schema(pathway: Pathway, on: str = "") -> dict[str, Any]:
    """The JSON Schema of a referral's answers in a form begun on an ISO day.

    It holds what always holds: which answers exist and of what kind, and which are always needed. What depends on
    other answers is checked when the referral is sent, and refused in sentences.
    """
    properties: dict[str, Any] = {}
    required: list[str] = []
    for section in pathway.sections:
        for topic in section.topics:
            properties.update(_of_topic(topic, on))
            required += _always_needed(topic)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:referral:{pathway.code}:{pathway.version}",
        "title": pathway.title,
        "description": pathway.about,
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _of_topic(topic: Topic, on: str) -> dict[str, Any]:
    asked = {question.code: _of_question(question, on) for question in topic.questions if not question.later}
    if topic.repeat is None:
        return asked
    row = {"type": "object", "additionalProperties": False, "properties": asked}
    return {topic.code: {"type": "array", "items": row, "minItems": topic.repeat.least, "maxItems": topic.repeat.most}}


def _always_needed(topic: Topic) -> list[str]:
    if topic.when is not None or topic.repeat is not None:
        return []
    return [each.code for each in topic.questions if each.required != "no" and each.when is None and not each.later]


def _of_question(question: Question, on: str) -> dict[str, Any]:
    said = {"title": question.label, "x-category": question.category}
    described = {"description": question.hint} if question.hint else {}
    return {**said, **described, **_shape(question, on)}


def _shape(question: Question, on: str) -> dict[str, Any]:
    offered = [choice.code for choice in question.offered(on)]
    if question.kind == "choices":
        most = {"maxItems": question.most} if question.most is not None else {}
        return {"type": "array", "uniqueItems": True, "items": {"enum": offered}, **most}
    if question.kind == "number":
        bounds = {"minimum": question.least, "maximum": question.most}
        return {"type": "number", **{name: bound for name, bound in bounds.items() if bound is not None}}
    if offered:
        return {"enum": offered}
    longest = question.max_length or (LONGEST_TEXT if question.kind == "long-text" else LONGEST_LINE)
    form = {"format": FORMATS[question.kind]} if question.kind in FORMATS else {}
    return {"type": "string", "maxLength": longest, **form}


def diagram(pathway: Pathway) -> str:
    """The stages and moves as Mermaid text, one block for each line; moves that stay where they are are left out."""
    starts = dict.fromkeys([pathway.starts_in, *(line.starts_in for line in pathway.lines if line.starts_in)])
    drawn = ["stateDiagram-v2", *(f"    {stage.code} : {_plain(stage.label)}" for stage in pathway.stages)]
    drawn += [f"    [*] --> {stage}" for stage in starts]
    for move in pathway.moves:
        if move.to is not None:
            drawn += [f"    {stage} --> {move.to} : {_plain(move.label)}" for stage in move.from_]
    drawn += [f"    {stage.code} --> [*]" for stage in pathway.stages if stage.ends]
    return "\n".join(drawn) + "\n"


def _plain(label: str) -> str:
    """A label without the signs that Mermaid reads as its own."""
    return label.replace(":", " -").replace(";", ",").replace("#", "")


def dictionary(pathway: Pathway) -> list[dict[str, str]]:
    """Every code with its words, one row each: list, code, label, and where it belongs to something, that."""
    rows = [*_codes("position", pathway.positions), *_codes("category", pathway.categories)]
    rows += [*_codes("stage", pathway.stages), *_codes("move", pathway.moves), *_codes("task", pathway.tasks)]
    rows += [*_codes("outcome", pathway.outcomes), *_codes("milestone", pathway.milestones)]
    rows += _codes("attribute", pathway.attributes)
    for question in pathway.questions.values():
        rows.append({"list": "question", "code": question.code, "label": question.label, "of": question.category})
        for choice in (*question.choices, *(() if question.choices else question.offered())):
            rows.append({"list": "choice", "code": choice.code, "label": choice.label, "of": question.code})
    return rows


def _codes(name: str, words: tuple[Any, ...]) -> Iterator[dict[str, str]]:
    return ({"list": name, "code": word.code, "label": word.label, "of": ""} for word in words)


def summary(pathway: Pathway) -> dict[str, Any]:
    """One line about the pathway for a list: code, version, title, and how much it holds."""
    return {
        "code": pathway.code,
        "version": pathway.version,
        "title": pathway.title,
        "said_as": pathway.said_as,
        "stages": len(pathway.stages),
        "moves": len(pathway.moves),
        "questions": len(pathway.asked_at_referral),
        "fingerprint": fingerprint(pathway),
    }


def fingerprint(pathway: Pathway) -> str:
    """A digest of the whole definition: it changes with any word in it, and with nothing else."""
    return hashlib.sha256(json.dumps(_plain_value(pathway), ensure_ascii=False).encode()).hexdigest()


def _plain_value(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: _plain_value(getattr(value, each.name)) for each in fields(value)}
        return {"word": type(value).__name__, **named}
    if isinstance(value, Mapping):
        return {key: _plain_value(held) for key, held in sorted(value.items())}
    return [_plain_value(held) for held in value] if isinstance(value, tuple) else value
