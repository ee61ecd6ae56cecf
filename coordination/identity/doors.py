"""Proofs for the database's doors: keyed digests that SQL alone cannot make, because SQL cannot read the key."""

from __future__ import annotations

import hashlib


class Door:
    """Makes proofs with the application's secret. The database compares them in `door_opens()`."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(secret.encode()).digest()

    def proof(self, *parts: str) -> bytes:
        """A proof that the application itself asks for exactly these parts."""
        return self._keyed("\n".join(parts).encode())

    def blind(self, kind: str, value: str) -> bytes:
        """The same value gives the same digest, which tells nothing to whoever reads the table alone."""
        return self._keyed(f"blind {kind}\n{value}".encode())

    def _keyed(self, message: bytes) -> bytes:
        return hashlib.sha256(self._key + hashlib.sha256(self._key + message).digest()).digest()


def token_digest(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
