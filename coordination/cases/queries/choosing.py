"""Whom a question may be answered with: a team or an outside organisation, a worker of one's own team, a panel."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from coordination.access import SignedIn
from coordination.cases.queries import Standing
from coordination.cases.queries.alike import open_cases_alike
from coordination.cases.queries.taking_part import taking_part
from coordination.identity.models import Agency, OutsideOrganisation, Post, Team, Worker
from coordination.sharing.queries import panels_of_kinds
from workflows.dates_in_words import in_full
from workflows.local_time import day_of
from workflows.partnerships import panel_kinds
from workflows.vocabulary import GrantsPosition, HandOverKind, Move, OpensHandOver, Pathway, Question


def offered(
    session: Session, worker: SignedIn, case: Standing, move: Move, questions: Sequence[Question]
) -> dict[str, list[SelectChoice]]:
    """The choices of each of these questions that is answered out of a list."""
    found: dict[str, list[SelectChoice]] = {}
    pathway = case.pathway
    for question in questions:
        if question.kind == "worker":
            found[question.code] = _workers(session, worker)
        elif question.kind == "panel":
            found[question.code] = _panels(session, case)
        elif question.kind == "team":
            found[question.code] = _teams(session, worker, case, move, question)
        elif question.kind == "case":
            found[question.code] = _alike(session, pathway, case)
    return found


def already_here(session: Session, case: Standing, moves: Sequence[Move]) -> tuple[Move, str] | None:
    """The step that joins this case to another, and the other case that it seems to be; None when there is none.

    Asks only while such a step is open to the asker, and finds no case that they may not read.
    """
    joins = next((move for move in moves if any(question.kind == "case" for question in move.asks)), None)
    if joins is None:
        return None
    alike = open_cases_alike(session, case.pathway, case.answers, but=case.case.id)
    return (joins, alike[0].reference) if alike else None


def _alike(session: Session, pathway: Pathway, case: Standing) -> list[SelectChoice]:
    """Open cases that may be about the same person. Only a person says whether they are."""
    alike = open_cases_alike(session, pathway, case.answers, but=case.case.id)
    return [
        SelectChoice(each.reference, f"{each.reference}, opened {in_full(day_of(each.opened_at))}") for each in alike
    ]


def _services(pathway: Pathway, kind: HandOverKind | None, gives: GrantsPosition | None) -> frozenset[str]:
    """The kinds of team that can take it; empty when any team can. They are those that routes and joins bring in for
    the position that it gives: a team of money advisers is known as that, and not as whoever leads a case."""
    if kind is not None:
        return frozenset(kind.services) or _serving(pathway, kind.to)
    return _serving(pathway, gives.position) if gives else frozenset()


def _serving(pathway: Pathway, position: str) -> frozenset[str]:
    routed = {route.service for route in pathway.routes if route.position == position}
    joined = {join.service for join in pathway.joins if join.position == position}
    return frozenset(routed | joined) or frozenset({position})


def _workers(session: Session, worker: SignedIn) -> list[SelectChoice]:
    """The colleagues of the asker's agency with their teams, those of the asker's own teams first."""
    ours = func.bool_or(Post.team_id.in_(worker.team_ids))
    rows = session.execute(
        select(
            Worker.reference,
            Worker.name,
            Worker.job_title,
            func.string_agg(Team.name, aggregate_order_by(literal(", "), Team.name)).label("teams"),
        )
        .join(Post, Post.worker_id == Worker.id)
        .outerjoin(Team, Team.id == Post.team_id)
        .where(Post.agency_id == worker.agency_id, Post.until_at.is_(None), Worker.suspended_at.is_(None))
        .group_by(Worker.id)
        .order_by(ours.desc().nulls_last(), Worker.name)
    )
    return [
        SelectChoice(row.reference, ", ".join(part for part in (row.name, row.job_title, row.teams) if part))
        for row in rows
    ]


def _teams(session: Session, worker: SignedIn, case: Standing, move: Move, question: Question) -> list[SelectChoice]:
    """The teams that can hold the position which the answer gives, and the services of other areas where work may be
    passed on to them. Whoever has the case stands after the others where they may do the work themselves."""
    sends = next((e for e in move.effects if isinstance(e, OpensHandOver) and e.to == question.code), None)
    kind = case.pathway.hand_over(sends.kind) if sends else None
    gives = next((e for e in move.effects if isinstance(e, GrantsPosition) and e.from_answer == question.code), None)
    parts = taking_part(session, case.case.id) if question.or_holding else ()
    holding = {part.holder for part in parts if part.position == case.pathway.holding}
    query = select(Team.id, Team.code, Team.name).where(Team.closed_at.is_(None)).order_by(Team.name)
    others = query.where(Team.id.not_in({*worker.team_ids, *holding}))
    if services := _services(case.pathway, kind, gives):
        others = others.where(Team.positions.overlap(sorted(services)))
    if question.of_agencies:
        others = others.join(Agency, Agency.id == Team.agency_id).where(Agency.kind.in_(question.of_agencies))
    found = [SelectChoice(row.code, row.name) for row in session.execute(others)]
    if holding:
        here = session.execute(query.where(Team.id.in_(holding)))
        found += [SelectChoice(row.code, f"{row.name}: {question.or_holding}") for row in here]
    return found + (_services_elsewhere(session) if kind and kind.outside else [])


def _panels(session: Session, case: Standing) -> list[SelectChoice]:
    """The panels of the case's partnership that cases of this pathway are listed at."""
    kinds = [
        kind.code
        for kind in panel_kinds().values()
        if any(feed.pathway == case.pathway.code and feed.takes for feed in kind.feeds)
    ]
    rows = panels_of_kinds(session, kinds, case.case.partnership_id)
    return [SelectChoice(row.code, row.name) for row in rows]


def _services_elsewhere(session: Session) -> list[SelectChoice]:
    """The services of other areas: of everybody outside only they can take somebody on."""
    rows = session.execute(
        select(OutsideOrganisation.code, OutsideOrganisation.name)
        .where(OutsideOrganisation.kind == "area")
        .order_by(OutsideOrganisation.name)
    )
    return [SelectChoice(row.code, f"{row.name} (outside this service)") for row in rows]
