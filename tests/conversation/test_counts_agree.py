"""However much is said, taken back, narrowed and shut: what waits for somebody is counted alike everywhere.

The bar above every page, the list under Messages and the case's own page each count in a statement of their own. After
every few random acts all three, what the conversation lists, and the rows of the keeper say the same for everybody.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from coordination.access import SignedIn
from coordination.cases.commands.protecting import let_back_in, shut_out
from coordination.conversation.commands.changing import edit, my_message, narrow, remove, wording_tag
from coordination.conversation.commands.marking import mark_read
from coordination.conversation.given import Readers
from coordination.conversation.queries import thread
from coordination.conversation.queries.finding import waiting
from coordination.conversation.queries.seats import take
from coordination.conversation.queries.seen import unread
from coordination.db import reading, writing
from coordination.errors import NotVisible, Refused
from coordination.identity.queries import unread_messages
from tests.conversation.talk import Spoken, Talk, build

WRITERS = ("nurse", "spoc", "key worker", "probation")
OTHERS = {
    "nurse": "probation-service",
    "spoc": "hmp-pentonville",
    "key worker": "hmp-pentonville",
    "probation": "cgl-havering",
}
OUTSIDE = ("asked only", "elsewhere", "manager", "housing")
ACTS = ("say",) * 5 + ("open",) * 3 + ("narrow", "remove", "edit", "shut out", "let in", "agreement")


class Acting:
    """One case, everybody on it, and what they do at random."""

    def __init__(self, talk: Talk, seed: int) -> None:
        self.talk, self.chance = talk, random.Random(seed)  # noqa: S311 (a story that can be told again)
        self.here = talk.case.reference
        self.marks: dict[str, int] = {}
        self.out: set[str] = {"shut out"}
        self.done: set[str] = set()

    def act(self) -> None:
        name = self.chance.choice(ACTS)
        try:
            getattr(self, name.replace(" ", "_"))()
        except (Refused, NotVisible):
            return  # not theirs, or not any more: then nothing has changed
        self.done.add(name)

    def say(self) -> None:
        author = self.chance.choice(WRITERS)
        audience: dict[str, Any] = self.chance.choice(
            [
                {},
                {"audience": "team"},
                {"audience": "agency"},
                {"audience": "agencies", "agencies": (OTHERS[author],)},
                {"category": "risk"},
                {"category": "health"},
            ]
        )
        self.talk.say(author, **audience)

    def open(self) -> None:
        name = self.chance.choice([name for name in self.talk.viewers if name not in OUTSIDE])
        who = self.talk.viewers[name]
        with writing(who) as session:
            seat = take(session, who, self.here)
            upto = self.chance.choice([seat.heard, max(0, seat.heard - 5)])
            mark_read(session, seat, upto)
        self.marks[name] = max(self.marks.get(name, 0), upto)

    def narrow(self) -> None:
        self._mine(lambda session, who, row: narrow(session, who, self.here, row, Readers("team"), once=uuid4().hex))

    def remove(self) -> None:
        self._mine(lambda session, who, row: remove(session, who, self.here, row, once=uuid4().hex))

    def edit(self) -> None:
        def change(session: Any, who: SignedIn, row: str) -> None:
            seen = wording_tag(my_message(session, who, take(session, who, self.here), row))
            edit(session, who, self.here, row, f"Other words {uuid4().hex}", seen=seen, once=uuid4().hex)

        self._mine(change)

    def shut_out(self) -> None:
        name = self.chance.choice(["nurse beside", "spoc beside", "probation", "key worker"])
        spoc = self.talk.case.spoc
        with writing(spoc) as session:
            shut_out(session, spoc, self.here, self.talk.viewers[name].reference, "Knows them.", once=uuid4().hex)
        self.out.add(name)

    def let_in(self) -> None:
        if not self.out:
            raise NotVisible("Nobody is shut out.")
        name = self.chance.choice(sorted(self.out))
        spoc = self.talk.case.spoc
        with writing(spoc) as session:
            let_back_in(session, spoc, self.here, self.talk.viewers[name].reference, once=uuid4().hex)
        self.out.discard(name)

    def agreement(self) -> None:
        """What the single point of contact says about risk goes to probation no longer, or again."""
        given = {"giver": self.talk.case.spoc.agency_id, "taker": self.talk.viewers["probation"].agency_id}
        with self.talk.world.keeper() as session:
            session.execute(
                text("update agreement set ended_at = case when ended_at is null then date '2026-11-18' end "
                     "where category = 'risk' and giver_id = :giver and taker_id = :taker"), given,
            )  # fmt: skip

    def _mine(self, change: Any) -> None:
        author = self.talk.viewers[self.chance.choice(WRITERS)]
        with self.talk.world.keeper() as session:
            rows = session.scalars(
                text("select reference from message where author_id = :me and case_id = :case order by seq"),
                {"me": author.id, "case": self.talk.case.case_id},
            ).all()
        if not rows:
            raise NotVisible("Nothing was said yet.")
        with writing(author) as session:
            change(session, author, self.chance.choice(rows))

    def expected(self, name: str) -> set[str]:
        """The messages that wait for somebody, by the rows of the keeper alone."""
        self.talk._rows = None
        viewer = self.talk.viewers[name]
        with self.talk.world.keeper() as session:
            rows = session.execute(
                text("select m.*, c.id as of_case from message m join case_file c on c.id = m.case_id "
                     "where m.case_id = :case and m.removed_at is null and m.seq > :seen and m.author_id <> :me"),
                {"case": self.talk.case.case_id, "seen": self.marks.get(name, 0), "me": viewer.id},
            ).all()  # fmt: skip
        authors = {worker.id: worker for worker in self.talk.viewers.values()}
        return {
            row.reference
            for row in rows
            if self.talk.may_read(viewer, as_spoken(row, authors[row.author_id], self.talk))
        }


def as_spoken(row: Any, author: SignedIn, talk: Talk) -> Spoken:
    holders = None if row.readers is None else frozenset(row.readers)
    return replace(talk.spoken[0], author=author, category=row.category, holders=holders, case_id=row.case_id)


def counted(acting: Acting, name: str) -> dict[str, Any]:
    """What each place says that waits for somebody."""
    who = acting.talk.viewers[name]
    with reading(who) as session:
        of_list = sum(row.count for row in waiting(session, who))
        try:
            seat = take(session, who, acting.here)
            of_case = unread(session, seat) if seat.is_open else 0
            rows = thread.messages(session, seat, after=seat.mark, size=200)
            listed = {row.reference for row in rows if row.author_id != who.id and row.removed_at is None}
        except NotVisible:
            of_case, listed = 0, set()
    return {"bar": unread_messages(replace(who, messages=None)), "list": of_list, "case": of_case, "listed": listed}


@pytest.mark.parametrize("seed", [3])
def test_every_count_of_what_waits_says_the_same_for_everybody(world: Any, seed: int) -> None:
    talk = build(world)
    acting = Acting(talk, seed)
    acting.talk.say("nurse")
    for name, who in talk.viewers.items():
        if name not in (*OUTSIDE, "shut out"):
            with writing(who) as session:
                mark_read(session, take(session, who, acting.here), 1)
            acting.marks[name] = 1
    some = 0
    for turn in range(48):
        acting.act()
        if turn % 8:
            continue
        for name in talk.viewers:
            waits = acting.expected(name) if name in acting.marks else set()
            found = counted(acting, name)
            if name not in acting.marks:
                # who never opened the case is told of it by a notice and not by the bar
                assert (found["bar"], found["list"]) == (0, 0), (seed, turn, name)
                continue
            assert found == {"bar": len(waits), "list": len(waits), "case": len(waits), "listed": waits}, (
                seed, turn, name,
            )  # fmt: skip
            some += len(waits)
    assert some > 40 and acting.done >= {"say", "open", "narrow", "remove", "edit", "shut out"}
