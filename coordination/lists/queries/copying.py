"""The filled copy of a prison's list: the same rows back, with what happened to people of this team's cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.models import CaseFile, Milestone
from coordination.lists.models import BroughtList, BroughtRow
from coordination.lists.queries.matching import prison_rows
from workflows import pathways
from workflows.lists.columns import PRISON_LIST
from workflows.vocabulary.pathway import by_code

FILLED = ("Contact", "Date of contact", "Structured start", "Date of structured start", "Outcome", "Our reference")
CONTACT, START, ENDED = "contact-attended", "treatment-started", "outcome-recorded"


def filled_copy(
    session: Session, brought: BroughtList, rows: Sequence[BroughtRow]
) -> tuple[list[str], list[list[str]], list[UUID]]:
    """The headings, the rows as they came with what happened, and the cases that they tell of.

    Whether a row is about a case is what was said by number or by a person; a likely match alone fills nothing.
    """
    known = {row.number: row.case_reference for row in rows if row.became in ("done", "already")}
    for looked in prison_rows(session, brought, rows):
        if looked.match is not None and looked.match.sure:
            known.setdefault(looked.number, looked.match.reference)
    cases = {
        case.reference: case
        for case in session.scalars(select(CaseFile).where(CaseFile.reference.in_({*filter(None, known.values())})))
    }
    happened = _happened(session, [case.id for case in cases.values()])
    headings = [*(column.label for column in PRISON_LIST.columns), *FILLED]
    table = []
    for row in rows:
        case = cases.get(known.get(row.number) or "")
        given = [str(row.given.get(column.code) or "") for column in PRISON_LIST.columns]
        table.append([*given, *_filled(case, happened.get(case.id, {}) if case else {}, row.given["exit_date"])])
    return headings, table, [case.id for case in cases.values()]


def _happened(session: Session, case_ids: Sequence[UUID]) -> Mapping[UUID, dict[str, date]]:
    """The first day of each of these milestones, by case."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    for row in session.execute(
        select(Milestone.case_id, Milestone.kind, Milestone.on_date)
        .where(Milestone.case_id.in_(case_ids), Milestone.kind.in_((CONTACT, START)))
        .order_by(Milestone.on_date)
    ):
        found[row.case_id].setdefault(row.kind, row.on_date)
    return found


def _filled(case: CaseFile | None, happened: Mapping[str, date], left: str) -> list[str]:
    if case is None:
        return ["Not known to us", "", "", "", "", ""]
    outcomes = by_code(pathways.of(case.pathway, case.pathway_version).outcomes)
    outcome = outcomes[case.outcome].label if case.outcome in outcomes else ("Closed" if case.ended_at else "Open")
    cells = []
    for kind in (CONTACT, START):
        day = happened.get(kind)
        cells += ["Yes" if day else "No", day.isoformat() if day else ""]
    return [*cells, outcome, case.reference]
