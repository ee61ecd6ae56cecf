"""The sheet that prepares a form which is filled in elsewhere, in that form's order."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from coordination.audit.commands import record
from coordination.cases.queries.loading import Loaded
from coordination.errors import NotVisible
from coordination.forms.printing import Printed, filled_print
from workflows.conditions import applies
from workflows.truth import truth

ROOM = "_" * 60


def prepared(session: Session, page: Loaded, printed_by: str, printed_at: str) -> bytes:
    """The sheet as PDF, with what its reader may read. That it was printed is recorded. NotVisible without a sheet."""
    printing = page.pathway.printing
    if not printing.sheet or page.in_preview:
        raise NotVisible("There is no such sheet for this case.")
    record(session, "case.printed", case_id=page.case.id, what="preparation sheet")
    about = [
        page.case.reference,
        printing.note,
        f"Printed by {printed_by}, {printed_at}. Personal information: keep it locked away, and destroy it after use.",
    ]
    return filled_print(f"{printing.sheet_title} {page.case.reference}", about, list(_parts(page)))


def _parts(page: Loaded) -> Iterator[Printed]:
    for part in page.pathway.printing.sheet:
        if part.when is not None and truth(part.when, page.now.known) is not True:
            continue
        rows = [
            (page.pathway.question(code).label, _in_words(page, code))
            for code in part.answers
            if _answered(page, code) or _asked_now(page, code)
        ]
        rows += [(asked, ROOM) for asked in part.asks_too]
        if rows:
            yield Printed(part.title, [("", rows)])


def _answered(page: Loaded, code: str) -> bool:
    return page.now.answers.get(code) not in (None, "", [])


def _asked_now(page: Loaded, code: str) -> bool:
    """Whether room is left for an answer: somebody prepares it here, what hangs on another answer may matter, and the
    reader may read it."""
    question = page.pathway.question(code)
    prepared_here = bool(question.written_by) and question.required == "no"
    return prepared_here and question.category in page.reads and applies(question, None, page.now.known)


def _in_words(page: Loaded, code: str) -> str:
    if not _answered(page, code):
        return ROOM
    question, said = page.pathway.question(code), page.now.answers[code]
    return ", ".join(question.label_of(str(each)) for each in (said if isinstance(said, list) else [said]))
