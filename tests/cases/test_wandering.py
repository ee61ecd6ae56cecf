"""A case of every kind goes wherever chance takes it: no step that its page shows is ever refused as out of place."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from coordination import clock
from coordination.cases.commands.permitting import known_move
from coordination.errors import Invalid
from tests.cases import families, homes
from tests.cases.any_kind import AnyCase, given_to, sent, shown_to
from tests.kinds import ALL, only_in_the_long_run
from workflows import pathways
from workflows.vocabulary import Pathway

STEPS = 12
# What a whole referral says where plain answers would not do.
SAYS = {"cuckooing": homes.answers, "hidden-harm": families.answers}


def wander(case: AnyCase, pathway: Pathway, chance: Random) -> list[str]:
    """Make steps by chance until the case has ended or nothing is left to do; the steps that were made."""
    made: list[str] = []
    ends = {stage.code for stage in pathway.stages if stage.ends}
    held_back: set[tuple[object, str]] = set()
    for turn in range(STEPS):
        open_now = [
            (who, move)
            for who in {each.id: each for each in case.everybody()}.values()
            for move in shown_to(who, case.reference)
            if (who.id, move.code) not in held_back
        ]
        # An end comes late, so that there is a way to go before it.
        going_on = [each for each in open_now if each[1].to not in ends] if turn < STEPS // 2 else open_now
        if not (going_on or open_now):
            break
        who, move = chance.choice(going_on or open_now)
        standing = case.standing(who)
        move = known_move(standing, move.code)
        said = given_to(case, pathway, move, standing, chance.randrange(6))
        try:
            case.move(who, move.code, **said)
        except Invalid:  # a guard or an answer holds it back, with a sentence
            held_back.add((who.id, move.code))
            continue
        except Exception as wrong:
            wrong.add_note(f"after {made}, {move.code} by {sorted(standing.positions)} with {said}")
            raise
        made.append(move.code)
        held_back.clear()
        if case.stage() in ends:
            break
    return made


@pytest.mark.parametrize("code", ALL)
def test_no_step_that_is_shown_is_refused_as_out_of_place(world, request, chance, how_many, figure, code):
    only_in_the_long_run(request, code)
    pathway = pathways.newest(code)
    steps = 0
    with clock.at("2026-03-02T10:00"):
        start = clock.now()
    for turn in range(how_many(1, 30)):
        with clock.at(start + timedelta(days=turn)):
            case = sent(world, pathway, **SAYS.get(code, dict)())
            steps += len(wander(case, pathway, chance))
    assert steps
    figure(f"steps made by chance: {code}", steps)
