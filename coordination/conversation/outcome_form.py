"""What the page sends by which somebody says that a task is done, and what came of it."""

from __future__ import annotations

from coordination.cases.queries.audiences import EVERYONE
from coordination.conversation.forms import ReadersForm, readers_of
from coordination.conversation.given import LONGEST
from coordination.conversation.queries.seats import Seat
from coordination.web.fields import LongTextField
from workflows.vocabulary import TaskKind


class OutcomeForm(ReadersForm):
    """What came of a task, and who reads it."""

    @property
    def words(self) -> str:
        """What was written."""
        return str(self["outcome"].data or "")


def outcome_form(seat: Seat, kind: TaskKind) -> OutcomeForm:
    """A form that asks what came of a task of this kind. It begins with the task's own kind of information, or core for
    somebody who has the task and does not read that."""
    category = kind.category if kind.category in seat.categories else "core"
    asked = kind.asks_outcome or "What came of it?"
    made = {
        "outcome": LongTextField(asked, longest=LONGEST, rows=4, missing="Write down what came of it."),
        **{name: field for name, field in readers_of(seat, seat.people, category).items() if name != "mentions"},
    }
    form: OutcomeForm = type("AskedOutcomeForm", (OutcomeForm,), made)(
        data={"audience": EVERYONE, "category": category}
    )
    return form
