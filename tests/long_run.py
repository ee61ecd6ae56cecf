"""`make test-long`: the same tests with more repetitions, a seed that is printed, and a page with what was found."""

from __future__ import annotations

import random
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[1] / "docs" / "long-tests.md"
FIGURES = pytest.StashKey[list[tuple[str, str, str]]]()
EVERYDAY = 20_261
SEED = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="repeat as often as the figures ask; writes docs/long-tests.md"
    )
    parser.addoption("--run-seed", type=int, help="the seed of an earlier run, to meet the same chances again")


def pytest_report_header(config: pytest.Config) -> str:
    return f"seed of this run: {seed_of(config)} (again with --run-seed)"


def seed_of(config: pytest.Config) -> int:
    """One seed for the run, the same in every parallel process."""
    if SEED not in config.stash:
        told = getattr(config, "workerinput", {}).get("run_seed") or config.getoption("--run-seed")
        # Every day the same chances, so that a red run is the fault of a change; other chances are for the long run.
        other = random.SystemRandom().randrange(1, 10**6) if config.getoption("--long") else EVERYDAY
        config.stash[SEED] = told or other
    return config.stash[SEED]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a parallel process the seed."""
    node.workerinput["run_seed"] = seed_of(node.config)  # type: ignore[attr-defined]


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Randomness of one test, its own and repeatable."""
    return random.Random(f"{seed_of(request.config)} {request.node.nodeid}")  # noqa: S311


@pytest.fixture
def how_many(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """`how_many(20, 3000)`: the first in an everyday run, the second in a long one."""
    return lambda everyday, long: long if request.config.getoption("--long") else everyday


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """`figure("acknowledged and lost", 0)`: what a long run is to put on its page."""
    found = request.config.stash.setdefault(FIGURES, [])
    return lambda what, value: found.append((request.node.name, what, str(value)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A parallel process hands its figures over."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = session.config.stash.get(FIGURES, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take the figures of a parallel process; one that was killed has none to give."""
    found = getattr(node, "workeroutput", {}).get("figures", [])
    node.config.stash.setdefault(FIGURES, []).extend(map(tuple, found))  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    figures = config.stash.get(FIGURES, [])
    if not config.getoption("--long") or not figures:
        return
    counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in ("passed", "failed", "error", "skipped")}
    command = f"{shlex.join(['pytest', *sys.argv[1:]])} --run-seed {seed_of(config)}"
    lines = [
        "# Long tests",
        "",
        f"Command: `{command}`, {datetime.now(UTC):%d %B %Y}.",
        "Tests: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()) + ".",
        "",
        "| test | figure | value |",
        "| --- | --- | --- |",
        *(f"| {test} | {what} | {value} |" for test, what, value in sorted(figures, key=itemgetter(0))),
        "",
    ]
    PAGE.write_text("\n".join(lines))
    terminalreporter.write_line(f"{len(figures)} figures are in {PAGE.relative_to(PAGE.parents[1])}")
