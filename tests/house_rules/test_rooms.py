"""Who may import whom: the contracts of pyproject.toml between rooms, the rules here inside one and for commits."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCT = CHECKOUT / "coordination"
# Nobody imports from the right of itself, and neighbours in one group do not import each other.
INSIDE = {"models": 0, "queries": 1, "commands": 2, "forms": 2, "jobs": 3, "views": 3}
MODULES = sorted(PRODUCT.rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    """Every name that a module imports, dotted in full."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports by dots; write the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(module: Path) -> list[str]:
    return list(module.relative_to(CHECKOUT).with_suffix("").parts)


def faults(module: Path) -> Iterator[str]:
    _, *inside = dotted(module)
    room, part = (inside[0], inside[1]) if len(inside) > 1 else (inside[0], "")
    for name in imports(module):
        words = name.split(".")
        if words[0] == "flask" and part in ("commands", "queries", "models"):
            yield f"{part} import no Flask, so they can be called from a job or a test"
        if words[0] != "coordination" or len(words) < 3 or words[2] not in INSIDE:
            continue
        # the web room is there for everybody's pages and forms; app and the list of rooms put the pages in
        if words[1] not in (room, "web") and words[2] in ("views", "forms") and room not in ("app", "rooms"):
            yield f"{name} belongs to another room: import a command or a query"
        if words[1] == room and part in INSIDE and words[2] != part and INSIDE[words[2]] >= INSIDE[part]:
            yield f"{part} come before {words[2]} and cannot import {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: ".".join(dotted(module)))
def test_a_room_is_read_downwards(module):
    assert list(faults(module)) == []


@pytest.mark.parametrize("module", [m for m in MODULES if m.name != "db.py"], ids=lambda m: ".".join(dotted(m)))
def test_only_db_keeps_or_abandons_work(module):
    # The one-machine stack keeps the servers themselves and works below the product's sessions.
    if dotted(module)[1] == "local":
        return
    called = [
        f"line {node.lineno}: {node.func.attr}()"
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("commit", "rollback")
    ]
    assert called == []


def test_the_contracts_between_rooms_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_fault_is_found(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "CHECKOUT", tmp_path)
    wrong = tmp_path / "coordination" / "cases" / "queries.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(
        "import flask\nfrom coordination.cases.commands import x\nfrom coordination.queues.views import y\n"
    )
    assert len(list(faults(wrong))) == 3
