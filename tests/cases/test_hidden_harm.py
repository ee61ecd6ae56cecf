"""Hidden harm through the real commands: the nineteen edge cases by their numbers. Every person and date is invented."""

from __future__ import annotations

from sqlalchemy import select

from coordination.cases.models import Milestone, PersonOnCase
from coordination.queues.models import Task
from tests.cases import families


def rows(family, model, *conditions):
    with family.world.keeper() as session:
        return session.scalars(select(model).where(model.case_id == family.case_id, *conditions)).all()


def open_tasks(family):
    return {task.kind for task in rows(family, Task, Task.done_at.is_(None))}


def counted(family, kind="visit-completed"):
    return [row for row in rows(family, Milestone) if row.kind == kind]


def test_a_family_is_referred_agrees_and_is_visited(world):
    family = families.ready(world)
    assert family.stage() == "ready"
    family.completed()
    assert family.stage() == "visited"
    assert {(row.part, row.name) for row in rows(family, PersonOnCase)} == {
        ("subject", "Lorna Example"), ("child", "Theo Example"),
    }  # fmt: skip
    assert [row.attributes["every-child-seen"] for row in counted(family)] == ["yes"]
    assert "next-visit" in open_tasks(family)
