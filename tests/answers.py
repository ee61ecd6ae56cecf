"""Answers that a referral can be sent with: made from the definition, so that they follow it when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from workflows.conditions import asked, faults_in
from workflows.vocabulary import Pathway, Question
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()


def complete(pathway: Pathway, today: date, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A whole set of answers around those given: everything that then has to be answered is, in the plainest way."""
    answers: dict[str, Any] = dict(given or {})
    for _ in range(20):
        missing = [
            question
            for question in asked(pathway, answers, today, calendar=CALENDAR)
            if question.required != "no" and question.code not in answers
        ]
        if not missing:
            break
        for question in missing:
            answers[question.code] = plainest(question, today)
    left = faults_in(answers, pathway, today, calendar=CALENDAR)
    assert not left, f"These answers cannot be sent: {left}"
    return answers


def plainest(question: Question, today: date) -> Any:
    """An answer that its kind takes."""
    offered = [choice.code for choice in question.offered(today.isoformat())]
    by_kind: dict[str, Any] = {
        "person-name": "Example",
        "date": (today - timedelta(days=100)).isoformat(),
        "date-time": (today - timedelta(days=1)).isoformat() + "T10:00",
        "time": "10:00",
        "number": question.least or 1,
        "phone": "020 7946 0000",
        "email": "referrer@prison.example",
        "outward-code": "RM1",
        "nhs-number": "9990000018",
        "prison-number": "Z9001TX",
    }
    if question.kind == "choices":
        return offered[-1:] if "none" in offered[-1] else offered[:1]
    if question.kind == "yes-no" or question.kind == "yes-no-unknown":
        return "no"
    if offered:
        return offered[0]
    return by_kind.get(question.kind, "Written for a test (example)")
