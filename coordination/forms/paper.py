"""Paper: what every PDF of the product is made of. Plain styles, bookmarks, a footer, and one way to put words on it.

ReportLab makes no tagged PDF, so each print says where the accessible page with the same words is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape as turned
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from coordination.forms.lettering import BOLD, SANS, font_for, printable

PLAIN = ParagraphStyle("plain", fontName=SANS, fontSize=11, leading=15, alignment=TA_LEFT)
SMALL = ParagraphStyle("small", parent=PLAIN, fontSize=9, leading=12, textColor="#4d5356")
ASKED = ParagraphStyle("asked", parent=PLAIN, fontName=BOLD, spaceBefore=9)
TITLE = ParagraphStyle("title", parent=PLAIN, fontName=BOLD, fontSize=20, leading=25, spaceAfter=6)
SECTION = ParagraphStyle("section", parent=PLAIN, fontName=BOLD, fontSize=15, leading=19, spaceBefore=16)
TOPIC = ParagraphStyle("topic", parent=PLAIN, fontName=BOLD, fontSize=12.5, leading=16, spaceBefore=12)
MARGIN = 20 * mm
# A font that a print brings along is read at one place for all prints of a process.
_ONE_AT_A_TIME = Lock()
# of a long answer so many lines stand together on each side of a page's end
FEWEST_LINES = 3
# the widths of words as long as this are kept, because most come again
LONGEST_KEPT = 100


class Bookmark(Flowable):
    """A place that the reader's list of bookmarks leads to."""

    def __init__(self, name: str, title: str, level: int) -> None:
        super().__init__()
        self.name, self.title, self.level = name, title, level

    def wrap(self, *_: Any) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkPage(self.name)
        self.canv.addOutlineEntry(self.title, self.name, self.level, closed=False)


class Row(Flowable):
    """What was asked and what was answered, on one page unless the answer is long. Most of a print is rows, and their
    words are plain: they are set line by line, which takes a fraction of what ReportLab's paragraphs take."""

    LONGEST_TOGETHER = 120 * mm

    def __init__(self, asked: str, answered: str) -> None:
        super().__init__()
        shown = [(printable(asked), ASKED), (printable(answered), PLAIN)]
        self.parts = [(text, _in_letters_of(text, style)) for text, style in shown]

    def getSpaceBefore(self) -> float:  # noqa: N802 the name is ReportLab’s
        return float(self.parts[0][1].spaceBefore)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.lines = [(line, style) for text, style in self.parts for line in lines_of(text, style, width)]
        return width, sum(style.leading for _, style in self.lines)

    def split(self, width: float, height: float) -> list[Flowable]:
        _, whole = self.wrap(width, height)
        fit = min(int(height // PLAIN.leading), len(self.lines) - FEWEST_LINES)
        if whole <= self.LONGEST_TOGETHER or fit < FEWEST_LINES:
            return []  # all of it on the next page
        return [_Lines(self.lines[:fit], self.getSpaceBefore()), _Lines(self.lines[fit:])]

    def draw(self) -> None:
        y = sum(style.leading for _, style in self.lines)
        for line, style in self.lines:
            self.canv.setFont(style.fontName, style.fontSize)
            self.canv.drawString(0, y - style.fontSize, line)
            y -= style.leading


class _Lines(Row):
    """Some of the lines of a row: what stands on one page of a long one."""

    def __init__(self, lines: list[tuple[str, ParagraphStyle]], space_before: float = 0) -> None:
        super().__init__("", "")
        self.lines, self.space_before = lines, space_before

    def getSpaceBefore(self) -> float:  # noqa: N802 as above
        return self.space_before

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, sum(style.leading for _, style in self.lines)


def lines_of(text: str, style: ParagraphStyle, width: float) -> list[str]:
    """The text in lines that are no wider than this; a word that is wider goes on in the next line."""
    found = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in _narrow_enough(paragraph.split(" "), style, width):
            wide = _width(word, style.fontName, style.fontSize)
            gap = _width(" ", style.fontName, style.fontSize) if line else 0.0
            if line and used + gap + wide > width:
                found.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}" if line else word), used + gap + wide
        found.append(line)
    return found


def _narrow_enough(words: list[str], style: ParagraphStyle, width: float) -> Iterator[str]:
    for word in words:
        # measured sign by sign, each once: somebody may write ten thousand letters without a space
        begun, used = 0, 0.0
        for at, sign in enumerate(word if _may_be_wider(word, style, width) else ""):
            wide = _width(sign, style.fontName, style.fontSize)
            if used + wide > width and at > begun:
                yield word[begun:at]
                begun, used = at, 0.0
            used += wide
        yield word[begun:]


def _may_be_wider(word: str, style: ParagraphStyle, width: float) -> bool:
    return len(word) > LONGEST_KEPT or _width(word, style.fontName, style.fontSize) > width


@lru_cache(maxsize=4096)
def _width(word: str, font: str, size: float) -> float:
    return float(stringWidth(word, font, size))


def _in_letters_of(text: str, style: ParagraphStyle) -> ParagraphStyle:
    """This style, in a font that has the letters of these words."""
    font = font_for(text, style.fontName)
    return style if font == style.fontName else ParagraphStyle(style.name, parent=style, fontName=font)


def said(text: str, style: ParagraphStyle) -> Paragraph:
    """These very words: markup in them is shown, not obeyed. The only way in which a print makes a paragraph."""
    fits = printable(text)
    return Paragraph(escape(fits).replace("\n", "<br/>"), _in_letters_of(fits, style))


def made(
    title: str, subject: str, story: list[Flowable], *, landscape: bool = False, as_at: datetime | None = None
) -> bytes:
    """The PDF. With `as_at` that is its date, and the same story is the same bytes whenever it is made."""
    out = BytesIO()
    size = turned(A4) if landscape else A4
    page = SimpleDocTemplate(
        out, pagesize=size, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=title, subject=subject, author="Coordination", lang="en-GB", displayDocTitle=True,
        invariant=None if as_at is None else 1,
    )  # fmt: skip
    footer = _footer(title, size[0])
    with _ONE_AT_A_TIME:
        page.build(story, onFirstPage=footer, onLaterPages=footer, canvasmaker=_dated(as_at))
    return out.getvalue()


def _dated(as_at: datetime | None) -> Callable[..., Canvas]:
    undated: Callable[..., Canvas] = Canvas
    if as_at is None:
        return undated

    def canvas(*args: Any, **keywords: Any) -> Canvas:
        drawn = Canvas(*args, **keywords)
        drawn.setDateFormatter(lambda *_: as_at.astimezone(UTC).strftime("%Y%m%d%H%M%S+00'00'"))
        return drawn

    return canvas


def _footer(title: str, width: float) -> Callable[[Canvas, Any], None]:
    shown = printable(title)

    def draw(canvas: Canvas, page: Any) -> None:
        canvas.saveState()
        canvas.setFont(font_for(shown, SANS), 9)
        canvas.drawString(MARGIN, 10 * mm, shown)
        canvas.setFont(SANS, 9)
        canvas.drawRightString(width - MARGIN, 10 * mm, f"Page {page.page}")
        canvas.restoreState()

    return draw
