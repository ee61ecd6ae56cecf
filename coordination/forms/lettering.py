"""The letters of paper. Words are set in the fonts that every reader of PDFs has; where these lack a letter of a name,
the line is set in a font that brings its letters along, so that nobody's name is printed as question marks."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from unicodedata import bidirectional, category, normalize

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SANS, BOLD = "Helvetica", "Helvetica-Bold"
# What the standard fonts hold.
STANDARD = "cp1252"
# Signs that only look unlike one that the standard fonts have; a line need not change its font for them.
ALIKE = str.maketrans("\u2010\u2011\u2212\u02bc\u02bb", "---’‘")
FOLDER = Path(__file__).parents[2] / "node_modules" / "dejavu-fonts-ttf" / "ttf"
# Latin with every mark, Greek, Cyrillic, Armenian, Georgian; the weight of the standard font that each stands beside.
BROUGHT_ALONG = {SANS: "DejaVuSans", BOLD: "DejaVuSans-Bold"}
# Written from right to left, with letters that take another shape beside each other: not set here.
RIGHT_TO_LEFT = {"R", "AL"}
# Where a name has letters that none of the fonts has, room to write it in by hand.
BY_HAND = "______"
_READING = Lock()


def printable(text: str) -> str:
    """These words as one of the fonts can show them; a stretch of letters that none can is a line to write on."""
    plain = text if text.isascii() else normalize("NFC", text).translate(ALIKE)
    if not plain.isprintable():
        plain = "".join(_seen(sign) for sign in plain)
    return plain if _is_standard(plain) else _by_hand(plain)


def font_for(text: str, font: str) -> str:
    """The font in which these printable words are set: this one, or its fellow that has more letters."""
    return font if _is_standard(text) else _brought_along(font)


def _is_standard(text: str) -> bool:
    try:
        text.encode(STANDARD)
    except UnicodeEncodeError:
        return False
    return True


def _brought_along(font: str) -> str:
    # Read when the first such name is printed: most prints need none of it. Once: a print that is being made goes by
    # the font's name, and would lose letters if another font stood under it from one line to the next.
    name = BROUGHT_ALONG[font]
    with _READING:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
    return name


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    if bidirectional(sign) in RIGHT_TO_LEFT:
        return False
    faces = [pdfmetrics.getFont(_brought_along(font)).face for font in BROUGHT_ALONG]
    return sign == "\n" or all(ord(sign) in face.charToGlyph for face in faces)


def _by_hand(text: str) -> str:
    shown: list[str] = []
    for sign in text:
        if _has(sign):
            shown.append(sign)
        elif category(sign)[0] not in "LM":
            shown.append("?")
        elif not (shown and shown[-1] == BY_HAND):
            shown.append(BY_HAND)
    return "".join(shown)


def _seen(sign: str) -> str:
    """A sign that leaves something on paper; every blank is one, and of controls and directions nothing is left."""
    if sign == "\n":
        return sign
    if sign == "\t" or category(sign) == "Zs":
        return " "
    return "" if category(sign) in {"Cc", "Cf", "Cs"} else sign
