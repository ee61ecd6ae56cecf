"""An answer in its three shapes: as a field holds it, as it is kept and as conditions read it, and as it was typed."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, time
from typing import Any
from unicodedata import category

from werkzeug.datastructures import MultiDict

from coordination.web.fields import Asked
from coordination.web.fields.asked import tidy
from workflows.vocabulary import Question

AsTyped = dict[str, list[str]]
# Stands for signs that the database cannot take. It is a control sign too, so the question still asks for a correction.
UNKEEPABLE = "\x01"


def kept(value: Any) -> Any:
    """A field's value as it is kept: text, a number, a list of text, or None where nothing was given."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return None if value in ("", [], ()) else value


def read(question: Question, value: Any) -> Any:
    """A kept value as the question's field holds it; None when it does not fit the question any more."""
    try:
        match question.kind:
            case "date":
                return date.fromisoformat(value)
            case "date-time":
                return datetime.fromisoformat(value)
            case "time":
                return time.fromisoformat(value)
            case "choices":
                return list(value or [])
    except (TypeError, ValueError):
        return None
    return value


def typed(field: Asked) -> AsTyped | None:
    """What stands in the boxes of this field, by the names it is sent under; None when nothing does.

    The same for a field that was drawn from what is kept and for one that came back unchanged.
    """
    if field.draws_as in ("date", "date_time"):
        parts = field.typed
        boxes = {name: [parts.get(part, "")] for part, name in zip(field.parts, field.input_names(), strict=True)}
    elif field.draws_as == "checkboxes":
        boxes = {field.name: sorted({each for each in (field.raw_data or field.data or []) if each})}
    elif field.draws_as in ("radios", "select"):
        boxes = {field.name: [(field.raw_data or [field.data or ""])[0]]}
    else:
        boxes = {field.name: [field.typed]}
    found = {name: [_keepable(each) for each in each_box if each] for name, each_box in boxes.items()}
    return {name: values for name, values in found.items() if values} or None


def type_again(field: Asked, as_typed: AsTyped) -> None:
    """Put what was typed back into the field, with the sentence that says what is wrong with it."""
    field.process(MultiDict([(name, each) for name, values in as_typed.items() for each in values]))


def mark(as_typed: AsTyped | None) -> str:
    """A short mark that is the same for the same boxes, so that a page can say what it was drawn from."""
    return hashlib.sha256(json.dumps(as_typed, sort_keys=True).encode()).hexdigest()[:12] if as_typed else "-"


def _keepable(text: str) -> str:
    text = tidy(text)
    return "".join(UNKEEPABLE if sign == "\x00" or category(sign) == "Cs" else sign for sign in text)
