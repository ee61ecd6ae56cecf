"""What an invented school answers on the hidden-harm form, and what an invented visitor writes down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from coordination.demo.people import MARK, Person

SCHOOL_PHONE = "020 7946 0136"


def hidden_harm(
    person: Person, sent: date, area: str, sender: str, more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A whole set of answers about a family; the rows of a repeated page are a tuple. `more` is what differs here."""
    return {
        "adult_first_name": person.first_name,
        "adult_surname": f"{person.surname} {MARK}",
        "relationship": "parent",
        "first_time": "first-ever",
        "area": area,
        "visit_address": "3 Example Row (example)",
        "children_live_there": "yes",
        "children_area": area,
        "children": (child(f"Pip {person.surname} {MARK}", sent - timedelta(days=1100)),),
        "harm_signs": ["none"],
        "substances": "Alcohol most evenings, as the child tells it.",
        "injecting": "no",
        "substances_summary": "some-effect",
        "medicine_home": "not-known",
        "other_risks": ["isolation"],
        "visit_safely": "no",
        "parent_told": "yes",
        "agreement": "undecided",
        "share_early_help": "yes",
        "share_health_visitor": "yes",
        "consent_date": (sent - timedelta(days=1)).isoformat(),
        "consent_how": "spoken",
        "consent_taken_by": sender,
        "safe_to_message": "yes",
        "interpreter": "no",
        "referrer_name": sender,
        "referrer_team": "Example Primary School (example)",
        "referrer_phone": SCHOOL_PHONE,
        **(more or {}),
    }


def child(name: str, born: date) -> dict[str, Any]:
    """A child who lives there."""
    return {
        "child_is": "born",
        "child_name": name,
        "child_born": born.isoformat(),
        "child_lives": "full",
        "child_moves": "yes",
        "child_services": "none",
    }


def completed_visit(following: date, **more: Any) -> dict[str, Any]:
    """What a visit in which everybody was seen writes down, with the day of the next one."""
    return {
        "visited_by": f"Two workers of the hidden harm team {MARK}",
        "parent_state": "alert",
        "rooms_seen": ["kitchen", "living", "sleeping-place"],
        "storage": "none-at-home",
        "storage_box": "not-needed",
        "within_reach": ["none"],
        "home_basics": ["food", "heat", "smoke-alarm"],
        "naloxone": "has",
        "visit_harm_signs": ["none"],
        "classification": "risk-managed",
        "next_visit_at": f"{following.isoformat()}T10:00",
        "next_visit_how": "announced",
        "visit_children": [{"child_seen": "awake", "child_said": "Showed us a drawing of the cat, and sang."}],
        **more,
    }
