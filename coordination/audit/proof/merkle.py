"""One hash over many: the Merkle tree of RFC 6962, whose prefixes keep a leaf from passing for a branch."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def leaf(content: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + content).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash over all leaves in their order; that of nothing for none, as RFC 6962 section 2.1 has it.

    A branch without a neighbour goes up unchanged, which gives the same tree as splitting at powers of two.
    """
    level = list(leaves)
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        joined = [sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = joined + level[len(level) & ~1 :]
    return level[0]
