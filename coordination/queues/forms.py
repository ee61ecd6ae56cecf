"""What the pages of a queue send: which tasks, what is to be done with them, and to whom they go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from coordination.queues.queries.lists import Colleague
from coordination.web.fields import Choice, ChoiceField
from coordination.web.fields.asked import Asked
from coordination.web.forms import BaseForm

REFERENCE = re.compile(r"[A-Za-z0-9-]{6,24}")
NOT_TASKS = "Choose tasks from the list on this page."
NONE_CHOSEN = "Choose at least one task in the list first."
MOST = 100


class TasksField(Asked):
    """The tasks that were ticked, by reference. A task that has gone meanwhile is answered for by the command."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(value for value in valuelist if value))
        if len(self.data) > MOST or not all(REFERENCE.fullmatch(value) for value in self.data):
            self.data = []
            raise ValueError(NOT_TASKS)

    def names_sent_twice(self, sent: Any) -> list[str]:
        return []


class PressForm(BaseForm):
    """One press of a button: nothing but the key that makes it safe to press twice."""


class QueueForm(BaseForm):
    """The list itself: take one task, or do something with all that are ticked."""

    buttons = ("claim", "assign", "hand_back")
    tasks = TasksField("Tasks")

    def needs_tasks(self) -> bool:
        """Whether something is to be done with ticked tasks and none is; the sentence then stands on the form."""
        if self.tasks.data:
            return False
        self.tasks.errors = [NONE_CHOSEN]
        return True


class HandBackForm(BaseForm):
    """Confirm that these go back into the queue."""

    tasks = TasksField("Tasks", missing=NONE_CHOSEN)


class AssignForm(BaseForm):
    """Confirm that these go to a colleague."""

    tasks = TasksField("Tasks", missing=NONE_CHOSEN)
    to = ChoiceField("Who should have them?", missing="Choose a colleague.", private=False)

    def __init__(self, *args: Any, colleagues: Sequence[Colleague], own_id: object, **kwargs: Any) -> None:
        self._offered = [
            Choice(one.reference, f"{one.name} (you)" if one.id == own_id else one.name) for one in colleagues
        ]
        super().__init__(*args, **kwargs)

    def process(self, *args: Any, **kwargs: Any) -> None:
        # The colleagues have to be known before the answer is read: it must be one of them.
        self.to.choices = self._offered
        super().process(*args, **kwargs)
