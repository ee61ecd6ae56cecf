"""What invented workers answer on the forms of the smaller kinds of referral."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from coordination.demo.people import MARK, Person
from workflows.conditions import asked
from workflows.local_time import LONDON
from workflows.vocabulary import Pathway, Question
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
PHONE = "020 7946 0114"
NUMBER = f"X 0001 {MARK}"
WRITTEN = f"Written for the demonstration {MARK}."


def answers_of(
    pathway: Pathway, person: Person, sent: datetime, borough: str, sender: str, more: Mapping[str, Any]
) -> dict[str, Any]:
    """A whole set of answers: what every kind asks of the person, what is particular here, and plain ones beside."""
    here = sent.astimezone(LONDON)
    said = {**_about(person, here.date(), borough, sender), **more}
    asked_at_all = {question.code for question in pathway.asked_at_referral}
    given = {code: value for code, value in said.items() if code in asked_at_all}
    while True:
        missing = [
            question
            for question in asked(pathway, given, here.date(), calendar=CALENDAR)
            if question.required != "no" and question.code not in given
        ]
        if not missing:
            return given
        given |= {question.code: _plain(question, here) for question in missing}


def _about(person: Person, on: date, borough: str, sender: str) -> dict[str, Any]:
    return {
        "first_name": person.first_name,
        "surname": f"{person.surname} {MARK}",
        "known_as": person.name,
        "child_name": f"{person.first_name} {person.surname} {MARK}",
        "date_of_birth": person.born(on).isoformat(),
        "nhs_number": person.nhs_number,
        "area": borough,
        "home_address": f"{1 + person.number % 60} Example Row {MARK}",
        "contact_phone": person.phone,
        "safe_to_message": "yes",
        "interpreter": "no",
        "consent_referral": "yes",
        "consent_date": on.isoformat(),
        "consent_how": "spoken",
        "consent_taken_by": sender,
        "consent_contact": "yes",
        "consent_given": "verbal",
        "referrer_name": sender,
        "referrer_team": f"A team of the partnership {MARK}",
        "referrer_phone": PHONE,
    }


def _plain(question: Question, here: datetime) -> Any:
    """An answer that its kind takes: the last choice where that is “none”, else the first."""
    offered = [choice.code for choice in question.offered(here.date().isoformat())]
    if question.kind == "choices":
        return [offered[-1]] if offered[-1].startswith(("none", "no", "neither")) else [offered[0]]
    if question.kind in ("yes-no", "yes-no-unknown"):
        return "no"
    if offered:
        return offered[0]
    day = here.date() - timedelta(days=3)
    by_kind = {
        "date": day.isoformat(),
        "date-time": f"{day.isoformat()}T10:00",
        "number": question.least or 1,
        "person-name": f"Ines Marlowe-Quill {MARK}",
        "phone": PHONE,
    }
    short = question.max_length is not None and question.max_length < len(WRITTEN)
    return by_kind.get(question.kind, NUMBER if short else WRITTEN)
