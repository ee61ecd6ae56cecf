"""What the pages of a conversation send: a message with its readers, new words for one, fewer readers for one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from coordination.cases.queries.audiences import AGENCY, EVERYONE, offered
from coordination.cases.queries.seats import Reader
from coordination.conversation.given import LONGEST, Readers, ToPost
from coordination.conversation.models import Message
from coordination.conversation.queries.seats import Seat
from coordination.forms.readers import audiences, readers_fields
from coordination.web.fields import CarriedField, ChoiceField, LongTextField, ManyChoicesField
from coordination.web.forms import BaseForm

CHOOSING = ("audience", "agencies", "workers")


class SeenForm(BaseForm):
    """How far a page that stayed open has been seen."""

    up_to = HiddenField()

    @property
    def place(self) -> int:
        """The place in the case's chain; 0 where what was sent is none."""
        sent = self.up_to.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0


class KindOfInformationForm(BaseForm):
    """Something that is written for those who read a kind of information."""

    @property
    def category_chosen(self) -> str:
        """The kind of information; core where nothing else can be chosen."""
        return str(self["category"].data or "core") if "category" in self else "core"


class MessageForm(KindOfInformationForm):
    """A message and who reads it. It can be kept for later instead of being sent."""

    buttons = ("keep",)

    def may_be_kept(self) -> bool:
        """Whether this can be kept as it is: unfinished is fine, too long is not. The sentences say what to mend."""
        self.validate()
        for asked in self:
            asked.errors = list(asked.process_errors) if asked.name == "body" else []
        return not self["body"].errors and not self.form_errors

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The readers and the kind of information, as fields of a form that does not show the choice."""
        found = []
        for name in (*CHOOSING, "category"):
            data = self[name].data if name in self else None
            found += [(name, str(each)) for each in (data if isinstance(data, list | tuple) else [data]) if each]
        return found

    @property
    def named(self) -> list[tuple[str, str]]:
        """Those named so far, with what each is called."""
        if "mentions" not in self:
            return []
        asked = self["mentions"]
        return [(each.value, each.label) for each in asked.choices if each.value in (asked.data or ())]

    def look_again(self, seat: Seat) -> None:
        """What the page says of the readers is true now: the next sending is measured by that."""
        self["known"].process_data(_known(seat))
        self["heard"].process_data(seat.heard)

    def to_post(self) -> ToPost:
        """What was sent, as the command takes it."""
        known, heard = self["known"].data, str(self["heard"].data or "")
        return ToPost(
            body=str(self["body"].data or ""),
            audience=str(self["audience"].data or ""),
            agencies=tuple(self["agencies"].data) if "agencies" in self else (),
            workers=tuple(self["workers"].data) if "workers" in self else (),
            category=self.category_chosen,
            mentions=tuple(self["mentions"].data) if "mentions" in self else (),
            known=tuple(known.split()) if known else (),
            heard=int(heard) if heard.isdecimal() else None,
        )


class WordsForm(BaseForm):
    """Other words for a message."""

    body = LongTextField(
        "What it should say", longest=LONGEST, rows=6, missing="Write what it should say, or remove it."
    )
    seen = CarriedField(longest=40)


class RemoveForm(BaseForm):
    """One press: take a message away."""


class ReadersForm(KindOfInformationForm):
    """Who reads something: fewer readers for a message, or those of something new."""

    def readers(self, category: str) -> Readers:
        """What was chosen, as the command takes it."""
        return Readers(
            str(self["audience"].data or ""),
            tuple(self["agencies"].data) if "agencies" in self else (),
            tuple(self["workers"].data) if "workers" in self else (),
            category,
        )


def readers_form(seat: Seat, people: Sequence[Reader], message: Message, within: Collection[UUID]) -> ReadersForm:
    """A form of the audiences that this message could be narrowed to: those within the one that it has now."""
    whom = offered(seat, [one for one in people if one.id in within], message.category)
    fewer = replace(
        whom,
        agencies={one.code: one.name for one in seat.agencies if one.code in whom.agencies and one.id in within},
        teams=whom.teams if set(seat.teams) <= set(within) else "",
    )
    made = {name: field for name, field in readers_fields(fewer).items() if name in CHOOSING}
    mine = seat.worker.agency_id
    no_fewer = {EVERYONE} | ({AGENCY} if mine not in within or message.readers == [mine] else set())
    choices = [one for one in audiences(fewer) if one.value not in no_fewer]
    made["audience"] = ChoiceField("Who reads it from now on", choices=choices)
    form: ReadersForm = type("NarrowingForm", (ReadersForm,), made)()
    return form


def message_form(
    seat: Seat, people: Sequence[Reader] | None = None, named: Sequence[Reader] | None = None, **data: Any
) -> MessageForm:
    """A composer for this seat; `data` is what it begins with, of which `people` can be chosen and `named` named."""
    made: dict[str, Any] = {
        "body": LongTextField(
            "Write a message", longest=LONGEST, rows=4, missing="Write your message first.", autocomplete="off"
        ),
        **readers_of(seat, seat.people if people is None else people, data.get("category", "core"), named),
        "known": CarriedField(longest=2000),
        "heard": CarriedField(longest=15),
    }
    begin = {"audience": EVERYONE, "category": "core", "known": _known(seat), "heard": seat.heard, **data}
    form: MessageForm = type("Composer", (MessageForm,), made)(data=begin)
    return form


def readers_of(
    seat: Seat, people: Sequence[Reader], category: str, named: Sequence[Reader] | None = None
) -> dict[str, Any]:
    """The fields that ask who reads something of this category, and whom it names: these, or any of the people."""
    whom = offered(seat, people, category)
    made = readers_fields(whom)
    to_name = whom.people if named is None else offered(seat, named, category).people
    if to_name:
        made["mentions"] = ManyChoicesField(
            "Tell somebody that it is for them", choices=[SelectChoice(*one) for one in to_name.items()],
            hint="They get a notice. Only people who read the message can be named.",
        )  # fmt: skip
    return made


def _known(seat: Seat) -> str:
    return " ".join(one.code for one in seat.agencies)
