"""Saying no to a file."""

OFFERED = "Add a PDF, a JPEG or PNG picture, a Word, Excel or OpenDocument text file, or plain text."


class NotTaken(Exception):
    """A file that is not taken. Its text says why, and what to do."""
