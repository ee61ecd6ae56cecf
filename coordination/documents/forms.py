"""What the pages of documents send besides a file: for whom it is, and one press."""

from __future__ import annotations

from typing import cast

from coordination.cases.queries.audiences import EVERYONE, offered
from coordination.cases.queries.seats import Seat
from coordination.documents.file_form import FileForm
from coordination.forms.readers import readers_fields
from coordination.web.forms import BaseForm


class RemoveForm(BaseForm):
    """One press: take a document away."""


def adding_form(seat: Seat) -> FileForm:
    """The form for a new document, with the readers and kinds of information that this worker can choose."""
    first = seat.writes[0]
    made = {**readers_fields(offered(seat, seat.people, first, seat.writes)), "only_category": first}
    return cast(FileForm, type("AddingForm", (FileForm,), made)(data={"audience": EVERYONE, "category": first}))
