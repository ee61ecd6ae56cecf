"""The streams that pages listen to. They carry no content: a page asks for that itself, as its reader."""

from __future__ import annotations

import re
from functools import partial

from flask import Flask, Response, current_app, g, jsonify, request
from redis import Redis

from coordination.access import needs
from coordination.cases.queries import seats
from coordination.cases.queries.audiences import listed
from coordination.db import reading
from coordination.identity.doors import Door
from coordination.jobs.bell import client
from coordination.live import presence
from coordination.live.hub import Hub
from coordination.live.listening import full, listen, listening, pace, secret, stream
from coordination.live.queries import case_to_hear, grown, listens_in_team, newest_on_case
from coordination.live.signals import CASE, TEAM, opaque
from coordination.live.streams import Pace, on_case
from coordination.queues.queries import lists

PLACE = re.compile(r"[0-9]{1,15}")


@needs("case.read", by_itself=True, bar=False)
def case(reference: str) -> Response:
    """That this case has grown, for those who see it; the number is the newest place that they see."""
    worker = g.worker
    # a thousand may come back at once after an outage: no more is asked than whether they may listen
    case_id, in_full = case_to_hear(worker, reference)
    after = _place(request.headers.get("Last-Event-ID")) or _place(request.args.get("after")) or 0
    ear = listen(opaque(secret(), CASE, case_id), case_id)
    if ear is None:
        return full()
    valkey, key = _valkey(), secret()

    def here() -> frozenset[str]:
        # whoever has only been asked is told of nobody, and nobody of them
        return presence.note(valkey, key, case_id, worker.id) if in_full else frozenset()

    return stream(ear, on_case(ear, after, lambda sent: newest_on_case(worker, case_id, sent), pace(), here))


@needs("case.read", by_itself=True, bar=False)
def here(reference: str) -> Response:
    """Who else has this case open, of those with whom the asker talks on it. A preview is told of nobody."""
    with reading(g.worker) as session:
        seat = seats.take(session, g.worker, reference)
    people = seat.people if seat.is_open else ()
    found = presence.others(_valkey(), secret(), seat.case.id, g.worker.id, people)
    names = listed([f"{one.name} ({one.agency})" for one in found])
    verb = "has" if len(found) == 1 else "have"
    return jsonify(said=f"{names} also {verb} this case open." if found else "")


@needs("queue.read", by_itself=True, bar=False)
def queue(code: str) -> Response:
    """That this team's queue has changed, for those who work in the team."""
    worker = g.worker
    with reading(worker) as session:
        team_id = lists.team_of(session, worker, code).id
    return listening(TEAM, team_id, lambda: listens_in_team(worker, team_id))


@needs("signed-in", by_itself=True)
def waiting() -> Response:
    """How many notices and messages wait for whoever asks: the counts of the bar."""
    worker = g.worker
    return jsonify(notices=worker.notices, urgent=worker.urgent, messages=worker.messages)


def register(app: Flask) -> None:
    """Serve the streams. `live_pace` among the application's extensions sets how long they last."""
    settings = app.extensions["settings"]
    app.extensions["live_valkey"] = client(settings.redis_url)
    app.extensions["live"] = Hub(
        settings.redis_url, settings.streams_per_process, partial(grown, Door(settings.secret))
    )
    app.extensions.setdefault("live_pace", Pace())
    app.add_url_rule("/cases/<reference>/stream", "live.case", case)
    app.add_url_rule("/cases/<reference>/here", "live.here", here)
    app.add_url_rule("/queues/<code>/stream", "live.queue", queue)
    app.add_url_rule("/waiting", "live.waiting", waiting)


def _place(said: str | None) -> int | None:
    """A place in a chain, or None for what is not one: then the listener is told where the case stands now."""
    return int(said) if said is not None and PLACE.fullmatch(said) else None


def _valkey() -> Redis:
    valkey: Redis = current_app.extensions["live_valkey"]
    return valkey
