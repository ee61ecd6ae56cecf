"""Each smaller kind is whole: every field, state, move, deadline, outcome and count of its block is defined."""

from __future__ import annotations

import pytest

from tests.workflows import blocks, blocks_of_justice
from workflows.pathways import newest, offered
from workflows.vocabulary import Clock, Count, Pathway

BLOCKS = {**blocks.BLOCKS, **blocks_of_justice.BLOCKS}


def length_of(clock: Clock) -> str:
    before = f" before {clock.latest.origin}" if clock.latest else ""
    return f"{clock.length} {clock.unit}{before}"


def counted_of(count: Count) -> str:
    said = count.milestone if count.reaches is None else f"{count.milestone} to {count.reaches}"
    if count.within_working_days is not None:
        return f"{said} in {count.within_working_days} working days"
    return said if count.within_days is None else f"{said} in {count.within_days} days"


def with_its_setting(pathway: Pathway, clock: Clock) -> list[tuple[str | None, int]]:
    """The setting that each length of a clock can be changed by, and that length."""
    return [(clock.setting, clock.length), *((each.setting, each.length) for each in clock.shorter)]


def test_every_smaller_kind_has_its_block():
    assert set(BLOCKS) == {pathway.code for pathway in offered()} - {
        "prison-release",
        "cuckooing",
        "hidden-harm",
        "nrm",
    }


@pytest.mark.parametrize("code", BLOCKS)
def test_the_definition_holds_the_whole_block(code):
    pathway, block = newest(code), BLOCKS[code]
    asked = set(pathway.questions)
    missing = {words: set(codes.split()) - asked for words, codes in block.fields.items()}
    assert {words: codes for words, codes in missing.items() if codes} == {}
    stages = [stage.code for stage in pathway.stages]
    own = block.stages.split()
    assert [stage for stage in stages if stage in own] == own
    assert set(block.moves.split()) - {move.code for move in pathway.moves} == set()
    assert {code: length_of(pathway.clock(code)) for code in block.deadlines} == block.deadlines
    for clock, said in block.shorter.items():
        assert ", ".join(f"{each.length} {each.unit or pathway.clock(clock).unit}"
                         for each in pathway.clock(clock).shorter) == said  # fmt: skip
    assert {outcome.code for outcome in pathway.outcomes} == set(block.outcomes.split())
    assert {count.code: counted_of(count) for count in pathway.counts} == block.counts
    assert {each: pathway.setting(f"{code}.{each}").default for each in block.settings} == block.settings


@pytest.mark.parametrize("code", BLOCKS)
def test_what_the_block_leaves_open_is_a_setting(code):
    pathway = newest(code)
    for clock in pathway.clocks:
        if clock.code != "review-urgent":  # its length is a day that somebody named
            for setting, length in with_its_setting(pathway, clock):
                assert setting and pathway.setting(setting).default == length, clock.code
    assert [each.code for each in pathway.settings if not (each.mark or each.source)] == []


def test_the_values_of_orders_and_requirements_are_those_agreed():
    pathway = newest("sentence-requirement")
    for code, values in blocks_of_justice.VALUES.items():
        assert [choice.code for choice in pathway.question(code).choices] == values.split(), code
    assert {pathway.question(f"{each}_end").choices for each in ("drr", "atr", "mhtr", "aamr")} == {
        pathway.question("drr_end").choices
    }
