"""What the pages of lists ask: the file, who is who, and yes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from coordination.web.fields import Choice, ChoiceField, FileField, LongTextField
from coordination.web.forms import BaseForm
from workflows.lists.columns import KINDS
from workflows.lists.reading import MOST_BYTES

ENDINGS = (".csv", ".txt")


class BringForm(BaseForm):
    """A file, or its text pasted in."""

    kind = ChoiceField(
        "What kind of list is it?",
        choices=[
            Choice("release-dates", KINDS["release-dates"].label, hint="Many dates that change at once"),
            Choice("prison-list", KINDS["prison-list"].label, hint="People whom a prison passed to your area"),
        ],
        missing="Select what kind of list it is.",
    )
    file = FileField("The file", endings=ENDINGS, hint="A CSV file of at most 2,000 rows and 1 MB.")
    pasted = LongTextField(
        "Or paste the rows here",
        hint="With the headings in the first row.",
        longest=200_000,
        rows=6,
    )

    def content(self) -> bytes | None:
        """The bytes of the list, or None after putting a sentence on the form. One byte too many is read, no more."""
        arrived = b""
        if self.file.data:
            # A large upload lies in a temporary file, which is given back at once and not when the collector comes.
            with closing(self.file.data):
                arrived = self.file.data.stream.read(MOST_BYTES + 1)
        pasted = (self.pasted.data or "").encode()
        if bool(arrived) == bool(pasted):
            say = "Give the file or paste the rows, not both." if arrived else "Choose a file, or paste the rows."
            self.file.errors = [*self.file.errors, say]
            return None
        return arrived or pasted


class PressForm(BaseForm):
    """Buttons and nothing else."""

    buttons = ("confirm", "go_on", "throw_away")


def who_form(asked: Mapping[int, str | None]) -> BaseForm:
    """One question for each likely match, filled with what was said before."""
    fields: dict[str, Any] = {
        f"row_{number}": ChoiceField(
            f"Row {number}: is it the same person?",
            choices=[Choice("same", "Yes"), Choice("different", "No"), Choice("not-sure", "I am not sure")],
            missing=f"Row {number}: say whether it is the same person.",
            beside=True,
        )
        for number in asked
    }
    fields["buttons"] = ("who",)
    form: BaseForm = type("WhoForm", (BaseForm,), fields)(
        data={f"row_{number}": said for number, said in asked.items() if said}
    )
    return form
