"""Closing a month by hand, checking that bookings and ledgers agree, and how exact the published figures are."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date, datetime
from typing import Any

from coordination import config, db
from coordination.errors import Refused
from workflows import partnerships


def register(commands: Any) -> None:
    """Add our commands."""
    group = commands.add_parser("release", help="closed months and their frozen figures")
    doing = group.add_subparsers(required=True, metavar="close|check|accuracy")
    close = doing.add_parser("close", help="close a month, or every month that is due")
    close.add_argument("--partnership", choices=partnerships.all_codes(), help="one alone; else each of them")
    close.add_argument("--month", type=_month, metavar="YYYY-MM", help="this month; else all that are due, in order")
    close.set_defaults(run=_close, signs_in_as="worker")
    check = doing.add_parser("check", help="count all again: from the log, and bookings against milestones and ledgers")
    check.set_defaults(run=_check, signs_in_as="app")
    accuracy = doing.add_parser("accuracy", help="how far published figures are from true ones, on made-up referrals")
    accuracy.add_argument("--runs", type=int, default=20, help="made-up partnerships for each line")
    accuracy.add_argument("--seed", type=int, default=1)
    accuracy.set_defaults(run=_accuracy)


def _close(arguments: argparse.Namespace) -> int:
    from coordination.statistics.commands.closing import close_month, due_months
    from coordination.worker.doors import sweeping
    from workflows.publishing import in_words

    db.connect(config.from_environment().database_url, pool_size=1)
    wrong = 0
    for partnership in [arguments.partnership] if arguments.partnership else partnerships.all_codes():
        try:
            with sweeping("releases") as session:
                months = [arguments.month] if arguments.month else due_months(session, partnership)
            for month in months:
                # a transaction for each, so that what is closed stays closed
                with sweeping("releases") as session:
                    close_month(session, partnership, month)
                print(f"{partnership}: {in_words(month)} is closed.")
            if not months:
                print(f"{partnership}: no month is due.")
        except Refused as no:
            print(f"{partnership}: {no}", file=sys.stderr)
            wrong = 1
    return wrong


def _check(_: argparse.Namespace) -> int:
    from coordination.db import NOBODY, reading
    from coordination.statistics.queries.from_events import recount_from_events
    from coordination.statistics.queries.recount import differences, without_milestone

    db.connect(os.environ.get("COORDINATION_OWNER_URL") or os.environ["DATABASE_URL"], pool_size=1)
    with reading(NOBODY) as session:
        found, without = differences(session), without_milestone(session)
        again = recount_from_events(session)
    found += again.differences
    for sentence in found:
        print(sentence, file=sys.stderr)
    if not found:
        print(f"The log of {again.cases:,} cases, milestones, bookings, ledgers and frozen figures agree.")
    if again.in_part:
        print(f"{again.in_part:,} cases are counted as far as the log tells: of their entries some were erased.")
    if without:
        print(f"{without:,} bookings have no milestone: their cases were erased, or they are a demonstration's.")
    return 1 if found else 0


def _accuracy(arguments: argparse.Namespace) -> int:
    from workflows.quintets.accuracy import table

    print("| referrals a year | custody groups | year total | by pathway | by age | by ethnicity |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for line in table(arguments.runs, arguments.seed):
        found = (line.errors[name] for name in ("year total", "by pathway", "by age", "by ethnicity"))
        cells = " | ".join(f"{mean:.1f} ({most:.0f})" for mean, most in found)
        print(f"| {line.volume} | {line.groups} | {cells} |")
    print("Mean of how far a figure of one year is from the truth; in brackets, what 95 of 100 stay within.")
    return 0


def _month(said: str) -> date:
    try:
        return datetime.strptime(said, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{said}” is no month: write it like 2026-06") from None
