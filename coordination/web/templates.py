"""How templates reach what all of them may use, and how what they write is made safe."""

from collections.abc import MutableMapping
from typing import Any

import markupsafe
from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr


def _safe(said: Any) -> str:
    """The text of something as a page may hold it: what is safe as it is, everything else escaped."""
    if type(said) is str:
        return _escape(said)
    return str(said.__html__()) if hasattr(said, "__html__") else _escape(str(said))


# what `escape` calls for a text, before it makes an object of it that says it is safe
_escape = markupsafe._escape_inner  # type: ignore[attr-defined]


class _Written(CodeGenerator):
    """Templates as Python in which each piece that is put out is made safe, but is no object that says so: a page has a
    thousand of them, and they are put together at once."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.safe(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """The templates of the application: none has globals of its own, so they all have those of the application.

    The library lays a mapping of its own over them for each template, which is searched in Python for every name and
    copied name by name whenever a page includes or imports another template.
    """

    code_generator_class = _Written
    safe = staticmethod(_safe)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals
