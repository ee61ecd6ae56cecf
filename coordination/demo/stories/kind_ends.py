"""Smaller kinds of referral that have ended, each in another way: done, declined, withdrawn, sent twice, passed on."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordination import clock
from coordination.cases.commands.moving import make_move
from coordination.db import writing
from coordination.demo.people import Person
from coordination.demo.stories.kinds import TOLD, Told, plainly, refer
from coordination.demo.telling import Teller
from workflows import pathways

KINDS: Mapping[str, Told] = {told.kind: told for told in TOLD}


@dataclass(frozen=True)
class End:
    """One kind: the steps to its end, a working day apart, and what they are told beside plain answers."""

    kind: str
    steps: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)


ENDS = (
    End("school-concern", ("accept", "act", "tell_child", "close"), {"child_content": "yes"}),
    End("family-support", ("accept", "record_contact", "record_assessment", "offer", "begin_support", "close"),
        {"spoke_alone": "yes"}),
    End("debt-support", ("decline",), {"decline_advice": "Their adviser goes on with it (example)."}),
    End("young-people", ("accept", "withdraw")),
    End("dual-diagnosis", ("cancel",), {"cancel_reason": "sent-twice"}),
    End("hospital-liaison", ("pass_on",),
        {"redirected_to": "waf-hospital-liaison", "redirect_reason": "They live there (example)."}),
)  # fmt: skip


def tell(end: End, t: Teller, person: Person) -> None:
    """The referral is sent, and whoever received it takes the first step on that day, each other on the next working
    day."""
    told = KINDS[end.kind]
    days_ago = len(end.steps)
    reference = refer(told, t, person, t.days.before(days_ago, "09:40"))
    receiver = t.company[told.receiver[t.borough.code]]
    for step in end.steps:
        with clock.at(t.days.before(days_ago, "11:10")), writing(receiver) as session:
            move = pathways.newest(end.kind).move(step)
            given = {**plainly(move, t.days.before(days_ago)), **told.taking, **end.given}
            asked = {question.code for question in move.asks}
            said = {code: value for code, value in given.items() if code in asked}
            make_move(session, receiver, reference, step, said, once=secrets.token_hex(16))
        days_ago -= 1


def told_in(person: Any) -> Iterator[tuple[Any, Person]]:
    """Each end with the person whose story it is."""
    names = (
        ("Marram", "Chalkbrook", 19), ("Sedge", "Willowhythe", 51), ("Teasel", "Coinbrook", 39),
        ("Tansy", "Reedling-Moor", 19), ("Yew", "Doublegate", 43), ("Bracken", "Overboundary", 58),
    )  # fmt: skip
    for end, (first, surname, age) in zip(ENDS, names, strict=True):
        yield (lambda t, who, end=end: tell(end, t, who)), person(first, surname, age)
