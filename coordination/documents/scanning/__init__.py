"""The scanner as the rest of the product knows it: something that says of bytes whether they do harm."""

from __future__ import annotations

from typing import Protocol

from coordination.documents.scanning.clamd import Clamd, ScannerAway

__all__ = ["Scanner", "ScannerAway", "scanner_at"]


class Scanner(Protocol):
    """Whatever scans. Raises ScannerAway when it gives no verdict."""

    def is_clean(self, content: bytes) -> bool: ...


def scanner_at(address: str | None) -> Scanner | None:
    """The scanner at an address as `COORDINATION_SCANNER` gives it, or None where there is none."""
    return Clamd(address) if address else None
