"""An address holds a reference in its one written form, however somebody typed it into the bar of their browser."""

from __future__ import annotations

from flask import Request, redirect, request, url_for
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property
from werkzeug.wrappers import Response

from workflows.references import heard_as

NOT_A_SIGN = "\ufffd"


class AddressedRequest(Request):
    """A request in whose address NUL is read as what stands for no sign, like a byte that is none.

    PostgreSQL keeps no NUL: a page that looked for one would break, where any other odd address is answered.
    """

    @cached_property
    def args(self) -> MultiDict[str, str]:
        asked: MultiDict[str, str] = super().args
        return ImmutableMultiDict(
            (name.replace("\0", NOT_A_SIGN), value.replace("\0", NOT_A_SIGN)) for name, value in asked.items(multi=True)
        )


def as_written() -> Response | None:
    """The way to this page when its address holds a reference in lower case, with spaces or with misread signs.

    None where there is nothing to put right. It is a rule of spelling alone: nothing is looked up, so it tells nobody
    whether there is such a reference.
    """
    typed = (request.view_args or {}).get("reference")
    if not isinstance(typed, str) or request.method not in ("GET", "HEAD"):
        return None
    written = heard_as(typed)
    if written in (None, typed) or request.endpoint is None:
        return None
    parts = {**request.args.to_dict(flat=False), **(request.view_args or {}), "reference": written}
    return redirect(url_for(request.endpoint, **parts))
