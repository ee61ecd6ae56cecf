"""The answer to a question as a file. A file says the same whenever it is taken, and taking it is in the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, g, request

from coordination.access import needs
from coordination.db import writing
from coordination.errors import Invalid, NotVisible
from coordination.statistics.answering import Answered, answered
from coordination.statistics.asking import address_of, file_name, first_question
from coordination.statistics.commands.downloading import downloaded
from coordination.statistics.files.as_ods import as_ods
from coordination.statistics.files.as_pdf import as_pdf
from coordination.statistics.files.as_xlsx import as_xlsx
from coordination.statistics.forms import question_form
from coordination.statistics.queries.menu import menu, readable
from coordination.statistics.reading import frozen
from coordination.statistics.tables import PLAIN_HEADINGS, plain_rows
from workflows.lists.writing import csv_of

bp = Blueprint("statistics_files", __name__, url_prefix="/statistics")


@dataclass(frozen=True)
class Kind:
    """One sort of file: the ending of its name, what it is called, what a browser is told, and how it is made."""

    ending: str
    label: str
    mimetype: str
    made: Callable[[Answered], bytes]


def _figures_csv(found: Answered) -> bytes:
    return csv_of(PLAIN_HEADINGS, plain_rows(found.question, found.answer, found.laid))


def _definitions_csv(found: Answered) -> bytes:
    return csv_of(("Word", "Meaning"), ((each.word, each.meaning) for each in found.document.definitions))


KINDS = {
    kind.ending: kind
    for kind in (
        Kind(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda found: as_xlsx(found.document),
        ),
        Kind(
            "ods",
            "OpenDocument",
            "application/vnd.oasis.opendocument.spreadsheet",
            lambda found: as_ods(found.document),
        ),
        Kind("pdf", "PDF", "application/pdf", lambda found: as_pdf(found.document)),
        Kind("csv", "CSV, a line for each figure", "text/csv", _figures_csv),
        Kind("definitions.csv", "Definitions as CSV", "text/csv", _definitions_csv),
    )
}


@bp.get("/figures.<kind>")
@needs("statistics.read")
def figures(kind: str) -> Response:
    """The file of a question, which stands in the address as it does on the page."""
    if kind not in KINDS:
        abort(404)
    with frozen() as session:
        offered = menu(session, readable(session, g.worker.role_partnerships), request.args.get("partnership"))
        if not offered.months:
            raise NotVisible("No month of this partnership is closed yet.")
        form = question_form(offered, first_question(offered))
        if not form.validate():
            raise Invalid("This address asks for figures in a way that we do not know. Ask again under “Statistics”.")
        found = answered(session, form.question(offered), offered)
    made = KINDS[kind].made(found)
    with writing(g.worker) as session:
        downloaded(session, address_of(found.question), kind)
    name = f"{file_name(found.question)}.{kind}"
    return Response(
        made,
        mimetype=KINDS[kind].mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
