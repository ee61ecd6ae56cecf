"""A backup is only worth its restore: every row comes back, or the restore says which do not."""

import io
import json
import subprocess
import sys
import tarfile

import psycopg
import pytest

from coordination.local.folder import DataFolder
from coordination.local.servers import Servers
from tests.platform.launcher import CHECKOUT
from tests.platform.prepared import prepared


def command(*words):
    done = subprocess.run(
        [sys.executable, "-m", "coordination.cli", *map(str, words)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installation(tmp_path_factory, run_folder):
    """A running installation with rows under row-level security that even the table's owner does not pass by."""
    place = tmp_path_factory.mktemp("closed")
    folder = DataFolder(prepared(run_folder, place / "data"))
    folder.take()
    servers = Servers(folder, environ={}, durable=False)
    try:
        servers.start()
        servers.prepare()
        with psycopg.connect(servers.url("migrate")) as connection:
            connection.execute("create table closed (word text)")
            connection.execute("insert into closed select 'word ' || n from generate_series(1, 500) n")
            connection.execute("alter table closed enable row level security")
            connection.execute("alter table closed force row level security")
        folder.note({"owner_url": servers.owner_url, "redis_url": servers.redis_url, "address": "", "demo": False})
        (folder.path / "checkpoints").mkdir()
        (folder.path / "checkpoints" / "one").write_text("sealed")
        yield folder
    finally:
        servers.stop()
        folder.let_go()


@pytest.fixture(scope="module")
def backup(installation, tmp_path_factory):
    file = tmp_path_factory.mktemp("kept") / "whole.backup"
    code, said = command("backup", file, "--data-dir", installation.path)
    assert code == 0, said
    return file


def test_a_backup_is_for_its_maker_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_every_row_comes_back_also_those_nobody_sees(backup, installation, tmp_path):
    code, said = command("restore", backup, "--data-dir", tmp_path / "again")
    assert code == 0, said
    assert "are restored" in said
    again = DataFolder(tmp_path / "again")
    assert again.secrets() == installation.secrets()
    assert (again.path / "checkpoints" / "one").read_text() == "sealed"
    again.take()
    servers = Servers(again, environ={}, durable=False)
    try:
        servers.start()
        servers.prepare()
        with psycopg.connect(servers.owner_url) as connection:
            assert connection.execute("select count(*), max(word) from closed").fetchone() == (500, "word 99")
            assert connection.execute("select tableowner from pg_tables where tablename = 'closed'").fetchone() == (
                "migrate",
            )
        with psycopg.connect(servers.url("migrate")) as connection:
            assert connection.execute("select count(*) from closed").fetchone() == (0,)
    finally:
        servers.stop()
        again.let_go()


def test_a_restore_that_lost_rows_says_which(backup, tmp_path):
    short = tmp_path / "short.backup"
    with tarfile.open(backup) as whole, tarfile.open(short, "w") as tar:
        for entry in whole:
            content = whole.extractfile(entry)
            text = content.read() if content else b""
            if entry.name == "contents.json":
                contents = json.loads(text)
                contents["rows"]["public.closed"] = 501
                text = json.dumps(contents).encode()
                entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    code, said = command("restore", short, "--data-dir", tmp_path / "again")
    assert code == 1
    assert "public.closed: 501 rows in the backup, 500 restored" in said


def test_a_restore_never_writes_over_an_installation(backup, installation, tmp_path):
    code, said = command("restore", backup, "--data-dir", installation.path)
    assert code == 1
    assert "already running" in said
    (tmp_path / "postgres").mkdir()
    code, said = command("restore", backup, "--data-dir", tmp_path)
    assert code == 1
    assert "already holds an installation" in said


def test_what_is_no_backup_is_refused_with_a_sentence(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("nothing")
    code, said = command("restore", text, "--data-dir", tmp_path / "again")
    assert (code, said.strip()) == (1, f"{text} is not a backup made by “coordination backup”.")


@pytest.mark.parametrize(("name", "kind"), [("../beside", tarfile.REGTYPE), ("data/link", tarfile.SYMTYPE)])
def test_a_file_that_would_write_elsewhere_is_refused_whole(tmp_path, name, kind):
    spoilt = tmp_path / "spoilt.backup"
    with tarfile.open(spoilt, "w") as tar:
        for each, what in [("contents.json", tarfile.REGTYPE), ("database.dump", tarfile.REGTYPE), (name, kind)]:
            entry = tarfile.TarInfo(each)
            entry.type, entry.linkname = what, str(tmp_path) if what == tarfile.SYMTYPE else ""
            tar.addfile(entry, io.BytesIO())
    code, said = command("restore", spoilt, "--data-dir", tmp_path / "again")
    assert (code, "nothing was restored" in said) == (1, True), said
    assert not list(tmp_path.rglob("beside"))
