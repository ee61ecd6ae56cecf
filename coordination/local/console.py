"""Commands around a running stack: start it, find its database, migrate, move the demonstration's clock."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from coordination.local.folder import DataFolder, NotHere
from workflows.local_time import LONDON

ROLES = ("app", "worker", "owner", "statistics", "migrate", "backup")
LENGTH = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")


def register(commands: Any) -> None:
    """Add our commands."""
    up = commands.add_parser("up", help="start everything on this machine and stay until stopped")
    up.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    up.add_argument("--demo", action="store_true", help="with fictional people and a clock that can be moved")
    up.add_argument("--bind", default="127.0.0.1", help="the address of this machine to listen on")
    up.add_argument("--address", help="what people type, when https stands in front: https://coordination.example.org")
    up.set_defaults(run=_up)

    url = commands.add_parser("database-url", help="print the address of the running stack's database")
    url.add_argument("--role", choices=ROLES, required=True, dest="database_role")
    url.set_defaults(run=_database_url)

    migrate = commands.add_parser("migrate", help="prepare the database of DATABASE_URL (its owner's address)")
    migrate.set_defaults(run=_migrate)

    clock = commands.add_parser("clock", help="the demonstration's clock")
    doing = clock.add_subparsers(required=True, metavar="show|set|advance")
    doing.add_parser("show", help="what time it is").set_defaults(run=_clock_show)
    forwards = doing.add_parser("set", help="move it forwards to a moment")
    forwards.add_argument("moment", help="like 2026-03-02T09:00 (read as London time) or with a zone")
    forwards.set_defaults(run=_clock_set)
    further = doing.add_parser("advance", help="move it forwards by a length")
    further.add_argument("length", help="like 3d4h, 2d or 90m")
    further.set_defaults(run=_clock_advance)


def told_by_the_running_stack(data_dir: Path, role: str) -> dict[str, str]:
    """What a process with this role is told by the running stack; nothing where the caller was told everything."""
    from coordination.local.database import url_for
    from coordination.local.processes import Running

    folder = DataFolder(data_dir)
    if os.environ.get("DATABASE_URL") and os.environ.get("COORDINATION_SECRET") and not folder.is_taken():
        return {}
    stack = folder.running()
    kept = folder.secrets()
    running = Running(
        data_dir=folder.path,
        address=stack["address"],
        redis_url=stack["redis_url"],
        secret=kept["secret"],
        demo=stack["demo"],
        url=lambda role: url_for(stack["owner_url"], role, kept),
    )
    return running.environment(role) | {"COORDINATION_OWNER_URL": stack["owner_url"]}


def _up(arguments: argparse.Namespace) -> int:
    from coordination.local.supervisor import Supervisor

    host = f"[{arguments.bind}]" if ":" in arguments.bind else arguments.bind
    address = arguments.address or os.environ.get("COORDINATION_ADDRESS") or f"http://{host}:{arguments.port}"
    try:
        Supervisor(arguments.data_dir, f"{host}:{arguments.port}", address, arguments.demo).run()
    except RuntimeError as failed:
        raise NotHere(str(failed)) from failed
    return 0


def _database_url(arguments: argparse.Namespace) -> int:
    from coordination.local.database import url_for

    folder = DataFolder(arguments.data_dir)
    print(url_for(folder.running()["owner_url"], arguments.database_role, folder.secrets()))
    return 0


def _migrate(arguments: argparse.Namespace) -> int:
    from coordination.local import database, grid

    folder = DataFolder(arguments.data_dir)
    owner_url = os.environ.get("DATABASE_URL") or folder.running()["owner_url"]
    database.refuse_an_old_server(owner_url)
    passwords = folder.secrets()
    database.prepare(owner_url, passwords)
    database.migrate(database.url_for(owner_url, "migrate", passwords))
    database.give_door_key(owner_url, os.environ.get("COORDINATION_SECRET") or passwords["secret"])
    grid.give_grid(owner_url)
    print(f"The database is at its newest version. Its passwords are in {folder.path / 'secrets.json'}.")
    return 0


def _clock_show(arguments: argparse.Namespace) -> int:
    from coordination import clock

    print(clock.moment_by(_clock_file(arguments)).astimezone(LONDON).isoformat(timespec="seconds"))
    return 0


def _clock_set(arguments: argparse.Namespace) -> int:
    from coordination import clock

    file = _clock_file(arguments)
    try:
        moment = clock.as_moment(arguments.moment)
    except ValueError:
        raise NotHere(f"“{arguments.moment}” is not a moment. Write it like 2026-03-02T09:00.") from None
    try:
        clock.move_to(moment, file)
    except ValueError as backwards:
        raise NotHere(str(backwards)) from None
    return _clock_show(arguments)


def _clock_advance(arguments: argparse.Namespace) -> int:
    from coordination import clock

    file = _clock_file(arguments)
    length = LENGTH.fullmatch(arguments.length)
    if not length or not arguments.length:
        raise NotHere(f"“{arguments.length}” is not a length. Write it like 3d4h, 2d or 90m.")
    days, hours, minutes = (int(part or 0) for part in length.groups())
    clock.move_to(clock.moment_by(file) + timedelta(days=days, hours=hours, minutes=minutes), file)
    return _clock_show(arguments)


def _clock_file(arguments: argparse.Namespace) -> Path:
    folder = DataFolder(arguments.data_dir)
    if not folder.running()["demo"]:
        print("The clock can only be moved in a demonstration (coordination up --demo).", file=sys.stderr)
        raise SystemExit(1)
    return folder.path / "clock.json"
