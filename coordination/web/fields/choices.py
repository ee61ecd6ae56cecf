"""Answers that are chosen, not written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.fields.choices import SelectChoice

from coordination.web.fields.asked import Asked

NOT_OFFERED = "Choose from the answers on this page."


@dataclass
class Choice(SelectChoice):
    """One answer that can be chosen. `alone` marks one that excludes the others, like “None of these”.

    `reveals` names the field or fields of the same form that open under this answer; they are drawn there only.
    `under` is the heading that the first of several choices in a row stands under.
    """

    hint: str = ""
    alone: bool = False
    reveals: str | tuple[str, ...] | None = None
    under: str = ""


class _Chosen(Asked):
    def __init__(self, label: str | None = None, *, choices: Sequence[SelectChoice] = (), **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices = list(choices)

    @property
    def focus_id(self) -> str:
        # The first radio or checkbox carries the plain id of the question, as GOV.UK's own components do.
        return self.id

    def offers(self, value: str) -> bool:
        return any(choice.value == value for choice in self.choices)


class ChoiceField(_Chosen):
    """One of several, as radios. Nothing is chosen beforehand. `data` is the value, or None."""

    draws_as = "radios"

    def __init__(self, label: str | None = None, *, beside: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.beside = beside

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist and valuelist[0] else None
        if self.data is not None and not self.offers(self.data):
            self.data = None
            raise ValueError(NOT_OFFERED)


class SelectField(ChoiceField):
    """One of many, as a list that opens. For more than about ten choices; otherwise radios are easier."""

    draws_as = "select"
    nothing_yet = "Choose one"


class ManyChoicesField(_Chosen):
    """Any number of several, as checkboxes. `data` is a list of values in the order of the page, never None."""

    draws_as = "checkboxes"

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        sent = {value for value in valuelist if value}
        self.data = [choice.value for choice in self.choices if choice.value in sent]
        if len(self.data) != len(sent):
            raise ValueError(NOT_OFFERED)
        alone = next((c for c in self.choices if c.value in sent and getattr(c, "alone", False)), None)
        if alone is not None and len(sent) > 1:
            raise ValueError(f"Choose “{alone.label}” or others, not both.")

    def names_sent_twice(self, sent: Any) -> list[str]:
        return []


class YesNoField(ChoiceField):
    """Yes or no and, where a worker may honestly not know, “I do not know”. `data` is "yes", "no", "dont-know"."""

    def __init__(self, label: str | None = None, *, dont_know: bool = False, **kwargs: Any) -> None:
        answers = [Choice("yes", "Yes"), Choice("no", "No")]
        if dont_know:
            answers.append(Choice("dont-know", "I do not know"))
        super().__init__(label, choices=answers, **{"beside": not dont_know, **kwargs})
