"""The resident's sheet: what was shared, with whom, when and why, and who looked. Agencies and parts, no workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.governance.queries.log import AuditedCase
from coordination.governance.queries.words import category_words, pathway_or_none, position_words
from workflows.vocabulary import Pathway

BECAUSE = {
    "direct-care": "They give you care or help to arrange it, and you would expect them to know.",
    "consent": "You said yes to sharing with them.",
    "legal-duty": "The law says that they must be told.",
    "serious-harm": "Somebody could have come to serious harm otherwise.",
}


@dataclass(frozen=True)
class Share:
    """One agency's or team's part in the case."""

    who: str
    part: str
    given_by: str
    what: tuple[str, ...]
    only_level: tuple[str, ...]
    preview: bool
    since: datetime
    until: datetime | None
    why: str
    purposes: tuple[str, ...]
    consent: str | None


@dataclass(frozen=True)
class Looker:
    """An agency that looked: how often, on how many days, between when and when."""

    agency: str
    parts: tuple[str, ...]
    looks: int
    days: int
    first: datetime
    last: datetime
    to_check: bool


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet."""

    reference: str
    title: str
    opened: datetime
    shares: list[Share]
    lookers: list[Looker]


def sheet_of(session: Session, case: AuditedCase) -> Sheet:
    """The sheet of a case that the asker may audit. Raises NotVisible when there is nothing that they may read."""
    pathway = pathway_or_none(case.pathway, case.pathway_version)
    shares = session.execute(text("select * from case_shares(:case)"), {"case": case.id}).all()
    if not shares:
        raise NotVisible("There is no case with that reference whose sheet you can print.")
    lookers = session.execute(text("select * from case_lookers(:case)"), {"case": case.id}).all()
    return Sheet(
        reference=case.reference,
        title=pathway.title if pathway else case.pathway.replace("-", " "),
        opened=case.opened_at,
        shares=[_share(row, pathway) for row in shares],
        lookers=[
            Looker(
                agency=row.agency,
                parts=tuple(position_words(pathway, code) for code in row.position_codes or ()),
                looks=row.looks,
                days=row.days,
                first=row.first_at,
                last=row.last_at,
                to_check=set(row.purposes) == {"audit"},
            )
            for row in lookers
        ],
    )


def _share(row: Any, pathway: Pathway | None) -> Share:
    # an agency's own information needs no agreement; anybody else reads no more than the agreement lets through
    reads = [code for code in row.reads if row.agency == row.giver or code in (row.agreed or ())]
    if row.sees == "preview":
        reads = [code for code in reads if code == "core"]
    levels = [code for code in row.reads_levels if code not in reads and row.sees == "full"]
    return Share(
        who=f"{row.team}, {row.agency}" if row.team else row.agency,
        part=position_words(pathway, row.position_code),
        given_by=row.giver,
        what=tuple(category_words(pathway, code) for code in reads),
        only_level=tuple(category_words(pathway, code) for code in levels),
        preview=row.sees == "preview",
        since=row.since,
        until=row.until_at,
        why=BECAUSE.get(row.basis, row.basis.replace("-", " ").capitalize() + "."),
        purposes=tuple(row.purposes or ()),
        consent=_consent(row.consent_given, row.consent_on, row.consent_withdrawn),
    )


def _consent(given: bool | None, on: date | None, withdrawn: datetime | None) -> str | None:
    if given is None:
        return None
    when = f" on {on.day} {on:%B %Y}" if on else ""
    if withdrawn:
        return f"You said yes{when}, and changed your mind on {withdrawn.day} {withdrawn:%B %Y}."
    return f"You said yes{when}. You can change your mind at any time." if given else f"You said no{when}."
