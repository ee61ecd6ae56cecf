"""How templates reach what all of them may use."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """The templates of the application: none has globals of its own, so they all have those of the application.

    The library lays a mapping of its own over them for each template, which is searched in Python for every name and
    copied name by name whenever a page includes or imports another template.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals
