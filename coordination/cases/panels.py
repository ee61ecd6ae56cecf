"""Parts of a case's page that belong to rooms above this one, put in when the application is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.cases.queries.entries import Source
from coordination.cases.queries.loading import Loaded
from coordination.together import Asked


def nothing_more(_worker: SignedIn, _case: CaseFile) -> Asked:
    """What a panel asks that shows nothing but what its page has read, or asks only now and then."""
    return {}


def no_words(_read: Any) -> Mapping[str, str]:
    """What a panel says that knows no more of a task than its kind does."""
    return {}


@dataclass(frozen=True)
class Panel:
    """A part of a case's page that belongs to a room above this one: what it reads, and the template that shows it.

    The template finds what was read under `code`, in the mapping `panels`. `tab` is the template of a short link to it,
    shown above the rest of the page where the window is too narrow for columns. What a panel says under `asks` is read
    together with the page, before `read` asks for it. `task_words` says, of what was read, which tasks of the page have
    words of their own, by their reference: what was agreed, where a task is more than its kind.
    """

    code: str
    template: str
    read: Callable[[Session, Loaded], Any]
    tab: str | None = None
    asks: Callable[[SignedIn, CaseFile], Asked] = nothing_more
    task_words: Callable[[Any], Mapping[str, str]] = no_words


def add_panel(app: Flask, panel: Panel) -> None:
    """From now on the pages of cases in this application show this panel, at the top of their side column."""
    app.extensions.setdefault("case_panels", []).append(panel)


def panels_beside(app: Flask) -> tuple[Panel, ...]:
    """What rooms above this one have added to the page of a case."""
    return tuple(app.extensions.get("case_panels", ()))


def add_source(app: Flask, source: Source) -> None:
    """From now on the threads of cases in this application show these entries too."""
    app.extensions.setdefault("thread_sources", []).append(source)


def added_sources(app: Flask) -> tuple[Source, ...]:
    """What rooms beside the conversation have added to it."""
    return tuple(app.extensions.get("thread_sources", ()))
