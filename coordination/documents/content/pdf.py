"""PDF: whole from its first byte to its last, not locked, and without programs, further files or what it fetches."""

from __future__ import annotations

import re
import zlib
from itertools import islice

from coordination.documents.content.refusing import NotTaken

VERSION = re.compile(rb"%PDF-[12]\.\d")
END = re.compile(rb"%%EOF[\s\x00]*\Z")
ESCAPED = re.compile(rb"(?:#[0-9A-Fa-f]{2})+")
WITH_PROGRAM = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToR|GoToE|Rendition)\b"
)
# names so short that the points of a scanned page spell them by chance, so they are looked for outside of these alone
SHORT = re.compile(rb"/(JS|XFA|AA)(?=[\s\x00/\[(<])")
POINTS, END_OF_POINTS = re.compile(rb">>\s*stream\r?\n"), b"endstream"
OPENS_WITH = re.compile(rb"/OpenAction\s*(\[|<<(?P<said>.{0,2000}?)>>|0*(?P<number>\d+)\s+\d+\s+R\b)?", re.DOTALL)
TURNS_A_PAGE = re.compile(rb"/S\s*/(GoTo|Named)\b")
DOES_MORE = re.compile(rb"/(Next|URI)\b|<<.*<<", re.DOTALL)
# objects may lie packed in a stream, where nothing of them stands in the open; a name can be written with escapes
PACKED = re.compile(b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (sign, sign, sign) for sign in b"ObjStm"))
OBJECT, STREAM = re.compile(rb"\bobj\b"), re.compile(rb"\bstream\r?\n")
FIRST = re.compile(rb"/First\s+(\d+)")
LONGEST_HEADING = 2000
# far more than any program writes: each of them costs a look around
MOST_PACKS, MOST_VERSIONS = 2_000, 50
MOST_PACKED = 20 * 1024 * 1024
PROGRAM = "This PDF holds a program, a form or another file. Print it as a plain PDF and add that."
ACTS = "This PDF does something by itself when it is opened. Print it as a plain PDF and add that."
TOO_LARGE = "This PDF becomes far too large when it is opened. Print it as a plain PDF and add that."


def look_into_pdf(content: bytes) -> None:
    """Raise NotTaken for one that is broken, locked or more than pages.

    What stands in the open and what objects are packed together is seen here; the rest is the scanner's work.
    """
    if not VERSION.match(content) or not END.search(content[-2048:]):
        raise NotTaken("This PDF is not whole, or something else hangs on it. Save or print it as a PDF again.")
    whole = _spelt_out(content + b"\n" + _unpacked(content))
    if re.search(rb"/Encrypt\b", whole):
        raise NotTaken("This PDF is locked with a password, so it cannot be scanned. Save it without one.")
    if WITH_PROGRAM.search(whole) or SHORT.search(_without_points(whole)):
        raise NotTaken(PROGRAM)
    if whole.count(b"/OpenAction") > MOST_VERSIONS or any(_acts(whole, found) for found in OPENS_WITH.finditer(whole)):
        raise NotTaken(ACTS)


def _spelt_out(content: bytes) -> bytes:
    """A name can be written with escapes, /J#61vaScript, which readers take for the same."""
    return ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace(b"#", b"").decode()), content)


def _without_points(content: bytes) -> bytes:
    """What stands in the open: without the pictures and pages, which are numbers."""
    kept, at = [], 0
    for begins in POINTS.finditer(content):
        if begins.start() < at:
            continue
        kept.append(content[at : begins.end()])
        ends = content.find(END_OF_POINTS, begins.end())
        at = len(content) if ends < 0 else ends
    return b"".join([*kept, content[at:]])


def _acts(whole: bytes, found: re.Match[bytes]) -> bool:
    """Whether what happens on opening is more than a page being turned to."""
    if found["said"] is not None:
        return not _only_turns(found["said"])
    if found["number"] is None:
        return found[1] is None
    heads = re.finditer(rb"(?<!\d)0*%b\s+\d+\s+obj\b" % found["number"], whole)
    objects = [whole[head.end() : head.end() + LONGEST_HEADING] for head in islice(heads, MOST_VERSIONS)]
    return not 0 < len(objects) < MOST_VERSIONS or not all(
        ended and _only_turns(said) for said, ended, _ in (one.partition(b"endobj") for one in objects)
    )


def _only_turns(said: bytes) -> bool:
    return DOES_MORE.search(said) is None and (said.lstrip().startswith(b"[") or TURNS_A_PAGE.search(said) is not None)


def _unpacked(content: bytes) -> bytes:
    """The objects that are packed together, as they would stand in the open.

    Raises NotTaken where they are packed in a way that is not read here.
    """
    found, room = [], MOST_PACKED
    for count, packed in enumerate(PACKED.finditer(content)):
        if count >= MOST_PACKS:
            raise NotTaken(TOO_LARGE)
        before = max((one.end() for one in OBJECT.finditer(content, max(0, packed.start() - LONGEST_HEADING),
                                                           packed.start())), default=packed.start())  # fmt: skip
        begins = STREAM.search(content, packed.end(), packed.end() + LONGEST_HEADING)
        if begins is None:
            continue
        heading = _spelt_out(content[before : begins.start()])
        if b"/Filter" in heading:
            data = _inflated(memoryview(content)[begins.end() :], heading, room + 1)
        else:
            data = content[begins.end() : begins.end() + room + 1].partition(END_OF_POINTS)[0]
        room -= len(data)
        if room < 0:
            raise NotTaken(TOO_LARGE)
        found.append(_each(data, heading))
    return b"\n".join(found)


def _inflated(data: memoryview, heading: bytes, most: int) -> bytes:
    if b"/Predictor" in heading:
        raise NotTaken(PROGRAM)
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        raise NotTaken(PROGRAM) from None


def _each(data: bytes, heading: bytes) -> bytes:
    """Its heading names each object and says where it begins."""
    first = FIRST.search(heading)
    start = int(first[1]) if first else 0
    numbers = [int(one) for one in data[:start].split() if one.isdigit()]
    places = [*(start + at for at in numbers[1::2]), len(data)]
    each = zip(numbers[::2], places, places[1:], strict=False)
    return data + b"\n" + b"\n".join(b"%d 0 obj %b endobj" % (number, data[at:to]) for number, at, to in each)
