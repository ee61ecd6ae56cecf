"""The first data, loaded once: a start that finds them there does not import the product to find it out again."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from coordination.local import child
from coordination.local.database import CHECKOUT
from coordination.local.folder import DataFolder
from coordination.local.processes import Running, working_folder

# What the first data are made of; the stories belong to a demonstration alone.
FILES = ("workflows/partnerships",)
STORIES = ("coordination/demo", "coordination/demo_accounts.py", *FILES)
MARK = "first data "


def load_once(folder: DataFolder, running: Running, owner_url: str) -> None:
    """Put in what is missing, unless this database has it all. RuntimeError, with the log to read, when that fails.

    The database itself is marked, so that another one, or one restored from a backup, is looked at anew.
    """
    wanted = MARK + _digest(STORIES if running.demo else FILES)
    if _mark(owner_url) == wanted and (not running.demo or (folder.path / "demo-accounts.json").exists()):
        return
    log = folder.logs() / "first-data.log"
    # In a process of its own, which ends: the product's code stays out of the launcher's memory.
    loading = child.start(
        [sys.executable, "-c", "from coordination.first_data import load; load()"],
        log=log,
        env=running.environment("app") | {"COORDINATION_OWNER_URL": owner_url},
        cwd=working_folder(),
    )
    if loading.wait() != 0:
        raise RuntimeError(f"The first data could not be loaded; {log} says why.")
    _set_mark(owner_url, wanted)


def _digest(places: tuple[str, ...]) -> str:
    found = hashlib.sha256()
    for place in places:
        top = CHECKOUT / place
        for path in sorted(_files(top)):
            found.update(path.relative_to(CHECKOUT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _files(top: Path) -> list[Path]:
    if top.is_file():
        return [top]
    return [path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _mark(owner_url: str) -> str | None:
    with psycopg.connect(owner_url) as connection:
        row = connection.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
        ).fetchone()
    return row[0] if row else None


def _set_mark(owner_url: str, mark: str) -> None:
    with psycopg.connect(owner_url) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("comment on database {} is {}").format(name, sql.Literal(mark)))
