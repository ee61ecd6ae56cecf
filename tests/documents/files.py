"""Files as they come: good ones of every kind, made here."""

from __future__ import annotations

import io
import zipfile

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="{}"/></Types>'
)
OOXML = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{OOXML}.wordprocessingml.document.main+xml", f"{OOXML}.spreadsheetml.sheet.main+xml"


def pdf(words: str = "A letter") -> bytes:
    kept = io.BytesIO()
    page = Canvas(kept)
    page.drawString(72, 720, words)
    page.save()
    return kept.getvalue()


def picture(form: str, *, place: bool = False, size: tuple[int, int] = (8, 6)) -> bytes:
    kept, drawn = io.BytesIO(), Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    if place:
        exif[0x010E] = "ZqwhereTheyLiveqz"
        exif.get_ifd(0x8825)[1] = "N"
    drawn.save(kept, form, exif=exif)
    return kept.getvalue()


def archive(parts: dict[str, bytes | str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return kept.getvalue()


def office(main: str = DOCX, **more: bytes | str) -> bytes:
    return archive({"[Content_Types].xml": TYPES.format(main), "main.xml": "<w/>", **more})


def odt(**more: bytes | str) -> bytes:
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>", **more})
