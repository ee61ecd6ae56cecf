"""What a person sees when the answer is no, and when something of ours has broken."""

import logging
import re
import secrets
import traceback

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from gunicorn.http.errors import ParseException
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from coordination.errors import MovedOn, NotAllowed, NotVisible, Refused
from coordination.web.frame import bare_frame

log = logging.getLogger(__name__)

NOT_HERE = "We cannot show you a page here. It may not exist, or it may not be shared with your agency."
SENTENCES = {
    400: "We could not read what was sent. Go back, reload the page and try again.",
    401: "Sign in to see this page.",
    403: "Your role does not include this. Ask your team lead, or an administrator of your agency.",
    404: NOT_HERE,
    405: "This address does not take what was sent. Go back and use the buttons on the page.",
    409: "Somebody changed this while you had it open. Go back, reload the page and look again.",
    413: "That was too large to send. Make the file smaller, or send fewer at once.",
    429: "That was tried too many times in a short while. Wait a minute, then try again.",
}
TOO_LARGE = (
    "That was larger than {most} MB, so none of it was kept. Go back. Make the file smaller, or add it in parts."
)
TOO_MUCH = (
    "That was more than this page takes, so none of it was kept. "
    "Go back and send less at once: fewer answers, or shorter ones."
)
TITLES = {
    401: "Sign in first",
    403: NotAllowed.title,
    404: NotVisible.title,
    409: MovedOn.title,
    413: "Too large to send",
    429: "Wait a minute",
}
NOT_TAKEN = "We could not take that"
BROKEN = "Something of ours has gone wrong. It is not your doing. What was already saved is safe."
AWAY = "We could not reach our records just now. Everything that was saved before is safe."
AT_ONCE = "Somebody else was changing the same thing at the same moment, so nothing was done. Send it again."
TOO_OLD = "Somebody has signed in here since this page was made, so nothing was done yet. "
SEND_ANEW = "Send it again, or start anew."
# on a computer that several people use it may be a colleague's page that is still open
AS_WHOM = "You are signed in as {name}: send it again only if you wrote it, because it is sent in that name."
SIGNED_OUT = "You were signed out, so nothing was done yet. Sign in again in a new tab, then come back to this page."
# a page of a case: whoever is refused on it goes back to the case, and not to the first page
OF_A_CASE = re.compile(r"/cases/([A-Z0-9-]+)/.+")
SECRETS = frozenset({"password", "new_password", "repeat_password", "code"})


def register(app: Flask) -> None:
    """Answer every refusal and every fault with a page, or with problem details for a program."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _token_ran_out)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(ParseException, _in_pieces)
    app.register_error_handler(OperationalError, _away)
    app.register_error_handler(PoolTimeout, _away)
    app.register_error_handler(Exception, _broken)


def session_ended(sign_in_href: str) -> AnyResponse:
    """Send whoever is no longer signed in to the sign-in page.

    A part of a page that htmx asked for gets 401 and the address instead: a redirect would put the
    sign-in form in the middle of a conversation, and what was typed there would be lost. A form that was filled in
    on one of our pages gets a page that keeps it, to be sent again after signing in.
    """
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": sign_in_href})
    return still_in_the_page() or redirect(sign_in_href)


def still_in_the_page() -> AnyResponse | None:
    """A page with what a form of ours has just sent, to be sent again after signing in; None for anything else."""
    typed = _typed() if _from_our_own_page() else []
    return _answer(401, "You were signed out", SIGNED_OUT, again=typed) if typed else None


def _refused(no: Refused) -> AnyResponse:
    # The same page, title and words as for an address that never was: it must not tell that something is there.
    if isinstance(no, NotVisible):
        return _answer(no.status, no.title, NOT_HERE)
    within = OF_A_CASE.fullmatch(request.path)
    return _answer(no.status, no.title, no.message, back=within[1] if within else None)


def _http(error: HTTPException) -> AnyResponse:
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code >= 500:
        return _broken(error)
    answer = _answer(error.code, TITLES.get(error.code, NOT_TAKEN), _sentence(error.code))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    retry = getattr(error, "retry_after", None)
    if retry is not None:
        answer.headers["Retry-After"] = str(retry)
    return answer


def _sentence(code: int) -> str:
    """What to do about it. Where a page takes files, how large they may be: whoever sent one has to know."""
    most = (request.max_content_length or 0) // (1024 * 1024)
    if code == 413 and request.content_length and request.content_length <= (request.max_content_length or 0):
        # It is no larger than what may be sent, and no file is: it came in too many parts, or one answer is endless.
        return TOO_MUCH
    if code == 413 and most > 1:
        return TOO_LARGE.format(most=most)
    return SENTENCES.get(code, SENTENCES[400])


def _in_pieces(error: Exception) -> AnyResponse:
    # What is sent in pieces is read as a view reads it: one that cannot be put together is no fault of ours.
    return _answer(400, NOT_TAKEN, SENTENCES[400])


def _token_ran_out(error: CSRFError) -> AnyResponse:
    if not request.form and not request.files:
        # It broke off on the way, or says a wrong length. An old page would have brought at least its old token.
        return _answer(400, NOT_TAKEN, SENTENCES[400])
    # Only then may one press send it again with a fresh token.
    typed = [(name, value) for name, value in _typed() if name != "csrf_token"] if _from_our_own_page() else []
    again = [*typed, ("csrf_token", generate_csrf())] if typed else None
    name = getattr(g.get("worker"), "name", None)
    sentence = TOO_OLD + (AS_WHOM.format(name=name) if name and again else SEND_ANEW)
    return _answer(400, "This page was open for a long time", sentence, again=again)


def _away(error: Exception) -> AnyResponse:
    bare_frame()
    reference = _note(error)
    if isinstance(error, OperationalError) and isinstance(error.orig, DeadlockDetected):
        return _answer(409, MovedOn.title, AT_ONCE, reference=reference, again=_typed())
    answer = _answer(503, "We could not reach our records", AWAY, reference=reference, again=_typed())
    answer.headers["Retry-After"] = "30"
    return answer


def _broken(error: Exception) -> AnyResponse:
    bare_frame()
    return _answer(500, "Sorry, something went wrong", BROKEN, reference=_note(error))


def _note(error: Exception) -> str:
    """Log what kind of fault it was and where, never its text: that can hold a person's answers."""
    reference = secrets.token_hex(4).upper()
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f"{last[0].name}:{last[0].lineno}" if last else "unknown"
    log.error("fault %s %s at %s in %s", reference, type(error).__name__, place, request.endpoint)
    return reference


def _from_our_own_page() -> bool:
    """Whether the browser itself vouches for it; no page can write this header."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def as_typed() -> list[tuple[str, str]]:
    """What the form that was just sent holds, with the name of a file in place of the file.

    A page that holds it to be sent again cannot hold a file. Its field reads the name as a file that did not arrive, so
    that nothing is done without it, and the words beside it are there still.
    """
    chosen = [(name, file.filename or "a file") for name, file in request.files.items(multi=True) if file.filename]
    return [*request.form.items(multi=True), *chosen]


def _typed() -> list[tuple[str, str]]:
    """What was sent, to be sent again by one button: nobody retypes because of us. Not passwords."""
    if request.method != "POST" or SECRETS & request.form.keys():
        return []
    typed = as_typed()
    return typed if {name for name, _ in typed} - {"csrf_token", "once"} else []


def _answer(
    status: int,
    title: str,
    sentence: str,
    *,
    reference: str | None = None,
    again: list[tuple[str, str]] | None = None,
    back: str | None = None,
) -> AnyResponse:
    if _wants_problem_details():
        problem: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": sentence}
        if reference:
            problem["instance"] = f"urn:fault:{reference}"
        answer = jsonify(problem)
        answer.mimetype = "application/problem+json"
    else:
        answer = make_response(
            render_template(
                "errors/error.html", title=title, sentence=sentence, reference=reference, again=again, back=back
            )
        )
    answer.status_code = status
    return answer


def _wants_problem_details() -> bool:
    accept = request.accept_mimetypes
    as_json = max(accept.quality("application/json"), accept.quality("application/problem+json"))
    return as_json > accept.quality("text/html")
