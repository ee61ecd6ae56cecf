"""An answer as a person reads it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from workflows.dates_in_words import in_full, of_the_clock
from workflows.local_time import LONDON
from workflows.vocabulary import Question


def in_words(question: Question, value: Any) -> str:
    """The answer in the words of the form; empty where none was given."""
    if value in (None, "", [], ()):
        return ""
    try:
        match question.kind:
            case "date":
                return in_full(date.fromisoformat(value))
            case "date-time":
                moment = datetime.fromisoformat(value)
                here = moment.astimezone(LONDON) if moment.tzinfo else moment
                return f"{in_full(here.date())} at {of_the_clock(here.time())}"
            case "time":
                return of_the_clock(time.fromisoformat(value))
            case "choices":
                return "\n".join(question.label_of(each) for each in value)
            case "number":
                return f"{value:,} {question.unit}".strip()
            case "nhs-number":
                return f"{value[:3]} {value[3:6]} {value[6:]}"
    except (TypeError, ValueError):
        return str(value)
    return question.label_of(value) if isinstance(value, str) else str(value)
