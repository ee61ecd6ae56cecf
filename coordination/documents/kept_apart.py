"""How the bytes of a document leave: as a file that is kept apart from our pages, never shown inside them."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"


def kept_apart(content: bytes, name: str, media_type: str) -> Response:
    """A download that no browser opens inside our pages, runs, guesses at or keeps."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    names = dump_options_header("attachment", {"filename": plain})
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"{names}; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
