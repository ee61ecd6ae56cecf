"""The exact bytes under every hash: each part as a four-byte length (-1 for none) and its UTF-8 text."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NONE = struct.pack(">i", -1)


def canonical(*parts: str | None) -> bytes:
    """Text parts, one after another; lengths stand first, so no two lists of parts have the same bytes."""
    return b"".join(_NONE if part is None else _measured(part.encode()) for part in parts)


def microseconds(moment: datetime) -> int:
    """A moment as whole microseconds since 1970, the only form in which moments are hashed."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(since_1970: int) -> datetime:
    """The moment that `microseconds` came from."""
    return _EPOCH + timedelta(microseconds=since_1970)


def _measured(text: bytes) -> bytes:
    return struct.pack(">i", len(text)) + text
