"""What can become of handing a message over, the same for every way out."""

from __future__ import annotations


class NotNow(Exception):
    """Nothing was handed over, and another try may go well. Its text is a code without anything about a person."""


class Refused(Exception):
    """The other side will not take this message, however often it is tried."""


class Unsure(Exception):
    """The connection ended in the middle: the message may have been taken."""
