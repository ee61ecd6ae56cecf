"""How near the day is that a case turns on, as a reason to look at it early."""

from __future__ import annotations

from datetime import date

from coordination.web.filters import plural
from workflows import pathways
from workflows.vocabulary import PanelRule

# the code of this reason: a day may move, and then what it says is another
NEAR = "near"


def weight_of(rule: PanelRule, key_date: date, on: date) -> int:
    """What it weighs that the day is so near on the day of a meeting; 0 for a day that is far."""
    days = (key_date - on).days
    return next((weight for within, weight in rule.near if days <= within), 0)


def in_words(rule: PanelRule, key_date: date, on: date) -> str:
    """How many days lie between the meeting and the day."""
    days = (key_date - on).days
    if days < 0:
        return f"{plural(-days, 'day')} after {rule.near_to} on the day of the meeting"
    return f"{rule.near_to} on the day of the meeting" if days == 0 else f"{plural(days, 'day')} to {rule.near_to}"


def near_in_words(pathway: str, key_date: date | None, on: date) -> str:
    """The same for a case of this pathway; empty where no day is known or the pathway does not weigh it."""
    rule = next(iter(pathways.newest(pathway).panels), None)
    return in_words(rule, key_date, on) if rule is not None and rule.near and key_date is not None else ""
