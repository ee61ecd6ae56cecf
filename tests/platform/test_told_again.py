"""A run that ends red is told again where few stories failed, and stays red for everything else."""

import json

import pytest

from tests import told_again

ONCE = """
def test_fails_beside_others():
    assert {passes}
"""


@pytest.fixture
def ended_red(tmp_path, monkeypatch):
    """A checkout in which these stories failed."""

    def ended(stories, passes="True"):
        (tmp_path / "test_once.py").write_text(ONCE.format(passes=passes))
        kept = tmp_path / ".pytest_cache" / "v" / "cache" / "lastfailed"
        kept.parent.mkdir(parents=True)
        kept.write_text(json.dumps(dict.fromkeys(stories, True)))
        monkeypatch.setattr(told_again, "CHECKOUT", tmp_path)
        monkeypatch.setattr(told_again, "FAILED", kept)

    return ended


def test_what_passes_alone_is_named_as_unsteady(ended_red, capfd):
    ended_red(["test_once.py::test_fails_beside_others"])
    assert told_again.main(pytest.ExitCode.TESTS_FAILED) == 0
    assert "UNSTEADY, to be looked at: test_once.py::test_fails_beside_others" in capfd.readouterr().out


def test_what_is_broken_fails_again(ended_red):
    ended_red(["test_once.py::test_fails_beside_others"], passes="False")
    assert told_again.main(pytest.ExitCode.TESTS_FAILED) == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("status", [pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR])
def test_a_run_that_did_not_end_is_red(ended_red, status):
    ended_red(["test_once.py::test_fails_beside_others"])
    assert told_again.main(status) == status


def test_more_than_a_few_are_no_coincidence(ended_red):
    ended_red([f"test_once.py::{number}" for number in range(told_again.MOST + 1)])
    assert told_again.main(pytest.ExitCode.TESTS_FAILED) == pytest.ExitCode.TESTS_FAILED
