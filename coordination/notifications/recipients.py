"""Who hears of something. PostgreSQL answers with ids alone, and only about the case that the asking job names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Team
from workflows.cover_rota import turns

_CASE = text("select * from case_to_tell_of(:case_id)")
_HOLDERS = text('select holder, holder_kind, "position" from holders_to_tell(:case_id)')
_WORKERS = text("select * from workers_to_tell(:case_id, cast(:told as uuid[]), :role)")


@dataclass(frozen=True)
class CaseToTellOf:
    """As much of a case as a notice may carry."""

    id: UUID
    reference: str
    pathway: str
    pathway_version: int
    partnership_id: UUID
    opened_by_id: UUID
    silent: bool


@dataclass(frozen=True)
class Holder:
    """A team or worker on a case, and as what."""

    id: UUID
    kind: str
    position: str


def case_to_tell_of(session: Session, case_id: UUID) -> CaseToTellOf:
    """The case of this job. Raises NoResultFound when the job's own row does not name it."""
    row = session.execute(_CASE, {"case_id": case_id}).one()
    return CaseToTellOf(case_id, *row)


def holders(session: Session, case_id: UUID, positions: Collection[str] | None = None) -> list[Holder]:
    """Teams and workers on the case, in these positions or all, who joined first coming first."""
    rows = (Holder(*row) for row in session.execute(_HOLDERS, {"case_id": case_id}))
    return [row for row in rows if row.kind in ("team", "worker") and (positions is None or row.position in positions)]


def workers(session: Session, case_id: UUID, told: Iterable[UUID | None], role: str | None = None) -> set[UUID]:
    """The workers in these teams, and these workers, who are here and not shut out of the case."""
    named = [one for one in told if one is not None]
    if not named:
        return set()
    return set(session.scalars(_WORKERS, {"case_id": case_id, "told": named, "role": role}))


def leads(session: Session, case_id: UUID, team_ids: Iterable[UUID | None]) -> set[UUID]:
    """The team leads of these teams. A team without one is told as a whole: an escalation always reaches somebody."""
    found: set[UUID] = set()
    for team_id in team_ids:
        found |= workers(session, case_id, [team_id], "team-lead") or workers(session, case_id, [team_id])
    return found


def on_duty(session: Session, case_id: UUID, team_id: UUID | None) -> set[UUID]:
    """Who answers for this team today: the team whose turn it is, else its deputies, else the team itself.

    A team in which nobody is left answers for nobody: its turn falls to the next on the rota.
    """
    team = session.get(Team, team_id) if team_id else None
    if team is None:
        return set()
    in_turn, deputies = turns(team.duty.get("cover"), clock.today()), list(team.duty.get("deputies") or ())
    codes = {*in_turn, *deputies}
    rows = session.execute(select(Team.code, Team.id).where(Team.code.in_(codes))).all() if codes else []
    ids = {row.code: row.id for row in rows}
    for asked in (*([code] for code in in_turn), deputies):
        found = workers(session, case_id, [ids[code] for code in asked if code in ids])
        if found:
            return found
    return workers(session, case_id, [team.id])
