"""The question to the figures, as the page asks it and as its address says it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request

from coordination.statistics.asking import month_code, month_words, question_of
from coordination.statistics.queries.frozen import Question
from coordination.statistics.queries.menu import Menu
from coordination.web.fields import Choice, ManyChoicesField, SelectField
from coordination.web.forms import FilterForm
from workflows.quintets.ledger import TOTAL

NOT_ASKABLE = (
    "The address asks for something that the figures do not have. Nothing was left out: choose again on this page."
)
WRONG_WAY_ROUND = "Choose a last month that is the first month or comes after it."


class QuestionForm(FilterForm):
    """Months, pathways, sender, receiver and one attribute. Made by `question_form`, which knows what is offered."""

    since: Any
    until: Any
    pathway: Any
    sender: Any
    receiver: Any
    by: Any

    class Meta(FilterForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            return formdata if form.is_submitted() else None

    def is_submitted(self) -> bool:
        """Whether anything was asked: to name a partnership alone is to come to its page."""
        return not set(request.args) <= {"partnership"}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the question can be asked. Whatever else an address holds is refused, not passed over."""
        will_do = super().validate(extra_validators)
        once = {"partnership", "since", "until", "by"}
        if set(request.args) - once - {"pathway", "sender", "receiver"} or any(
            len(request.args.getlist(name)) > 1 for name in once
        ):
            self.form_errors.append(NOT_ASKABLE)
            return False
        if will_do and self.since.data > self.until.data:
            self.until.errors = [*self.until.errors, WRONG_WAY_ROUND]
            return False
        return will_do

    def question(self, menu: Menu) -> Question:
        """What is asked, once it is valid."""
        return question_of(
            menu,
            _month(self.since.data),
            _month(self.until.data),
            self.pathway.data,
            self.sender.data,
            self.receiver.data,
            self.by.data,
        )


def question_form(menu: Menu, asked: Question) -> QuestionForm:
    """The form of this menu. It shows what the address asks, or `asked` where the address asks nothing."""
    months = [Choice(month_code(month), month_words(month)) for month in sorted(menu.months, reverse=True)]

    def several(label: str, offered: Any, hint: str) -> ManyChoicesField:
        return ManyChoicesField(
            label, choices=[Choice(one.code, one.label) for one in offered], hint=hint, private=False
        )

    class Asked(QuestionForm):
        since = SelectField("First month", choices=months, missing="Choose the first month.", private=False)
        until = SelectField("Last month", choices=months, missing="Choose the last month.", private=False)
        pathway = several("Pathways", menu.pathways, "Leave all empty for all of them.")
        sender = several("Sent by", menu.senders, "Leave all empty for all agencies.")
        receiver = several("Received by", menu.receivers, "Leave all empty for all agencies.")
        by = SelectField(
            "Counted by",
            choices=[Choice(one.code, one.label) for one in menu.attributes],
            missing="Choose one way of counting.",
            private=False,
        )

    return Asked(
        data={
            "since": month_code(asked.months[0]),
            "until": month_code(asked.months[-1]),
            "by": asked.attribute or TOTAL,
        }
    )


def _month(code: str) -> date:
    return date.fromisoformat(f"{code}-01")
