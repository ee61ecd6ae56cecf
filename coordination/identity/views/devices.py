"""The cookie by which a worker's own browser is known again. It lets nobody in; where it lacks, the worker is told.

Nothing else is asked of a browser: no fingerprint, no address, no list of what is installed.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Response, current_app, request

LASTS = timedelta(days=400)  # the longest that browsers keep a cookie


def of_this_browser() -> str:
    """What this browser's cookie carries, or something fresh for a browser that has none."""
    sent = request.cookies.get(_name(), "")
    known = len(sent) == 43 and sent.isascii() and sent.replace("-", "").replace("_", "").isalnum()
    return sent if known else secrets.token_urlsafe(32)


def keep(answer: Response, device: str) -> Response:
    """Let the browser carry it from now on; the same value, for another 400 days."""
    answer.set_cookie(_name(), device, max_age=LASTS, path="/", secure=_https(), httponly=True, samesite="Lax")
    return answer


def _name() -> str:
    return "__Host-coordination_device" if _https() else "coordination_device"


def _https() -> bool:
    return bool(current_app.extensions["settings"].https)
