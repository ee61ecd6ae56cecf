"""Whom to ring while something urgent is still being written, and what has to be answered before it can be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.commands.participants import serving_teams
from coordination.cases.models import CaseFile
from coordination.forms.hanging import answers_read
from coordination.identity.models import OutsideOrganisation, Team
from coordination.referrals.queries.receiving import Receiver, receiving
from coordination.referrals.queries.sent import RingUp, team_to_ring
from coordination.referrals.queries.written import Writing
from workflows.vocabulary import Topic


@dataclass(frozen=True)
class CannotWait:
    """What the pages of a draft say once something in it is urgent: whom to ring, and whether the part can go now."""

    ring: Sequence[RingUp]
    can_go: bool
    # where the answers leave a choice: code and name of everybody who could receive it
    choices: Sequence[tuple[str, str]]
    # pages that say where it goes, while that is open
    first: Sequence[Topic]
    # the case that the urgent part opened, once it was sent
    sent_as: str | None
    # whether that case has been closed since: the rest then opens one of its own
    closed: bool = False


def cannot_wait(session: Session, draft: Writing) -> CannotWait | None:
    """What to show for this draft; None while nothing in it is urgent by the rules of its pathway."""
    if not any(advice.alert for advice in draft.advice):
        return None
    goes = receiving(session, draft)
    receiver = goes.chosen(None) if goes and not goes.stop else None
    part = None
    if draft.case_id is not None:
        part = session.execute(
            select(CaseFile.reference, CaseFile.ended_at).where(CaseFile.id == draft.case_id)
        ).one_or_none()
    return CannotWait(
        ring=tuple(_ring(session, draft, receiver)) if receiver else (),
        can_go=receiver is not None and part is None,
        choices=[(each.code, each.name) for each in goes.receivers] if goes and goes.must_choose else (),
        first=tuple(_where_it_goes(draft)) if receiver is None else (),
        sent_as=part.reference if part else None,
        closed=part is not None and part.ended_at is not None,
    )


def _ring(session: Session, draft: Writing, receiver: Receiver) -> Iterator[RingUp]:
    """Whom the advice says to ring, or whoever would be alerted first; then whoever receives it."""
    told: set[str] = set()
    urgent = (advice for advice in draft.advice if advice.alert)
    services = dict.fromkeys(service for advice in urgent for service in (advice.rings or advice.alerts[:1]))
    teams: list[Team] = list(serving_teams(session, services, receiver.partnership_id).values())
    if receiver.team_id is not None:
        teams.append(session.get_one(Team, receiver.team_id))
    else:
        outside = session.get_one(OutsideOrganisation, receiver.outside_id)
        yield RingUp(outside.name, outside.phone or "", "")
    for team in teams:
        if team.code not in told:
            told.add(team.code)
            yield team_to_ring(team)


def _where_it_goes(draft: Writing) -> Iterator[Topic]:
    """The pages with the questions that decide who receives it."""
    asked = {
        field
        for route in draft.pathway.routes
        for field in (*answers_read(route.when), *((route.area.field,) if route.area else ()))
    }
    return (topic for topic in draft.topics if any(question.code in asked for question in topic.questions))
