"""Files made to cost whoever looks into them: the web goes on answering, and each is refused in a sentence."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.documents.files import DOCX, odt, office, pdf

CHECKOUT = Path(__file__).resolve().parents[2]
MEASURED = """
import sys
from coordination.documents.content import NotTaken, take_in

def most():
    said = open("/proc/self/status").read()
    return int(said.partition("VmHWM:")[2].split()[0]) // 1024

content = open(sys.argv[1], "rb").read()
before = most()
try:
    take_in(content)
except NotTaken as no:
    print(most() - before, no)
else:
    print(most() - before, "It is taken.")
"""


def looked_into(content: bytes, folder: Path) -> tuple[int, str]:
    """How many megabytes more a process of its own takes while it looks into this, and what it says."""
    (folder / "file").write_bytes(content)
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder / "file")], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    megabytes, sentence = told.stdout.split(maxsplit=1)
    return int(megabytes), sentence


def drawn(mode: str, form: str) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, (8_000, 5_000)).save(kept, form)
    return kept.getvalue()


def of_elements(number: int) -> str:
    return "<a>" + "<b/>" * number + "</a>"


def listed(entries: int) -> bytes:
    """An archive that is a list of parts and nothing else."""
    one = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0)
    parts = b"".join(one + b"%04x" % number for number in range(entries))
    begins = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    end = struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, len(parts), len(begins), 0)
    return begins + parts + b"PK\x05\x06" + end


TOO_MUCH = {
    "millions of elements in a Word file": lambda: office(DOCX, **{"word/_rels/a.xml.rels": of_elements(2_000_000)}),
    "millions of elements in an OpenDocument": lambda: odt(**{"styles.xml": of_elements(2_000_000)}),
    "elements spread over parts": lambda: office(DOCX, **{f"{part}.xml": of_elements(60_000) for part in range(10)}),
    "one element with a million attributes": lambda: odt(
        **{"styles.xml": "<a " + " ".join(f"a{number}=''" for number in range(1_000_000)) + "/>"}
    ),
    "a list of far too many parts": lambda: listed(60_000),
    "a PDF that unpacks to far too much": lambda: pdf().replace(
        b"xref\n",
        b"9 0 obj\n<< /Type /ObjStm /First 0 /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(b"0" * 30_000_000) + b"\nendstream\nendobj\nxref\n", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_small_file_that_would_take_the_machine_is_refused_before_it_does(what: str, tmp_path: Path) -> None:
    megabytes, sentence = looked_into(TOO_MUCH[what](), tmp_path)
    assert "far too large when it is opened" in sentence and megabytes < 60


@pytest.mark.parametrize(("mode", "form"), [("RGB", "JPEG"), ("RGBA", "PNG")])
def test_the_largest_picture_takes_the_room_of_its_points_once(mode: str, form: str, tmp_path: Path) -> None:
    points = 8_000 * 5_000 * 4 // 1024**2
    megabytes, sentence = looked_into(drawn(mode, form), tmp_path)
    assert sentence.strip() == "It is taken." and megabytes < 1.5 * points
