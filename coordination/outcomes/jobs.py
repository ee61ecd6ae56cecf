"""What time does to figures, and telling who gave one that it came back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.outcomes.commands.asking import ask, remind
from coordination.outcomes.models import ReturnValue
from coordination.outcomes.queries.reporting import title_of


def ask_for_figures(session: Session, asked: Asked) -> None:
    """Every morning: ask for what a period that is over still lacks, remind of what is due soon, tell what is late."""
    for partnership in session.scalars(select(Partnership).order_by(Partnership.code)):
        ask(session, partnership)
        remind(session, partnership)


def tell_of_figure_sent_back(session: Session, asked: Asked) -> None:
    """Tell who gave a figure that it was sent back. Why stands beside the figure."""
    value = session.get(ReturnValue, asked.uuid("return_id"))
    if value is None:
        return
    tell(
        session,
        [value.given_by_id],
        kind="figure-sent-back",
        about=str(value.id),
        sentence=f"A figure came back to you: {title_of(value.measure)}. Open it to read why.",
    )
