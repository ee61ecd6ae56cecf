"""A document that comes along with a form of the case, such as the answer to a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.attaching import Attach
from coordination.cases.models import CaseFile
from coordination.documents.commands.adding import add_for
from coordination.documents.commands.placing import looked_at
from coordination.documents.content import MOST_BYTES
from coordination.documents.file_form import ENDINGS, KINDS_IN_WORDS, WHAT_IT_IS
from coordination.documents.given import LARGEST_UPLOAD, LONGEST_TITLE, ToAdd
from coordination.errors import Invalid
from coordination.web.fields import FileField, TextField
from coordination.web.forms import BaseForm

FILE, TITLE = "along_file", "along_title"
WHERE = {"file": FILE, "title": TITLE}
NO_FILE = "Choose the file that these words are about, or take the words out."


class Along:
    """The two fields of a form that takes one document along, and what becomes of them."""

    largest = LARGEST_UPLOAD

    def fields(self) -> Mapping[str, Any]:
        """A file and what it is, neither of which has to be given."""
        return {
            FILE: FileField("The file", endings=ENDINGS, hint=KINDS_IN_WORDS),
            TITLE: TextField(WHAT_IT_IS, longest=LONGEST_TITLE),
        }

    def looked_into(self, form: BaseForm, category: str) -> Attach:
        """Look into the file that was sent, if one was; what is returned adds it to the case.

        Looking takes a second or two, and a transaction that waited for it would hold the case for that time.
        """
        title = str(form[TITLE].data or "")
        if form[FILE].data is None:
            if title.strip():
                raise Invalid(NO_FILE, field=FILE)
            return _nothing
        with closing(form[FILE].data) as arrived:
            content, name = arrived.stream.read(MOST_BYTES + 1), arrived.filename or ""
        with _at_their_fields():
            given = ToAdd(content, name, title, category=category)
            known = replace(given, taken=looked_at(given)[1])

        def attach(session: Session, worker: SignedIn, case: CaseFile, audience_id: UUID, category: str) -> None:
            with _at_their_fields():
                add_for(session, worker, case, replace(known, category=category), audience_id)

        return attach


def _nothing(session: Session, worker: SignedIn, case: CaseFile, audience_id: UUID, category: str) -> None:
    """No file was sent."""


@contextmanager
def _at_their_fields() -> Iterator[None]:
    try:
        yield
    except Invalid as no:
        raise Invalid(no.message, field=WHERE.get(no.field or "")) from None
