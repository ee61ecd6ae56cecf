"""Figures as an OpenDocument spreadsheet: a sheet for each table and one of definitions.

The format is a zip of four short XML files (ISO/IEC 26300), written here so that no time of ours gets into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from coordination.statistics.files.document import Cell, Document, Table
from coordination.statistics.files.tabs import DEFINITIONS, tab_names

KIND = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{OFFICE}{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    )
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
STYLES = """<office:automatic-styles>
<style:style style:name="bold" style:family="table-cell">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="word" style:family="table-cell">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="row" style:family="table-cell">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="figure" style:family="table-cell">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>
<style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="sum" style:family="table-cell">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>
<style:paragraph-properties fo:text-align="end"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="high" style:family="table-row">
<style:table-row-properties style:use-optimal-row-height="true"/></style:style>
<style:style style:name="narrow" style:family="table-column">
<style:table-column-properties style:column-width="2.4cm"/></style:style>
<style:style style:name="middling" style:family="table-column">
<style:table-column-properties style:column-width="7.5cm"/></style:style>
<style:style style:name="wide" style:family="table-column">
<style:table-column-properties style:column-width="18cm"/></style:style>
<style:style style:name="sheet" style:family="table" style:master-page-name="turned">
<style:table-properties table:display="true"/></style:style>
</office:automatic-styles>"""
# Sheets are printed on paper turned on its side, each as wide as one page.
PAPER = f"""{HEAD}<office:document-styles {SPACES} office:version="1.3"><office:automatic-styles>
<style:page-layout style:name="paper"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"
 style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>
</office:automatic-styles><office:master-styles>
<style:master-page style:name="turned" style:page-layout-name="paper"/>
</office:master-styles></office:document-styles>"""
MANIFEST = f"""{HEAD}<manifest:manifest {SPACES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def as_ods(document: Document) -> bytes:
    """The spreadsheet. Every word in it is text, every figure a number, and there is no formula."""
    made = BytesIO()
    moment = document.as_at.astimezone(UTC)
    with ZipFile(made, "w") as parts:
        for name, words in (
            ("mimetype", KIND),
            ("META-INF/manifest.xml", MANIFEST),
            ("meta.xml", _meta(document, moment.strftime("%Y-%m-%dT%H:%M:%S"))),
            ("styles.xml", PAPER),
            ("content.xml", _content(document)),
        ):
            part = ZipInfo(name, moment.timetuple()[:6])
            part.create_system = 3  # the same on every machine
            # the first part is read as it lies in the file
            part.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            parts.writestr(part, words)
    return made.getvalue()


def _meta(document: Document, moment: str) -> str:
    return (
        f'{HEAD}<office:document-meta {SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{_plain(document.title)}</dc:title><meta:generator>Coordination</meta:generator>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date><dc:language>en-GB</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _content(document: Document) -> str:
    sheets = [
        _sheet(name, ["middling", *["narrow"] * (len(table.headings) - 1)], _lines(document, table))
        for table, name in zip(document.tables, tab_names(document.tables), strict=True)
    ]
    words = (_row([each.word, each.meaning], "word", "row") for each in document.definitions)
    sheets.append(_sheet(DEFINITIONS, ["middling", "wide"], [_row([DEFINITIONS], "bold"), _row([]), *words]))
    return (
        f'{HEAD}<office:document-content {SPACES} office:version="1.3">{STYLES}<office:body><office:spreadsheet>'
        f"{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )


def _lines(document: Document, table: Table) -> Iterator[str]:
    yield _row([table.caption], "bold")
    yield from (_row([line]) for line in document.about)
    yield _row([])
    yield _row(table.headings, "bold", "sum")
    for number, row in enumerate(table.rows):
        yield _row(row, *(("bold", "sum") if number >= len(table.rows) - table.sums else ("row", "figure")))


def _sheet(name: str, widths: Iterable[str], rows: Iterable[str]) -> str:
    columns = "".join(f'<table:table-column table:style-name="{width}"/>' for width in widths)
    return f'<table:table table:name={quoteattr(name)} table:style-name="sheet">{columns}{"".join(rows)}</table:table>'


def _row(cells: Iterable[Cell], first: str = "", others: str = "") -> str:
    """One row: its first cell in one style, the others in another."""
    drawn = "".join(_cell(cell, others if place else first) for place, cell in enumerate(cells))
    return f'<table:table-row table:style-name="high">{drawn or "<table:table-cell/>"}</table:table-row>'


def _cell(cell: Cell, style: str) -> str:
    how = f' table:style-name="{style}"' if style else ""
    if isinstance(cell, int):
        kind = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell{how} {kind}><text:p>{cell}</text:p></table:table-cell>"
    return f'<table:table-cell{how} office:value-type="string"><text:p>{_plain(cell)}</text:p></table:table-cell>'


def _plain(words: str) -> str:
    return escape(words)
