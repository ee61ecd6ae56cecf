"""Figures on paper: the tables in reading order, then the definitions, with bookmarks and the pages turned."""

from __future__ import annotations

from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak
from reportlab.platypus import Table as PaperTable

from coordination.forms.lettering import BOLD
from coordination.forms.paper import ASKED, MARGIN, PLAIN, SECTION, SMALL, TITLE, Bookmark, made, said
from coordination.statistics.files.document import Cell, Document, Table
from coordination.statistics.files.tabs import DEFINITIONS

ROOM = A4[1] - 2 * MARGIN
WORDS = ParagraphStyle("words of a table", parent=PLAIN, fontSize=8.5, leading=10.5)
FIGURE = ParagraphStyle("figure of a table", parent=WORDS, alignment=TA_RIGHT)
STRONG = ParagraphStyle("sum of a table", parent=WORDS, fontName=BOLD)
STRONG_FIGURE = ParagraphStyle("figure of a sum", parent=FIGURE, fontName=BOLD)
NARROWEST = 44.0
RULES = [
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, "#0b0c0c"),
    ("LINEBELOW", (0, 1), (-1, -1), 0.3, "#b1b4b6"),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def as_pdf(document: Document) -> bytes:
    """The file. The same document is the same bytes."""
    story: list[Flowable] = [said(document.title, TITLE), *(said(line, PLAIN) for line in document.about)]
    story.append(
        said("The same figures can be read on screen under “Statistics”, where a screen reader finds its way.", SMALL)
    )
    for number, table in enumerate(document.tables):
        story += [Bookmark(f"table-{number}", table.caption, 0), said(table.caption, SECTION), _drawn(table)]
    story += [PageBreak(), Bookmark("definitions", DEFINITIONS, 0), said(DEFINITIONS, SECTION)]
    for each in document.definitions:
        story += [said(each.word, ASKED), said(each.meaning, PLAIN)]
    return made(document.title, document.title, story, landscape=True, as_at=document.as_at)


def _drawn(table: Table) -> Any:
    columns = len(table.headings)
    last = len(table.rows) - table.sums
    cells = [[said(word, STRONG_FIGURE if place else STRONG) for place, word in enumerate(table.headings)]]
    cells += [
        [_cell(cell, bool(place), number >= last) for place, cell in enumerate(row)]
        for number, row in enumerate(table.rows)
    ]
    narrow = max(NARROWEST, min(150.0, ROOM * 0.62 / max(columns - 1, 1)))
    widths = [min(ROOM - narrow * (columns - 1), ROOM * 0.5), *([narrow] * (columns - 1))]
    return PaperTable(cells, colWidths=widths, repeatRows=1, style=RULES, hAlign="LEFT")


def _cell(cell: Cell, is_figure: bool, of_sums: bool) -> Any:
    style = {(True, True): STRONG_FIGURE, (True, False): FIGURE, (False, True): STRONG, (False, False): WORDS}
    return said(f"{cell:,}" if isinstance(cell, int) else cell, style[is_figure, of_sums])
