"""The forms around a referral: choosing what has happened, declaring, sending, deleting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from wtforms import Field, HiddenField

from coordination.referrals.queries.from_case import Carrying
from coordination.web.fields import Choice, ChoiceField, LongTextField, ManyChoicesField
from coordination.web.forms import BaseForm
from workflows.choosing import MET, WHOM, WORRY, Suggestion, grouped
from workflows.vocabulary import Declaration, Pathway


def begin_form(
    pathways: Sequence[Pathway], teams: Sequence[tuple[str, str]], title: str = "What has happened?"
) -> type[BaseForm]:
    """What has happened, in plain words and in groups: the pathways that can be begun, as the field `pathway`; and for
    which of these teams, by code and name, as `team`."""
    choices = [
        Choice(each.code, each.said_as, hint=each.about, under=heading)
        for heading, kinds in grouped(pathways)
        for each in kinds
    ]
    field = ChoiceField(title, heading=True, missing="Choose what has happened.", choices=choices)
    return type("BeginForm", (BaseForm,), {"pathway": field, **_sent_for(teams), "buttons": ("by_chat",)})


def _sent_for(teams: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Which team it is sent for, asked of whoever is in several."""
    if not teams:
        return {}
    field = ChoiceField(
        "Which of your teams sends this?",
        hint="Its people see the case and hear what becomes of it. Those of your other teams do not.",
        missing="Select which of your teams sends this.",
        choices=[Choice(code, name) for code, name in teams],
    )
    return {"team": field}


def linked_form(offered: Sequence[tuple[Pathway, Carrying]], *, with_words: Mapping[str, str]) -> type[BaseForm]:
    """What has happened, each with what a referral of that kind takes along from the case that it is begun on."""
    choices = [
        Choice(each.code, each.said_as, hint=_takes_along(each, carrying, with_words.get(each.code)))
        for each, carrying in offered
    ]
    field = ChoiceField("What has happened?", missing="Choose what has happened.", choices=choices)
    return type("LinkedForm", (BaseForm,), {"pathway": field})


def _takes_along(pathway: Pathway, carrying: Carrying, words_into: str | None) -> str:
    labels = [pathway.question(code).label.rstrip("?") for code in (*carrying.answers, *filter(None, (words_into,)))]
    said = f"Takes along: {'; '.join(labels)}." if labels else "Takes nothing along."
    if carrying.kept_back:
        said += " What others wrote and have not agreed to share for this stays here."
    return said


def suggested_form(suggestions: Sequence[Suggestion], teams: Sequence[tuple[str, str]]) -> type[BaseForm]:
    """What three answers suggest, as the field `pathway`; what fits best stands first and says so. And for which of
    these teams it is, as `team`."""
    choices = [
        Choice(
            each.pathway.code,
            each.pathway.said_as,
            hint=each.pathway.about,
            under="This fits best" if each.best else "This could fit",
        )
        for each in suggestions
    ]
    field = ChoiceField("What could help", missing="Choose what has happened.", choices=choices)
    return type("SuggestedForm", (BaseForm,), {"pathway": field, **_sent_for(teams), "buttons": ("by_chat",)})


class NotSureForm(BaseForm):
    """Three questions for somebody who is not sure what to choose."""

    whom = ChoiceField(
        "Who or what is it about?",
        choices=[Choice(code, label) for code, label in WHOM.items()],
        missing="Select who or what it is about.",
    )
    met = ChoiceField(
        "Where are they now?",
        choices=[Choice(code, label) for code, label in MET.items()],
        missing="Select where they are.",
    )
    worry = ChoiceField(
        "What worries you most?",
        choices=[Choice(code, label) for code, label in WORRY.items()],
        missing="Select what worries you most.",
    )


class DeleteForm(BaseForm):
    """One button."""


class SendPartForm(BaseForm):
    """One button that sends the part of a draft which cannot wait."""


def send_part_form(receivers: Sequence[tuple[str, str]]) -> type[SendPartForm]:
    """The same, with the receivers (code, name) where the sender must choose one."""
    return type("SendPartForm", (SendPartForm,), {"receiver": _receiver(receivers)} if receivers else {})


def _receiver(receivers: Sequence[tuple[str, str]]) -> ChoiceField:
    return ChoiceField(
        "Who should receive this?",
        choices=[Choice(code, name) for code, name in receivers],
        missing="Choose who should receive this.",
    )


class RowForm(BaseForm):
    """One button that takes a row out of a repeated page."""


class PicksField(Field):
    """The codes of the quick replies that were pressed or ticked. The question's own field judges them."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [each for each in valuelist if each]

    def names_sent_twice(self, sent: Any) -> list[str]:
        """None: several may be ticked."""
        return []


class ReplyForm(BaseForm):
    """One reply in a conversation: typed (`reply`), or chosen (`pick`). `surely` is a button whose value is a reply
    that was said back and confirmed. `seen` says which version of the answer the page was drawn from."""

    buttons: ClassVar[tuple[str, ...]] = ("surely", "remove")
    reply = LongTextField("Your answer", longest=20_000)
    pick = PicksField()
    seen = HiddenField()

    @property
    def drawn(self) -> tuple[int, str]:
        """The version that the page showed, and the mark of what stood there."""
        version, _, of = (self.seen.data or "").partition(":")
        return (int(version), of) if version.isascii() and version.isdigit() and len(version) < 10 else (0, "-")


class SendForm(BaseForm):
    """The declaration, and the receiver where a person has to choose. `as_shown` is the mark of the answers shown."""

    buttons: ClassVar[tuple[str, ...]] = ("add_to",)
    as_shown = HiddenField()


@lru_cache(maxsize=128)
def send_form(declaration: Declaration | None, receivers: tuple[tuple[str, str], ...]) -> type[SendForm]:
    """The form under the answers: `receivers` (code, name) are there only where the sender must choose one."""
    made: dict[str, object] = {}
    if receivers:
        made["receiver"] = _receiver(receivers)
    if declaration is not None:
        made["agree"] = ManyChoicesField(
            "Do you agree?", choices=[Choice("agree", declaration.agree)], missing=declaration.missing
        )
    return type("SendForm", (SendForm,), made)
