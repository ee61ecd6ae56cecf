"""Word, Excel and OpenDocument files: archives that are what they say, not too large inside, without programs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from coordination.documents.content.markup import MOST_MARKUP, NotReadable, elements
from coordination.documents.content.refusing import OFFERED, NotTaken

MOST_PARTS = 2_000
MOST_INSIDE = 100 * 1024 * 1024
AT_ONCE = 64 * 1024
BROKEN = "This file is damaged, or something else hangs on it. Open it, save it again and add that."
PROGRAM = "This file holds macros or another file inside it. Save it without them, or as a PDF."
FETCHES = "This file fetches something from elsewhere when it is opened. Save it with that inside it, or as a PDF."
LOCKED = "This file is locked with a password, so it cannot be scanned. Save it without one."
TOO_LARGE = "This file becomes far too large when it is opened. Save it again, or as a PDF."
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
ODT = b"application/vnd.oasis.opendocument.text"
TYPES, MANIFEST, OPEN_TEXT = "[Content_Types].xml", "META-INF/manifest.xml", ("content.xml", "styles.xml")
LOOKED_AT = ("mimetype", TYPES, MANIFEST, *OPEN_TEXT)
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
# a link that somebody presses; everything else from elsewhere is fetched as the file is opened
PRESSED = re.compile(r"hyperlink", re.IGNORECASE)
ELSEWHERE = re.compile(r"\s*(//|\\|/|\.\.|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def office_kind(content: bytes) -> str:
    """Which of the kinds this archive is. Raises NotTaken for any other, and for one that could do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind(archive)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, KeyError, RuntimeError, ValueError, NotReadable,
    ):  # fmt: skip
        raise NotTaken(BROKEN) from None


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
    if any(PROGRAMS.search(name) for name in names):
        raise NotTaken(PROGRAM)
    read = {name: _read(archive, name) for name in names}
    if read.get("mimetype") == ODT and "content.xml" in read:
        return _opendocument(read)
    return _office_open(read)


def _opendocument(read: dict[str, bytes]) -> str:
    if b"encryption-data" in read.get(MANIFEST, b""):
        raise NotTaken(LOCKED)
    for name in OPEN_TEXT:
        for element, said in elements(read[name]) if name in read else ():
            if element in ("event-listener", "script", "plugin", "applet"):
                raise NotTaken(PROGRAM)
            if element != "a" and ELSEWHERE.match(said.get("href", "")):
                raise NotTaken(FETCHES)
    return "odt"


def _office_open(read: dict[str, bytes]) -> str:
    if TYPES not in read:
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}")
    types = {said.get("ContentType", "") for _, said in elements(read[TYPES])}
    if any(word in one.casefold() for one in types for word in ("macroenabled", "vbaproject")):
        raise NotTaken(PROGRAM)
    for name, content in read.items():
        for _, said in elements(content) if _relates(name) else ():
            what = said.get("Type", "").rpartition("/")[2]
            if RUN_OR_PUT_IN.fullmatch(what):
                raise NotTaken(PROGRAM)
            if said.get("TargetMode", "").casefold() == "external" and not PRESSED.fullmatch(what):
                raise NotTaken(FETCHES)
    found = [code for code, media_type in MAIN.items() if media_type in types]
    if len(found) != 1:
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}")
    return found[0]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """What a part really holds, whose length its own heading may hide. Only parts that are looked at are kept."""
    whole = name in LOOKED_AT or _relates(name)
    kept, length = bytearray(), 0
    with archive.open(name) as part:
        while piece := part.read(AT_ONCE):
            length += len(piece)
            if length > (MOST_MARKUP if whole else MOST_INSIDE):
                raise NotTaken(TOO_LARGE)
            if whole:
                kept += piece
    return bytes(kept)


def _relates(name: str) -> bool:
    return name.casefold().endswith(".rels")


def _strays(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\x00" in name
