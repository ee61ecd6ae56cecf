"""A draft is begun, its answers are kept one by one, and it is deleted when its writer says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.documents.commands.attaching import discard
from coordination.errors import Invalid, NotVisible
from coordination.forms.pages import Sent
from coordination.identity.models import Membership, Partnership, Team
from coordination.referrals.commands.about_one_person import belongs_to
from coordination.referrals.models import Draft, DraftAnswer
from coordination.referrals.queries.carrying import lent_by
from coordination.referrals.queries.drafts import NO_SUCH_DRAFT, row_of
from coordination.referrals.queries.sender import about_sender
from coordination.referrals.queries.written import Kept
from coordination.sharing.queries import setting_values
from coordination.writing_together import say
from workflows import pathways
from workflows.local_time import LONDON
from workflows.references import new_reference
from workflows.vocabulary import Pathway

# Draft references have a beginning of their own, so that nobody takes one for a case.
PREFIX = "DRF"
CHANCE = SystemRandom()
_ANSWERS_GO = "delete from draft_answer where draft_id = %(draft_id)s"


def begin(
    session: Session,
    worker: SignedIn,
    code: str,
    *,
    once: str,
    about: str | None = None,
    team: str | None = None,
) -> str:
    """Begin a referral on the newest version of a pathway. Returns the draft's reference; the log gets the pathway
    and nothing else. Raises Invalid when there is no such pathway.

    `about` is the reference of the worker's own draft or referral about the same person, whose answers about the person
    are carried over; raises NotVisible for any other. Once both are sent their cases are linked.

    `team` is the code of the team that it is sent for, which then takes part in the case: whoever is in several says
    which. Without it it is the first of the worker's. Raises Invalid for a team that is not theirs.
    """
    try:
        pathway = pathways.newest(code)
    except LookupError:
        raise Invalid("Choose what has happened.", field="pathway") from None
    content = {"begin": code, "about": about, "team": team}
    before = repeated(session, worker, once, {name: said for name, said in content.items() if said})
    if before is not None:
        return str(before["reference"])
    now = clock.now()
    team_id = _team_of(session, worker, team)
    sender = about_sender(session, worker, pathway, team_id)
    partnership_id = _partnership_of(session, worker, team_id)
    draft = Draft(
        id=new_id(),
        reference=new_reference(PREFIX, CHANCE),
        worker_id=worker.id,
        agency_id=worker.agency_id,
        team_id=team_id,
        partnership_id=partnership_id,
        pathway=pathway.code,
        pathway_version=pathway.version,
        begun_at=now,
        changed_at=now,
        expires_at=now + days_kept(session, pathway, partnership_id),
    )
    session.add(draft)
    session.flush()
    session.add_all(
        DraftAnswer(draft_id=draft.id, field=field, repeat=0, value=value, as_typed=None, version=1, at=now)
        for field, value in {**_carried(session, worker, about, pathway, now), **sender}.items()
    )
    session.flush()
    if about is not None:
        belongs_to(session, worker, draft, about)
    record(session, "draft.begun", chain=f"agency:{worker.agency_id}", pathway=pathway.code)
    remember(session, worker, once, {"reference": draft.reference})
    return draft.reference


def _carried(session: Session, worker: SignedIn, about: str | None, pathway: Pathway, now: datetime) -> dict[str, Any]:
    if about is None:
        return {}
    return lent_by(session, worker, about).for_form(pathway, now.astimezone(LONDON).date().isoformat())


def days_kept(session: Session, pathway: Pathway, partnership_id: UUID | None) -> timedelta:
    """How long a draft of this pathway is kept after its last change."""
    return timedelta(days=_days(session, pathway, partnership_id, pathway.draft.expires_after))


def days_of_warning(session: Session, pathway: Pathway, partnership_id: UUID | None) -> timedelta:
    """How long before it is cleared away the writer of a draft is warned."""
    return timedelta(days=_days(session, pathway, partnership_id, pathway.draft.warn_before))


def working_days_untouched(session: Session, pathway: Pathway, partnership_id: UUID | None) -> int:
    """After how many working days without a change the writer of a draft is reminded of it."""
    return _days(session, pathway, partnership_id, pathway.draft.remind_after)


@dataclass(frozen=True)
class Outcome:
    """What became of the answers of one page: which were newer elsewhere and so were left as they are."""

    differing: Mapping[str, Kept]
    versions: Mapping[str, int]


def keep_answers(
    session: Session, worker: SignedIn, reference: str, sent: Iterable[Sent], *, repeat: int = 0
) -> Outcome:
    """Keep each answer that this page changed, unless it was changed elsewhere since the page was drawn.

    Such an answer is left as it stands and returned, so that the page can show both. Raises NotVisible when the
    worker has no such open draft.
    """
    draft = locked(session, reference)
    codes = [each.code for each in sent]
    there = {
        row.field: row
        for row in session.scalars(
            select(DraftAnswer).where(
                DraftAnswer.draft_id == draft.id, DraftAnswer.repeat == repeat, DraftAnswer.field.in_(codes)
            )
        )
    }
    differing: dict[str, Kept] = {}
    now = clock.now()
    for each in sent:
        row = there.get(each.code)
        if row is None and each.value is None and each.as_typed is None:
            continue
        if not each.changed or (row is not None and (row.value, row.as_typed) == (each.value, each.as_typed)):
            continue
        if row is None:
            row = DraftAnswer(draft_id=draft.id, field=each.code, repeat=repeat, version=0)
            session.add(row)
        elif row.version != each.version:
            differing[each.code] = Kept(row.value, row.as_typed, row.version, row.at)
            continue
        row.value, row.as_typed, row.at = each.value, each.as_typed, now
        row.version += 1
        there[each.code] = row
        draft.changed_at = now
    if draft.changed_at == now:
        touched(session, draft, now)
    session.flush()
    return Outcome(differing, {code: row.version for code, row in there.items()})


def touched(session: Session, draft: Draft, now: datetime) -> None:
    """Note that a draft was changed now: it is kept longer, and its writer may be warned anew."""
    draft.changed_at = now
    pathway = pathways.of(draft.pathway, draft.pathway_version)
    draft.expires_at = now + days_kept(session, pathway, draft.partnership_id)
    draft.warned_at = draft.reminded_at = None


def drop_row(session: Session, worker: SignedIn, reference: str, codes: Iterable[str], repeat: int) -> None:
    """Take one row out of a repeated page. Raises Invalid once anything was sent: rows are known by their places."""
    draft = locked(session, reference)
    if draft.case_id is not None:
        raise Invalid("The urgent part was sent with this in it. Change what is wrong in it, and tell the team.")
    session.execute(
        delete(DraftAnswer).where(
            DraftAnswer.draft_id == draft.id, DraftAnswer.repeat == repeat, DraftAnswer.field.in_(list(codes))
        )
    )
    draft.changed_at = clock.now()
    session.flush()


def throw_away(session: Session, worker: SignedIn, reference: str) -> None:
    """Delete a draft and every answer in it. Nothing of it can be brought back."""
    draft = locked(session, reference)
    end(session, draft, "deleted")


def end(session: Session, draft: Draft, how: str, *, has_documents: bool = True) -> None:
    """End a draft; its answers go, and so do the documents that were to go with it, unless it is known to have none."""
    draft.ended_at, draft.ended_as = clock.now(), how
    say(session, _ANSWERS_GO, draft_id=draft.id)
    if has_documents:
        discard(session, draft.id)


def locked(session: Session, reference: str) -> Draft:
    """The worker's own open draft, held until this transaction ends. Raises NotVisible for any other."""
    draft = row_of(session, reference, held=True)
    if draft.ended_at is not None:
        raise NotVisible(NO_SUCH_DRAFT)
    return draft


