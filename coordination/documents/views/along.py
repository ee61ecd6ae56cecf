"""A document that comes along with a form of the case, such as the answer to a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.access import SignedIn
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

    def looked_into(self, form: BaseForm, category: str) -> ToAdd | None:
        """The file that was sent, looked into; None where none was. Raises Invalid at the field to put right.

        Called before a transaction begins: it takes a second or two, and the answers would hold the case for that time.
        """
        title = str(form[TITLE].data or "")
        if form[FILE].data is None:
            if title.strip():
                raise Invalid(NO_FILE, field=FILE)
            return None
        with closing(form[FILE].data) as arrived:
            content, name = arrived.stream.read(MOST_BYTES + 1), arrived.filename or ""
        with _at_their_fields():
            given = ToAdd(content, name, title, category=category)
            return replace(given, taken=looked_at(given)[1])

    def attach(
        self, session: Session, worker: SignedIn, case: CaseFile, given: ToAdd | None, audience_id: UUID, category: str
    ) -> None:
        """Add the file that came along, if one did, for the readers of the question."""
        if given is not None:
            with _at_their_fields():
                add_for(session, worker, case, replace(given, category=category), audience_id)


@contextmanager
def _at_their_fields() -> Iterator[None]:
    try:
        yield
    except Invalid as no:
        raise Invalid(no.message, field=WHERE.get(no.field or "")) from None
