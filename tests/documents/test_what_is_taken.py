"""What may be added is told by what is inside: a good one of every kind, and fifty that could do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from coordination.documents.content import KINDS, NotTaken, take_in
from coordination.documents.content.names import safe_name
from tests.documents.files import DOCX, XLSX, archive, odt, office, pdf, picture

GOOD = {
    "pdf": pdf(), "jpeg": picture("JPEG"), "png": picture("PNG"), "docx": office(DOCX), "xlsx": office(XLSX),
    "odt": odt(), "text": "Ring after four.\r\nÀ bientôt".encode(),
}  # fmt: skip


def wide_png(side: int) -> bytes:
    def part(name: bytes, words: bytes) -> bytes:
        return struct.pack("!I", len(words)) + name + words + struct.pack("!I", zlib.crc32(name + words))

    head = part(b"IHDR", struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0")) + part(b"IEND", b"")


def locked_office() -> bytes:
    whole = bytearray(office())
    for at in range(len(whole) - 4):
        if whole[at : at + 4] == b"PK\x01\x02":
            whole[at + 8] |= 1
    return bytes(whole)


def moving() -> bytes:
    kept, first = io.BytesIO(), Image.new("RGB", (4, 4), "red")
    first.save(kept, "PNG", save_all=True, append_images=[Image.new("RGB", (4, 4), "blue")])
    return kept.getvalue()


def said_shorter() -> bytes:
    """An archive whose heading says that a part is short."""
    whole = bytearray(archive({"[Content_Types].xml": "x" * 5000}))
    at = whole.index(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(whole)


def with_comment() -> bytes:
    kept = io.BytesIO(office())
    with zipfile.ZipFile(kept, "a") as made:
        made.comment = b"<script>alert(1)</script>"
    return kept.getvalue()


def related(what: str, letters: str = "UTF-8", mode: str = "External") -> bytes:
    """How one part of a Word or Excel file tells of another."""
    return (
        f'<?xml version="1.0" encoding="{letters}"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{what}" '
        f'Target="https://example.org/seen" TargetMode="{mode}"/></Relationships>'
    ).encode(letters)


def open_text(inside: str) -> str:
    names = {"office": "office:1.0", "script": "script:1.0", "draw": "drawing:1.0"}
    said = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for short, name in names.items())
    return f'<office:styles {said} xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</office:styles>'


HARMFUL = {
    "nothing": b"",
    "a program": b"MZ\x90\x00\x03\x00",
    "a program for Linux": b"\x7fELF\x02\x01",
    "a script": b"#!/bin/sh\nrm -rf /",
    "a web page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a web page after spaces": b"\n\n  <html>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "markup": b'<?xml version="1.0"?><a/>',
    "rich text": rb"{\rtf1\ansi}",
    "PostScript": b"%!PS-Adobe-3.0",
    "other letters": "Grüße".encode("utf-16"),
    "signs of a machine": b"Hello\x00there",
    "a moving picture": b"GIF89a\x01\x00\x01\x00",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a PDF with a program": pdf() .replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /JS (x) >>"),
    "a PDF with a hidden program": pdf().replace(b"/Type /Catalog", b"/Type /Catalog /J#61vaScript"),
    "a PDF that starts one": pdf().replace(b"/Type /Catalog", b"/Type /Catalog /Launch"),
    "a PDF with a file in it": pdf().replace(b"/Type /Catalog", b"/Type /Catalog /EmbeddedFiles"),
    "a locked PDF": pdf() .replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"),
    "a PDF with an archive on its end": pdf() + office(),
    "half a PDF": pdf()[:200],
    "a picture that is none": b"\xff\xd8\xff\xe0 not a picture",
    "a picture with too many points": wide_png(20_000),
    "a picture that moves": moving(),
    "macros": office(DOCX, **{"word/vbaProject.bin": b"x"}),
    "macros by their kind": office("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "another file inside": office(DOCX, **{"word/embeddings/oleObject1.bin": b"x"}),
    "a template from elsewhere": office(
        DOCX,
        **{"word/_rels/settings.xml.rels": '<Relationship Type="http://x/relationships/attachedTemplate" '
                                           'TargetMode="External" Target="http://example.org"/>'},
    ),
    "a template in other letters": office(
        DOCX, **{"word/_rels/settings.xml.rels": related("attachedTemplate", "UTF-16")}
    ),
    "a template with a sign spelt out": office(
        DOCX, **{"word/_rels/settings.xml.rels": related("attached&#84;emplate")}
    ),
    "a template under a loud name": office(DOCX, **{"WORD/_RELS/SETTINGS.XML.RELS": related("attachedTemplate")}),
    "a picture that is fetched": office(DOCX, **{"word/_rels/document.xml.rels": related("image")}),
    "a chapter that is fetched": office(DOCX, **{"word/_rels/document.xml.rels": related("subDocument")}),
    "addresses that are fetched": office(DOCX, **{"word/_rels/settings.xml.rels": related("mailMergeSource")}),
    "a page put in": office(DOCX, **{"word/_rels/document.xml.rels": related("aFChunk", mode="Internal")}),
    "macros under another name": office(
        DOCX, **{"word/x.dat": b"x", "word/_rels/document.xml.rels": related("vbaProject", mode="Internal")}
    ),
    "two parts of one name": office(DOCX, **{"[CONTENT_TYPES].xml": "<Types/>"}),
    "words that stand for others": office(
        DOCX,
        **{"word/_rels/document.xml.rels": b'<!DOCTYPE r [<!ENTITY a "b">]>' + related("image").partition(b"?>")[2]},
    ),
    "a workbook that asks another": office(XLSX, **{"xl/_rels/workbook.xml.rels": related("externalLinkPath")}),
    "an OpenDocument picture that is fetched": odt(
        **{"styles.xml": open_text('<draw:image xlink:href="https://example.org/seen.png"/>')}
    ),
    "an OpenDocument picture from a server": odt(
        **{"styles.xml": open_text('<draw:image xlink:href="\\\\example.org\\seen.png"/>')}
    ),
    "an OpenDocument that acts": odt(
        **{"styles.xml": open_text("<office:event-listeners><script:event-listener/></office:event-listeners>")}
    ),
    "an OpenDocument that acts in other letters": odt(
        **{"styles.xml": open_text("<script:event-listener/>").encode("utf-16")}
    ),
    "a PDF that sends itself": pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /SubmitForm >>"),
    "a PDF that asks a server": pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /GoToR >>"),
    "OpenDocument macros": odt(**{"Basic/Standard/Module1.xml": "x"}),
    "an archive": archive({"a.txt": "Hello"}),
    "an archive that climbs": office(DOCX, **{"../../etc/passwd": "x"}),
    "an archive too large inside": office(DOCX, **{"word/document.xml": b"\0" * (101 * 1024 * 1024)}),
    "an archive of too many": archive({f"{number}.xml": "" for number in range(2001)}),
    "an archive that lies": said_shorter(),
    "an archive that says more": with_comment(),
    "an archive after something": b"PK\x03\x04" + b"\0" * 60 + office(),
    "a locked archive": locked_office(),
}  # fmt: skip


@pytest.mark.parametrize("code", GOOD)
def test_a_good_one_of_every_kind_is_taken(code: str) -> None:
    taken = take_in(GOOD[code])
    assert taken.kind is KINDS[code]
    assert taken.content == GOOD[code] or code in ("jpeg", "png")


@pytest.mark.parametrize(
    "content",
    [
        office(DOCX, **{"word/_rels/document.xml.rels": related("hyperlink")}),
        office(DOCX, **{"word/_rels/document.xml.rels": related("image", mode="Internal")}),
        odt(**{"styles.xml": open_text('<office:scripts/><draw:image xlink:href="Pictures/1.png"/>')}),
        odt(**{"styles.xml": open_text('<draw:a xlink:href="https://example.org/"><draw:frame/></draw:a>')}),
    ],
)
def test_a_link_that_somebody_presses_and_a_picture_inside_do_no_harm(content: bytes) -> None:
    assert take_in(content).kind.ending in (".docx", ".odt")


@pytest.mark.parametrize("what", HARMFUL)
def test_what_could_do_harm_is_not_taken_and_the_sentence_says_what_to_do(what: str) -> None:
    with pytest.raises(NotTaken) as no:
        take_in(HARMFUL[what])
    assert str(no.value).endswith(".") and len(str(no.value).split(". ")) >= 2


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_kept_without_where_it_was_made_or_anything_behind_it(form: str) -> None:
    came = picture(form, place=True) + b"PK\x03\x04ZqbehindItqz"
    assert b"ZqwhereTheyLiveqz" in came
    kept = take_in(came).content
    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.size == (8, 6) and not dict(seen.getexif())
    assert b"Zqw" not in kept and b"Zqb" not in kept


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("letter.pdf", "letter.pdf"), ("../../etc/passwd", "passwd.pdf"), ("C:\\temp\\a b.docx", "a b.pdf"),
        ("x\r\nSet-Cookie: a.pdf", "x Set-Cookie a.pdf"), ('a"; filename="b.exe', "a filename b.pdf"),
        ("CON.pdf", "document CON.pdf"), ("....", "document.pdf"), ("é" * 200 + ".pdf", "é" * 80 + ".pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.pdf"), ("", "document.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_made_safe_and_ends_as_what_is_inside(given: str, made: str) -> None:
    assert safe_name(given, ".pdf") == made
