"""The Flask application: settings, rooms, and the two promises kept for every view, access and the record of looks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, abort, current_app, g, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from coordination import access, clock, config, db, navigation
from coordination.audit.commands import look
from coordination.audit.queries import copies_behind, log_not_whole
from coordination.db import NOBODY, at_once, reading
from coordination.identity.queries import arrive
from coordination.rooms import ROOMS
from coordination.statistics import reading as frozen_figures
from coordination.web import dress
from coordination.web.addresses import as_written
from coordination.web.sessions import TokenSession, TokenSessions
from coordination.web.templates import Templates

ROOT = Path(__file__).resolve().parents[1]
log = logging.getLogger(__name__)


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application, connected to its database. Raises SettingsRefused or Unprotected with what to mend."""
    settings = settings or config.from_environment()
    app = Flask("coordination", template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_environment = Templates
    app.config.update(
        SECRET_KEY=settings.secret,
        WTF_CSRF_TIME_LIMIT=None,  # a page may be open for as long as its session lives
        WTF_CSRF_SSL_STRICT=False,  # web/security.py checks Origin and Sec-Fetch-Site where a client sends them
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_PARTS=2_000,
    )
    app.extensions["settings"] = settings
    app.session_interface = sessions = TokenSessions(settings)
    app.config["SESSION_COOKIE_NAME"] = sessions.cookie  # the page about cookies names it
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    engine = db.connect(settings.database_url)
    frozen_figures.connect(settings.statistics_url)
    with reading(NOBODY) as checking:
        db.refuse_unprotected(checking, None if settings.demo else clock.machine_now())
    engine.dispose()  # no connection may be shared by the processes that are forked after this

    logins = LoginManager(app)
    logins.session_protection = None  # it would tie a session to a header that the client chooses
    logins.request_loader(_who_is_asking)
    app.before_request(_enforce_marks)
    CSRFProtect(app)
    dress(app)
    for view in app.view_functions.values():
        access.needs("anyone")(view)  # assets and the standing pages: the web room knows nothing of permissions
    for room in ROOMS:
        room(app)
    navigation.register(app)
    # the log's own health, which the page of the machines' room tells without knowing the log
    app.extensions |= {"log_not_whole": log_not_whole, "copies_behind": copies_behind}
    app.after_request(_record_look)
    app.after_request(_note_refusal)
    return app


def _who_is_asking(_: object) -> access.SignedIn | None:
    token_session = session._get_current_object()  # type: ignore[attr-defined]
    if not isinstance(token_session, TokenSession) or token_session.set_cookie:
        return None
    needs: access.Needs | None = getattr(_view(), "needs", None)
    if needs is None:
        return arrive(token_session.token)
    return arrive(token_session.token, touches=not needs.by_itself, counts=needs.bar and request.method != "POST")


def _enforce_marks() -> ResponseReturnValue | None:
    """A view without a mark is closed; a mark says who may open it. Row-level security decides what it shows."""
    if request.routing_exception is not None:
        _keep_the_bar()
        return None
    needs: access.Needs | None = getattr(_view(), "needs", None)
    if needs is None:
        abort(404)
    if needs.permission == "anyone":
        if request.blueprint == "pages":
            _keep_the_bar()
        return None
    if not current_user.is_authenticated:
        ended: Callable[[], ResponseReturnValue] = current_app.extensions["session_ended"]
        return ended()
    g.worker = current_user._get_current_object()
    if not g.worker.may(needs.permission):
        abort(403)
    return as_written()


def _keep_the_bar() -> None:
    """Help, and an address that leads nowhere, show a worker the way on: the same bar as every other page."""
    if current_user.is_authenticated:
        g.worker = current_user._get_current_object()


def _view() -> object:
    return current_app.view_functions.get(request.endpoint or "")


def _record_look(response: Response) -> Response:
    """A look is in the log before the page leaves; if it cannot be recorded the page is not shown."""
    needs: access.Needs | None = getattr(_view(), "needs", None)
    if needs is None or needs.records is None or "worker" not in g or response.status_code not in (200, 409, 422):
        return response
    if "shown_cases" not in g:
        if response.status_code != 200:
            return response
        raise RuntimeError(f"{request.endpoint} records looks, but did not say which cases it shows")
    if "look_recorded" not in g:
        with at_once() as connection:
            look(connection, g.worker.token, request.endpoint or "", needs.purpose, g.shown_cases)
    return response


def _note_refusal(response: Response) -> Response:
    """Who was refused which page is in the processes' own log. Not what they asked for: that may be anything typed."""
    if response.status_code in (403, 404) and "worker" in g and request.endpoint is not None:
        log.warning("refused %s %s to %s", response.status_code, request.endpoint, g.worker.reference)
    return response
