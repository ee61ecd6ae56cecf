"""Every number and word that a partnership may change: what it started from, what holds now, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.errors import NotVisible
from coordination.identity.models import Setting, Team, Worker
from coordination.notifications.firsts import HOURS
from coordination.notifications.firsts import SETTINGS as NOTICES
from workflows import pathways, resident_words
from workflows.local_time import day_of
from workflows.vocabulary import Setting as Declared

Kept = dict[str, list[tuple[Setting, str | None]]]
# settings that belong to no pathway
OWN, MAILS, TO_THE_PERSON = "partnership", "notices", "to-the-person"
MARKS = {
    "K": "Ordinary professional knowledge, not confirmed",
    "I": "Our proposal",
    "assumed": "Our proposal",
    "unconfirmed": "Ordinary professional knowledge, not confirmed",
    None: "From a published source",
}


@dataclass(frozen=True)
class Value:
    """One dated value of a setting. Without `set_by` it came with the partnership's file or is the starting value."""

    value: Any
    in_force_from: date | None
    set_by: str | None
    set_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class Listed:
    """A setting with all its values, the one in force first, then the later and the earlier ones."""

    pathway: str
    code: str
    meaning: str
    unit: str
    default: Any
    mark: str
    source: str
    now: Value
    coming: tuple[Value, ...]
    history: tuple[Value, ...]
    # the only values that will do, code and words; none where any number or word does
    choices: tuple[tuple[str, str], ...] = ()

    def said(self, value: Any) -> str:
        """A value as a person reads it: a choice in its words, a team by its name, anything else with its unit."""
        if value is None:
            return "None"
        return dict(self.choices).get(str(value), f"{value} {self.unit}".strip())

    def on(self, day: date) -> Any:
        """The value that holds on a day from today on."""
        dated = [self.now, *(value for value in self.coming if value.in_force_from and value.in_force_from <= day)]
        return dated[-1].value

    @property
    def changed(self) -> bool:
        """Whether another value than the starting one holds."""
        return self.default is not None and bool(self.now.value != self.default)


@dataclass(frozen=True)
class Group:
    """The settings of one pathway, or the partnership's own."""

    pathway: str
    title: str
    settings: list[Listed]


def groups(session: Session, partnership_id: UUID) -> list[Group]:
    """Every setting of every pathway that is offered, those that belong to none, then the partnership's own."""
    kept = _kept(session, partnership_id)
    found = [
        Group(pathway.code, pathway.title, [_declared(pathway.code, setting, kept) for setting in pathway.settings])
        for pathway in pathways.offered()
    ]
    found.append(Group(MAILS, "Notices by e-mail", [_declared(MAILS, setting, kept) for setting in NOTICES]))
    to_the_person = [_declared(TO_THE_PERSON, setting, kept) for setting in resident_words.settings()]
    found.append(Group(TO_THE_PERSON, "What the person is told", to_the_person))
    own = [_own(session, code, rows) for code, rows in sorted(kept.items()) if _is_own(code)]
    return [*found, Group(OWN, "The partnership’s own", own)] if own else found


def _is_own(code: str) -> bool:
    return "." not in code and not resident_words.is_one(code)


def _own(session: Session, code: str, rows: list[tuple[Setting, str | None]]) -> Listed:
    """A setting of the partnership's file, which said what it means and what it is counted in."""
    # the row that declares it: those that were set here afterwards name no source of their own
    declared = next((row for row, _ in rows if "meaning" in row.value), rows[0][0])
    unit = str(declared.value.get("unit") or "")
    return _listed(
        OWN,
        code,
        rows,
        meaning=str(declared.value.get("meaning") or code.replace("-", " ").capitalize()),
        unit=unit,
        mark=declared.mark,
        source=declared.source or "",
        choices=_choices_of(session, unit),
    )


def _choices_of(session: Session, unit: str) -> tuple[tuple[str, str], ...]:
    """The only values that will do for a setting that is counted in nothing."""
    if unit == "team":
        return tuple((row.code, row.name) for row in session.execute(select(Team.code, Team.name).order_by(Team.name)))
    if unit == "time of day":
        return HOURS
    return (("yes", "Yes"), ("no", "No")) if unit == "yes or no" else ()


def one(session: Session, partnership_id: UUID, pathway: str, code: str) -> Listed:
    """One setting. Raises NotVisible when no pathway that is offered names it."""
    for group in groups(session, partnership_id):
        for setting in group.settings:
            if (setting.pathway, setting.code) == (pathway, code):
                return setting
    raise NotVisible("There is no setting of that name. Go to the list of settings and choose one.")


def _declared(group: str, setting: Declared, kept: Kept) -> Listed:
    """A setting that the product itself declares, with its starting value."""
    return _listed(
        group,
        setting.code,
        kept.get(setting.code, []),
        meaning=setting.meaning,
        unit=setting.unit,
        default=setting.default,
        mark=setting.mark,
        source=setting.source,
        choices=setting.choices,
    )


def _kept(session: Session, partnership_id: UUID) -> Kept:
    rows = session.execute(
        select(Setting, Worker.name)
        .outerjoin(Worker, Worker.id == Setting.set_by_id)
        .where(or_(Setting.partnership_id == partnership_id, Setting.partnership_id.is_(None)))
        .order_by(Setting.partnership_id.nulls_first(), Setting.in_force_from, Setting.set_at)
    )
    kept: Kept = {}
    for setting, name in rows:
        kept.setdefault(setting.code, []).append((setting, name))
    return kept


def _listed(
    pathway: str,
    code: str,
    rows: list[tuple[Setting, str | None]],
    *,
    meaning: str,
    mark: str | None,
    source: str,
    unit: str = "",
    default: Any = None,
    choices: tuple[tuple[str, str], ...] = (),
) -> Listed:
    today = day_of(clock.now())
    values = [Value(row.value.get("value"), row.in_force_from, name, row.set_at, row.reason) for row, name in rows]
    past = [value for value in values if value.in_force_from is None or value.in_force_from <= today]
    return Listed(
        pathway=pathway,
        code=code,
        meaning=meaning,
        unit=unit,
        default=default,
        mark=MARKS.get(mark, mark or ""),
        source=source,
        now=past[-1] if past else Value(default, None, None, None, None),
        coming=tuple(value for value in values if value not in past),
        history=tuple(reversed(past)),
        choices=choices,
    )
