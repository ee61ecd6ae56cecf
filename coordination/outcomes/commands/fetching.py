"""What a program with a key gets of the board's report: the files that were kept when it was made."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.errors import NotVisible
from coordination.identity.doors import Door, token_digest

ALL_IN_ONE = "package.zip"
# stands for the newest quarter of which a report was made
LATEST = "latest"
NOT_THERE = "There is no such file, or no report of that quarter was made yet."
# a key cannot read a row, so the database answers with what was kept, and writes the use of the key into the log
_FETCH = text("select opens, kept from fetch_board_report(:digest, :partnership, :file, :moment, :proof)")


def fetch_report(session: Session, door: Door, token: str, partnership: str, quarter: str, name: str) -> bytes | None:
    """One file of the newest report of a quarter, or of the newest quarter that has one; None where the key does not
    open the reports of the partnership.

    Raises NotVisible where there is no such report.
    """
    digest, file = token_digest(token), f"board-report/{quarter}/{name}"
    proof = door.proof("figure-key", digest.hex(), partnership, file)
    said = {"digest": digest, "partnership": partnership, "file": file, "moment": clock.now(), "proof": proof}
    found = session.execute(_FETCH, said).one()
    if not found.opens:
        return None
    if found.kept is None:
        raise NotVisible(NOT_THERE)
    kept = bytes(found.kept)
    if name == ALL_IN_ONE:
        return kept
    with ZipFile(BytesIO(kept)) as parts:
        return parts.read(name)
