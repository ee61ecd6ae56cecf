"""The answer to a question as a file. A file says the same whenever it is taken, and taking it is in the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, g, request

from coordination.access import needs
from coordination.db import writing
from coordination.errors import Invalid
from coordination.statistics.answering import Answered, answered
from coordination.statistics.asking import address_of, file_name, first_question
from coordination.statistics.commands.downloading import downloaded
from coordination.statistics.dictionary import HEADINGS, rows
from coordination.statistics.files.as_ods import as_ods
from coordination.statistics.files.as_package import zipped
from coordination.statistics.files.as_pdf import as_pdf
from coordination.statistics.files.as_xlsx import as_xlsx
from coordination.statistics.packaging import package_of
from coordination.statistics.queries.menu import menu, readable
from coordination.statistics.question_form import question_form
from coordination.statistics.reading import frozen
from coordination.statistics.tables import PLAIN_HEADINGS, plain_rows
from workflows.lists.writing import csv_of

NOTHING_CLOSED = "No month of this partnership is closed yet, so there are no figures to take."
NOT_KNOWN = "This address asks for figures in a way that we do not know. Ask again under “Statistics”."
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


@bp.get("/dictionary.csv")
@needs("statistics.read")
def dictionary() -> Response:
    """The data dictionary, a line for each category. It holds no figure, so that it was taken is not noted."""
    return _file(csv_of(HEADINGS, rows()), "text/csv", "dictionary-of-figures.csv")


@bp.get("/package.zip")
@needs("statistics.read")
def package() -> Response:
    """Everything that is out of one partnership, with a description that programs can read."""
    with frozen() as session:
        offered = menu(session, readable(session, g.worker.role_partnerships), request.args.get("partnership"))
        if set(request.args) - {"partnership"}:
            raise Invalid(NOT_KNOWN)
        if not offered.months:
            raise Invalid(NOTHING_CLOSED)
        made = zipped(package_of(session, offered))
    code = offered.partnership.code
    _note(f"partnership={code}", "package.zip")
    return _file(made, "application/zip", f"{code}-referrals.zip")


@bp.get("/figures.<kind>")
@needs("statistics.read")
def figures(kind: str) -> Response:
    """The file of a question, which stands in the address as it does on the page."""
    if kind not in KINDS:
        abort(404)
    with frozen() as session:
        offered = menu(session, readable(session, g.worker.role_partnerships), request.args.get("partnership"))
        if not offered.months:
            raise Invalid(NOTHING_CLOSED)
        form = question_form(offered, first_question(offered))
        if not form.validate():
            raise Invalid(NOT_KNOWN)
        found = answered(session, form.question(offered), offered)
    made = KINDS[kind].made(found)
    _note(address_of(found.question), kind)
    return _file(made, KINDS[kind].mimetype, f"{file_name(found.question)}.{kind}")


def _note(question: str, kind: str) -> None:
    with writing(g.worker) as session:
        downloaded(session, question, kind)


def _file(made: bytes, mimetype: str, name: str) -> Response:
    return Response(made, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
