"""What the page sends that gives a team something to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coordination.cases.queries.audiences import EVERYONE
from coordination.conversation.commands.giving import LONGEST, ToDo
from coordination.conversation.forms import CHOOSING, ReadersForm, readers_of
from coordination.conversation.queries.asking import TeamHere
from coordination.conversation.queries.seats import Seat
from coordination.web.fields import Choice, ChoiceField, DateField, TextField


class TaskForm(ReadersForm):
    """What is to be done, by which team, by what day, and who reads it."""

    def to_do(self) -> ToDo:
        """What was sent, as the command takes it."""
        return ToDo(
            str(self["words"].data or ""),
            str(self["team"].data or ""),
            self["due_on"].data,
            self.readers(self.category_chosen),
        )


def task_form(seat: Seat, teams: Sequence[TeamHere], begun: Mapping[str, Any]) -> TaskForm:
    """A form for these teams, which all take part in the case. It begins with what was begun as a message: its words,
    its readers and its kind of information."""
    chosen = {name: begun[name] for name in (*CHOOSING, "category") if begun.get(name)}
    made: dict[str, Any] = {
        "words": TextField(
            "What is to be done?",
            longest=LONGEST,
            hint="It stands in the conversation and in the team's queue. Write no more than they need.",
            missing="Write what is to be done.",
        ),
        "team": ChoiceField(
            "Who does it?",
            choices=[Choice(team.code, team.name) for team in teams],
            missing="Choose the team that does it.",
        ),
        "due_on": DateField("By when?", missing="Enter the day by which it is to be done."),
        **{name: asked for name, asked in readers_of(seat, seat.people, "core").items() if name != "mentions"},
    }
    form: TaskForm = type("GivingForm", (TaskForm,), made)(
        data={"audience": EVERYONE, "category": "core", "words": begun.get("body", ""), **chosen}
    )
    return form
