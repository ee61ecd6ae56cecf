"""Which kinds of referral are looked at every day, and which in the long run: what they share is the same code."""

from __future__ import annotations

import pytest

from workflows import pathways

# Every one that was written out by itself, and of those that share their beginning and end one of each sort: several
# hand-overs, a household alone, a case about nobody by name, police who read a level.
EVERYDAY = {
    "prison-release", "cuckooing", "hidden-harm", "nrm", "hospital-liaison", "school-concern", "drug-test-on-arrest",
}  # fmt: skip
ALL = [pathway.code for pathway in pathways.offered()]


def only_in_the_long_run(request: pytest.FixtureRequest, code: str) -> None:
    """Leaves a kind to the long run, unless it is one for every day."""
    if code not in EVERYDAY and not request.config.getoption("--long"):
        pytest.skip("looked at in the long run")
