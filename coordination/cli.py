"""The `coordination` command. Each room brings its own commands; only the room that is asked for is imported."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

# One line a room: a module with `register(commands)`, and the names of the commands it registers.
CONSOLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("coordination.local.console", ("up", "database-url", "migrate", "clock")),
    ("coordination.local.backups", ("backup", "restore")),
    ("coordination.demo.console", ("demo-data",)),
    ("coordination.identity.console", ("invite",)),
    ("coordination.partnership_console", ("partnership",)),
    ("coordination.audit.console", ("audit",)),
    ("coordination.jobs_console", ("jobs",)),
    ("coordination.outcomes.console", ("report",)),
    ("coordination.pathways_console", ("pathways",)),
    ("coordination.release_console", ("release",)),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 with a sentence when it could not."""
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = _parser(words).parse_args(words)
    arguments.data_dir = Path(arguments.data_dir or os.environ.get("DATA_DIR") or "data").absolute()
    from coordination.local.folder import NotHere

    try:
        # A command that works through the product's own code says with `set_defaults(signs_in_as="app")` as whom.
        if getattr(arguments, "signs_in_as", None):
            from coordination.local.console import told_by_the_running_stack

            os.environ.update(told_by_the_running_stack(arguments.data_dir, arguments.signs_in_as))
        return int(arguments.run(arguments) or 0)
    except NotHere as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coordination", description="Case coordination for local partnerships.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    asked = next((word for word in words if not word.startswith("-")), None)
    known = [module for module, names in CONSOLES if asked in names]
    for module in known or [module for module, _ in CONSOLES]:
        importlib.import_module(module).register(commands)
    for leaf in _leaves(parser):
        leaf.add_argument("--data-dir", metavar="D", help="the folder with the data (else DATA_DIR, else ./data)")
    return parser


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands that do something: those without commands below them."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield parser
    for action in below:
        for one in dict.fromkeys(action.choices.values()):
            yield from _leaves(one)


if __name__ == "__main__":
    sys.exit(main())
