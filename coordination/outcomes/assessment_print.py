"""A round of the self-assessment on paper: each statement with its rating, what shows it, and its action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from coordination.forms.printing import Printed, filled_print
from coordination.outcomes.queries.assessment import Rated, Round
from workflows.dates_in_words import in_full, moment_in_full
from workflows.delivery_plan import Action
from workflows.local_time import day_of

NOT_RATED = "Not rated"


def print_round(found: Round, partnership: str, actions: Mapping[str, Action], at: datetime) -> bytes:
    """The round as PDF, as it stands at this moment."""
    sections = [
        Printed(
            area.title,
            [(each.say, list(_said(found.ratings.get(each.code), actions.get(each.code)))) for each in area.statements],
        )
        for area in found.areas
    ]
    title = f"Self-assessment of continuity of care, round {found.number}"
    return filled_print(title, _about(found, partnership, at), sections)


def _about(found: Round, partnership: str, at: datetime) -> list[str]:
    opened = f"Opened by {found.opened_by} on {in_full(day_of(found.opened_at))}."
    if found.closed_at is not None:
        stands = f"Closed on {in_full(day_of(found.closed_at))}: nothing in it changes any more."
    else:
        stands = f"Still open, to be rated by {in_full(found.due_on)}. As it stood at {moment_in_full(at)}."
    counted = [f"{words}: {count}" for words, _, count in found.counts]
    if found.unrated:
        counted.append(f"{NOT_RATED}: {found.unrated}")
    return [partnership, f"{opened} {stands}", f"{'; '.join(counted)}."]


def _said(rated: Rated | None, action: Action | None) -> Iterator[tuple[str, str]]:
    if rated is None:
        yield "Rating", NOT_RATED
        return
    yield "Rating", rated.words
    for label, text in (
        ("What shows it", rated.evidence), ("What works well", rated.works), ("What is missing", rated.gap),
    ):  # fmt: skip
        if text:
            yield label, text
    if action is not None:
        yield (
            "In the delivery plan",
            f"{action.what} {action.lead}" + (f", by {in_full(action.due)}." if action.due else "."),
        )
    yield "Rated by", f"{rated.by}, {rated.agency}, {moment_in_full(rated.at)}"
