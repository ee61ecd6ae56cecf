"""A team that nobody is left in, with work in its queue: whoever can place somebody there hears of it every day."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs import Asked
from coordination.notifications.commands import tell

KIND = "team-without-people"
_FOUND = text("select team_id, name, told from teams_without_people()")


def tell_of_teams_without_people(session: Session, asked: Asked) -> None:
    """Tell the administrators of each such team's agency, once a day for as long as it lasts."""
    for team in session.execute(_FOUND):
        tell(
            session,
            team.told,
            kind=KIND,
            about=f"{team.team_id} {clock.today().isoformat()}",
            sentence=f"Work waits for {team.name}, and nobody is in that team. Place somebody there today.",
            urgent=True,
        )
