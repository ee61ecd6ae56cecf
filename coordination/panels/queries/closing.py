"""Before a meeting is closed: what has not been decided, what nobody does, and whether the table is quorate."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.panels.models import AgendaItem, Meeting, Minutes
from coordination.panels.queries.hanging_on_items import ActionShown
from coordination.panels.queries.items import ItemShown, agenda
from coordination.panels.queries.owners import owners
from coordination.panels.queries.quorum import Quorum, quorum
from coordination.panels.queries.seats import Table


@dataclass(frozen=True)
class Closing:
    """What whoever closes a meeting is asked to look at once more."""

    undecided: tuple[ItemShown, ...]
    # decided with actions, and none was given; or given to somebody who cannot read the case any more
    without_actions: tuple[ItemShown, ...]
    without_owner: tuple[tuple[ItemShown, ActionShown], ...]
    # cases that the asker does not see: nothing happens to them
    hidden: int
    here: Quorum

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing left to look at."""
        return not (self.undecided or self.without_actions or self.without_owner or self.here.lacks)


def closing(session: Session, worker: SignedIn, table: Table, meeting: Meeting) -> Closing:
    """What is left to do, of what the asker sees."""
    found = agenda(session, worker, meeting)
    categories = {feed.pathway: feed.category for feed in table.kind.feeds}
    with_actions = {(feed.pathway, one.code) for feed in table.kind.feeds for one in feed.decisions if one.with_actions}
    unowned = []
    for item in found.listed:
        waiting = [one for one in item.actions if one.done_at is None]
        if not waiting:
            continue
        category = categories.get(item.pathway_code, "core")
        able = {one.reference for one in owners(session, worker, item.case_id, category)}
        unowned += [(item, one) for one in waiting if one.owner_reference not in able]
    return Closing(
        undecided=tuple(item for item in found.listed if item.state == "listed" and not item.is_over),
        without_actions=tuple(
            item
            for item in found.listed
            if item.decision is not None
            and (item.pathway_code, item.decision.code) in with_actions
            and not any(action.meeting_id == meeting.id for action in item.actions)
        ),
        without_owner=tuple(unowned),
        hidden=found.hidden,
        here=quorum(session, meeting, table),
    )


def may_reopen(session: Session, meeting: Meeting) -> bool:
    """Whether a meeting that was closed by mistake can be opened again: nothing has been built upon its end."""
    if meeting.ended_at is None or meeting.began_at is None:
        return False
    built = select(
        exists().where(Minutes.meeting_id == meeting.id)
        | exists().where(AgendaItem.panel_id == meeting.panel_id, AgendaItem.added_at > meeting.ended_at)
        | exists().where(
            Meeting.panel_id == meeting.panel_id, Meeting.began_at.is_not(None), Meeting.ended_at.is_(None)
        )
    )
    return not session.scalar(built)
