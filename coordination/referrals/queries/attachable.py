"""What may be attached to a draft, and for whom: by the pathway's grid, before there is a case."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.cases.queries.audiences import AGENCIES, AGENCY, EVERYONE, TEAM
from coordination.referrals.queries.written import Writing
from workflows.grid import grant
from workflows.vocabulary import Pathway

# as whom a sender takes part in the case that a referral opens
SENDER = "referrer"
AUDIENCES = {
    EVERYONE: ("Everyone on the case", "Those who receive it, and whoever joins later."),
    AGENCIES: ("Those who receive it and my agency", "Nobody who joins later."),
    AGENCY: ("My agency", "Nobody else, also not those who receive it."),
    TEAM: ("My team", "Nobody else in your agency."),
}


def categories_of(pathway: Pathway) -> Mapping[str, str]:
    """The kinds of information that a sender both writes and reads, core first, each with its words."""
    may = grant(pathway, SENDER)
    mine = [each for each in pathway.categories if each.code in may["writes"] and each.code in may["reads"]]
    return {each.code: each.label for each in sorted(mine, key=lambda each: each.code != "core")}


def audiences_of(draft: Writing) -> Mapping[str, tuple[str, str]]:
    """The audiences that can be chosen before it is known who takes part, each with its words."""
    return {code: words for code, words in AUDIENCES.items() if code != TEAM or draft.team_id is not None}
