"""The session of a request lives on the server. The cookie is one opaque token and nothing else.

Flask-WTF keeps its form token in the session. Ours is worked out from the cookie's token and the application's
secret, so nothing has to be stored for a stranger, and it changes whenever the token does.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from flask import Flask, Request, Response, g
from flask.sessions import SessionInterface, SessionMixin

from coordination.config import Settings


class TokenSession(dict[str, Any], SessionMixin):
    """A session that holds one value for Flask-WTF and is never written anywhere."""

    def __init__(self, token: str, secret: str, *, fresh: bool) -> None:
        digest = hmac.new(secret.encode(), b"form token " + token.encode(), hashlib.sha256)
        super().__init__(csrf_token=digest.hexdigest())
        self.token = token
        self.set_cookie = fresh
        self.forget = False
        self.modified = False


class TokenSessions(SessionInterface):
    """Reads and writes the one cookie."""

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.secret
        self._secure = settings.https
        self.cookie = "__Host-coordination_session" if settings.https else "coordination_session"

    def open_session(self, app: Flask, request: Request) -> TokenSession:
        sent = request.cookies.get(self.cookie, "")
        known = 40 <= len(sent) <= 64 and sent.replace("-", "").replace("_", "").isalnum() and sent.isascii()
        return TokenSession(sent if known else fresh_token(), self._secret, fresh=not known)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, TokenSession)
        if session.forget:
            response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="Lax")
        elif session.set_cookie and response.mimetype == "text/html":
            response.set_cookie(
                self.cookie, session.token, path="/", secure=self._secure, httponly=True, samesite="Lax"
            )


def fresh_token() -> str:
    """A new token of 256 random bits."""
    return secrets.token_urlsafe(32)


def change_token(session: SessionMixin, secret: str) -> str:
    """Give this browser a new token, as at every sign-in, so that one planted before is worthless."""
    assert isinstance(session, TokenSession)
    session.token = fresh_token()
    session["csrf_token"] = TokenSession(session.token, secret, fresh=True)["csrf_token"]
    session.set_cookie = True
    g.pop("csrf_token", None)  # Flask-WTF would go on drawing the old one into this answer's forms
    return session.token


def forget_token(session: SessionMixin) -> None:
    """Take the cookie away from this browser, as at sign-out."""
    assert isinstance(session, TokenSession)
    session.forget = True
