"""Questions and pages, said briefly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.phrases.grouping import together
from workflows.vocabulary import Choice, Kind, NotInFuture, NotInPast, Question, Refuse, Section, Topic, answer

PAST = "Enter a day that is not in the future."
AHEAD = "Enter a day that is today or still to come."


def choices(labels: Mapping[str, str]) -> tuple[Choice, ...]:
    """A choice for each code and its label, in the order written."""
    return tuple(Choice(code=code, label=label) for code, label in labels.items())


def ask(
    code: str,
    label: str,
    *,
    kind: Kind,
    category: str,
    missing: str = "",
    why: str = "",
    by: tuple[str, ...] = (),
    past: bool = False,
    ahead: bool = False,
    **more: Any,
) -> Question:
    """A question that must be answered if `missing` says what to do when it is not. `by` are the positions that may
    answer it in a move; `past` refuses a day in the future, `ahead` one in the past."""
    checks = more.pop("checks", ())
    if past:
        checks = (*checks, Refuse(unless=NotInFuture(answer(code)), say=PAST))
    if ahead:
        checks = (*checks, Refuse(unless=NotInPast(answer(code)), say=AHEAD))
    return Question(
        code=code,
        label=label,
        kind=kind,
        category=category,
        required=more.pop("required", "yes" if missing else "no"),
        missing=missing,
        why=why,
        written_by=by,
        checks=checks,
        **more,
    )


def ask_choice(
    code: str, label: str, offered: Mapping[str, str] | tuple[Choice, ...], *, category: str, **more: Any
) -> Question:
    """One of these."""
    return ask(code, label, kind="choice", category=category, choices=_offered(offered), **more)


def ask_ticks(
    code: str, label: str, offered: Mapping[str, str] | tuple[Choice, ...], *, category: str, **more: Any
) -> Question:
    """Any of these."""
    return ask(code, label, kind="choices", category=category, choices=_offered(offered), **more)


def ask_yes_no(code: str, label: str, *, category: str, unknown: bool = False, **more: Any) -> Question:
    """Yes or no, and with `unknown` “don't know”."""
    return ask(code, label, kind="yes-no-unknown" if unknown else "yes-no", category=category, **more)


def page(code: str, title: str, *questions: Any, **more: Any) -> Topic:
    """One page of a form."""
    return Topic(code=code, title=title, questions=together(*questions), **more)


def section(code: str, title: str, *pages: Topic) -> Section:
    """A group of pages."""
    return Section(code=code, title=title, topics=pages)


def _offered(offered: Mapping[str, str] | tuple[Choice, ...]) -> tuple[Choice, ...]:
    return offered if isinstance(offered, tuple) else choices(offered)
