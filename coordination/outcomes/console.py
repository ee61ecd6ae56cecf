"""The `coordination report` command: the board's report of a quarter as a PDF, and beside it as a data package."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Add our command."""
    parser = commands.add_parser("report", help="the board's report of a quarter, as PDF and as data")
    parser.add_argument("--partnership", required=True, metavar="CODE", help="havering or waltham-forest")
    parser.add_argument("--quarter", metavar="CODE", help="like 2026-27-Q2; the last one that is over when left out")
    parser.add_argument("file", type=Path, help="where to write the PDF; its data goes beside it, as .zip")
    parser.set_defaults(run=_report, signs_in_as="app")


def _report(arguments: argparse.Namespace) -> int:
    from sqlalchemy import select

    from coordination import clock, db
    from coordination.db import NOBODY, reading
    from coordination.identity.models import Partnership
    from coordination.outcomes.queries.report import report_of
    from coordination.outcomes.report_package import package_of_report
    from coordination.outcomes.report_print import print_report
    from coordination.statistics import reading as frozen
    from coordination.statistics.files.as_package import zipped
    from workflows.measures.periods import from_code, last_ended

    last = last_ended(clock.today(), "quarterly")
    quarter = from_code(arguments.quarter) if arguments.quarter else last
    if quarter is None or quarter.months != last.months or quarter.end > last.end:
        print(f"Give a quarter that is over, like {last.code}.", file=sys.stderr)
        return 2
    data = arguments.file.with_suffix(".zip")
    if data == arguments.file:
        print("Name the PDF, like report.pdf: its data goes beside it, as report.zip.", file=sys.stderr)
        return 2
    db.connect(os.environ.get("COORDINATION_OWNER_URL") or os.environ["DATABASE_URL"], pool_size=1)
    frozen.connect(os.environ.get("STATISTICS_DATABASE_URL"), pool_size=1)
    with reading(NOBODY) as session:
        partnership = session.scalar(select(Partnership).where(Partnership.code == arguments.partnership))
        if partnership is None:
            print(f"There is no partnership “{arguments.partnership}”.", file=sys.stderr)
            return 2
        report = report_of(session, partnership, quarter, clock.today())
    moment = clock.now()
    made = {
        arguments.file: print_report(report, moment),
        data: zipped(package_of_report(report, arguments.partnership, moment)),
    }
    for file, content in made.items():
        try:
            file.write_bytes(content)
        except OSError as no:
            print(f"{file} cannot be written: {no.strerror}. Name a file in a folder that is there.", file=sys.stderr)
            return 1
    print(f"{arguments.file} and {data}: {report.partnership}, {quarter.words}.", file=sys.stderr)
    return 0
