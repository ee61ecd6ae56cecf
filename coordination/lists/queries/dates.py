"""What a file of new release dates would change, row by row, among the open cases that the worker can see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.appointments.models import Appointment
from coordination.cases.models import Answer, CaseFile, DatedFact
from coordination.cases.queries import in_force, pathway_of
from coordination.lists.models import BroughtRow
from coordination.lists.queries import PATHWAY
from workflows.dates_in_words import in_full
from workflows.local_time import day_of, read_dated

FACT = "release_date"
ENOUGH_FOR_A_PANEL = 5
NO_CASE = "No case that you can see."


@dataclass(frozen=True)
class DateRow:
    """One row beside the case that it means. `state`: change, already, or no (and then `said` says why)."""

    number: int
    names: str
    state: str
    said: str = ""
    case_id: UUID | None = None
    reference: str | None = None
    was: date | None = None
    becomes: date | None = None

    @property
    def comes_forward(self) -> bool:
        return self.state == "change" and None not in (self.was, self.becomes) and self.becomes < self.was  # type: ignore[operator]


def date_rows(session: Session, rows: Sequence[BroughtRow], brought_at: datetime) -> list[DateRow]:
    """Each row with the case that it means and what would change. A date that was given after the file was brought in
    is newer than what the file says, and stays.
    """
    found = _cases(session, rows)
    cases = {case.id: case for several in found.values() for case in several}
    histories = _histories(session, list(cases))
    times = Counter(_names(row.given) for row in rows)
    first: dict[str, int] = {}
    looked: list[DateRow] = []
    for row in rows:
        names = _names(row.given)
        if times[names] > 1 and names in first:
            looked.append(DateRow(row.number, names, "no", f"This repeats row {first[names]}, which is taken."))
            continue
        first[names] = row.number
        looked.append(_row(row, names, found.get(names, []), histories, brought_at))
    return _once_a_case(looked)


def names_of_case(session: Session, row: BroughtRow) -> set[str]:
    """What a list may call the case of this row by: what the row says, its reference, its prison number."""
    names = {_names(row.given)}
    cases = [case for several in _cases(session, [row]).values() for case in several]
    numbers = select(Answer.value).where(
        Answer.case_id.in_([case.id for case in cases]),
        Answer.field == "prison_number",
        Answer.superseded_at.is_(None),
    )
    return names | {case.reference for case in cases} | {str(number) for number in session.scalars(numbers)}


def extra_panel(looked: Sequence[DateRow]) -> str | None:
    """The suggestion of a panel meeting, when many releases come forward at once."""
    forward = sum(row.comes_forward for row in looked)
    if forward < ENOUGH_FOR_A_PANEL:
        return None
    return f"{forward} releases come forward. An extra panel meeting is suggested."


def appointments_to_check(session: Session, case_id: UUID, new: date) -> list[str]:
    """Each appointment that is still to come, laid beside the new date."""
    rows = session.scalars(
        select(Appointment)
        .where(Appointment.case_id == case_id, Appointment.outcome.is_(None), Appointment.moved_to_id.is_(None),
               Appointment.starts_at > clock.now())
        .order_by(Appointment.starts_at)
    )  # fmt: skip
    return [_beside(day_of(row.starts_at), new) for row in rows]


def _beside(day: date, new: date) -> str:
    apart = (day - new).days
    if apart < 0:
        where = f"{-apart} day{'s' if apart < -1 else ''} before they leave"
    else:
        where = "on the day they leave" if apart == 0 else f"{apart} day{'s' if apart > 1 else ''} after they leave"
    return f"The appointment on {in_full(day)} would be {where}. Check whether it still fits."


def _names(given: Mapping[str, str]) -> str:
    return given.get("reference") or given.get("prison_number") or ""


def _cases(session: Session, rows: Sequence[BroughtRow]) -> Mapping[str, list[CaseFile]]:
    """The open cases of the pathway that each reference or prison number means."""
    references = {row.given["reference"] for row in rows if row.given.get("reference")}
    numbers = {_names(row.given) for row in rows} - references
    found: dict[str, list[CaseFile]] = defaultdict(list)
    is_open = (CaseFile.pathway == PATHWAY, CaseFile.ended_at.is_(None))
    for case in session.scalars(select(CaseFile).where(CaseFile.reference.in_(references), *is_open)):
        found[case.reference].append(case)
    values = [func.to_jsonb(number) for number in sorted(numbers)]
    named = session.execute(
        select(Answer.value, CaseFile)
        .join(CaseFile, CaseFile.id == Answer.case_id)
        .where(Answer.field == "prison_number", Answer.superseded_at.is_(None), Answer.value.in_(values), *is_open)
    )
    for number, case in named if values else ():
        found[str(number)].append(case)
    return found


def _histories(session: Session, case_ids: Sequence[UUID]) -> Mapping[UUID, list[DatedFact]]:
    found: dict[UUID, list[DatedFact]] = defaultdict(list)
    for fact in session.scalars(
        select(DatedFact)
        .where(DatedFact.case_id.in_(case_ids), DatedFact.fact == FACT)
        .order_by(DatedFact.recorded_at, DatedFact.id)
    ):
        found[fact.case_id].append(fact)
    return found


def _row(
    row: BroughtRow,
    names: str,
    cases: Sequence[CaseFile],
    histories: Mapping[UUID, list[DatedFact]],
    brought_at: datetime,
) -> DateRow:
    if not cases:
        return DateRow(row.number, names, "no", NO_CASE)
    if len(cases) > 1:
        several = " and ".join(sorted(case.reference for case in cases))
        return DateRow(row.number, names, "no", f"Several open cases have this number: {several}. Give the reference.")
    case, given = cases[0], row.given
    outranks = pathway_of(case).fact(FACT).outranks
    now = in_force(histories.get(case.id, []), outranks)
    value = read_dated(now.value["value"]) if now else None
    was, becomes = (day_of(value) if value else None), date.fromisoformat(given["day"])
    place = {"case_id": case.id, "reference": case.reference, "was": was, "becomes": becomes}
    if now is not None and now.kind in outranks:
        return DateRow(row.number, names, "no", "They have left prison already, so no planned date applies.", **place)  # type: ignore[arg-type]
    same = now is not None and (was, now.kind, now.confidence) == (becomes, given["kind"], given["confidence"])
    if now is not None and now.recorded_at > brought_at and not same:
        newer = f"{in_full(was)} was given" if was else "the date was taken back"
        said = f"Since you brought this file in, {newer}. If the file is right, bring it in again."
        return DateRow(row.number, names, "no", said, **place)  # type: ignore[arg-type]
    return DateRow(row.number, names, "already" if same else "change", **place)  # type: ignore[arg-type]


def _once_a_case(looked: list[DateRow]) -> list[DateRow]:
    """A case that one row names by its reference and another by its number is changed by the first of them alone."""
    taken: dict[UUID, int] = {}
    for place, row in enumerate(looked):
        if row.case_id is None:
            continue
        if row.case_id in taken:
            said = f"This is the same case as row {taken[row.case_id]}, which is taken."
            looked[place] = DateRow(row.number, row.names, "no", said, row.case_id, row.reference)
        else:
            taken[row.case_id] = row.number
    return looked
