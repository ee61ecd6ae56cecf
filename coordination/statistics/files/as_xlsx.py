"""Figures as an Excel workbook: a sheet for each table and one of definitions, and nothing hidden behind them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from coordination.statistics.files.document import Document, Table
from coordination.statistics.files.tabs import DEFINITIONS, tab_names

WIDEST, LETTERS_A_LINE, LINE = 60, 105, 15.0
# Nothing that looks like a formula, a number or an address is made into one.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def as_xlsx(document: Document) -> bytes:
    """The workbook. Every word in it is text, every figure a number, and there is no formula."""
    made = BytesIO()
    book = Workbook(made, PLAIN)
    moment = document.as_at.replace(tzinfo=None)
    book.set_properties({"title": document.title, "author": "Coordination", "created": moment})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "heading figure": book.add_format({"bold": True, "valign": "top", "bottom": 1, "align": "right"}),
        "row": book.add_format({"text_wrap": True, "valign": "top"}),
        "sum": book.add_format({"bold": True, "top": 1}),
        "figure": book.add_format({"align": "right", "valign": "top", "num_format": "#,##0"}),
        "sum figure": book.add_format({"align": "right", "bold": True, "top": 1, "num_format": "#,##0"}),
        "word": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
    }
    for table, name in zip(document.tables, tab_names(document.tables), strict=True):
        _table(book.add_worksheet(name), document, table, styles)
    _definitions(book.add_worksheet(DEFINITIONS), document, styles)
    book.close()
    return made.getvalue()


def _table(sheet: Any, document: Document, table: Table, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, table.caption, styles["title"])
    for number, line in enumerate(document.about, 1):
        sheet.write_string(number, 0, line)
    top = len(document.about) + 2
    for column, heading in enumerate(table.headings):
        sheet.write_string(top, column, heading, styles["heading figure" if column else "heading"])
        longest = max(len(heading), *(len(str(row[column])) for row in table.rows), 6)
        sheet.set_column(column, column, min(longest + 2, WIDEST))
    for number, row in enumerate(table.rows):
        how = "sum" if number >= len(table.rows) - table.sums else "row"
        figures = "sum figure" if how == "sum" else "figure"
        sheet.set_row(top + 1 + number, LINE * max(1, -(-len(str(row[0])) // WIDEST)))
        for column, cell in enumerate(row):
            write = sheet.write_number if isinstance(cell, int) else sheet.write_string
            write(top + 1 + number, column, cell, styles[figures if column else how])
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _definitions(sheet: Any, document: Document, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, DEFINITIONS, styles["title"])
    for number, each in enumerate(document.definitions, 2):
        sheet.set_row(number, LINE * max(-(-len(each.meaning) // LETTERS_A_LINE), -(-len(each.word) // 30)))
        sheet.write_string(number, 0, each.word, styles["word"])
        sheet.write_string(number, 1, each.meaning, styles["row"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
