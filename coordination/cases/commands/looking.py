"""What a worker has seen of a case: when they last opened its page, and opening it in full before accepting."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import LOOKING, about_look, record, remember, repeated
from coordination.cases import queries
from coordination.errors import Invalid, MovedOn

# When the page was last opened, and that it was looked at: one statement for what every page of a case writes.
_LOOKED = (
    "with opened as (insert into last_looked (worker_id, case_id, at) "
    "values (%(worker_id)s, %(case_id)s, %(moment)s) "
    "on conflict (worker_id, case_id) do update set at = excluded.at) " + LOOKING
)


def looked(
    session: Session, worker: SignedIn, case_id: UUID, *, route: str, purpose: str, case_ids: list[UUID]
) -> None:
    """Note that the page was opened now, so that the next look can mark what changed; and record the look itself, at
    this case and all others of which the page tells."""
    told = about_look(worker.token, route, purpose, case_ids)
    session.connection().exec_driver_sql(_LOOKED, {"worker_id": worker.id, "case_id": case_id, **told})


def open_in_full(session: Session, worker: SignedIn, reference: str, reason: str, *, once: str) -> None:
    """Show a receiver all of its categories before it has accepted. Everybody on the case sees that it did, and why.

    Raises MovedOn when the case is open to it in full already.
    """
    case = queries.get(session, reference, to_change=True)
    if repeated(session, worker, once, [reference, reason]) is not None:
        return
    if not reason.strip():
        raise Invalid("Write down why you need to see it.", field="reason")
    previews = [part for part in queries.my_parts(session, worker, case.id) if part.sees == "preview"]
    if not previews:
        raise MovedOn("You already see all of this case that is shared with you.")
    for part in previews:
        part.sees = "full"
        record(session, "participant.opened-in-full", case_id=case.id, position=part.position, reason=reason.strip())
    session.flush()
    remember(session, worker, once, {"reference": reference}, case.id)
