"""The questions about how a team is reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from coordination.identity.models import Team
from coordination.web.fields import (
    CarriedField,
    Choice,
    DateField,
    ManyChoicesField,
    NumberField,
    SelectField,
    TelephoneField,
    TextField,
)
from coordination.web.fields.dates import read_time
from coordination.web.forms import BaseForm
from workflows.dates_in_words import WEEKDAYS, of_the_clock

HOURS = "Give the hours like 9am to 5pm, or write “closed”."
TURNS = ("first", "second", "third", "fourth")


class OpeningHoursField(TextField):
    """From when to when a team is open on a day. `data` is two times, or nothing at all on a day that is closed."""

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, missing=HOURS, private=False, **{"longest": 40, "width": 20, **kwargs})

    def read(self, typed: str) -> tuple[time, ...]:
        if typed.lower() == "closed":
            return ()
        ends = re.split(r"\s*(?:\bto\b|[-–])\s*", typed)
        if len(ends) != 2:
            raise ValueError(HOURS)
        opens, closes = map(read_time, ends)
        if opens >= closes:
            raise ValueError("The closing time must be later than the opening time.")
        return opens, closes

    def write(self, value: tuple[time, ...]) -> str:
        return " to ".join(map(of_the_clock, value)) or "closed"


class TeamForm(BaseForm):
    """What a team says of itself. `teams` offers those that may answer in its place."""

    shown = CarriedField()
    phone = TelephoneField("Telephone", missing="Enter the number on which the team is rung.", private=False)
    monday = OpeningHoursField("Monday", hint="Like 9am to 5pm, or “closed”.")
    tuesday = OpeningHoursField("Tuesday")
    wednesday = OpeningHoursField("Wednesday")
    thursday = OpeningHoursField("Thursday")
    friday = OpeningHoursField("Friday")
    saturday = OpeningHoursField("Saturday")
    sunday = OpeningHoursField("Sunday")
    closed_name = TextField(
        "Whom to ring when the team is closed",
        longest=100,
        missing="Enter who answers when the team is closed.",
        private=False,
    )
    closed_phone = TelephoneField(
        "Their telephone", missing="Enter the number of whoever answers when the team is closed.", private=False
    )
    deputies = ManyChoicesField(
        "Deputies (optional)",
        hint="Teams of your agency that are told of an urgent alert, after the rota, when nobody here answers.",
    )
    first = SelectField("First on the cover rota (optional)")
    second = SelectField("Second (optional)")
    third = SelectField("Third (optional)")
    fourth = SelectField("Fourth (optional)")
    starts = DateField("On which day does the first turn begin? (optional)", private=False)
    turn_days = NumberField("How many days is a turn? (optional)", least=1, most=28, unit="days", private=False)

    def given(self) -> dict[str, Any]:
        """The answers as a team's duty keeps them."""
        order = [self[turn].data for turn in TURNS if self[turn].data]
        days = [self[weekday.lower()].data for weekday in WEEKDAYS]
        return {
            "phone": self.phone.data,
            "hours": {"days": [[each.isoformat() for each in day] or None for day in days]},
            "out_of_hours": {"name": self.closed_name.data, "phone": self.closed_phone.data},
            "deputies": list(self.deputies.data or ()),
            "cover": {"starts": self.starts.data.isoformat(), "turn_days": int(self.turn_days.data), "order": order}
            if order and self.starts.data and self.turn_days.data
            else None,
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do, and the parts of a cover rota go together."""
        will_do = super().validate(extra_validators)
        order = [self[turn].data for turn in TURNS if self[turn].data]
        wrong = [
            (self.second, "Choose each team once.", len(set(order)) < len(order)),
            (self.first, "Choose who is first on the rota.", self._says_when and not order),
            (self.starts, "Enter the day on which the first turn begins.", bool(order) and self._lacks(self.starts)),
            (self.turn_days, "Enter how many days a turn is.", bool(order) and self._lacks(self.turn_days)),
            (self.monday, "Enter hours for at least one day.", self._never_open),
        ]
        for field, sentence, holds in wrong:
            if holds:
                field.errors = [*field.errors, sentence]
        return will_do and not any(holds for _, _, holds in wrong)

    @property
    def _says_when(self) -> bool:
        return self.starts.data is not None or self.turn_days.data is not None

    @property
    def _never_open(self) -> bool:
        return all(self[weekday.lower()].data == () for weekday in WEEKDAYS)

    @staticmethod
    def _lacks(field: Any) -> bool:
        return field.data is None and not field.errors


def team_form(teams: Sequence[tuple[str, str]]) -> type[TeamForm]:
    """The form that offers these teams, by code and name: a field has to know its choices before it reads an answer."""
    choices = [Choice(code, name) for code, name in teams]
    fields: dict[str, Any] = {}
    for name in ("deputies", *TURNS):
        asked = getattr(TeamForm, name)
        fields[name] = asked.field_class(*asked.args, **asked.kwargs, choices=choices)
        fields[name].creation_counter = asked.creation_counter
    return type("TeamForm", (TeamForm,), fields)


def answers_of(team: Team) -> dict[str, Any]:
    """What a team says of itself now, by the form's questions."""
    duty: dict[str, Any] = team.duty
    days = (duty.get("hours") or {}).get("days") or [None] * len(WEEKDAYS)
    closed, cover = duty.get("out_of_hours") or {}, duty.get("cover") or {}
    order = [*cover.get("order", ()), *[None] * len(TURNS)]
    return {
        "phone": duty.get("phone"),
        **{name.lower(): tuple(map(time.fromisoformat, day or ())) for name, day in zip(WEEKDAYS, days, strict=True)},
        "closed_name": closed.get("name"),
        "closed_phone": closed.get("phone"),
        "deputies": list(duty.get("deputies") or ()),
        **dict(zip(TURNS, order, strict=False)),
        "starts": date.fromisoformat(cover["starts"]) if cover else None,
        "turn_days": cover.get("turn_days"),
    }
