"""The lists of tasks: a team's queue, my work, what I wait for. A fixed number of statements, whatever the length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    DateTime,
    Row,
    all_,
    any_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.access import SignedIn
from coordination.errors import NotVisible
from coordination.identity.models import Post, Team, Worker
from coordination.queues.models import Task
from coordination.queues.queries.narrowing import FILTERS, Narrowing, end_of_today, filters
from coordination.queues.queries.rows import COLUMNS, PRESSING_FIRST, TaskRow, task_row
from coordination.queues.queries.search import cases_about
from coordination.together import Rows, Together
from workflows.references import heard_as

PAGE = 25
CAP = 100
OPEN = Task.done_at.is_(None)
NO_QUEUE = "There is no queue here that you work in."


@dataclass(frozen=True)
class Counts:
    """How much waits. Counting stops above a hundred: a queue of thousands must not cost more than one of a hundred."""

    waiting: int = 0
    today: int = 0
    late: int = 0
    untaken: int = 0

    @staticmethod
    def said(count: int) -> str:
        """The count as the page says it."""
        return str(count) if count < CAP else "100 or more"


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in a team now."""

    id: UUID
    reference: str
    name: str


@dataclass(frozen=True)
class TeamQueue:
    """A team of the reader's, and how much waits in its queue."""

    id: UUID
    code: str
    name: str
    areas: Sequence[str]
    phone: str | None
    counts: Counts


@dataclass(frozen=True)
class Page:
    """One page of a list, and the places where the pages before and after it begin."""

    rows: Sequence[TaskRow]
    after: str | None = None
    before: str | None = None
    cut: bool = False


@dataclass(frozen=True)
class QueuePage:
    """Everything that a team's queue shows."""

    team: TeamQueue
    colleagues: Sequence[Colleague]
    page: Page


def teams(session: Session, worker: SignedIn) -> list[TeamQueue]:
    """The teams that the worker is in, with what waits in each. One statement."""
    return [_team(row) for row in session.execute(_TEAMS, _asking(worker))]


def team_of(session: Session, worker: SignedIn, code: str) -> TeamQueue:
    """One team of the worker's. Raises NotVisible for any other, as for one that does not exist."""
    row = session.execute(_TEAM, {**_asking(worker), "code": code}).one_or_none()
    if row is None:
        raise NotVisible(NO_QUEUE)
    return _team(row)


def colleagues(session: Session, team_id: UUID) -> list[Colleague]:
    """Everybody who works in the team now, by name."""
    found = session.execute(_COLLEAGUES, {"team": team_id})
    return [_colleague(row) for row in found]


def queue(session: Session, worker: SignedIn, code: str, asked: Narrowing) -> QueuePage:
    """A team's queue, most pressing first. Two statements, and one more when a name is searched for."""
    rows = _team_and_colleagues().rows(session, code=code, **_asking(worker))
    if not rows["team"]:
        raise NotVisible(NO_QUEUE)
    team, in_team = _team(rows["team"][0]), [_colleague(row) for row in rows["colleagues"]]
    wanted: dict[str, dict[str, Any]] = {"team": {"team": team.id}}
    wanted |= filters(asked, worker, {colleague.reference: colleague.id for colleague in in_team})
    cut = False
    if asked.q:
        reference = heard_as(asked.q)
        if reference:
            wanted["reference"] = {"reference": reference}
        else:
            named = cases_about(session, asked.q)
            wanted["named"] = {"named": list(named.case_ids)}
            cut = named.cut
    return QueuePage(team, in_team, _page(session, worker, wanted, asked, cut=cut))


def my_work(session: Session, worker: SignedIn, asked: Narrowing) -> Page:
    """The tasks that the worker holds, most pressing first."""
    return _page(session, worker, {"holder": {"holder": worker.id}}, asked, with_team=len(worker.team_ids) > 1)


def waiting_on_others(session: Session, worker: SignedIn) -> list[TaskRow]:
    """What the worker's own steps asked of other teams and is not done yet, the most overdue first."""
    found = session.execute(_WAITING_ON_OTHERS, {"opener": worker.id, "teams": list(worker.team_ids)})
    return [task_row(row, worker.id, row.team_name) for row in found]


def one(session: Session, worker: SignedIn, reference: str) -> TaskRow | None:
    """One task in words, or None when there is none that the worker can see."""
    row = session.execute(_ONE, {"reference": reference}).one_or_none()
    return task_row(row, worker.id, row.team_name) if row else None


def named(session: Session, worker: SignedIn, references: Sequence[str]) -> list[TaskRow]:
    """Those of these tasks that wait in the worker's own teams, most pressing first."""
    found = session.execute(_NAMED, {"references": list(references), "teams": list(worker.team_ids)})
    return [task_row(row, worker.id) for row in found]


def holders(session: Session, team_ids: Sequence[UUID]) -> list[Row[Any]]:
    """Who holds how many open tasks of these teams, and how many of them are late: name, tasks, late."""
    return list(session.execute(_HOLDERS, {"teams": list(team_ids), "now": clock.now()}))


def most_pressing(session: Session, worker: SignedIn, count: int = 5) -> list[TaskRow]:
    """The tasks of all the worker's teams that are late or due today, in order."""
    given = {"teams": list(worker.team_ids), "tonight": end_of_today(clock.now()), "most": count}
    several = len(worker.team_ids) > 1
    found = session.execute(_MOST_PRESSING, given)
    return [task_row(row, worker.id, row.team_name if several else "") for row in found]


