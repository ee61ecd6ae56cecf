"""`python -m tests.told_again STATUS`: after a run of all tests that ended so, tell the few that failed again, alone.

On a machine that is slow for a minute one of eight thousand stories may fail without anything being wrong with it.
The files of up to three such stories are told again from their beginning, in a process of their own. What is broken
fails again, and the run is red; what passes is named as unsteady in both outputs, for somebody to look at.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
FAILED = CHECKOUT / ".pytest_cache" / "v" / "cache" / "lastfailed"
# More than a few are no coincidence.
MOST = 3


def main(status: int) -> int:
    """What the run as a whole ends with: `status` itself unless all that failed passed when it was told again."""
    failed = sorted(json.loads(FAILED.read_text())) if status == pytest.ExitCode.TESTS_FAILED else []
    if not 0 < len(failed) <= MOST:
        return status
    print(f"\nTold again, alone, for they failed beside others: {', '.join(failed)}\n", flush=True)
    files = sorted({story.partition("::")[0] for story in failed})
    again = subprocess.run([sys.executable, "-m", "pytest", *files], cwd=CHECKOUT, check=False).returncode
    if not again:
        print(f"\nUNSTEADY, to be looked at: {', '.join(failed)} failed beside others and passed alone.", flush=True)
    return again


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
