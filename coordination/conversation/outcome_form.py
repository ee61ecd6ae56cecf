"""What the page sends by which somebody says that a task is done, and what came of it."""

from __future__ import annotations

from coordination.cases.queries.audiences import EVERYONE
from coordination.conversation.forms import ReadersForm, readers_of
from coordination.conversation.given import LONGEST, Readers
from coordination.conversation.queries.seats import Seat
from coordination.web.fields import LongTextField


class OutcomeForm(ReadersForm):
    """What came of a task, and who reads it."""

    @property
    def words(self) -> str:
        """What was written."""
        return str(self["outcome"].data or "")

    def to_readers(self, category: str) -> Readers:
        """Who reads it, as the command takes it; `category` is meant where nothing else can be chosen."""
        return self.readers(str(self["category"].data or category) if "category" in self else category)


def outcome_form(seat: Seat, asked: str, category: str) -> OutcomeForm:
    """A form that asks this, for those who read this kind of information."""
    made = {
        "outcome": LongTextField(asked, longest=LONGEST, rows=4, missing="Write down what came of it."),
        **{name: field for name, field in readers_of(seat, seat.people, category).items() if name != "mentions"},
    }
    form: OutcomeForm = type("AskedOutcomeForm", (OutcomeForm,), made)(
        data={"audience": EVERYONE, "category": category}
    )
    return form
