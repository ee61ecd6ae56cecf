"""Bringing a file in, saying who is who, confirming, and throwing away. None of these changes a case."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from random import SystemRandom

from sqlalchemy import delete
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.models import VERDICTS
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn
from coordination.identity.models import Team
from coordination.lists import queries
from coordination.lists.models import BroughtList, BroughtRow
from coordination.lists.queries.matching import prison_rows
from workflows.lists.columns import KINDS, PRISON_LIST
from workflows.lists.reading import ReadList, read_list
from workflows.partnerships.areas import place_code
from workflows.references import new_reference

PREFIX = "LST"
CHANCE = SystemRandom()
KEPT_UNCONFIRMED = timedelta(days=1)
KEPT_CONFIRMED = timedelta(days=7)


def bring_in(session: Session, worker: SignedIn, code: str, content: bytes, *, once: str) -> str:
    """Read a file and keep its rows for this worker alone. Returns the list's reference; nothing else has happened.

    Raises Invalid with a sentence when the file as a whole will not do; then nothing of it is kept.
    """
    kind = KINDS.get(code)
    if kind is None:
        raise Invalid("Choose what kind of list this is.", field="kind")
    before = repeated(session, worker, once, {"bring": code, "file": hashlib.sha256(content).hexdigest()})
    if before is not None:
        return str(before["reference"])
    team = _receiving_team(session, worker) if kind is PRISON_LIST else None
    found = read_list(kind, content, clock.today())
    if team is not None and found.refused is None:
        _only_for(team, found)
    if found.refused is not None:
        raise Invalid(found.refused, field="file")
    brought = BroughtList(
        id=new_id(),
        reference=new_reference(PREFIX, CHANCE),
        worker_id=worker.id,
        team_id=team.id if team else None,
        kind=code,
        read_at=clock.now(),
        expires_at=clock.now() + KEPT_UNCONFIRMED,
        faults=found.faults,
    )
    session.add(brought)
    session.flush()
    session.add_all(BroughtRow(list_id=brought.id, number=row.number, given=row.given) for row in found.rows)
    session.flush()
    remember(session, worker, once, {"reference": brought.reference})
    return brought.reference


def say_who(session: Session, worker: SignedIn, reference: str, verdicts: Mapping[int, str]) -> None:
    """Keep what the worker says about likely matches, each with the case that it was said about."""
    brought = queries.get(session, reference, to_change=True)
    if brought.confirmed_at is not None:
        raise MovedOn("This list has been confirmed already.")
    rows = {row.number: row for row in queries.rows_of(session, brought)}
    for looked in prison_rows(session, brought, list(rows.values())):
        said = verdicts.get(looked.number)
        if looked.asks and looked.match is not None and said in VERDICTS:
            rows[looked.number].verdict = said
            rows[looked.number].case_reference = looked.match.reference
    session.flush()


def confirm(session: Session, worker: SignedIn, reference: str) -> None:
    """Let the rows be carried out from now on. A second press changes nothing."""
    brought = queries.get(session, reference, to_change=True)
    if brought.confirmed_at is not None:
        return
    rows = queries.rows_of(session, brought)
    if not rows:
        raise Invalid("No row of this list could be read, so there is nothing to do.")
    if brought.kind == PRISON_LIST.code:
        said = {row.number: row for row in rows}
        open_still = [
            str(looked.number)
            for looked in prison_rows(session, brought, rows)
            if looked.asks
            and looked.match is not None
            and (said[looked.number].verdict is None or said[looked.number].case_reference != looked.match.reference)
        ]
        if open_still:
            numbers = ", ".join(open_still)
            raise Invalid(f"Say first whether it is the same person. Rows still to answer: {numbers}.")
    brought.confirmed_at = clock.now()
    brought.expires_at = clock.now() + KEPT_CONFIRMED
    session.flush()
    record(session, "import.made", chain=f"agency:{worker.agency_id}", what=brought.kind, rows=len(rows))


def throw_away(session: Session, reference: str) -> None:
    """Forget a list of mine that was not confirmed."""
    brought = queries.get(session, reference, to_change=True)
    if brought.confirmed_at is not None:
        raise MovedOn("This list has been confirmed already. Its report is cleared away by itself.")
    forget(session, [brought])


def forget(session: Session, lists: list[BroughtList]) -> None:
    """Delete lists with their rows."""
    ids = [brought.id for brought in lists]
    session.execute(delete(BroughtRow).where(BroughtRow.list_id.in_(ids)))
    session.execute(delete(BroughtList).where(BroughtList.id.in_(ids)))


def _receiving_team(session: Session, worker: SignedIn) -> Team:
    team = queries.contact_team(session, worker)
    if team is None:
        raise Invalid(
            "Only a single point of contact team brings in the prison’s own list. Send it to theirs.", field="kind"
        )
    return team


def _only_for(team: Team, found: ReadList) -> None:
    """Another area's people are not for this team's eyes: such a file is refused, and nothing of it is kept."""
    elsewhere = []
    for row in found.rows:
        area = place_code(row.given["exit_destination"]).removeprefix("london-borough-of-")
        if area in team.areas:
            row.given["exit_destination"] = area
        else:
            elsewhere.append(str(row.number))
    if elsewhere:
        shown = ", ".join(elsewhere[:20]) + (" and more" if len(elsewhere) > 20 else "")
        one = len(elsewhere) == 1
        found.refused = (
            f"Row{'' if one else 's'} {shown} name{'s' if one else ''} another area as the destination. "
            "The prison sends one file for each area: ask for one without those rows. Nothing of this file was kept."
        )
