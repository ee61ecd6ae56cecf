"""The command that writes the board's report into a file, with its data beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from coordination import cli, clock, db
from coordination.statistics import reading as frozen
from tests.outcomes.conftest import Scene
from workflows.measures.periods import last_ended

Run = Callable[..., int]


@pytest.fixture
def run(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """`run(*words)` is the command, told where the databases are as where PostgreSQL is run by others."""
    for name, role in (
        ("DATABASE_URL", "app"),
        ("COORDINATION_OWNER_URL", "owner"),
        ("STATISTICS_DATABASE_URL", "statistics"),
    ):
        monkeypatch.setenv(name, scene.database.url(role))
    monkeypatch.setenv("COORDINATION_SECRET", "example")
    yield lambda *words: cli.main(["report", "--partnership", "havering", *map(str, words)])
    frozen.connect(None)
    db.connect(scene.database.url("app"))


def test_it_writes_the_last_quarter_that_is_over_and_its_data_beside_it(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "report.pdf") == 0
    first = PdfReader(tmp_path / "report.pdf").pages[0].extract_text()
    assert last_ended(clock.today(), "quarterly").words in " ".join(first.split())
    with zipfile.ZipFile(tmp_path / "report.zip") as data:
        assert {"datapackage.json", "measures.csv", "plan.csv"} <= set(data.namelist())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--quarter", "2099-00-Q1", "report.pdf"), "Give a quarter that is over"),
        (("--quarter", "rubbish", "report.pdf"), "Give a quarter that is over"),
        (("--partnership", "nowhere", "report.pdf"), "There is no partnership “nowhere”."),
        (("report.zip",), "Name the PDF"),
        (("not-there/report.pdf",), "cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_is_written(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    assert run(*words[:-1], tmp_path / words[-1]) != 0
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
