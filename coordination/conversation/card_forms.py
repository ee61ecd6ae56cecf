"""What the pages of form cards send: what is asked of whom, why there is no answer, one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms.fields.choices import SelectChoice

from coordination.cases.queries.audiences import EVERYONE
from coordination.conversation.commands.asking import ToAsk
from coordination.conversation.forms import CHOOSING, readers_of
from coordination.conversation.queries.asking import Asking, TeamHere
from coordination.conversation.queries.cards import DECLINED
from coordination.conversation.queries.seats import Seat
from coordination.web.fields import Choice, ChoiceField, LongTextField, ManyChoicesField
from coordination.web.forms import BaseForm
from workflows.vocabulary import Question


class AskForm(BaseForm):
    """One of the pathway's cards, or chosen questions, for one team; and who sees it."""

    def to_ask(self, team: str = "") -> ToAsk:
        """What was sent, as the command takes it."""
        chosen = str(self["card"].data or "") if "card" in self else ""
        of, _, card = chosen.partition(" ")
        return ToAsk(
            team=team or of,
            card=card,
            questions=tuple(self["questions"].data) if "questions" in self else (),
            audience=str(self["audience"].data or ""),
            agencies=tuple(self["agencies"].data) if "agencies" in self else (),
            workers=tuple(self["workers"].data) if "workers" in self else (),
        )


class NewsForm(BaseForm):
    """What is new, or that nothing is."""

    body = LongTextField(
        "What is new?",
        hint="What you did, what you found, what stands in the way.",
        longest=2000,
        rows=6,
    )
    nothing = ManyChoicesField("Or", choices=[Choice("yes", "There is nothing new from my agency")])

    @property
    def nothing_new(self) -> bool:
        """Whether that box is ticked."""
        return "yes" in (self.nothing.data or ())


class DeclineForm(BaseForm):
    """Why there will be no answer."""

    reason = ChoiceField(
        "Why can you not answer?",
        choices=[Choice(code, label) for code, label in DECLINED.items()],
        missing="Choose why you cannot answer.",
    )


class WithdrawForm(BaseForm):
    """One press: nobody has to answer any more."""


def ask_form(seat: Seat, offered: Mapping[TeamHere, Sequence[Asking]]) -> AskForm:
    """A choice of the pathway's cards, each with the team that would answer it."""
    choices = [
        Choice(f"{team.code} {asking.card}", f"{team.name}: {asking.label}", hint=_kind(seat, asking.category))
        for team, each in offered.items()
        for asking in each
    ]
    card = ChoiceField("What do you ask, and whom?", choices=choices, missing="Choose what you ask.")
    return _made(seat, {"card": card})


def compose_form(seat: Seat, team: TeamHere, questions: Sequence[Question]) -> AskForm:
    """A choice of the pathway's questions that this team may answer."""
    choices = [SelectChoice(one.code, f"{one.label} ({_kind(seat, one.category)})") for one in questions]
    field = ManyChoicesField(
        f"What do you ask {team.name}?",
        choices=choices,
        hint="Choose questions of one kind of information.",
        missing="Choose at least one question.",
    )
    return _made(seat, {"questions": field})


def _kind(seat: Seat, category: str) -> str:
    return seat.pathway.category(category).label


def _made(seat: Seat, fields: dict[str, Any]) -> AskForm:
    readers = {name: field for name, field in readers_of(seat, seat.people, "core").items() if name in CHOOSING}
    form: AskForm = type("AskingForm", (AskForm,), {**fields, **readers})(data={"audience": EVERYONE})
    return form
