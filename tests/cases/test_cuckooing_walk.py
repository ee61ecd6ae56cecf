"""Almost every step of the pathway, made through the real commands: the walk takes the step made least often."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import coordination
from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.permitting import with_given
from coordination.errors import Invalid
from tests.answers import plainest
from tests.cases.any_kind import shown_to
from tests.cases.homes import CARE, CGL, POLICE, SAFETY, Home, worried
from workflows import pathways
from workflows.conditions import applies
from workflows.vocabulary import Move

CUCKOOING = pathways.newest("cuckooing")
TENANCY, LAWYERS = "hav-tenancy", "hav-council-lawyers"
TEAMS = {
    "lead": SAFETY, "police": POLICE, "adult-social-care": CARE, "treatment": CGL, "landlord": TENANCY,
    "council-legal": LAWYERS, "panel": POLICE,
}  # fmt: skip
# What a plain answer of its kind would not do: a plan that works, and a child who was there.
SAYS = {
    "made_safe": "yes", "visit_alone": "yes", "visit_result": "completed", "notice_bars": ["visitors"],
    "where_they_live": "temporary", "visit_child": "yes", "help_from": TENANCY, "landlord_team": TENANCY,
    "taken_up_all_the_same": None, "charged_with_cuckooing": None, "offence_on": None, "no_plan_agreed_by": None,
    "step_down_reason": "Seen alone twice, and the locks were changed.",
}  # fmt: skip
# Held back by guards over weeks of visits, led to by a refusal of the court, or asking for a day that a plain answer
# does not have, later than the order's end or still to come: made in test_cuckooing.py, but for the
# lowering to green, which no test makes yet. That safeguarding ends with a death: in test_what_holds_after_the_end.py.
NOT_WALKED = {
    "close", "step_down", "lower_to_amber", "lower_to_green", "record_order_refused", "appeal_allowed", "appeal_failed",
    "extend_order", "record_adjourned", "end_safeguarding_with_death",
}  # fmt: skip
WALKED = {move.code for move in CUCKOOING.moves} - NOT_WALKED
LONGEST = 400


def given_to(home: Home, move: Move, standing: Any, other: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for question in move.asks:
        if question.code in SAYS:
            value = SAYS[question.code]
        elif question.kind == "worker":
            value = home.by(SAFETY).reference
        elif question.kind == "case":
            value = other
        else:
            value = plainest(question, clock.today())
        if value is not None and applies(question, None, with_given(standing, said)):
            said[question.code] = value
    return said


def shown_on(home: Home) -> list[tuple[Move, SignedIn]]:
    """Every step that somebody on the case is shown, with who that is; none once it has ended."""
    if home.stage() in {stage.code for stage in CUCKOOING.stages if stage.ends}:
        return []
    others = ("police", "adult-social-care", "treatment", "landlord", "council-legal")
    people = (home.lead, *(home.by(TEAMS[position]) for position in others), home.sender)
    return [(move, who) for who in people for move in shown_to(who, home.reference)]


def walk(home: Home, made: Counter[str], other: str) -> None:
    """Go on until the case has ended, or nothing new can be done from where it stands."""
    refused: set[str] = set()
    ends = {stage.code for stage in CUCKOOING.stages if stage.ends and stage.line == "main"}
    shown = shown_on(home)
    for _ in range(LONGEST):
        open_now = [each for each in shown if each[0].code not in refused]
        if not open_now:
            return
        move, who = min(open_now, key=lambda each: (made[each[0].code], each[0].to in ends))
        if made[move.code] and not (move.to in ends or made[move.code] < 3):
            refused.add(move.code)
            continue
        try:
            home.move(who, move.code, **given_to(home, move, home.standing(who), other))
        except Invalid:  # a guard holds it back
            refused.add(move.code)
            continue
        made[move.code] += 1
        if move.to:
            refused.clear()
        # a step that was refused has changed nothing, so what is shown is asked again only here
        shown = shown_on(home)


@pytest.fixture(scope="module")
def made(database, world) -> Counter[str]:
    found: Counter[str] = Counter()
    with clock.at("2026-03-02T10:00"):
        start = clock.now()
    for turn in range(12):
        if set(found) >= WALKED:  # a further home would go the same ways again
            break
        with clock.at(start + timedelta(days=turn)):
            lead = world.worker(SAFETY, "triage", "team-lead", name="Ruth Example")
            other = worried(world, lead=lead, uprn=f"88{turn:04d}").taken_up()
            home = worried(
                world, lead=lead, uprn=f"99{turn:04d}", occupier_agrees="disagrees", lawful_basis="crime",
                lawful_basis_reason="Dealers threatened a child.",
            )  # fmt: skip
            walk(home, found, other.reference)
        if home.stage() not in ("closed", "joined", "not_cuckooing", "cancelled", "closed_died"):
            with clock.at(start + timedelta(days=turn + 100)):
                home.wake()
                walk(home, found, other.reference)
    return found


def test_every_step_but_those_named_was_made(made):
    assert set(made) >= WALKED


def test_no_step_needs_the_name_of_a_pathway_in_the_engine():
    root = Path(coordination.__file__).parent
    naming = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "demo" not in path.parts and '"cuckooing"' in path.read_text()
    ]
    assert naming == []
