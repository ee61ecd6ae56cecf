"""The `coordination jobs` command: what the machines could not do, and giving one of them up."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any
from uuid import UUID


def register(commands: Any) -> None:
    """Add our commands."""
    jobs = commands.add_parser("jobs", help="what the machines could not do")
    doing = jobs.add_subparsers(required=True, metavar="list|close")
    listing = doing.add_parser("list", help="the jobs that failed three times or more and wait for a person")
    listing.set_defaults(run=_list, signs_in_as="app")
    closing = doing.add_parser("close", help="give a job up: it is not tried again, and the log says who said why")
    closing.add_argument("job", metavar="ID", help="as `jobs list` shows it")
    closing.add_argument("--reason", required=True, help="why; leave out anything about a person")
    closing.set_defaults(run=_close, signs_in_as="app")


def _list(arguments: argparse.Namespace) -> int:
    from coordination import db
    from coordination.db import NOBODY, reading
    from coordination.jobs.queries import failing

    db.connect(os.environ.get("COORDINATION_OWNER_URL") or os.environ["DATABASE_URL"])
    with reading(NOBODY) as session:
        rows = failing(session)
    for row in rows:
        asked = f"{row.asked_at:%Y-%m-%d %H:%M} UTC"
        print(f"{row.id}  {row.job}  asked {asked}  failed {row.failures} times, {row.failed_as}")
    if not rows:
        print("No job waits for a person.")
    return 0


def _close(arguments: argparse.Namespace) -> int:
    from coordination import db
    from coordination.db import NOBODY, writing
    from coordination.errors import Refused
    from coordination.worker.giving_up import give_up

    db.connect(os.environ.get("COORDINATION_OWNER_URL") or os.environ["DATABASE_URL"])
    try:
        with writing(NOBODY) as session:
            job = give_up(session, _id(arguments.job), arguments.reason)
    except Refused as no:
        print(no.message, file=sys.stderr)
        return 1
    print(f"{job} is closed and is not tried again.")
    return 0


def _id(written: str) -> UUID:
    from coordination.errors import Invalid

    try:
        return UUID(written)
    except ValueError:
        raise Invalid("That is not the id of a job. Copy one from `coordination jobs list`.") from None
