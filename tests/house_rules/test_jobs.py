"""Every job that anybody asks for is known, and can be imported; what is known is asked for by somebody."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from coordination.worker.known import JOBS
from coordination.worker.timetable import TIMETABLE

CHECKOUT = Path(__file__).resolve().parents[2]


def asked_for() -> set[str]:
    """The names that are passed to `later()`, that the timetable holds, and that functions in the database insert."""
    names = {regular.job for regular in TIMETABLE}
    for module in (CHECKOUT / "coordination").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "attr", getattr(called, "id", None))
            if isinstance(node, ast.Call) and name == "later" and len(node.args) > 2:
                if isinstance(node.args[2], ast.Constant):
                    names.add(node.args[2].value)
                else:
                    assert module.name == "beat.py", f"{module} asks for a job that cannot be read: {ast.unparse(node)}"
    for migration in (CHECKOUT / "migrations" / "versions").glob("*.py"):
        for inserted in re.findall(
            r"insert into outbox \(.*?\)\s+select uuidv7\(\), '(\w+)'", migration.read_text(), re.DOTALL
        ):
            names.add(inserted)
    return names


def test_what_is_asked_for_is_known_and_what_is_known_is_asked_for():
    assert asked_for() == set(JOBS)


def test_every_job_takes_a_session_and_what_was_asked():
    for name, job in JOBS.items():
        assert list(inspect.signature(job.function()).parameters) == ["session", "asked"], name


def test_what_the_timetable_asks_for_has_a_sweep_to_act_as():
    assert [regular.job for regular in TIMETABLE if JOBS[regular.job].sweep is None] == []
