"""The jobs of urgent alerts: who is told at each step, and the note that somebody answered."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.identity.models import Team
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.notifications.recipients import case_to_tell_of, holders, workers
from coordination.queues.commands.alerting import note_acknowledgement
from coordination.queues.models import Alert


def tell_of_alert(session: Session, asked: Asked) -> None:
    """Tell a step's teams of an alert, unless somebody answered meanwhile.

    A team on the case reads what it is about. One that only covers reads whom to ring: cover opens no case. Whoever
    raised it is left out where others hear: they know, and would answer it for people who have not heard yet.
    """
    # under a lock: whoever answers at this moment waits until these are told, and then answers for them too
    if not session.scalar(select(func.alert_still_waits(asked.uuid("alert_id")))):
        return
    alert = session.get_one(Alert, asked.uuid("alert_id"))
    case = case_to_tell_of(session, alert.case_id)
    on_case = {holder.id for holder in holders(session, case.id)}
    told = [UUID(team_id) for team_id in asked.ids["teams"].split(",")]
    informed = workers(session, case.id, [team_id for team_id in told if team_id in on_case])
    covering = workers(session, case.id, [team_id for team_id in told if team_id not in on_case]) - informed
    if (informed | covering) - {alert.raised_by_id}:
        informed, covering = informed - {alert.raised_by_id}, covering - {alert.raised_by_id}
    about = f"{alert.id} {asked.ids['step']}"
    tell(
        session,
        informed,
        kind="alert",
        about=about,
        sentence=alert.because,
        case_id=case.id,
        case_reference=case.reference,
        urgent=True,
    )
    team = session.scalars(select(Team).where(Team.id == alert.team_id)).one()
    tell(session, covering, kind="alert", about=about, sentence=_for_cover(team), urgent=True)


def alert_was_acknowledged(session: Session, asked: Asked) -> None:
    """Write the acknowledgement into the case's log."""
    note_acknowledgement(session, asked.uuid("case_id"), asked.uuid("alert_id"))


def _for_cover(team: Team) -> str:
    phone = team.duty.get("phone")
    ring = f" Ring them: {phone}." if phone else ""
    return f"An urgent alert waits for {team.name}, and nobody has said that they saw it. You cover for them.{ring}"
