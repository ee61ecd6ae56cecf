"""Working a deadline out, also for somebody who does not read all that it rests on.

Row-level security shows each worker their part of a case. A deadline is everybody's: worked out from that part alone,
the day of a release that housing does not read would be "not known", and whoever waits for it would never be reminded.
So a deadline keeps what it was last worked out from, and what the asker does not read is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.at_hand import at_hand
from coordination.queues.models import Clock
from workflows.clocks import Due, due
from workflows.conditions import may_be_told
from workflows.local_time import read_dated
from workflows.pauses import Wait
from workflows.truth import Known, truth
from workflows.vocabulary import Clock as Rule
from workflows.vocabulary import Condition, FactKind, Pathway
from workflows.wordwalk import inside
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
GIVEN = "given now"


class CannotTell(Exception):
    """The asker does not read what a deadline rests on, and nothing says what it was worked out from."""


def keep_in_mind(session: Session, case_id: UUID, dated: Mapping[str, Any]) -> None:
    """Remember for this transaction what was given for dated facts: whoever gives one may not read it afterwards."""
    at_hand(session, GIVEN, case_id, list[Mapping[str, Any]]).append(dated)


def given_now(session: Session, case_id: UUID, code: str) -> Any:
    """What this transaction gave as the date of this code; None when it gave nothing."""
    given = reversed(at_hand(session, GIVEN, case_id, list[Mapping[str, Any]]))
    return next((dated[code] for dated in given if code in dated), None)


def dated_by(fact: FactKind, kind: str | None, value: Any, recorded_at: datetime) -> dict[str, Any]:
    """The codes that a value of a fact gives a date to, the fact's own among them, with that date as ISO text."""
    found = {fact.code: value}
    if fact.origin:
        # a choice is no date: what is counted from it is counted from when it was recorded
        found[fact.origin] = recorded_at.isoformat() if fact.value == "choice" else value
    if further := fact.kind_origins.get(kind or ""):
        found[further] = value
    return found


def work_out(
    session: Session,
    rule: Rule,
    pathway: Pathway,
    known: Known,
    *,
    case_id: UUID,
    started: datetime,
    happened: datetime,
    waits: tuple[Wait, ...] = (),
    before: Mapping[str, Any],
) -> tuple[Due, dict[str, Any]]:
    """The deadline, and what it rests on now. `happened` is what it counts from where that is no dated fact; `before`
    is what it, or another deadline of the case, rested on until now.

    Raises CannotTell where the asker does not read something and `before` does not say it.
    """
    found = {code: _origin(session, pathway, known, case_id, code, before) for code in _origins(rule)}
    filled = replace(known, facts={**known.facts, **{code: value for code, value in found.items() if value}})
    shorter = [_holds(pathway, filled, each.when, place, before) for place, each in enumerate(rule.shorter)]
    settings = {code: value for code, value in known.settings.items() if isinstance(value, int)}
    if rule.setting and rule.setting_on and not _reads(pathway, known, rule.setting_on):
        settings[rule.setting] = before.get("setting", settings.get(rule.setting))
    dated = {code: value for code, value in found.items() if _facts_behind(pathway, code)}
    worked = due(
        rule,
        origins={code: read_dated(value) if code in dated or value else happened for code, value in found.items()},
        started=started,
        calendar=CALENDAR,
        settings=settings,
        holds=dict(zip((each.when for each in rule.shorter), shorter, strict=True)).get,
        paused=waits,
        labels={origin.code: origin.label for origin in pathway.origins},
    )
    setting = settings.get(rule.setting) if rule.setting and rule.setting_on else None
    rests_on = {"origins": dated, "shorter": shorter, "setting": setting}
    return worked, {name: kept for name, kept in rests_on.items() if kept}


def of_other_deadlines(session: Session, case_id: UUID, rule: Rule, running: Iterable[Clock]) -> dict[str, Any]:
    """What the deadlines of a case rest on together, those that run counting for more than those that have stopped."""
    stopped = select(Clock).where(Clock.case_id == case_id, Clock.stopped_at.is_not(None)).order_by(Clock.started_at)
    rows = [*session.scalars(stopped), *running]
    together: dict[str, Any] = {"origins": {}}
    for row in rows:
        together["origins"] |= row.rests_on.get("origins", {})
        if row.rule == rule.code:
            together |= {name: value for name, value in row.rests_on.items() if name != "origins"}
    return together


@cache
def _origins(rule: Rule) -> frozenset[str]:
    """All that a deadline counts from, or reads the day of in a condition."""
    bounds = (rule.earliest, rule.latest, rule.while_unknown, rule.when_past)
    read = (getattr(word, "origin", None) for each in rule.shorter for word in inside(each.when))
    return frozenset({rule.origin, *(bound.origin for bound in bounds if bound), *(code for code in read if code)})


def _facts_behind(pathway: Pathway, code: str) -> list[FactKind]:
    return [fact for fact in pathway.facts if code in (fact.code, fact.origin, *fact.kind_origins.values())]


def _reads(pathway: Pathway, known: Known, code: str) -> bool:
    return known.reads is None or all(fact.category in known.reads for fact in _facts_behind(pathway, code))


def _origin(
    session: Session, pathway: Pathway, known: Known, case_id: UUID, code: str, before: Mapping[str, Any]
) -> Any:
    if _reads(pathway, known, code):
        # a fact is never taken out again: one that is not there any more is kept back by an agreement that has ended
        return known.facts.get(code) or before.get("origins", {}).get(code)
    given = given_now(session, case_id, code)
    if given is not None:
        return given
    if code not in before.get("origins", {}):
        raise CannotTell(code)
    return before["origins"][code]


def _holds(pathway: Pathway, known: Known, condition: Condition, place: int, before: Mapping[str, Any]) -> bool:
    """Whether a shorter length holds. What held is not taken back by whoever cannot see it."""
    found = truth(condition, known) is True
    if found or known.reads is None or may_be_told(pathway, condition, known.reads):
        return found
    if "shorter" not in before:
        raise CannotTell(condition)
    return bool(before["shorter"][place])
