"""Walking every way through a pathway: somebody holds it, a clock runs, and an end can be reached."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import vocabulary as words
from workflows.checks.way import leads_to_an_end, reachable
from workflows.pathways import PUBLISHED, newest
from workflows.wordwalk import every

LONGEST_WALK = 60
IDS = [f"{each.code}-{each.version}" for each in PUBLISHED]
PATHWAY = newest("prison-release")


@pytest.mark.parametrize("pathway", PUBLISHED, ids=IDS)
def test_every_stage_is_reached_held_and_timed(pathway):
    assert reachable(pathway) == {stage.code for stage in pathway.stages} == leads_to_an_end(pathway)
    for stage in pathway.stages:
        assert stage.ends or (pathway.position(stage.owner) and pathway.clock(stage.clock))


@pytest.mark.parametrize("pathway", PUBLISHED, ids=IDS)
@given(steps=st.lists(st.integers(0, 10**6), max_size=LONGEST_WALK))
def test_wherever_a_walk_has_led_an_end_is_still_open(pathway, steps):
    stage, ending = pathway.starts_in, leads_to_an_end(pathway)
    for step in steps:
        moves = pathway.moves_from(stage)
        stage = moves[step % len(moves)].to or stage if moves else stage
        assert stage in ending


@pytest.mark.parametrize("pathway", PUBLISHED, ids=IDS)
def test_somebody_in_the_stage_that_waits_can_move_it(pathway):
    for stage in pathway.stages:
        if not stage.ends:
            able = {position for move in pathway.moves_from(stage.code) if move.to for position in move.by}
            assert stage.owner in able, stage.code


def test_every_decision_of_the_point_of_contact_can_be_given_and_says_whose_no_it_is():
    answers = PATHWAY.hand_over("referral").answers
    whose = {reply: PATHWAY.move(code).whose_no for reply, code in answers.items()}
    assert whose == {
        "accepted": None, "accepted-recovery-support": None, "more-information": None, "redirected": "area",
        "declined-no-need": "need", "declined-under-18": "age", "duplicate": "record", "person-declined": "person",
        "withdrawn": "record",
    }  # fmt: skip


def test_a_case_passed_on_stays_open_until_the_other_area_says_yes():
    ways = {move.code: move.to for move in PATHWAY.moves_from("redirected")}
    assert ways["other_area_accepts"] == "accepted"
    assert ways["other_area_declines"] == "submitted"
    assert ways["taken_on_elsewhere"] == "closed_elsewhere"
    assert "decide" not in PATHWAY.move("redirect").stops, "the first deadline goes on running"


def test_the_first_sender_hears_of_every_end():
    told = {
        move.to
        for move in PATHWAY.moves
        if list(every(move.effects, words.TellsFirstSender))
        or any("referrer" in each.positions for each in every(move.effects, words.Tells))
    }
    ends = {stage.code for stage in PATHWAY.stages if stage.ends and stage.line == "main"}
    assert ends - told <= {"closed_died"}


def test_a_death_silences_everything_from_every_open_stage():
    open_stages = {stage.code for stage in PATHWAY.stages if not stage.ends and stage.line == "main"}
    move = PATHWAY.move("record_death")
    assert set(move.from_) == open_stages
    assert next(every(move.effects, words.SilencesMessages)).hides_name
    assert set(next(every(move.effects, words.CancelsAppointments)).kinds) == {
        kind.code for kind in PATHWAY.appointments
    }
    assert PATHWAY.task("death-review").position == "death-review"
    assert "death-review" in move.opens


def test_a_return_to_prison_opens_the_next_release_as_a_linked_case():
    for code, outcome in (
        ("record_recall", "recalled_before_start"),
        ("record_new_custody", "new_custody_before_start"),
        ("record_return_after_start", "structured_start"),
    ):
        move = PATHWAY.move(code)
        assert move.outcome == outcome
        assert next(every(move.effects, words.StartsLinkedSpell)).starts_in == "accepted"
        assert "returned-to-custody" in move.writes


def test_withdrawing_keeps_naloxone_and_advice_recordable_and_ends_sharing():
    move = PATHWAY.move("withdraw")
    assert {"withdrawal_naloxone", "withdrawal_advice"} <= {question.code for question in move.asks}
    assert "harm-reduction" in move.opens
    assert next(every(move.effects, words.EndsGrants)).resting_on == "consent"


def test_missing_three_appointments_leads_to_a_decision_and_never_to_a_closed_case():
    kind = next(each for each in PATHWAY.appointments if each.code == "treatment")
    assert [step.number for step in kind.missed] == [1, 2, 3]
    assert kind.missed[-1].opens == ("missed-decide",)
    assert all(not outcome.moves for outcome in kind.outcomes if outcome.missed)


def test_every_number_marked_as_unconfirmed_can_be_set():
    named = {clock.setting for clock in PATHWAY.clocks} - {None}
    assert named <= {setting.code for setting in PATHWAY.settings}
    assert {setting.mark for setting in PATHWAY.settings} <= {"K", "I", None}
    assert all(setting.mark or setting.source for setting in PATHWAY.settings)
    for clock in PATHWAY.clocks:
        if clock.setting:
            assert PATHWAY.setting(clock.setting).default == clock.length, clock.code


def test_all_fifteen_outcomes_can_be_given():
    from workflows.measures.prison_outcomes import OUTCOMES

    given = {move.outcome for move in PATHWAY.moves} | {
        choice.code
        for move in PATHWAY.moves
        if move.outcome_from
        for choice in PATHWAY.question(move.outcome_from).choices
    }
    assert given - {None} == set(OUTCOMES)
