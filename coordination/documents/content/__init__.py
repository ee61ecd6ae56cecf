"""What may be added, told by what is inside a file. Pure functions on bytes: no database, no network, no page."""

from coordination.documents.content.kinds import KINDS, MOST_BYTES, Kind, Taken, take_in
from coordination.documents.content.refusing import NotTaken

__all__ = ["KINDS", "MOST_BYTES", "Kind", "NotTaken", "Taken", "take_in"]
