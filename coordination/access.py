"""Who may do what in the app. `@needs` only marks a view; `app.py` reads the marks, enforces them and records looks.

Who may see which case is not decided here: row-level security does that, for every role alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import g
from flask_login import UserMixin

ROLES = (
    "frontline",
    "triage",
    "team-lead",
    "panel",
    "manager",
    "data-lead",
    "governance",
    "partnership-lead",
    "administrator",
)
CASE_ROLES = frozenset({"frontline", "triage", "team-lead", "panel"})

# permission -> the roles that have it. "anyone" needs no sign-in, "signed-in" any role or none.
PERMISSIONS: dict[str, frozenset[str]] = {
    "anyone": frozenset(),
    "signed-in": frozenset(),
    "referral.write": frozenset({"frontline", "triage", "team-lead"}),
    "concern.read": frozenset({"frontline", "triage", "team-lead"}),
    "concern.clear": frozenset({"triage", "team-lead"}),
    "concern.count": frozenset({"team-lead", "governance"}),
    "concern.oversee": frozenset({"governance"}),
    "queue.read": CASE_ROLES,
    "task.work": CASE_ROLES,
    "task.assign": frozenset({"team-lead"}),
    "case.read": CASE_ROLES,
    "case.work": CASE_ROLES,
    "releases.read": CASE_ROLES,
    "releases.oversee": frozenset({"triage", "team-lead", "panel"}),
    "case.block": frozenset({"team-lead", "governance"}),
    "audit.own-agency": frozenset({"team-lead", "governance"}),
    "audit.search": frozenset({"governance"}),
    "settings.read": frozenset({"governance", "partnership-lead", "data-lead"}),
    "settings.change": frozenset({"governance"}),
    "teams.change": frozenset({"team-lead", "administrator"}),
    "workers.administer": frozenset({"administrator"}),
    "workers.vouch": frozenset({"administrator", "team-lead"}),
    "release-list.import": frozenset({"frontline", "triage", "team-lead"}),
    "release-list.reconcile": frozenset({"team-lead"}),
    "figures.exact": frozenset({"data-lead"}),
    "figures.own-teams": frozenset({"team-lead"}),
    "measures.read": frozenset({"manager", "data-lead", "partnership-lead"}),
    "measures.keep": frozenset({"data-lead", "partnership-lead"}),
    "figures.give": frozenset({"team-lead", "manager", "data-lead", "partnership-lead"}),
    "plan.read": frozenset({"team-lead", "manager", "data-lead", "partnership-lead"}),
    "figures.approve": frozenset({"data-lead"}),
    "panel.take-part": frozenset({"panel"}),
    "panel.seat": frozenset({"panel", "administrator"}),
    "figure-keys.keep": frozenset({"data-lead", "partnership-lead", "administrator"}),
    "statistics.read": frozenset({"manager", "data-lead", "partnership-lead"}),
}


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The worker who is asking: who they are, where they work and what they may do, as PostgreSQL knows it."""

    token: str
    id: UUID
    name: str
    reference: str
    agency_id: UUID
    agency_code: str
    agency_name: str
    agency_kind: str
    team_ids: tuple[UUID, ...]
    holders: tuple[UUID, ...]
    roles: frozenset[str]
    # role -> codes of the partnerships in which it holds
    role_partnerships: dict[str, list[str]] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    began_at: datetime | None = None
    ends_at: datetime | None = None
    preferences: dict[str, Any] = field(default_factory=dict)
    notices: int = 0
    urgent: int = 0
    # not counted for a press, which mostly leads to another page
    messages: int | None = None

    def get_id(self) -> str:
        return str(self.id)

    def may(self, permission: str) -> bool:
        """Whether this worker's roles give a permission. Raises KeyError for a permission that is not declared."""
        wanted = PERMISSIONS[permission]
        return permission in ("anyone", "signed-in") or bool(wanted & self.roles)


@dataclass(frozen=True)
class Needs:
    """What a view declares of itself."""

    permission: str
    records: str | None
    purpose: str
    # the page asks for this by itself, so it is no sign that anybody is still there
    by_itself: bool = False
    # whether the answer can hold the bar, which says how much waits for its reader
    bar: bool = True


View = TypeVar("View", bound=Callable[..., Any])


def needs(
    permission: str,
    *,
    records: str | None = None,
    purpose: str = "direct work",
    by_itself: bool = False,
    bar: bool = True,
) -> Callable[[View], View]:
    """Mark a view: who may open it, and what kind of look it records. A view that shows a person's data names a kind.

    What a page asks for by itself (`by_itself`) does not keep its worker's session alive. Without a `bar` nothing is
    counted that waits for them.
    Raises KeyError at import when the permission is not declared.
    """
    PERMISSIONS[permission]

    def mark(view: View) -> View:
        view.needs = Needs(permission, records, purpose, by_itself, bar)  # type: ignore[attr-defined]
        return view

    return mark


def shown(case_ids: Iterable[UUID]) -> None:
    """Tell which cases the page that is being made shows. The look is recorded before the page leaves."""
    known: list[UUID] = g.setdefault("shown_cases", [])
    known.extend(case_id for case_id in case_ids if case_id not in known)


def look_recorded() -> None:
    """Tell that this page has put its look into the log itself, in a transaction that it needs anyway."""
    g.look_recorded = True
