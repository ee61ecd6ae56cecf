"""A setting gets a new dated value; the old ones stay, for cases whose own date they hold on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, NotAllowed
from coordination.governance.queries.settings import TO_THE_PERSON, Listed, groups
from coordination.identity.models import Agency, Partnership, Setting, Team
from workflows import pathways, resident_words
from workflows.local_time import day_of

# hours that have a beginning and an end, each the other's
_HOURS = (
    ("notices.quiet-from", "notices.quiet-until"),
    ("residents-texted-from-hour", "residents-texted-until-hour"),
)
OTHER_END = {**dict(_HOURS), **{until: since for since, until in _HOURS}}


def change_setting(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    setting: Listed,
    value: Any,
    *,
    from_day: date,
    reason: str,
    once: str,
) -> None:
    """Give a setting this value from a day on, today at the earliest: what has been counted by stays as it was.

    Raises NotAllowed for who does not govern the partnership, Invalid for a day gone by, a value that is no change,
    hours that end as they begin, and words to the person from which somebody else could learn anything.
    """
    refuse_who_does_not_govern(worker, partnership)
    content = [partnership.code, setting.pathway, setting.code, value, from_day.isoformat(), reason]
    if repeated(session, worker, once, content) is not None:
        return
    if from_day < day_of(clock.now()):
        raise Invalid(
            "Give today or a later day. Work that was timed by the old value stays as it is.", field="from_day"
        )
    if value == setting.now.value and not setting.coming:
        raise Invalid("This is the value that holds already. Change it, or go back.", field="value")
    _refuse_hours_that_end_as_they_begin(session, partnership, setting, value, from_day)
    if setting.pathway == TO_THE_PERSON:
        _refuse_what_reveals(session, setting.code, value)
    session.add(
        Setting(
            id=new_id(),
            partnership_id=partnership.id,
            code=setting.code,
            value={"value": value},
            in_force_from=from_day,
            source="Set by the partnership",
            mark=None,
            reason=reason,
            set_by_id=worker.id,
            set_at=clock.now(),
        )
    )
    session.flush()
    record(
        session,
        "setting.changed",
        chain=f"agency:{worker.agency_id}",
        setting=f"{partnership.code}: {setting.pathway}",
        code=setting.code,
        value=value,
        was=setting.now.value,
        in_force_from=from_day,
        reason=reason,
    )
    remember(session, worker, once, {})


def refuse_who_does_not_govern(worker: SignedIn, partnership: Partnership) -> None:
    """Raises NotAllowed unless the worker is governance of this very partnership."""
    if partnership.code not in worker.role_partnerships.get("governance", []):
        raise NotAllowed(f"Only information governance of {partnership.name} can change this. Ask one of them.")


def _refuse_hours_that_end_as_they_begin(
    session: Session, partnership: Partnership, setting: Listed, value: Any, from_day: date
) -> None:
    """Such hours are none: whoever means the whole day would have people mailed, or texted, all night."""
    other_code = OTHER_END.get(setting.code)
    every = (each for group in groups(session, partnership.id) for each in group.settings)
    other = next((each for each in every if each.code == other_code), None) if other_code else None
    if other is None:
        return
    replaced = [each.in_force_from for each in setting.coming if each.in_force_from and each.in_force_from > from_day]
    moves = [each.in_force_from for each in other.coming if each.in_force_from and each.in_force_from > from_day]
    for day in (from_day, *(day for day in moves if not replaced or day < min(replaced))):
        if other.on(day) == value:
            raise Invalid(
                f"These hours would end as they begin, at {value}, and so be no hours at all. "
                "Select another hour, or change the other end first.",
                field="value",
            )


def _refuse_what_reveals(session: Session, code: str, words: Any) -> None:
    names = [pathway.title for pathway in pathways.offered()]
    names += [name for named in (Agency, Team, Partnership) for name in session.scalars(select(named.name))]
    names += [str(details["borough"]) for details in session.scalars(select(Partnership.details))]
    for fault in resident_words.faults(code, words, names):
        raise Invalid(fault, field="value")
