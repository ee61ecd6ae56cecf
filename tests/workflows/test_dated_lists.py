"""Lists that the law changes: trigger offences and drugs that may be tested for, each entry from its day to its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workflows import dated
from workflows.conditions import faults_in_move
from workflows.pathways import newest
from workflows.phrases import any_positive, drug_results
from workflows.truth import Known, truth
from workflows.vocabulary import answer

TEST = newest("drug-test-on-arrest")


@pytest.fixture
def one_drug_more(tmp_path, monkeypatch):
    """The list of drugs with one more from a day on, and one that no regulations name yet."""
    (tmp_path / "tested-drugs.toml").write_text(
        (dated.HERE / "tested-drugs.toml").read_text()
        + '\n[[row]]\ncode = "ketamine"\nlabel = "Ketamine"\nsince = 2026-10-01\n'
        + '\n[[row]]\ncode = "spice"\nlabel = "Synthetic cannabinoids"\n'
    )
    monkeypatch.setattr(dated, "HERE", tmp_path)
    dated.rows.cache_clear()
    yield
    dated.rows.cache_clear()


def said(code: str, **answers: str) -> list[str]:
    question = TEST.question(code)
    known = Known(answers={"ground": "trigger", **answers}, facts={}, today=date(2026, 11, 18))
    return [sentence for _, sentence in faults_in_move((question,), {code: answers[code]}, known, "2026-11-18")]


@pytest.mark.parametrize("table", ["trigger-offences", "tested-drugs"])
def test_every_entry_holds_from_its_first_day_until_the_day_before_its_last(table):
    rows = dated.rows(table)
    assert len({row.code for row in rows}) == len(rows) > 1
    for row in rows:
        assert row.since is not None and (row.until is None or row.since < row.until), row
        assert dated.listed(table, row.code, row.since)
        assert not dated.listed(table, row.code, row.since - timedelta(days=1))
        if row.until:
            assert dated.listed(table, row.code, row.until - timedelta(days=1))
            assert not dated.listed(table, row.code, row.until)


def test_an_offence_counts_by_the_day_of_the_arrest_and_an_ended_one_is_offered_no_more():
    assert said("trigger_offence", trigger_offence="fraud", arrested_at="2026-11-17T10:00") == []
    assert "no trigger offence on the day" in said(
        "trigger_offence", trigger_offence="fraud", arrested_at="2007-07-31T10:00"
    )[0]  # fmt: skip
    offered = {choice.code for choice in TEST.question("trigger_offence").offered("2026-11-18")}
    assert "theft" in offered and "deception" not in offered
    assert TEST.question("trigger_offence").label_of("deception") == "Obtaining property by deception"


def test_a_drug_is_tested_for_from_the_day_on_which_the_law_names_it(one_drug_more):
    asked = {question.code: question for question in drug_results("tested-drugs", on=answer("at"), category="custody")}
    assert list(asked) == ["cocaine_result", "opiate_result", "ketamine_result"], "what is not in force is not asked"

    def refused(result: str, on: str) -> bool:
        known = Known(answers={"ketamine_result": result, "at": on}, facts={}, today=date(2026, 11, 18))
        return any(truth(check.unless, known) is False for check in asked["ketamine_result"].checks)

    assert refused("positive", "2026-09-30T22:00")
    assert not refused("not-tested", "2026-09-30T22:00")
    assert not refused("positive", "2026-10-01T08:00")
    found = Known(answers={"ketamine_result": "positive"}, facts={}, today=date(2026, 11, 18))
    assert truth(any_positive("tested-drugs"), found) is True


def test_a_list_that_is_not_there_and_a_row_that_says_too_much_are_named(tmp_path, monkeypatch):
    with pytest.raises(LookupError, match="no dated list called spells"):
        dated.rows("spells")
    (tmp_path / "odd.toml").write_text('[[row]]\ncode = "a"\nlabel = "A"\nfrom = 2026-01-01\n')
    monkeypatch.setattr(dated, "HERE", tmp_path)
    with pytest.raises(ValueError, match="says something that no row has: from"):
        dated.rows("odd")
