"""What the invented workers say to each other on a case, and to whom: everyone, agencies, their own, one person."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Protocol

from coordination import clock
from coordination.conversation.commands.marking import mark_read
from coordination.conversation.commands.posting import post
from coordination.conversation.given import ToPost
from coordination.conversation.queries.seats import take
from coordination.conversation.queries.thread import thread
from coordination.db import writing
from coordination.demo.telling import Teller


class Told(Protocol):
    """A case of the stories, of any pathway."""

    @property
    def teller(self) -> Teller: ...
    @property
    def reference(self) -> str: ...


def say(told: Told, part: str, at: datetime, body: str, *, to: str = "everyone", agencies_of: tuple[str, ...] = (),
        people: tuple[str, ...] = (), naming: tuple[str, ...] = (), category: str = "core") -> None:  # fmt: skip
    """Whoever plays this part writes a message; the readers and those whom it names are said by their parts."""
    worker = told.teller.worker(part)
    given = ToPost(
        body=body,
        audience=to,
        agencies=tuple(told.teller.worker(each).agency_code for each in agencies_of),
        workers=tuple(told.teller.worker(each).reference for each in people),
        category=category,
        mentions=tuple(told.teller.worker(each).reference for each in naming),
    )
    with clock.at(at), writing(worker) as session:
        post(session, worker, told.reference, given, once=secrets.token_hex(16))


def read(told: Told, part: str, at: datetime) -> None:
    """Whoever plays this part opens the conversation and has seen what stands there."""
    worker = told.teller.worker(part)
    with clock.at(at), writing(worker) as session:
        seat = take(session, worker, told.reference)
        newest = thread(session, seat, size=1, sources=()).newest
        if newest is not None:
            mark_read(session, seat, newest)


def about_a_first_meeting(told: Told) -> None:
    """The key worker has met somebody in prison: what everybody is to know, and what only some are."""
    t = told.teller
    say(told, "key_worker", t.days.before(3, "09:20"),
        "We met by video on Monday. They would like a morning appointment, and ask that letters do not go to their "
        "mother's address.\nCould somebody tell me who does the release paperwork?")  # fmt: skip
    read(told, "referrer", t.days.before(3, "10:05"))
    say(told, "referrer", t.days.before(3, "10:10"), "I do. It will be ready the day before.", naming=("key_worker",))
    read(told, "lead", t.days.before(3, "11:00"))
    say(told, "lead", t.days.before(3, "11:05"), "Their prescription has to be in place for the first day. I will ring "
        "the prescriber this week.", to="agency", category="health")  # fmt: skip
    read(told, "key_worker", t.days.before(3, "12:00"))
    say(told, "key_worker", t.days.before(2, "15:40"), "Thank you. Is a Tuesday possible for you?", to="workers",
        people=("lead",), naming=("lead",))  # fmt: skip
    say(told, "referrer", t.days.before(1, "16:20"), "The paperwork is done. They asked again about the morning.")


def about_help_promised(told: Told) -> None:
    """Probation and the treatment team agree about one day, the two of them; then everybody hears it."""
    t = told.teller
    say(told, "probation", t.days.before(2, "12:20"), "We can do Thursday at 10. Does the afternoon suit you after "
        "that?", to="agencies", agencies_of=("lead",), naming=("lead",))  # fmt: skip
    say(told, "lead", t.days.before(2, "14:00"), "It does: 14:00 at the usual place.", to="agencies",
        agencies_of=("probation",))  # fmt: skip
    say(told, "lead", t.days.before(1, "09:30"), "Probation at 10:00 and treatment at 14:00 now fall on one day.")
    read(told, "referrer", t.days.before(1, "13:00"))


def about_a_family(told: Told) -> None:
    """The school and the hidden harm team, after the first visit."""
    t = told.teller
    say(told, "hidden_harm", t.days.before(4, "09:15"), "The visit went well, and the box for medicines is in use. "
        "Has anything changed at school?")  # fmt: skip
    read(told, "school", t.days.before(4, "12:30"))
    say(told, "school", t.days.before(4, "15:50"), "He is in on time again and has eaten. We keep an eye on Mondays.",
        naming=("hidden_harm",))  # fmt: skip
    say(told, "hidden_harm", t.days.before(3, "10:00"), "For us: ask about the grandmother at the next visit.",
        to="agency")  # fmt: skip


def about_a_home(told: Told) -> None:
    """The police, community safety and adult social care about a home with an order on it."""
    t = told.teller
    say(told, "police", t.days.before(1, "15:20"), "The order is made. We pass by at 21:00 for the first week.")
    read(told, "safety", t.days.before(1, "15:40"))
    say(told, "safety", t.days.before(1, "16:40"), "Seen alone at home, and glad of the locks. Could your carers come "
        "in the morning rather than at night?", naming=("care",))  # fmt: skip
    say(told, "safety", t.days.before(1, "16:45"), "Please ring me before you go in.", to="agencies",
        agencies_of=("police",))  # fmt: skip
