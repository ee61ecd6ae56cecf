"""What the pages of a conversation send: a message with its readers, new words for one, fewer readers for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms.fields.choices import SelectChoice

from coordination.conversation.given import LONGEST, Readers, ToPost
from coordination.conversation.queries.audiences import AGENCIES, AGENCY, EVERYONE, TEAM, WORKERS, listed
from coordination.conversation.queries.seats import Reader, Seat
from coordination.web.fields import CarriedField, Choice, ChoiceField, LongTextField, ManyChoicesField, SelectField
from coordination.web.forms import BaseForm

CHOOSING = ("audience", "agencies", "workers")


class MessageForm(BaseForm):
    """A message and who reads it. It can be kept for later instead of being sent."""

    buttons = ("keep",)

    def may_be_kept(self) -> bool:
        """Whether this can be kept as it is: unfinished is fine, too long is not. The sentences say what to mend."""
        self.validate()
        for asked in self:
            asked.errors = list(asked.process_errors) if asked.name == "body" else []
        return not self["body"].errors and not self.form_errors

    @property
    def category_chosen(self) -> str:
        """The kind of information; core where nothing else can be chosen."""
        return str(self["category"].data or "core") if "category" in self else "core"

    def look_again(self, seat: Seat) -> None:
        """What the page says of the readers is true now: the next sending is measured by that."""
        self["known"].process_data(_known(seat))

    def to_post(self) -> ToPost:
        """What was sent, as the command takes it."""
        known = self["known"].data
        return ToPost(
            body=str(self["body"].data or ""),
            audience=str(self["audience"].data or ""),
            agencies=tuple(self["agencies"].data) if "agencies" in self else (),
            workers=tuple(self["workers"].data) if "workers" in self else (),
            category=self.category_chosen,
            mentions=tuple(self["mentions"].data) if "mentions" in self else (),
            known=tuple(known.split()) if known else (),
        )


class WordsForm(BaseForm):
    """Other words for a message."""

    body = LongTextField(
        "What it should say", longest=LONGEST, rows=6, missing="Write what it should say, or remove it."
    )
    seen = CarriedField(longest=40)


class RemoveForm(BaseForm):
    """One press: take a message away."""


class ReadersForm(BaseForm):
    """Fewer readers for a message."""

    def readers(self, category: str) -> Readers:
        """What was chosen, as the command takes it."""
        return Readers(
            str(self["audience"].data or ""),
            tuple(self["agencies"].data) if "agencies" in self else (),
            tuple(self["workers"].data) if "workers" in self else (),
            category,
        )


def readers_form(seat: Seat, people: Sequence[Reader], category: str) -> ReadersForm:
    """A form of the audiences that a message of this category could be narrowed to."""
    made = {name: field for name, field in _readers(seat, people, category).items() if name in CHOOSING}
    form: ReadersForm = type("NarrowingForm", (ReadersForm,), made)()
    return form


def message_form(seat: Seat, **data: Any) -> MessageForm:
    """A composer for this seat; `data` is what it begins with."""
    made: dict[str, Any] = {
        "body": LongTextField(
            "Write a message", longest=LONGEST, rows=4, missing="Write your message first.", autocomplete="off"
        ),
        **_readers(seat, seat.people, data.get("category", "core")),
        "known": CarriedField(longest=2000),
    }
    begin = {"audience": EVERYONE, "category": "core", "known": _known(seat), **data}
    form: MessageForm = type("Composer", (MessageForm,), made)(data=begin)
    return form


def _readers(seat: Seat, people: Sequence[Reader], category: str) -> dict[str, Any]:
    others = [one for one in people if one.id != seat.worker.id]
    agencies = [one for one in seat.readers(category) if one.id != seat.worker.agency_id]
    made: dict[str, Any] = {
        "audience": ChoiceField("Who reads it", choices=choices(seat, category, agencies, others)),
    }
    if agencies:
        made["agencies"] = ManyChoicesField(
            "Which agencies", choices=[SelectChoice(one.code, one.name) for one in agencies]
        )
    if others:
        named = [SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in others]
        made["workers"] = ManyChoicesField("Which people", choices=named)
        made["mentions"] = ManyChoicesField(
            "Tell somebody that it is for them", choices=named,
            hint="They get a notice. Only people who read the message can be named.",
        )  # fmt: skip
    if len(seat.categories) > 1:
        labels = {one.code: one.label for one in seat.pathway.categories}
        made["category"] = SelectField(
            "Kind of information",
            choices=[SelectChoice(code, _category_in_words(seat, code, labels[code])) for code in seat.categories],
            hint="Only readers who may see this kind of information on the case will see the message.",
        )
    return made


def choices(seat: Seat, category: str, agencies: Sequence[Any], people: Sequence[Reader]) -> list[Choice]:
    """The audiences that can be chosen, each with the words that say who is in it."""
    offered = [Choice(EVERYONE, "Everyone on the case", hint=everyone_in_words(seat, category))]
    if agencies:
        offered.append(
            Choice(AGENCIES, "Chosen agencies", hint="Those you choose and yours, and nobody who joins later.",
                   reveals="agencies")
        )  # fmt: skip
    offered.append(Choice(AGENCY, "My agency", hint=f"{seat.worker.agency_name} alone."))
    if seat.teams:
        offered.append(Choice(TEAM, "My team", hint=f"{listed(sorted(seat.teams.values()))} alone."))
    if people:
        offered.append(Choice(WORKERS, "Named people", hint="Those you name and you.", reveals="workers"))
    return offered


def everyone_in_words(seat: Seat, category: str) -> str:
    """Who reads what is for everyone: the agencies there are now, by name, and any that join."""
    here = seat.readers(category)
    count = f"{len(here)} agencies" if len(here) != 1 else "1 agency"
    return f"{count}, and any that join: {listed([one.name for one in here])}." if here else "Any that join."


def _category_in_words(seat: Seat, code: str, label: str) -> str:
    names = [one.name for one in seat.readers(code)]
    return f"{label}: read by {listed(names)}" if code != "core" else label


def _known(seat: Seat) -> str:
    return " ".join(one.code for one in seat.agencies)
