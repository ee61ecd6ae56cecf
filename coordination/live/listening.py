"""Answering a page that listens: a place among this process's listeners, and the stream that goes down to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from flask import Response, current_app, g

from coordination.live.hub import Ear, Hub
from coordination.live.signals import WORKER, opaque
from coordination.live.streams import Pace, on_any

FULL = "Too many pages are listening at the moment. This page works without: load it again to see what is new.\n"


def listening(kind: str, which: UUID, may_listen: Callable[[], bool]) -> Response:
    """The stream of a thing of this kind, for as long as whoever asks may listen; 503 when there is no room for it."""
    ear = listen(opaque(secret(), kind, which))
    return full() if ear is None else stream(ear, on_any(ear, kind, may_listen, pace()))


def listen(key: str, case_id: UUID | None = None) -> Ear | None:
    """A place for whoever asks, who is told of their own notices too. None when there is none left."""
    hub: Hub = current_app.extensions["live"]
    return hub.listen(g.worker.id, key, opaque(secret(), WORKER, g.worker.id), case_id=case_id)


def stream(ear: Ear, events: Iterator[str]) -> Response:
    """These events, until they end or the page goes."""
    hub: Hub = current_app.extensions["live"]
    response = Response(events, mimetype="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"  # a proxy in front must not keep it back
    response.call_on_close(lambda: hub.leave(ear))
    return response


def full() -> Response:
    """There is no place left: the page works without."""
    return Response(FULL, 503, {"Retry-After": "60"}, mimetype="text/plain")


def pace() -> Pace:
    """How often rights are looked at, and how long a stream lasts."""
    found: Pace = current_app.extensions["live_pace"]
    return found


def secret() -> str:
    """The key of the names in Valkey."""
    return str(current_app.extensions["settings"].secret)
