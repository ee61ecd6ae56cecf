"""A case on which many talk, to every kind of audience; and who may read what, worked out from the rows by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from coordination.access import SignedIn
from coordination.cases.commands.protecting import shut_out
from coordination.conversation.commands.posting import ToPost, post
from coordination.db import writing
from tests.cases import stories
from tests.make import World

HOUSING, PROBATION = "hav-housing-options", "hav-probation"  # not on the case, and on it


@dataclass(frozen=True)
class Spoken:
    """A message as it was meant: who wrote it, for whom, and the one word in it that stands nowhere else."""

    word: str
    author: SignedIn
    category: str
    holders: frozenset[UUID] | None
    case_id: UUID
    given: ToPost


@dataclass
class Talk:
    """Two cases and everybody who might overhear."""

    world: World
    case: stories.Story
    waiting: stories.Story
    viewers: dict[str, SignedIn] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    # the audiences of whatever else was put there for few
    beside: set[frozenset[UUID]] = field(default_factory=set)
    _rows: Any = None

    def say(self, author: str, **given: Any) -> Spoken:
        """Post one message with a word of its own."""
        story = given.pop("story", self.case)
        word = f"zq{len(self.spoken):03}{author.replace(' ', '')}qz"
        sent = ToPost(body=f"About this: {word}.", **given)
        who = self.viewers[author]
        with writing(who) as session:
            posted = post(session, who, story.reference, sent, once=uuid4().hex)
        with self.world.keeper() as session:
            readers = session.scalar(text("select readers from message where reference = :r"), {"r": posted.reference})
        holders = None if readers is None else frozenset(readers)
        made = Spoken(word, who, sent.category, holders, story.case_id, sent)
        self.spoken.append(made)
        return made

    @property
    def rows(self) -> tuple[set[Any], list[Any], set[Any]]:
        """Who is shut out, who takes part in full, and what is agreed, as the keeper sees it; read once."""
        if self._rows is None:
            with self.world.keeper() as session:
                blocked = session.execute(text("select case_id, worker_id from case_block where ended_at is null"))
                parts = session.execute(text("select * from participant where until_at is null and sees = 'full'"))
                agreed = session.execute(
                    text("select giver_id, taker_id, partnership_id, pathway, category from agreement "
                         "where ended_at is null")
                )  # fmt: skip
                self._rows = ({tuple(row) for row in blocked}, list(parts), {tuple(row) for row in agreed})
        return self._rows

    def may_read(self, viewer: SignedIn, spoken: Spoken) -> bool:
        """Whether somebody may read a message, from the rows of the keeper and without the rule under test."""
        holders = set(viewer.holders)
        if spoken.holders is not None and not holders & spoken.holders and viewer.id != spoken.author.id:
            return False
        blocked, rows, agreed = self.rows
        if (spoken.case_id, viewer.id) in blocked:
            return False

        def gives(part: Any, giver: UUID, category: str) -> bool:
            return part.agency_id == giver or (
                (giver, part.agency_id, part.partnership_id, part.pathway, category) in agreed
            )

        return any(
            part.holder in holders
            and spoken.category in part.reads
            and gives(part, part.giver_id, "core")
            and gives(part, spoken.author.agency_id, spoken.category)
            for part in rows
            if part.case_id == spoken.case_id
        )


def build(world: World) -> Talk:
    """Everybody on the case says something to every audience that they can choose."""
    talk = Talk(world, stories.accepted(world), stories.referred(world))
    with world.keeper() as session:
        guarding = session.scalar(
            text("select t.code from participant p join team t on t.id = p.holder "
                 "where p.case_id = :c and p.position = 'safeguarding'"),
            {"c": talk.case.case_id},
        )  # fmt: skip
    assert guarding is not None
    people = {
        "nurse": talk.case.nurse,
        "spoc": talk.case.spoc,
        "key worker": talk.case.others["key-worker"],
        "nurse beside": world.worker(stories.PRISON, name="Ny Example"),
        "spoc beside": world.worker(stories.CONTACT, "team-lead", "governance", name="Sy Example"),
        "housing": world.worker(HOUSING, name="Hy Example"),
        "safeguarding": world.worker(guarding, name="Gy Example"),
        "probation": world.worker(PROBATION, name="Py Example"),
        "asked only": talk.waiting.spoc,
        "elsewhere": world.worker(stories.OTHER_CONTACT, "frontline", "governance", name="Ey Example"),
        "manager": world.worker(stories.CONTACT, "manager", name="My Example"),
        "shut out": world.worker(stories.CONTACT, name="Xy Example"),
    }
    talk.viewers = people
    for story in (talk.case, talk.waiting):
        with writing(story.spoc) as session:
            shut_out(
                session, story.spoc, story.reference, people["shut out"].reference, "Knows them.", once=uuid4().hex
            )
    return talk


def speak(talk: Talk) -> None:
    """To everyone, to chosen agencies, to one's own agency and team, to named people; in core and in health."""
    ref = {name: worker.reference for name, worker in talk.viewers.items()}
    for author in ("nurse", "spoc", "probation"):
        others = {"nurse": "probation-service", "spoc": "hmp-pentonville", "probation": "cgl-havering"}
        named = {"nurse": "spoc", "spoc": "nurse", "probation": "safeguarding"}
        talk.say(author)
        talk.say(author, audience="agencies", agencies=(others[author],))
        talk.say(author, audience="agency")
        talk.say(author, audience="team")
        talk.say(author, audience="workers", workers=(ref[named[author]],), mentions=(ref[named[author]],))
    talk.say("spoc", category="health")
    talk.say("spoc", category="risk")
    talk.say("spoc", category="custody", mentions=(ref["nurse"],))
    talk.say("key worker", audience="agency", category="clinical")
    talk.say("nurse", story=talk.waiting)
