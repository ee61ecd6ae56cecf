"""Moving the demonstration's clock by command, and what a command is told by the running stack."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from coordination.local.folder import DataFolder
from tests.platform.launcher import CHECKOUT


@pytest.fixture
def demonstration(tmp_path):
    """A data folder as a running demonstration leaves it; commands about the clock ask no server."""
    folder = DataFolder(tmp_path / "data")
    folder.take()
    folder.note(
        {
            "address": "http://127.0.0.1:8000",
            "demo": True,
            "owner_url": "postgresql://owner:its-own@/coordination?host=%2Ftmp%2Fhere",
            "redis_url": "unix:///tmp/here/valkey.sock",
        }
    )
    yield folder
    folder.let_go()


def command(folder, *words):
    done = subprocess.run(
        [sys.executable, "-m", "coordination.cli", *words, "--data-dir", str(folder.path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def test_time_moves_forwards_by_a_length_and_to_a_moment(demonstration):
    before = datetime.fromisoformat(command(demonstration, "clock", "show")[1])
    after = datetime.fromisoformat(command(demonstration, "clock", "advance", "3d4h")[1])
    assert timedelta(days=3, hours=4) <= after - before < timedelta(days=3, hours=4, minutes=1)
    assert command(demonstration, "clock", "set", "2099-07-01T09:00") == (0, "2099-07-01T09:00:00+01:00")


def test_another_process_reads_the_moved_time(demonstration):
    command(demonstration, "clock", "set", "2099-07-01T09:00")
    told = {"COORDINATION_DEMO": "1", "COORDINATION_CLOCK_FILE": str(demonstration.path / "clock.json")}
    code = "from coordination import clock; print(clock.today())"
    for environment, year in ((told, "2099"), (told | {"COORDINATION_DEMO": "0"}, str(datetime.now().year))):  # noqa: DTZ005
        said = subprocess.run(
            [sys.executable, "-c", code],
            cwd=CHECKOUT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.startswith(year)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("set", "2020-01-01T09:00"), "only moves forwards"),
        (("set", "tomorrow"), "“tomorrow” is not a moment"),
        (("advance", "soon"), "“soon” is not a length"),
        (("advance", ""), "is not a length"),
    ],
)
def test_what_the_clock_cannot_do_is_said_in_a_sentence(demonstration, words, sentence):
    code, said = command(demonstration, "clock", *words)
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said


def test_each_role_has_its_own_address(demonstration):
    code, app = command(demonstration, "database-url", "--role", "app")
    assert code == 0
    password = demonstration.secrets()["app"]
    assert app == f"postgresql://app:{password}@/coordination?host=%2Ftmp%2Fhere"
    assert command(demonstration, "database-url", "--role", "owner")[1].startswith("postgresql://owner:its-own@")


def test_where_nothing_runs_a_command_says_so(tmp_path):
    code, said = command(DataFolder(tmp_path), "database-url", "--role", "app")
    assert code == 1
    assert said.startswith("Nothing is running")
