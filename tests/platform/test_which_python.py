"""Which Python an installation is made with, where a machine has several."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from coordination.local.database import CHECKOUT


def found_on(path: Path, name: str, says: str) -> None:
    """Put a Python of that name there, which says of itself what is given."""
    path.mkdir(exist_ok=True)
    program = path / name
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)


def making(*folders: Path) -> str:
    """What `make` would do first where only these folders, and the system's own tools, are looked into."""
    tools = folders[0].parent / "tools"
    tools.mkdir(exist_ok=True)
    for name in ("sh", "sort", "head", "cut"):
        (tools / name).unlink(missing_ok=True)
        (tools / name).symlink_to(shutil.which(name) or name)
    asked = subprocess.run(
        [shutil.which("make") or "make", "--just-print", "--always-make", ".venv/.made"],
        cwd=CHECKOUT,
        env={"PATH": ":".join(str(folder) for folder in (*folders, tools))},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return asked.stdout


def test_the_quickest_is_taken_wherever_it_stands(tmp_path: Path) -> None:
    found_on(tmp_path / "first", "python3", "echo 13.3 /first/python3")
    found_on(tmp_path / "second", "python3", "echo 9.6 /second place/python3")
    assert 'python="/second place/python3"' in making(tmp_path / "first", tmp_path / "second")


def test_one_that_cannot_make_an_environment_is_passed_over(tmp_path: Path) -> None:
    found_on(tmp_path / "first", "python3", "exit 1")
    found_on(tmp_path / "first", "python3.12", "echo 101.4 /first/python3.12")
    assert 'python="/first/python3.12"' in making(tmp_path / "first")


def test_none_at_all_is_said_in_a_sentence(tmp_path: Path) -> None:
    found_on(tmp_path / "first", "python3", "echo 'a line of a version manager' >&2; exit 127")
    assert 'python=""' in making(tmp_path / "first")


def test_a_python_says_how_quick_it_is_and_where_it_stands() -> None:
    asked = subprocess.run(
        [sys.executable, "coordination/local/how_quick.py"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    milliseconds, _, where = asked.stdout.strip().partition(" ")
    assert float(milliseconds) > 0
    assert where == sys.executable