def _page(
    session: Session,
    worker: SignedIn,
    wanted: Mapping[str, Mapping[str, Any]],
    asked: Narrowing,
    *,
    with_team: bool = False,
    cut: bool = False,
) -> Page:
    """A page by its neighbour: the place is a task, so a page stays the same when tasks before it are done."""
    backwards = bool(asked.before)
    place = asked.before or asked.after
    given = {name: value for needs in wanted.values() for name, value in needs.items()}
    statement = _listed(tuple(wanted), with_team, bool(place), backwards)
    found = statement.of(session, **given, **({"place": place} if place else {}))
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    rows = [task_row(row, worker.id, row.team_name if with_team else "") for row in found]
    has_next, has_before = (bool(rows), more) if backwards else (more, bool(asked.after))
    return Page(
        rows,
        after=rows[-1].reference if rows and has_next else None,
        before=rows[0].reference if rows and has_before else None,
        cut=cut,
    )


# Statements are put together once: building one anew for every page costs more than PostgreSQL takes to answer it.
_TEAM_IDS = bindparam("teams", type_=ARRAY(Team.id.type))
_NOW, _TONIGHT = bindparam("now", type_=DateTime(timezone=True)), bindparam("tonight", type_=DateTime(timezone=True))
_WITH_TEAM = select(*COLUMNS, Team.name.label("team_name")).join(Team, Team.id == Task.team_id)
_WANTED = FILTERS | {
    "team": Task.team_id == bindparam("team"),
    "reference": or_(Task.case_reference == bindparam("reference"), Task.reference == bindparam("reference")),
    "named": Task.case_id == any_(bindparam("named", type_=ARRAY(Task.case_id.type))),
}


@lru_cache(maxsize=256)
def _listed(wanted: tuple[str, ...], with_team: bool, placed: bool, backwards: bool) -> Rows:
    """Open tasks by the names of their filters, most pressing first, from a place on or up to it."""
    statement: Any = _WITH_TEAM if with_team else select(*COLUMNS)
    statement = statement.where(OPEN, *(_WANTED[name] for name in wanted))
    if placed:
        there = aliased(Task)
        place: BindParameter[str] = bindparam("place")
        same = (getattr(there, column.key) for column in PRESSING_FIRST)
        beside = tuple_(*(select(column).where(there.reference == place).scalar_subquery() for column in same))
        here = tuple_(*PRESSING_FIRST)
        statement = statement.where(here < beside if backwards else here > beside)
    order = [column.desc() for column in PRESSING_FIRST] if backwards else PRESSING_FIRST
    return Rows(statement.order_by(*order).limit(PAGE + 1))


_ONE = _WITH_TEAM.where(Task.reference == bindparam("reference"))
_NAMED = (
    select(*COLUMNS)
    .where(
        Task.reference == any_(bindparam("references", type_=ARRAY(Task.reference.type))),
        Task.team_id == any_(_TEAM_IDS),
        OPEN,
    )
    .order_by(*PRESSING_FIRST)
)
_WAITING_ON_OTHERS = (
    _WITH_TEAM.where(Task.opened_by_id == bindparam("opener"), OPEN, Task.team_id != all_(_TEAM_IDS))
    .order_by(Task.due_at, Task.id)
    .limit(PAGE)
)
_MOST_PRESSING = (
    _WITH_TEAM.where(Task.team_id == any_(_TEAM_IDS), OPEN, Task.due_at <= _TONIGHT)
    .order_by(*PRESSING_FIRST)
    .limit(bindparam("most", type_=BigInteger))
)
_LATE = func.count().filter(Task.due_at < _NOW).label("late")
_HOLDERS = (
    select(Task.holder_name.label("name"), func.count().label("tasks"), _LATE)
    .where(Task.team_id == any_(_TEAM_IDS), OPEN, Task.holder_id.is_not(None))
    .group_by(Task.holder_id, Task.holder_name)
    .order_by(_LATE.desc(), func.count().desc(), Task.holder_name)
    .limit(PAGE)
)


def _asking(worker: SignedIn) -> dict[str, Any]:
    now = clock.now()
    return {"teams": list(worker.team_ids), "now": now, "tonight": end_of_today(now)}


def _counted(name: str, *wanted: ColumnElement[bool]) -> ColumnElement[int]:
    some = select(literal(1)).where(Task.team_id == Team.id, OPEN, *wanted).correlate(Team).limit(CAP).subquery()
    return select(func.count()).select_from(some).scalar_subquery().label(name)


_TEAMS = (
    select(
        Team.id,
        Team.code,
        Team.name,
        Team.areas,
        Team.duty["phone"].astext.label("phone"),
        _counted("waiting"),
        _counted("today", Task.due_at >= _NOW, Task.due_at <= _TONIGHT),
        _counted("late", Task.due_at < _NOW),
        _counted("untaken", Task.holder_id.is_(None)),
    )
    .where(Team.id == any_(_TEAM_IDS))
    .order_by(Team.name)
)
_TEAM = _TEAMS.where(Team.code == bindparam("code"))


def _who_work_in(team_id: Any) -> Any:
    in_post = select(Post.worker_id).where(Post.team_id == team_id, Post.until_at.is_(None))
    return (
        select(Worker.id, Worker.reference, Worker.name)
        .where(Worker.suspended_at.is_(None), Worker.id.in_(in_post))
        .order_by(Worker.name, Worker.reference)
    )


_COLLEAGUES = _who_work_in(bindparam("team", type_=Team.id.type))


@cache
def _team_and_colleagues() -> Together:
    mine = select(Team.id).where(Team.id == any_(_TEAM_IDS), Team.code == bindparam("code"))
    return Together(team=_TEAM, colleagues=_who_work_in(mine.scalar_subquery()))


def _colleague(row: Any) -> Colleague:
    return Colleague(row.id, row.reference, row.name)


def _team(row: Any) -> TeamQueue:
    counts = Counts(row.waiting, row.today, row.late, row.untaken)
    return TeamQueue(row.id, row.code, row.name, row.areas, row.phone, counts)
