"""`coordination audit verify`, and the signer as the process that it is."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.proof.checkpoints import from_line, is_signed
from coordination.audit.proof.sealing import make_checkpoint
from coordination.audit.proof.signing import Signer, SignerRefused
from coordination.cli import main
from tests.attacks import scene as scenes
from tests.conftest import Database
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def sealed(database: Database, signer: Path) -> Path:
    """The scene, sealed once by the signer; gives the data folder."""
    scenes.build(database.url("owner"))
    assert seal(database, signer)
    return signer


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A signer process and its data folder, which lies too deep for a socket's path."""
    folder = tmp_path_factory.mktemp("data") / ("deep" * 25)
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "coordination.audit.signer"],
        env={"DATA_DIR": str(folder), "PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd())},
    )
    try:
        until = time.monotonic() + PATIENCE
        while not (folder / "signer" / "socket").exists() and time.monotonic() < until:
            time.sleep(0.02)
        yield folder
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def seal(database: Database, folder: Path) -> bool:
    engine = create_engine(database.url("worker").replace("postgresql://", "postgresql+psycopg://"))
    try:
        with Session(engine) as session, session.begin():
            return make_checkpoint(session, clock.now(), Signer(folder)) is not None
    finally:
        engine.dispose()


def verify(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *words: str) -> int:
    monkeypatch.setenv("DATABASE_URL", database.url("backup"))
    monkeypatch.setenv("COORDINATION_SECRET", "not used by this command")
    return main(["audit", "verify", *words, "--data-dir", str(tmp_path)])


def test_a_whole_log_is_counted(
    sealed: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert verify(database, monkeypatch, tmp_path, "--checkpoint", str(sealed / "checkpoints")) == 0
    assert "2 events verified" in capsys.readouterr().out


def test_the_outside_copy_is_a_line_for_each_checkpoint_and_signed(sealed: Path) -> None:
    (file,) = (sealed / "checkpoints").glob("*.jsonl")
    first = from_line(file.read_text().splitlines()[0])
    assert first.number == 1
    assert is_signed(first)


def test_nothing_new_means_no_checkpoint(sealed: Path, database: Database) -> None:
    assert not seal(database, sealed)


def test_only_the_signers_account_can_read_the_key(sealed: Path) -> None:
    key = sealed / "signer" / "key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE((sealed / "signer").stat().st_mode) == 0o700


def test_no_signer_is_said_in_words(database: Database, sealed: Path, tmp_path: Path) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        connection.execute(
            "select * from audit_append_all(%s)", (json.dumps([scenes.an_event("import.made", "system", None)]),)
        )
    with pytest.raises(SignerRefused, match="does not answer"):
        seal(database, tmp_path)
    assert seal(database, sealed)


def test_a_copy_that_is_none_is_refused(
    sealed: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("not a checkpoint\n")
    assert verify(database, monkeypatch, tmp_path, "--checkpoint", str(other)) == 1
    assert "cannot be read as a copy of checkpoints" in capsys.readouterr().err


def test_the_first_bad_event_is_named(
    sealed: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with psycopg.connect(database.url("owner")) as keeper:
        keeper.execute("alter table event disable trigger user")
        keeper.execute("update event set kind = 'case.ended' where case_id is not null")
    assert verify(database, monkeypatch, tmp_path) == 1
    assert "Entry 1 of case NOR-" in capsys.readouterr().err
