"""Commands about pathways: what is published, what is wrong with it, and a picture of it."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from workflows import derive, pathways
from workflows.checks import faults


def register(commands: Any) -> None:
    """Add our commands."""
    group = commands.add_parser("pathways", help="the kinds of referral that are published")
    doing = group.add_subparsers(required=True, metavar="list|check|diagram")
    listing = doing.add_parser("list", help="code, version and title of each")
    listing.add_argument("--json", action="store_true", help="as an array of objects")
    listing.set_defaults(run=_list)
    doing.add_parser("check", help="everything that is wrong with a definition, in sentences").set_defaults(run=_check)
    diagram = doing.add_parser("diagram", help="the stages and moves of one, as Mermaid text")
    diagram.add_argument("code")
    diagram.set_defaults(run=_diagram)


def _list(arguments: argparse.Namespace) -> int:
    summaries = [derive.summary(pathway) for pathway in pathways.PUBLISHED]
    if arguments.json:
        print(json.dumps(summaries, indent=2))
    else:
        for each in summaries:
            print(f"{each['code']}  version {each['version']}  {each['title']}")
    return 0


def _check(_: argparse.Namespace) -> int:
    wrong = [f"{pathway.code}: {fault}" for pathway in pathways.PUBLISHED for fault in faults(pathway)]
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if not wrong:
        checked = ", ".join(f"{pathway.code} version {pathway.version}" for pathway in pathways.PUBLISHED)
        print(f"Nothing is wrong with {checked}.")
    return 1 if wrong else 0


def _diagram(arguments: argparse.Namespace) -> int:
    try:
        print(derive.diagram(pathways.newest(arguments.code)))
    except LookupError as unknown:
        print(unknown, file=sys.stderr)
        return 1
    return 0
