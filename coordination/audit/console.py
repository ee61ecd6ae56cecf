"""The `coordination audit` command."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Add our commands."""
    audit = commands.add_parser("audit", help="prove that the log is whole")
    doing = audit.add_subparsers(required=True, metavar="verify")
    verify = doing.add_parser("verify", help="compute every hash of the log again and name the first fault")
    verify.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="a copy of the checkpoints that was kept elsewhere: a .jsonl file, or a folder of them",
    )
    # A role that may read every row and change none.
    verify.set_defaults(run=_verify, signs_in_as="backup")


def _verify(arguments: argparse.Namespace) -> int:
    import psycopg

    from coordination.audit.proof.verifier import verify
    from coordination.config import plain_database_url

    try:
        outside = _copy(arguments.checkpoint) if arguments.checkpoint else None
    except (OSError, ValueError) as unreadable:
        print(f"{arguments.checkpoint} cannot be read as a copy of checkpoints: {unreadable}", file=sys.stderr)
        return 1
    began = time.monotonic()
    with psycopg.connect(plain_database_url(os.environ["DATABASE_URL"])) as connection:
        found = verify(connection, outside=outside)
    if not found.whole:
        print(f"The log is not whole. {found.faults[0]}", file=sys.stderr)
        return 1
    seconds = time.monotonic() - began
    print(
        f"{found.events} events verified, with their {found.details} details; looks: {found.looks}; checkpoints: "
        f"{found.checkpoints}; in {seconds:.1f} seconds. Nothing was changed or taken away."
    )
    if outside is None:
        print("To compare with a copy that was kept elsewhere, give --checkpoint FILE.")
    return 0


def _copy(path: Path) -> list[Any]:
    from coordination.audit.proof.checkpoints import from_line

    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    lines = [line for file in files for line in file.read_text().splitlines() if line.strip()]
    if not lines:
        raise ValueError("it holds no checkpoint")
    return [from_line(line) for line in lines]
