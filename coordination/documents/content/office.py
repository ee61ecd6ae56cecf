"""Word, Excel and OpenDocument files: archives that are what they say, not too large inside, without programs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from coordination.documents.content.refusing import OFFERED, NotTaken

MOST_PARTS = 2_000
MOST_INSIDE = 100 * 1024 * 1024
AT_ONCE = 64 * 1024
BROKEN = "This file is damaged, or something else hangs on it. Open it, save it again and add that."
PROGRAM = "This file holds macros or another file inside it. Save it without them, or as a PDF."
LOCKED = "This file is locked with a password, so it cannot be scanned. Save it without one."
TOO_LARGE = "This file becomes far too large when it is opened. Save it again, or as a PDF."
MAIN = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
ODT = b"application/vnd.oasis.opendocument.text"
LOOKED_AT = ("mimetype", "content.xml", "[Content_Types].xml", "META-INF/manifest.xml")
PROGRAMS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/|macrosheets/|Basic/|Scripts/)|\.(bin|exe|dll|js|vbs|ole)$",
    re.IGNORECASE,
)
FETCHED = re.compile(rb"relationships/(attachedTemplate|oleObject|frame|externalLink)\b")


def office_kind(content: bytes) -> str:
    """Which of the kinds this archive is. Raises NotTaken for any other, and for one that could do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, KeyError, RuntimeError, ValueError):
        raise NotTaken(BROKEN) from None


def _kind(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if archive.comment or min((part.header_offset for part in parts), default=1) != 0:
        raise NotTaken(BROKEN)
    if len(set(names)) != len(names) or any(_strays(name) for name in names):
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
    if b"encryption-data" in read.get("META-INF/manifest.xml", b""):
        raise NotTaken(LOCKED)
    if b"script:event-listener" in read["content.xml"] or b"<office:scripts>" in read["content.xml"]:
        raise NotTaken(PROGRAM)
    return "odt"


def _office_open(read: dict[str, bytes]) -> str:
    types = read.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise NotTaken(PROGRAM)
    if any(FETCHED.search(words) for name, words in read.items() if name.endswith(".rels")):
        raise NotTaken(PROGRAM)
    found = [code for code, media_type in MAIN.items() if media_type in types]
    if len(found) != 1:
        raise NotTaken(f"This is not a kind of file that can be added. {OFFERED}")
    return found[0]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """What a part really holds, whose length its own heading may hide. Only parts that are looked at are kept."""
    whole = name in ("mimetype", "content.xml", "[Content_Types].xml", "META-INF/manifest.xml") or name.endswith(
        ".rels"
    )
    kept, length = bytearray(), 0
    with archive.open(name) as part:
        while piece := part.read(AT_ONCE):
            length += len(piece)
            if length > MOST_INSIDE:
                raise NotTaken(TOO_LARGE)
            if whole:
                kept += piece
    return bytes(kept)


def _strays(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\x00" in name
