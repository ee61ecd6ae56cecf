"""Word, Excel and OpenDocument files: archives that are what they say, not too large inside, without programs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from coordination.documents.content.fetching import Fetches, Fields, fetches_in_a_cell
from coordination.documents.content.markup import Attributes, Look, NotReadable, Reading, TooMuch
from coordination.documents.content.printers import PRINTER_SETTINGS, leads_elsewhere
from coordination.documents.content.refusing import OFFERED, NotTaken

MOST_PARTS = 2_000
MOST_INSIDE = 100 * 1024 * 1024
AT_ONCE = 64 * 1024
MOST_PRINTER_SETTINGS = 256 * 1024
# how an archive ends, and where it says there how long its list of parts is
END, LENGTH_OF_END, LENGTH_OF_LIST = b"PK\x05\x06", 22, slice(12, 16)
LONGEST_LIST = 1024 * 1024
BROKEN = "This file is damaged, or something else hangs on it. Open it, save it again and add that."
PROGRAM = "This file holds macros or another file inside it. Save it without them, or as a PDF."
FETCHES = "This file fetches something from elsewhere when it is opened. Save it with that inside it, or as a PDF."
PRINTER = (
    "This workbook remembers a printer on another network. Choose another printer under File, Print, save it and add "
    "that. Or save it as a PDF."
)
LOCKED = "This file is locked with a password, so it cannot be scanned. Save it without one."
TOO_LARGE = "This file becomes far too large when it is opened. Save it again, or as a PDF."
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
ODT = b"application/vnd.oasis.opendocument.text"
TYPES, MANIFEST, OPEN_TEXT = "[Content_Types].xml", "META-INF/manifest.xml", ("content.xml", "styles.xml", "meta.xml")
PROGRAMS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/|macrosheets/|Basic/|Scripts/)|\.(bin|exe|dll|js|vbs|ole)$",
    re.IGNORECASE,
)
# what one part of a Word or Excel file is to another, by the last word of the relation's type
RUN_OR_PUT_IN = re.compile(
    r"(vbaProject|wordVbaData|oleObject|package|control|activeX\w*|aFChunk|frame|subDocument|attachedTemplate|"
    r"externalLink\w*|xl\w*Macrosheet)",
    re.IGNORECASE,
)
# what a workbook asks of a database or a page whenever it is opened
ASKED_FOR = re.compile(r"(connections|queryTable)", re.IGNORECASE)
# a link that somebody presses; everything else from elsewhere is fetched as the file is opened
PRESSED = re.compile(r"hyperlink", re.IGNORECASE)
ELSEWHERE = re.compile(r"\s*(//|\\|/|\.\.|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
# the file that an OpenDocument was once made from is named as a matter of course, where it lay on that machine
FAR_TEMPLATE = re.compile(r"\s*(//|\\\\|file://[^/]|(?!file:)[a-z][a-z0-9+.-]+:)", re.IGNORECASE)
AS_XML = re.compile(
    r"(application|text)/xml|.*\+xml|application/vnd\.openxmlformats-officedocument\.vmlDrawing", re.IGNORECASE
)
DRAWN = re.compile(r"image/", re.IGNORECASE)


def office_kind(content: bytes) -> str:
    """Which of the kinds this archive is. Raises NotTaken for any other, and for one that could do harm."""
    end = content[-LENGTH_OF_END:]
    if not end.startswith(END):
        raise NotTaken(BROKEN)
    if int.from_bytes(end[LENGTH_OF_LIST], "little") > LONGEST_LIST:
        raise NotTaken(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind(archive)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, KeyError, RuntimeError, ValueError, NotReadable,
    ):  # fmt: skip
        raise NotTaken(BROKEN) from None
    except TooMuch:
        raise NotTaken(TOO_LARGE) from None
    except Fetches:
        raise NotTaken(FETCHES) from None


def _kind(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if archive.comment or min((part.header_offset for part in parts), default=1) != 0:
        raise NotTaken(BROKEN)
    # the programs that open such files take two names for one that differ in large and small letters alone
    if len({name.casefold() for name in names}) != len(names) or any(_strays(name) for name in names):
        raise NotTaken(BROKEN)
    if any(part.flag_bits & 1 for part in parts):
        raise NotTaken(LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INSIDE:
        raise NotTaken(TOO_LARGE)
    if any(PROGRAMS.search(name) and not PRINTER_SETTINGS.fullmatch(name) for name in names):
        raise NotTaken(PROGRAM)
    if "mimetype" in names and "content.xml" in names and _whole(archive, "mimetype") == ODT:
        return _opendocument(archive, names)
    return _office_open(archive, names)


def _opendocument(archive: zipfile.ZipFile, names: list[str]) -> str:
    if MANIFEST in names and b"encryption-data" in _whole(archive, MANIFEST):
        raise NotTaken(LOCKED)

    def acts(_: Attributes) -> None:
        raise NotTaken(PROGRAM)

    def fetches(said: Attributes) -> None:
        if ELSEWHERE.match(said.get("href", "")):
            raise NotTaken(FETCHES)

    def made_from(said: Attributes) -> None:
        if FAR_TEMPLATE.match(said.get("href", "")):
            raise NotTaken(FETCHES)

    def asks(_: Attributes) -> None:
        raise NotTaken(FETCHES)

    looks: dict[str, Look] = dict.fromkeys(("event-listener", "script", "plugin", "applet"), acts)
    looks |= dict.fromkeys(("dde-source", "dde-connection", "dde-connection-decl", "auto-reload"), asks)
    looks |= {"a": lambda _: None, "template": made_from, "*": fetches}
    reading = Reading()
    for name in names:
        pieces = _pieces(archive, name)
        if name.rpartition("/")[2] in OPEN_TEXT:
            reading.through(pieces, looks)
        else:
            _drain(pieces)
    return "odt"


def _office_open(archive: zipfile.ZipFile, names: list[str]) -> str:
    if TYPES not in names:
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}")
    reading = Reading()
    by_ending, by_name = _types(archive, reading)
    types = set(by_ending.values()) | set(by_name.values())
    if any(word in one.casefold() for one in types for word in ("macroenabled", "vbaproject")):
        raise NotTaken(PROGRAM)
    found = [code for code, media_type in MAIN.items() if media_type in types]
    if len(found) != 1:
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}")
    for name in names:
        if PRINTER_SETTINGS.fullmatch(name):
            if leads_elsewhere(_whole(archive, name, MOST_PRINTER_SETTINGS)):
                raise NotTaken(PRINTER)
            continue
        pieces = _pieces(archive, name)
        ending = name.casefold().rpartition(".")[2]
        said = by_name.get("/" + name.casefold(), by_ending.get(ending, ""))
        if ending == "rels":
            reading.through(pieces, {"Relationship": _related})
        elif (ending == "xml" or AS_XML.fullmatch(said)) and not DRAWN.match(said) and name != TYPES:
            fields = Fields()
            reading.through(pieces, fields.begun, _CELLS if found == ["xlsx"] else fields.said)
            fields.ended()
        else:
            _drain(pieces)
    return found[0]


_CELLS = dict.fromkeys(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"), fetches_in_a_cell
)


def _types(archive: zipfile.ZipFile, reading: Reading) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What the file says that its parts are: by the ending of their names, and by their names."""
    by_ending: dict[str, str] = {}
    by_name: dict[str, str] = {}

    def ending(said: Attributes) -> None:
        by_ending[said.get("Extension", "").casefold()] = said.get("ContentType", "")

    def part(said: Attributes) -> None:
        by_name[said.get("PartName", "").casefold()] = said.get("ContentType", "")

    reading.through(_pieces(archive, TYPES), {"Default": ending, "Override": part})
    return by_ending, by_name


def _related(said: Attributes) -> None:
    what = said.get("Type", "").rpartition("/")[2]
    if RUN_OR_PUT_IN.fullmatch(what):
        raise NotTaken(PROGRAM)
    if ASKED_FOR.fullmatch(what):
        raise NotTaken(FETCHES)
    if said.get("TargetMode", "").casefold() == "external" and not PRESSED.fullmatch(what):
        raise NotTaken(FETCHES)


def _pieces(archive: zipfile.ZipFile, name: str, most: int = MOST_INSIDE) -> Iterator[bytes]:
    """What a part really holds, whose length its own heading may hide."""
    length = 0
    with archive.open(name) as part:
        while piece := part.read(AT_ONCE):
            length += len(piece)
            if length > most:
                raise NotTaken(TOO_LARGE)
            yield piece


def _whole(archive: zipfile.ZipFile, name: str, most: int = 1024 * 1024) -> bytes:
    return b"".join(_pieces(archive, name, most))


def _drain(pieces: Iterator[bytes]) -> None:
    """To its end: only there does an archive tell that a part was cut off or changed."""
    for _ in pieces:
        pass


def _strays(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\x00" in name
