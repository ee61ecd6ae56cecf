"""How templates reach what all of them may use, and how what they write is made safe."""

from collections.abc import Callable, MutableMapping
from typing import Any

import markupsafe
from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro


def _safe(said: Any) -> str:
    """What is put out and is no plain text, as a page may hold it: as it is if it is safe, everything else escaped."""
    return str(said.__html__()) if hasattr(said, "__html__") else _escape(str(said))


# what `escape` calls for a text, before it makes an object of it that says it is safe
_escape = markupsafe._escape_inner  # type: ignore[attr-defined]


class _Written(CodeGenerator):
    """Templates as Python in which what a page does a thousand times is no call of a function written in Python: to put
    out a piece, made safe but as no object that says so, because they are put together at once; and to look up an
    attribute, where only one that is not there asks the library what stands in its place."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._makes_safe(frame, finalize):
            self.write("(environment.escaped(put) if type(put := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._makes_safe(frame, finalize):
            self.write(")) is str else environment.safe(put))")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _makes_safe(frame: Frame, finalize: Any) -> bool:
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile and finalize.src is None

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write("(had if (had := getattr(of := (")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(of, {node.attr!r}))")


class _Calling(Context):
    """What a template calls macros from: for these it is known what the library finds out anew at each call."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        if type(__obj) is not Macro:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(__self.eval_ctx, *args, **kwargs)


class Templates(Environment):
    """The templates of the application: none has globals of its own, so they all have those of the application.

    The library lays a mapping of its own over them for each template, which is searched in Python for every name and
    copied name by name whenever a page includes or imports another template.
    """

    code_generator_class = _Written
    context_class = _Calling
    safe = staticmethod(_safe)
    escaped = staticmethod(_escape)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals
