"""What every answer says about itself, whatever its status, and which requests are not listened to at all."""

import secrets

from flask import Flask, Response, abort, g, request

from coordination.errors import NotAllowed
from coordination.web.assets import is_asset

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
FROM_ELSEWHERE = "This was sent from another site, so we did not do it. Open the page here and send it again."
POWERS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


def register(app: Flask) -> None:
    """Listen only to our own pages, and put the headers on every answer. Templates get `csp_nonce`."""
    app.before_request(_listen_to_our_own_pages)
    app.after_request(_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The word that lets a script of this page run; a new one for every answer."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    nonce: str = g.csp_nonce
    return nonce


def _listen_to_our_own_pages() -> None:
    if request.method not in METHODS:
        abort(405)
    # PostgreSQL keeps no such sign, so nothing can be called by it; looking for it would be a fault.
    if "\0" in request.path:
        abort(404)
    if request.method in CHANGES_NOTHING:
        return
    # Plain clients and old browsers send neither header: for them the form's own token is the check.
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed(FROM_ELSEWHERE)
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        raise NotAllowed(FROM_ELSEWHERE)


def _headers(response: Response) -> Response:
    headers = response.headers
    # Documents come with a narrower policy of their own (a sandbox), which must stand.
    headers.setdefault("Content-Security-Policy", _policy())
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = POWERS
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if not is_asset(request.path) or response.status_code >= 400:
        headers["Cache-Control"] = "no-store"
    return response


def _policy() -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "manifest-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        ]
    )
