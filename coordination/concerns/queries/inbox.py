"""The public inbox: what waits for a worker's teams, by when each is looked at, and what has become of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.concerns.models import Concern
from coordination.errors import NotVisible
from coordination.forms.words import in_words
from coordination.identity.models import Team, Worker
from coordination.referrals.models import Draft
from coordination.sharing.queries import setting_values
from workflows import pathways
from workflows.clocks import Due, due
from workflows.public_form import CALENDAR, NOT_TRUE, public_part, public_questions
from workflows.vocabulary import Pathway, WithoutAccount

NO_SUCH_CONCERN = "There is no concern of that reference in your public inbox."
SHOWN = 200
WAITING, MARKED, DONE = "waiting", "marked", "done"


@dataclass(frozen=True)
class Received:
    """One concern as its team sees it."""

    row: Concern
    pathway: Pathway
    team: str
    due: Due
    taken_by: str | None
    ended_by: str | None
    # where the reader is the one who writes the referral
    my_draft: str | None
    case_reference: str | None

    @property
    def reference(self) -> str:
        return self.row.reference

    @property
    def public(self) -> WithoutAccount:
        """What the pathway says of senders without an account."""
        return public_part(self.pathway)

    @property
    def waits(self) -> bool:
        """Whether nobody has dealt with it."""
        return self.row.ended_at is None

    @property
    def not_true(self) -> str:
        """Why it was cleared away, where it was."""
        return NOT_TRUE.get(self.row.reason or "", "")

    @property
    def at_a_glance(self) -> list[str]:
        """What the list shows before anybody opens it: question and answer."""
        return [f"{label} {words}" for code, label, words in self._said() if code in self.public.shows]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Every answer in words, under the question as its sender was asked it."""
        return [(label, words) for _, label, words in self._said()]

    def _said(self) -> list[tuple[str, str, str]]:
        answers: Mapping[str, Any] = self.row.answers
        return [
            (each.code, each.label, in_words(each, answers[each.code]))
            for each in public_questions(self.pathway)
            if answers.get(each.code) not in (None, "", [])
        ]


@dataclass(frozen=True)
class Waiting:
    """How much waits in the inbox of a worker's teams, for their first page."""

    waiting: int
    urgent: int
    marked: int
    # no case: what came without an account is none yet
    case_ids: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.waiting or self.marked)


def inbox(session: Session, worker: SignedIn, which: str) -> list[Received]:
    """The concerns of the worker's teams: those that wait, those that are marked as perhaps not true, or those that
    were dealt with in the last month. Whoever is not safe stands first, then whoever has waited longest."""
    query = select(Concern).where(Concern.team_id.in_(worker.team_ids))
    if which == DONE:
        since = clock.now() - timedelta(days=31)
        query = query.where(Concern.ended_at > since).order_by(Concern.ended_at.desc(), Concern.id)
    else:
        marked = Concern.marks != []
        query = query.where(Concern.ended_at.is_(None), marked if which == MARKED else ~marked)
        query = query.order_by(Concern.urgent.desc(), Concern.received_at, Concern.id)
    return _received(session, session.scalars(query.limit(SHOWN)).all())


def concern(session: Session, worker: SignedIn, reference: str) -> Received:
    """One concern of the worker's teams. Raises NotVisible without it."""
    row = session.scalar(
        select(Concern).where(Concern.reference == reference.upper()[:20], Concern.team_id.in_(worker.team_ids))
    )
    if row is None:
        raise NotVisible(NO_SUCH_CONCERN)
    return _received(session, [row])[0]


def waiting(session: Session, worker: SignedIn) -> Waiting | None:
    """What waits for this worker's teams, None for somebody whose role has no use for it."""
    if not worker.may("concern.read") or not worker.team_ids:
        return None
    rows = session.execute(
        select(Concern.urgent, Concern.marks).where(
            Concern.team_id.in_(worker.team_ids), Concern.ended_at.is_(None), Concern.draft_id.is_(None)
        )
    ).all()
    true = [row for row in rows if not row.marks]
    return Waiting(len(true), sum(row.urgent for row in true), len(rows) - len(true))


def look_by(session: Session, pathway: Pathway, partnership_id: UUID, received_at: datetime) -> Due:
    """By when a concern is looked at, by the pathway's own clock and what the partnership set."""
    return due(
        pathway.clock(public_part(pathway).clock),
        origins={origin.code: received_at for origin in pathway.origins},
        started=received_at,
        calendar=CALENDAR,
        settings=setting_values(session, partnership_id, pathway, clock.today()),
        labels={origin.code: "this came" for origin in pathway.origins},
    )


def _received(session: Session, rows: Sequence[Concern]) -> list[Received]:
    teams = _named(session, Team.id, Team.name, {row.team_id for row in rows})
    people = {row.taken_by_id for row in rows} | {row.ended_by_id for row in rows}
    names = _named(session, Worker.id, Worker.name, people)
    # nobody sees another's draft, so those found are the reader's own: a leaver's, too, once it was passed on to them
    drafts = _named(session, Draft.id, Draft.reference, {row.draft_id for row in rows})
    cases = _named(session, CaseFile.id, CaseFile.reference, {row.became_id for row in rows})
    found = []
    for row in rows:
        pathway = pathways.of(row.pathway, row.pathway_version)
        found.append(
            Received(
                row,
                pathway,
                teams.get(row.team_id, ""),
                look_by(session, pathway, row.partnership_id, row.received_at),
                names.get(row.taken_by_id) if row.taken_by_id else None,
                names.get(row.ended_by_id) if row.ended_by_id else None,
                drafts.get(row.draft_id) if row.draft_id else None,
                cases.get(row.became_id) if row.became_id else None,
            )
        )
    return found


def _named(session: Session, key: Any, name: Any, ids: set[UUID | None]) -> dict[UUID, str]:
    found = session.execute(select(key, name).where(key.in_(ids - {None}))).all()
    return {row[0]: row[1] for row in found}
