"""The kinds of file that are taken, and the one door through which bytes come in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from coordination.documents.content.office import office_kind
from coordination.documents.content.pdf import look_into_pdf
from coordination.documents.content.pictures import drawn_again
from coordination.documents.content.refusing import NotTaken
from coordination.documents.content.words import look_into_text

MOST_BYTES = 10 * 1024 * 1024
PATIENCE = 5.0  # seconds that a file waits for those before it


@dataclass(frozen=True)
class Kind:
    """One kind of file: what it is called, how its name ends, and what a browser is told that it is."""

    code: str
    label: str
    ending: str
    media_type: str


@dataclass(frozen=True)
class Taken:
    """A file that may be kept, with the bytes to keep: a picture is drawn again, all else stays as it came."""

    kind: Kind
    content: bytes


OOXML = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "PDF", ".pdf", "application/pdf"),
        Kind("jpeg", "Picture (JPEG)", ".jpg", "image/jpeg"),
        Kind("png", "Picture (PNG)", ".png", "image/png"),
        Kind("docx", "Word document", ".docx", f"{OOXML}.wordprocessingml.document"),
        Kind("xlsx", "Excel workbook", ".xlsx", f"{OOXML}.spreadsheetml.sheet"),
        Kind("odt", "OpenDocument text", ".odt", "application/vnd.oasis.opendocument.text"),
        Kind("text", "Plain text", ".txt", "text/plain"),
    )
}


def take_in(content: bytes) -> Taken:
    """Look into a file and say what it is. Raises NotTaken with a sentence for whoever brought it."""
    if not content:
        raise NotTaken("The file is empty. Choose another one.")
    if len(content) > MOST_BYTES:
        raise NotTaken("The file is larger than 10 MB. Make it smaller, or add it in parts.")
    if not _ONE_AFTER_ANOTHER.acquire(timeout=PATIENCE):
        raise NotTaken("Many files are being looked into just now. Wait a minute, then choose this one again.")
    try:
        code, kept = _looked_into(content)
    finally:
        _ONE_AFTER_ANOTHER.release()
    if len(kept) > MOST_BYTES:
        raise NotTaken("The picture is larger than 10 MB once it is drawn again. Make it smaller.")
    return Taken(KINDS[code], kept)


# A large picture takes a quarter of a gigabyte while it is drawn: many at once would take the machine from everybody.
_ONE_AFTER_ANOTHER = threading.Lock()


def _looked_into(content: bytes) -> tuple[str, bytes]:
    for starts, look in _LOOKS:
        if content.startswith(starts):
            return look(content)
    look_into_text(content)
    return "text", content


def _pdf(content: bytes) -> tuple[str, bytes]:
    look_into_pdf(content)
    return "pdf", content


def _office(content: bytes) -> tuple[str, bytes]:
    return office_kind(content), content


_LOOKS: tuple[tuple[bytes, Callable[[bytes], tuple[str, bytes]]], ...] = (
    (b"%PDF-", _pdf),
    (b"\xff\xd8\xff", lambda content: ("jpeg", drawn_again(content, "JPEG"))),
    (b"\x89PNG\r\n\x1a\n", lambda content: ("png", drawn_again(content, "PNG"))),
    (b"PK\x03\x04", _office),
)
