"""The forms that attach a document to a draft and take it away."""

from __future__ import annotations

from typing import Any, cast

from wtforms.fields.choices import SelectChoice

from coordination.cases.queries.audiences import EVERYONE
from coordination.documents.file_form import FileForm
from coordination.referrals.queries.attachable import audiences_of, categories_of
from coordination.referrals.queries.written import Writing
from coordination.web.fields import Choice, ChoiceField, SelectField
from coordination.web.forms import BaseForm


class DetachForm(BaseForm):
    """One press: take a document away from a draft."""


def attach_form(draft: Writing) -> FileForm:
    """A file, what it is, who reads it once this is sent, and the kind of information where there is a choice."""
    kinds = categories_of(draft.pathway)
    readers = [Choice(code, label, hint=hint) for code, (label, hint) in audiences_of(draft).items()]
    first = next(iter(kinds))
    made: dict[str, Any] = {"audience": ChoiceField("Who reads it once this is sent", choices=readers)}
    made["only_category"] = first
    if len(kinds) > 1:
        made["category"] = SelectField(
            "Kind of information",
            choices=[SelectChoice(code, label) for code, label in kinds.items()],
            hint="Only readers who may see this kind of information on the case will see it.",
        )
    return cast(FileForm, type("AttachForm", (FileForm,), made)(data={"audience": EVERYONE, "category": first}))
