"""Schema, diagram, code lists and fingerprint all come from the one definition."""

import json
from dataclasses import replace

import pytest

from tests.workflows.prison_answers import whole
from workflows.derive import diagram, dictionary, fingerprint, json_schema, summary
from workflows.pathways import PUBLISHED, newest

PATHWAY = newest("prison-release")
SCHEMA = json_schema(PATHWAY, "2026-06-08")


def test_the_schema_knows_every_question_of_the_referral_and_no_other():
    assert set(SCHEMA["properties"]) == {question.code for question in PATHWAY.asked_at_referral}
    assert SCHEMA["additionalProperties"] is False


def test_the_schema_takes_a_whole_referral():
    answers = whole()
    assert set(SCHEMA["required"]) <= set(answers)
    for field, value in answers.items():
        shape = SCHEMA["properties"][field]
        if "enum" in shape:
            assert value in shape["enum"], field
        elif shape["type"] == "array":
            assert set(value) <= set(shape["items"]["enum"]), field
        else:
            assert len(value) <= shape["maxLength"], field


def test_a_choice_that_has_ended_leaves_the_schema():
    assert "post-sentence-supervision" not in SCHEMA["properties"]["sentence_type"]["enum"]
    before = json_schema(PATHWAY, "2025-06-02")
    assert "post-sentence-supervision" in before["properties"]["sentence_type"]["enum"]


@pytest.mark.parametrize("pathway", PUBLISHED, ids=lambda each: each.code)
def test_the_diagram_draws_every_stage_and_every_move_between_two(pathway):
    drawn = diagram(pathway).splitlines()
    assert drawn[0] == "stateDiagram-v2"
    arrows = [line for line in drawn if "-->" in line and "[*]" not in line]
    assert len(arrows) == sum(len(move.from_) for move in pathway.moves if move.to)
    assert all(any(line.strip().startswith(f"{stage.code} : ") for line in drawn) for stage in pathway.stages)


@pytest.mark.parametrize("pathway", PUBLISHED, ids=lambda each: each.code)
def test_the_code_lists_hold_every_choice_once(pathway):
    rows = [(row["list"], row["of"], row["code"]) for row in dictionary(pathway)]
    assert len(rows) == len(set(rows))
    asked = {question.code for question in pathway.questions.values() if question.kind == "yes-no-unknown"}
    assert asked and {("choice", code, "dont-know") for code in asked} <= set(rows)
    assert all(row["label"] for row in dictionary(pathway))


def test_the_code_lists_hold_the_answers_that_come_with_a_kind_of_question():
    assert ("choice", "naloxone", "dont-know") in {(row["list"], row["of"], row["code"]) for row in dictionary(PATHWAY)}


def test_the_fingerprint_changes_with_any_word_and_stays_otherwise():
    assert fingerprint(PATHWAY) == fingerprint(replace(PATHWAY))
    assert fingerprint(PATHWAY) != fingerprint(replace(PATHWAY, title="Something else"))
    first = replace(PATHWAY.moves[0], done="Another word.")
    assert fingerprint(PATHWAY) != fingerprint(replace(PATHWAY, moves=(first, *PATHWAY.moves[1:])))


def test_the_summary_is_plain_json_with_code_version_and_title():
    line = json.loads(json.dumps(summary(PATHWAY)))
    assert (line["code"], line["version"], line["title"]) == ("prison-release", 1, "Prison release")
