"""An answer that is a file."""

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import FileStorage

from coordination.web.fields.asked import Asked


class FileField(Asked):
    """One file. `data` is what arrived, still unread, or None. What is inside it, others judge.

    `endings` are those that the browser offers and that the name must have, like (".pdf", ".png"). The form has to be
    drawn with `form_tag(form, files=true)`.
    """

    draws_as = "file"

    def __init__(self, label: str | None = None, *, endings: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.endings = tuple(ending.lower() for ending in endings)

    @property
    def accept(self) -> str:
        return ",".join(self.endings)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if not valuelist or valuelist[0] == "":
            return
        if not isinstance(valuelist[0], FileStorage):
            # A form drawn or sent without its encoding carries the name of the file in place of the file.
            raise ValueError("The file did not arrive. Choose it again.")
        if not valuelist[0].filename:
            return
        if self.endings and not valuelist[0].filename.lower().endswith(self.endings):
            raise ValueError(f"Choose a file that ends in {_listed(self.endings)}.")
        self.data = valuelist[0]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
