"""An answer that a step asked for is read apart from that step: on the case, in the timeline, on paper. The words over
it say what it is about; “Why?” alone tells nobody anything."""

from __future__ import annotations

import pytest

from workflows import pathways

BARE = {
    "Why?", "Why not?", "Why this?", "When?", "When is it?", "How?", "How many?", "Where?", "Who?", "Who there?",
    "Who leads?", "Who visits?", "To whom?", "Which?", "Which one?", "Which day?", "Which team?", "Which case?",
    "Which duty?", "Since when?", "Until when?", "Was it met?", "The result", "The plan", "Reference",
}  # fmt: skip


@pytest.mark.parametrize("kind", [pathway.code for pathway in pathways.offered()])
def test_no_answer_of_a_step_stands_under_a_bare_word(kind):
    moves = pathways.newest(kind).moves
    assert not [f"{move.code}: {each.code}" for move in moves for each in move.asks if each.over_the_answer in BARE]