def _days(session: Session, pathway: Pathway, partnership_id: UUID | None, setting: str) -> int:
    if partnership_id is None:
        return int(pathway.setting(setting).default)
    return int(setting_values(session, partnership_id, pathway, clock.today())[setting])


def _team_of(session: Session, worker: SignedIn, code: str | None) -> UUID | None:
    if not code:
        return worker.team_ids[0] if worker.team_ids else None
    found = session.scalar(select(Team.id).where(Team.code == code, Team.id.in_(worker.team_ids)))
    if found is None:
        raise Invalid("You are not in that team any more. Select which of your teams sends this.", field="team")
    return found


def _partnership_of(session: Session, worker: SignedIn, team_id: UUID | None) -> UUID | None:
    """The partnership of the team that sends; where that serves several, the only one of the agency, else none."""
    if team_id is not None:
        of_team = session.scalar(select(Team.partnership_id).where(Team.id == team_id))
        if of_team is not None:
            return of_team
    today: date = clock.today()
    found = session.scalars(
        select(Partnership.id)
        .join(Membership, Membership.partnership_id == Partnership.id)
        .where(
            Membership.agency_id == worker.agency_id,
            Membership.from_date <= today,
            Membership.until_date.is_(None) | (Membership.until_date > today),
        )
    ).all()
    return found[0] if len(found) == 1 else None
