"""Several test processes side by side, a file at a time: how many, and in which order.

`make test` runs this way. Named without `-n`, pytest is one process and keeps the order of the folders.
"""

from __future__ import annotations

import os

import pytest

# Each process has a database of its own number in the one Valkey, which has sixteen; more than a few would wait for
# the one PostgreSQL anyway.
MOST = 8
# What makes a file long: processes of the product's own, a browser, and a database full of cases.
SLOW = {"stack", "window", "page", "browser", "demonstration", "crowd"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: one more than the cores that this run may use, because tests of whole machines mostly wait."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores + 1, MOST)


def slow_files_first(items: list[pytest.Item]) -> None:
    """Put the files with something slow in them before the others, so that no process ends alone on one of them.

    The demonstration is told once for all: whoever needs it second would only wait for the first, and comes later.
    """
    slow = {item.path for item in items if SLOW & set(getattr(item, "fixturenames", ()))}
    told = dict.fromkeys(item.path for item in items if "demonstration" in getattr(item, "fixturenames", ()))
    slow -= set(list(told)[1:])
    items.sort(key=lambda item: item.path not in slow)
