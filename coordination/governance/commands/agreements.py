"""A sharing agreement is switched on or off, category by category. Access ends with the next statement."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.errors import Invalid
from coordination.governance.commands.settings import refuse_who_does_not_govern
from coordination.governance.queries.agreements import Agreed
from coordination.identity.models import Partnership
from coordination.sharing.models import Agreement

OVER = (
    "This agreement has passed its last day. To share again, sign a new one and write it into the partnership’s file."
)


def switch_agreement(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    agreement: Agreed,
    on: Collection[str],
    *,
    reason: str,
    once: str,
) -> list[str]:
    """Let exactly these categories through and no others, from now on. Returns the categories that changed.

    Each change is an event with the reason. Row-level security reads the agreement live, so nothing else has to be
    told; what was read before stays in the log. Raises NotAllowed or Invalid, each with what to do.
    """
    refuse_who_does_not_govern(worker, partnership)
    name = f"{agreement.giver_code} to {agreement.taker_code} for {agreement.pathway}"
    kept = repeated(session, worker, once, [partnership.code, name, sorted(on), reason])
    if kept is not None:
        return list(kept["changed"])
    if agreement.over:
        raise Invalid(OVER, field="on")
    changing = [part for part in agreement.parts if part.on != (part.category in on)]
    if not changing:
        raise Invalid("Nothing is different from how it is now. Tick or untick a category, or go back.", field="on")
    for part in changing:
        ends = part.on
        session.execute(
            update(Agreement)
            .where(Agreement.id == part.id)
            .values(ended_at=clock.now() if ends else None, ended_by_id=worker.id if ends else None)
        )
        record(
            session,
            "agreement.switched-off" if ends else "agreement.switched-on",
            chain=f"agency:{worker.agency_id}",
            agreement=name,
            category=part.category,
            reason=reason,
        )
    changed = [part.category for part in changing]
    if any(part.on for part in changing):
        jobs.later(session, worker.id, "look_for_unshared_cards")
    remember(session, worker, once, {"changed": changed})
    return changed
