"""Giving figures and approving them, and reading what is shown of them."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select

from coordination.db import reading, writing
from coordination.identity.models import Partnership
from coordination.outcomes.commands.approving import approve
from coordination.outcomes.commands.returning import give
from coordination.outcomes.models import ShownValue
from tests.outcomes.conftest import Scene
from workflows.measures import catalogue
from workflows.measures.figures import read
from workflows.measures.periods import from_code


def gives(scene: Scene, worker, code: str, period: str, published_at: str = "", **said: str) -> str:
    measure = catalogue.everything()[code]
    with writing(worker) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == measure.partnerships[0])).one()
        when = from_code(period)
        given = read(measure, said)
        return give(session, worker, here, measure, when, given, published_at=published_at, once=uuid4().hex)


def approves(scene: Scene, *references: str) -> None:
    with writing(scene.data_lead) as session:
        approve(session, scene.data_lead, references, once=uuid4().hex)


def shown(scene: Scene, code: str) -> list[tuple[str, int | None, float | None]]:
    with reading(scene.council) as session:
        rows = session.scalars(select(ShownValue).where(ShownValue.measure == code).order_by(ShownValue.shown_at))
        return [(row.period_from.isoformat(), row.numerator, float(row.value or 0)) for row in rows]
