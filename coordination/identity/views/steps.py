"""What the sign-in pages share: the door key, the token of this browser, and where to go next."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from coordination.db import NOBODY, writing
from coordination.identity.commands import signing_in
from coordination.identity.doors import Door
from coordination.identity.queries import Means
from coordination.identity.views import devices, kept
from coordination.web.sessions import change_token


def door() -> Door:
    """The door key of this application."""
    return Door(current_app.extensions["settings"].secret)


def token() -> str:
    """This browser's token."""
    value: str = session.token  # type: ignore[attr-defined]
    return value


def client_address() -> str:
    """Where the request came from, as the proxies that we trust say."""
    return request.remote_addr or "unknown"


def owes_second_step(means: Means) -> bool:
    """Only the demonstration knows accounts without a second step."""
    return means.second_step or not current_app.extensions["settings"].demo


def local_path(wish: str | None) -> str | None:
    """A page of ours to go on to, or None: an address that leads elsewhere is dropped."""
    if not wish or not wish.startswith("/") or wish.startswith("//") or "\\" in wish or not wish.isprintable():
        return None
    parts = urlsplit(wish)
    return wish if not parts.scheme and not parts.netloc and len(wish) <= 500 else None


def password_was_right(means: Means, then: str | None, kept_text: str | None) -> ResponseReturnValue:
    """Go on to the second step under a new token; the old one is worth nothing from now on."""
    if not owes_second_step(means):
        return enter(means, then, kept_text)
    _new_token(lambda session_, fresh: signing_in.wait_for_second_step(session_, door(), means.worker_id, fresh))
    if means.totp_confirmed_at is None:
        return redirect(url_for("second_step.set_up", then=local_path(then)), 303)
    if kept_text:
        from coordination.identity.views.second_step import page

        return page(then=then, kept_text=kept_text)
    return redirect(url_for("second_step.ask", then=local_path(then)), 303)


def enter(means: Means, then: str | None, kept_text: str | None = None) -> ResponseReturnValue:
    """Sign this worker in, and give back what they were typing when their session ended."""
    device = devices.of_this_browser()
    _new_token(lambda session_, fresh: signing_in.enter(session_, door(), means, fresh, device))
    if kept_text:
        return devices.keep(make_response(kept.give_back(kept_text, means.worker_id)), device)
    return devices.keep(make_response(redirect(local_path(then) or url_for("sign_in.home"), 303)), device)


def _new_token(begin: object) -> None:
    old, fresh = token(), change_token(session, current_app.extensions["settings"].secret)
    with writing(NOBODY) as session_:
        signing_in.end(session_, old)
        begin(session_, fresh)  # type: ignore[operator]
