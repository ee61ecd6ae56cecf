"""The delivery plan: each action with how it goes, what is late, and its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.identity.models import Agency, Partnership, Worker
from coordination.outcomes.models import ActionUpdate, ReportingTask
from coordination.outcomes.queries.actions import actions_of
from coordination.outcomes.queries.reporting import ACTION, Answerable, answerable, open_tasks
from workflows.delivery_plan import STATUSES, Action
from workflows.measures.periods import ReportingPeriod

LATE, NO_UPDATE = "late", "no-update"
# what one may look for besides the statuses themselves
LOOKED_FOR = {
    LATE: "Past its day",
    "update-late": "Update late",
    **{code: words for code, (words, _) in STATUSES.items()},
    NO_UPDATE: "No update yet",
}


@dataclass(frozen=True)
class Update:
    """How an action was going at the end of a quarter, as somebody told."""

    period: ReportingPeriod
    status: str
    narrative: str
    evidence: tuple[str, ...]
    by: str
    agency: str
    at: datetime

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUSES[self.status][0]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return STATUSES[self.status][1]


@dataclass(frozen=True)
class Planned:
    """One action with the newest update, who answers for it, and what it is still asked for."""

    action: Action
    lead: Answerable | None
    newest: Update | None
    asked: ReportingTask | None
    today: date

    @property
    def is_late(self) -> bool:
        """Whether its own day has passed."""
        return self.action.is_late(self.today, self.newest.status if self.newest else None)

    @property
    def update_is_late(self) -> bool:
        """Whether the update that was asked for is late."""
        return self.asked is not None and self.asked.due_on < self.today

    def fits(self, group: str | None, lead: str | None, status: str | None) -> bool:
        """Whether it is among what somebody looks for."""
        stands = {
            LATE: self.is_late,
            "update-late": self.update_is_late,
            NO_UPDATE: self.newest is None,
        }.get(status or "", status == (self.newest.status if self.newest else None))
        return (
            group in (None, "", self.action.group)
            and lead in (None, "", self.lead.code if self.lead else None)
            and (not status or stands)
        )


@dataclass(frozen=True)
class Theme:
    """The actions under one heading of the plan."""

    title: str
    actions: tuple[Planned, ...]


def plan_of(session: Session, partnership: Partnership, today: date, until: date | None = None) -> list[Planned]:
    """Every action of the plan, in its order. `until` leaves out what was told of later quarters."""
    who = answerable(session, partnership)
    # the newest update of an action comes last and stays
    told = _updates(session, partnership, None)
    newest = {action: update for action, update in told if until is None or update.period.end <= until}
    asked = {task.subject: task for task in open_tasks(session, partnership.id) if task.kind != ACTION}
    return [
        Planned(action, who.get(action.code), newest.get(action.code), asked.get(action.code), today)
        for action in actions_of(session, partnership)
    ]


def themes(planned: Iterable[Planned]) -> list[Theme]:
    """The actions under their headings."""
    found: dict[str, list[Planned]] = {}
    for one in planned:
        found.setdefault(one.action.theme_title, []).append(one)
    return [Theme(title, tuple(actions)) for title, actions in found.items()]


def one_planned(session: Session, partnership: Partnership, code: str, today: date) -> tuple[Planned, list[Update]]:
    """One action and all its updates, newest first. Raises NotVisible when the plan has none of that code."""
    for planned in plan_of(session, partnership, today):
        if planned.action.code == code:
            told = [update for _, update in _updates(session, partnership, code)]
            return planned, told[::-1]
    raise NotVisible(f"The plan of {partnership.name} has no action of that name. Go to the plan and choose one.")


def counts(planned: Iterable[Planned]) -> dict[str, int]:
    """How many actions stand how, and how many are late."""
    rows = list(planned)
    found = Counter(one.newest.status if one.newest else NO_UPDATE for one in rows)
    found[LATE] = sum(one.is_late for one in rows)
    found["update-late"] = sum(one.update_is_late for one in rows)
    return {code: found[code] for code in LOOKED_FOR if found[code]}


def _updates(session: Session, partnership: Partnership, action: str | None) -> list[tuple[str, Update]]:
    """Updates by action, oldest first."""
    query = (
        select(ActionUpdate, Worker.name, Agency.name)
        .join(Worker, Worker.id == ActionUpdate.given_by_id)
        .join(Agency, Agency.id == ActionUpdate.agency_id)
        .where(ActionUpdate.partnership_id == partnership.id)
        .order_by(ActionUpdate.period_from, ActionUpdate.given_at)
    )
    if action is not None:
        query = query.where(ActionUpdate.action == action)
    return [
        (
            row.action,
            Update(
                ReportingPeriod(row.period_from, row.period_until),
                row.status,
                row.narrative,
                tuple(row.evidence),
                by,
                agency,
                row.given_at,
            ),
        )
        for row, by, agency in session.execute(query)
    ]
