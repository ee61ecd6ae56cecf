"""Choosing who reads something: the questions of a page, out of those on the case whom the page names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.fields.choices import SelectChoice

from coordination.web.fields import Choice, ChoiceField, ManyChoicesField, SelectField


@dataclass(frozen=True)
class Offered:
    """Whom a page offers. Agencies and kinds of information by code, people by reference, each with its words.

    `everyone` says who is meant by everyone; `teams` are the asker's own here, in words, or nothing.
    """

    everyone: str
    agency: str
    teams: str
    agencies: Mapping[str, str]
    people: Mapping[str, str]
    categories: Mapping[str, str]


def readers_fields(offered: Offered) -> dict[str, Any]:
    """The fields `audience`, `agencies`, `workers` and `category`; those with nothing to choose are left out."""
    made: dict[str, Any] = {"audience": ChoiceField("Who reads it", choices=audiences(offered))}
    if offered.agencies:
        made["agencies"] = ManyChoicesField("Which agencies", choices=_choices(offered.agencies))
    if offered.people:
        made["workers"] = ManyChoicesField("Which people", choices=_choices(offered.people))
    if len(offered.categories) > 1:
        made["category"] = SelectField(
            "Kind of information",
            choices=_choices(offered.categories),
            hint="Only readers who may see this kind of information on the case will see it.",
        )
    return made


def audiences(offered: Offered) -> list[Choice]:
    """The audiences that can be chosen, each with the words that say who is in it."""
    found = [Choice("everyone", "Everyone on the case", hint=offered.everyone)]
    if offered.agencies:
        hint = "Those you choose and yours, and nobody who joins later."
        found.append(Choice("agencies", "Chosen agencies", hint=hint, reveals="agencies"))
    found.append(Choice("agency", "My agency", hint=f"{offered.agency} alone."))
    if offered.teams:
        found.append(Choice("team", "My team", hint=f"{offered.teams} alone."))
    if offered.people:
        found.append(Choice("workers", "Named people", hint="Those you name and you.", reveals="workers"))
    return found


def _choices(words: Mapping[str, str]) -> Sequence[SelectChoice]:
    return [SelectChoice(code, label) for code, label in words.items()]
