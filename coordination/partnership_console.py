"""Compare a partnership's file with the database, and bring the database up to it."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from coordination import config, db, partnership_file
from coordination.db import NOBODY, writing
from coordination.errors import Refused
from workflows import partnerships
from workflows.partnerships.reading import UnreadableFile


def register(commands: Any) -> None:
    """Add our commands."""
    partnership = commands.add_parser("partnership", help="what a partnership's file says otherwise than the database")
    doing = partnership.add_subparsers(required=True, metavar="diff|apply")
    for name, explained in (("diff", "show the differences"), ("apply", "apply them, each as an event")):
        one = doing.add_parser(name, help=explained)
        one.add_argument("code", help="like havering")
        one.set_defaults(run=_run, applies=name == "apply", signs_in_as="app")


def _run(arguments: argparse.Namespace) -> int:
    settings = config.from_environment()
    db.connect(os.environ.get("COORDINATION_OWNER_URL") or settings.database_url)
    try:
        file = partnerships.load(arguments.code)
        with writing(NOBODY) as session:
            if arguments.applies:
                found = partnership_file.apply(session, file)
            else:
                found = [change.sentence for change in partnership_file.differences(session, file)]
    except (Refused, UnreadableFile) as no:
        print(no, file=sys.stderr)
        return 1
    for sentence in found:
        print(sentence)
    if not found:
        print("The database says what the file says.")
    return 0
