"""Attaching a document where a form on a case is filled. How, the room of documents says when the app is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.web.forms import BaseForm

# adds what was looked into to the case, for the readers of this audience who hold the category
Attach = Callable[[Session, SignedIn, CaseFile, UUID, str], None]


class Attaching(Protocol):
    """What a form needs for it: fields, how large it may be, and what to do with what was sent in them."""

    @property
    def largest(self) -> int: ...

    def fields(self) -> Mapping[str, Any]:
        """The fields under names that no question has. None of them has to be filled."""

    def looked_into(self, form: BaseForm, category: str) -> Attach:
        """Look into what was sent in these fields, before a transaction begins, for looking takes its time.

        Raises Invalid, at one of the fields, with what to put right. So does what is returned, called inside.
        """


def let_attach(app: Flask, attaching: Attaching) -> None:
    """From now on forms on cases in this application take a document along."""
    app.extensions["attaching"] = attaching


def attaching_in(app: Flask) -> Attaching | None:
    """How a document is attached in this application."""
    found: Attaching | None = app.extensions.get("attaching")
    return found
