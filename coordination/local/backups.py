"""The whole of a one-machine installation in one file, and back again, with proof that every row came along."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from coordination.config import plain_database_url
from coordination.local.database import prepare
from coordination.local.folder import DataFolder, NotHere
from coordination.local.postgres import programs
from coordination.local.processes import is_there
from coordination.local.servers import Servers

# The servers' own folders and what only a running stack means; everything else in the data folder is kept.
NOT_KEPT = {"postgres", "valkey", "logs", "stack.json", "forked.json", ".lock", "postgres.unfinished"}
DUMP = "database.dump"
LIST = "contents.json"


def register(commands: Any) -> None:
    """Add our commands."""
    backup = commands.add_parser("backup", help="write the whole running installation into one file")
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="make an installation out of such a file, in a new data folder")
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=_restore)


def row_counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """How many rows every table of ours holds, as this connection sees them."""
    tables = connection.execute(
        "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema') "
        "order by 1, 2"
    ).fetchall()
    counts = {}
    for schema, table in tables:
        row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(schema, table))).fetchone()
        counts[f"{schema}.{table}"] = row[0] if row else 0
    return counts


def _backup(arguments: argparse.Namespace) -> int:
    folder = DataFolder(arguments.data_dir)
    owner_url = plain_database_url(folder.running()["owner_url"])
    target: Path = arguments.file.absolute()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as place:
        dump = Path(place) / DUMP
        with psycopg.connect(owner_url) as connection:
            # The dump and the counts look at one and the same moment, while people go on working.
            connection.execute("set transaction isolation level repeatable read, read only")
            _refuse_half_a_view(connection)
            row = connection.execute("select pg_export_snapshot()").fetchone()
            snapshot = row[0] if row else ""
            _program("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}", owner_url)
            counts = row_counts(connection)
        contents = {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "rows": counts}
        whole = Path(place) / "whole.tar"
        with tarfile.open(whole, "w") as tar:
            text = json.dumps(contents, indent=1).encode()
            entry = tarfile.TarInfo(LIST)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
            tar.add(dump, DUMP)
            for kept in sorted(folder.path.iterdir()):
                if kept.name not in NOT_KEPT:
                    tar.add(kept, f"data/{kept.name}")
        # It holds every password of the installation and all that people wrote.
        whole.chmod(0o600)
        whole.replace(target)
    print(f"{sum(counts.values())} rows of {len(counts)} tables are in {target}. Keep it where only few can read it.")
    return 0


def _refuse_half_a_view(connection: psycopg.Connection[Any]) -> None:
    row = connection.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user").fetchone()
    if not row or not row[0]:
        raise NotHere(
            "This database's owner does not see every row, so a backup made as it would be incomplete. "
            "Use the snapshots of the server that DATABASE_URL names."
        )


def _unpack(tar: tarfile.TarFile, place: Path) -> None:
    """Unpack plain files and folders that stay inside. Debian 12 has Python 3.11.2, whose tarfile has no filter."""
    members = tar.getmembers()
    for each in members:
        inside = (place / each.name).resolve().is_relative_to(place.resolve())
        if not inside or not (each.isfile() or each.isdir()):
            raise NotHere("This file is not a backup made by “coordination backup”: nothing was restored.")
    if hasattr(tarfile, "data_filter"):
        tar.extraction_filter = tarfile.data_filter
    tar.extractall(place, members)  # noqa: S202 (each was looked at above)


def _restore(arguments: argparse.Namespace) -> int:
    folder = DataFolder(arguments.data_dir)
    if not arguments.file.is_file():
        raise NotHere(f"There is no file {arguments.file}.")
    if not tarfile.is_tarfile(arguments.file):
        raise NotHere(f"{arguments.file} is not a backup made by “coordination backup”.")
    folder.take()
    if (folder.path / "postgres").exists():
        raise NotHere(f"{folder.path} already holds an installation. Restore into a new folder with --data-dir.")
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".restore-") as place:
        with tarfile.open(arguments.file) as tar:
            if not {LIST, DUMP} <= set(tar.getnames()):
                raise NotHere(f"{arguments.file} is not a backup made by “coordination backup”.")
            _unpack(tar, Path(place))
        for kept in sorted((Path(place) / "data").iterdir()):
            shutil.move(kept, folder.path / kept.name)
        contents = json.loads((Path(place) / LIST).read_text())
        servers = Servers(folder, environ={})
        try:
            servers.start()
            prepare(servers.owner_url, servers.passwords)
            _program("pg_restore", "--exit-on-error", f"--dbname={servers.owner_url}", str(Path(place) / DUMP))
            return _prove(folder, servers, contents)
        finally:
            folder.forget()
            servers.stop()
            folder.let_go()


def _prove(folder: DataFolder, servers: Servers, contents: dict[str, Any]) -> int:
    with psycopg.connect(servers.owner_url) as connection:
        found = row_counts(connection)
    wrong = [
        f"{table}: {contents['rows'].get(table, 0)} rows in the backup, {found.get(table, 0)} restored"
        for table in sorted(contents["rows"].keys() | found.keys())
        if contents["rows"].get(table, 0) != found.get(table, 0)
    ]
    if wrong:
        print("\n".join(["The restored installation is not the one that was backed up:", *wrong]), file=sys.stderr)
        return 1
    print(f"{sum(found.values())} rows of {len(found)} tables are restored, as they were at {contents['made_at']}.")
    if not is_there("coordination.audit.console"):
        return 0
    folder.note(
        {
            "address": "http://127.0.0.1",
            "demo": (folder.path / "demo-accounts.json").exists(),
            "owner_url": servers.owner_url,
            "redis_url": servers.redis_url,
        }
    )
    verify = [sys.executable, "-m", "coordination.cli", "audit", "verify", "--data-dir", str(folder.path)]
    return subprocess.run(verify, check=False).returncode


def _program(name: str, *arguments: str) -> None:
    done = subprocess.run(
        [programs() / name, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
    )
    if done.returncode:
        raise NotHere(f"{name} failed: {done.stderr.strip()}")
