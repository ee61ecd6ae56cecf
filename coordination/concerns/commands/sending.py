"""A concern is put into the public inbox of the team that receives it, for somebody who is not signed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.concerns.queries.receivers import PublicPage
from coordination.errors import Refused
from coordination.identity.commands.tries import network_of
from coordination.identity.doors import Door
from workflows.local_time import LONDON
from workflows.public_form import asked_of_sender, is_urgent, public_questions, service_for
from workflows.references import new_reference

# Concern references have a beginning of their own, so that nobody takes one for a case.
PREFIX = "CON"
CHANCE = SystemRandom()
# From one address in an hour: more are refused, and from the second number on marked. A whole school may share one.
REFUSED_FROM, MARKED_FROM = 300, 15
# The same words from a partnership's page in a day, and unmarked concerns there in an hour: more are marked.
SAME_WORDS, AT_ONCE = 3, 200
# Nobody reads the page and writes something in less.
QUICKEST = timedelta(seconds=4)
HIDDEN_BOX, TOO_QUICK = "hidden-box", "too-quick"

_SEND = text(
    "select kept, wait_until from send_concern(:once, :reference, :partnership, :service, :pathway, :version, :urgent, "
    "cast(:marks as text[]), :answers, :address, :words, :moment, cast(:limits as int[]), :proof)"
)


class TooMany(Refused):
    """So much came from one address that no more is taken for a while. The sentence says until when."""

    status = 429
    title = "Wait a while"


def send(
    session: Session,
    door: Door,
    page: PublicPage,
    answers: Mapping[str, Any],
    *,
    once: str,
    address: str,
    odd: tuple[str, ...] = (),
) -> str:
    """Keep a concern and ask for its team to be told. Returns its reference; the same `once` gives it again.

    `odd` says what looked odd in how the page was filled in: such a concern is kept and marked. Raises TooMany when
    this address has sent hundreds in the last hour.
    """
    today, pathway = clock.today(), page.pathway
    questions = public_questions(pathway)
    asked = asked_of_sender(pathway, questions, answers, today)
    sent = {code: value for code, value in answers.items() if code in asked}
    service = service_for(pathway, sent, today)
    if service is None:
        raise RuntimeError(f"{pathway.code} takes concerns without an account and says of some nowhere where they go")
    written = json.dumps({**sent, page.public.area: page.partnership}, sort_keys=True, ensure_ascii=False)
    address_digest = door.blind("concern address", network_of(address))
    words = " ".join(str(sent.get(each.code, "")).casefold() for each in questions if each.kind == "long-text")
    kept = session.execute(
        _SEND,
        {
            "once": once,
            "reference": new_reference(PREFIX, CHANCE),
            "partnership": page.partnership,
            "service": service,
            "pathway": pathway.code,
            "version": pathway.version,
            "urgent": is_urgent(pathway, sent, today),
            "marks": list(odd),
            "answers": written,
            "address": address_digest,
            "words": door.blind("concern words", " ".join(words.split())),
            "moment": clock.now(),
            "limits": [REFUSED_FROM, MARKED_FROM, SAME_WORDS, AT_ONCE],
            "proof": door.proof(
                "concern",
                once,
                page.partnership,
                service,
                pathway.code,
                address_digest.hex(),
                hashlib.sha256(written.encode()).hexdigest(),
            ),
        },
    ).one()
    if kept.kept is None:
        again = (kept.wait_until + timedelta(seconds=59)).astimezone(LONDON)
        raise TooMany(
            f"A great many concerns came from your connection, so this one was not sent. Your answers are still here: "
            f"send them again after {again:%H:%M}. If somebody is in danger, ring now."
        )
    return str(kept.kept)


def stamp(door: Door, drawn: datetime) -> str:
    """What the page carries of when it was drawn."""
    moment = drawn.isoformat()
    return f"{moment} {door.proof('concern-drawn', moment).hex()}"


def looks_odd(door: Door, *, hidden_box: str, stamped: str) -> tuple[str, ...]:
    """What is odd about how a page was filled in: a box that nobody sees, or no time to read and write."""
    moment, _, proof = stamped.partition(" ")
    well = proof == door.proof("concern-drawn", moment).hex()
    quick = not well or clock.now() - datetime.fromisoformat(moment) < QUICKEST
    return (*((HIDDEN_BOX,) if hidden_box else ()), *((TOO_QUICK,) if quick else ()))
