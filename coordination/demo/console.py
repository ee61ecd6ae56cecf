"""`coordination demo-data`: many invented cases in a running demonstration."""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import Any

MOST_BY_COMMANDS = 5_000


def register(commands: Any) -> None:
    """Add our command."""
    parser = commands.add_parser("demo-data", help="many more invented cases in a demonstration")
    parser.add_argument("--partnership", required=True, metavar="CODE", help="havering or waltham-forest")
    parser.add_argument("--cases", required=True, type=int, metavar="N")
    parser.add_argument("--months", type=int, default=6, metavar="M", help="how far back ended cases reach")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same cases")
    parser.set_defaults(run=_demo_data, signs_in_as="app")


def _demo_data(arguments: argparse.Namespace) -> int:
    from coordination import clock, config, db
    from coordination.demo import cast
    from coordination.demo.acting import company
    from coordination.demo.many import copying, telling
    from coordination.demo.many.mixture import mixture, patterns
    from coordination.local.folder import NotHere

    borough = next((one for one in cast.BOROUGHS if one.code == arguments.partnership), None)
    if borough is None:
        raise NotHere(f"There is no partnership “{arguments.partnership}” with invented workers.")
    if arguments.cases < 1 or arguments.months < 1:
        raise NotHere("Give at least one case and one month.")
    settings = config.from_environment()
    if not settings.demo:
        raise NotHere("Invented people belong into a demonstration alone: start it with “coordination up --demo”.")
    db.connect(settings.database_url, pool_size=1)
    began = time.monotonic()
    in_bulk = arguments.cases > MOST_BY_COMMANDS
    plan = patterns if in_bulk else lambda *rest: mixture(arguments.cases, *rest)
    with company(settings.secret) as workers:
        references = telling.tell(workers, borough, plan(arguments.months, arguments.seed, clock.today()))
    if in_bulk:
        left = arguments.cases - len(references)
        prefix = references[0].partition("-")[0]
        copying.copy(os.environ["COORDINATION_OWNER_URL"], references, left, arguments.seed, prefix)
    print(f"{arguments.cases:,} cases in {time.monotonic() - began:.0f} seconds.", file=sys.stderr)
    return 0
