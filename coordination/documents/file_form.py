"""A file with a title and its readers, as any page that takes one sends it."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from coordination.cases.queries.audiences import EVERYONE
from coordination.documents.content import MOST_BYTES, NotTaken, take_in
from coordination.documents.given import LONGEST_TITLE, ToAdd
from coordination.errors import Invalid
from coordination.web.fields import FileField, TextField
from coordination.web.forms import BaseForm

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".odt", ".txt")
KINDS_IN_WORDS = "PDF, JPEG or PNG picture, Word, Excel or OpenDocument text file, or plain text; at most 10 MB."
WHAT_IT_IS = "What it is, in your own words"


class FileForm(BaseForm):
    """A file and what it is, in the words of whoever adds it."""

    file = FileField(
        "The file",
        endings=ENDINGS,
        hint=KINDS_IN_WORDS,
        missing="Choose the file.",
    )
    title = TextField(
        WHAT_IT_IS,
        hint="Those who may read it see these words. For example: letter from the GP, 3 November.",
        longest=LONGEST_TITLE,
        missing="Say in your own words what this document is.",
    )

    def to_add(self) -> ToAdd:
        """What was sent, looked into, as the command takes it. One byte too many is read, no more.

        Called before a transaction begins: looking into a large file takes a second or two, and whoever waits for their
        turn must hold no connection that a page needs. Raises Invalid with what to put right.
        """
        # A large upload lies in a temporary file, which is given back at once and not when the collector comes.
        with closing(self["file"].data) as arrived:
            content = arrived.stream.read(MOST_BYTES + 1)
            name = arrived.filename or ""
        try:
            taken = take_in(content)
        except NotTaken as no:
            raise Invalid(str(no), field="file") from None
        return ToAdd(
            content=content,
            taken=taken,
            name=name,
            title=str(self["title"].data or ""),
            audience=str(self["audience"].data or "") if "audience" in self else EVERYONE,
            agencies=tuple(self["agencies"].data) if "agencies" in self else (),
            workers=tuple(self["workers"].data) if "workers" in self else (),
            category=str(self["category"].data or "") if "category" in self else _only(self),
        )


def _only(form: Any) -> str:
    return str(getattr(form, "only_category", "core"))
