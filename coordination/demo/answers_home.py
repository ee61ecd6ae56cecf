"""What an invented housing officer answers about a home that others may have taken over."""

from __future__ import annotations

from datetime import date
from typing import Any

from coordination.demo.people import Person

PHONE = "020 7946 0112"


def about_a_home(person: Person, sent: date, borough: str, number: int, sender: str, agency: str) -> dict[str, Any]:
    """A whole set of answers, sent on this day, with the signs of an amber home. No such street exists."""
    return {
        "immediate_danger": "no",
        "borough": borough,
        "unit": f"Flat {1 + number % 9}",
        "house_number": str(number),
        "street": "Larkspur Court (example)",
        "postcode": "RM99 1AA" if borough == "havering" else "E99 1AA",
        "uprn": f"9990{number:04d}",
        "tenure": "council",
        "occupier_name": person.name,
        "occupier_born": person.born(sent).isoformat(),
        "known_to_treatment": "dont-know",
        "last_seen": sent.isoformat(),
        "occupier_agrees": "not-safe",
        "children_there": "no",
        "safe_to_call": "dont-know",
        "safe_to_text": "no",
        "safe_to_message": "no",
        "property_signs": ["P1", "P2", "P4", "P6"],
        "control_signs": ["C1", "C4", "C7"],
        "vulnerability_signs": ["V1", "V2", "V5", "V7"],
        "uses_of_home": ["deal"],
        "what_happened": "Callers at night for three weeks. The occupier no longer opens the door alone.",
        "urgency": "this-week",
        "hazards": ["not-alone"],
        "lawful_basis": "safeguarding-adult",
        "source": "worker",
        "referrer_name": sender,
        "referrer_role": "Housing officer",
        "referrer_team": agency,
        "referrer_phone": PHONE,
        "not_to_be_named": "yes",
    }
