"""What stands beside the messages of the gallery: questions, documents, and what live pages are told. Who may have each
is worked out from the keeper's rows, as for messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from coordination.access import SignedIn
from coordination.conversation.commands.asking import ToAsk, ask
from coordination.db import reading, writing
from coordination.documents.commands import adding
from coordination.documents.given import ToAdd
from coordination.live.queries import newest_on_case
from tests.conversation.talk import PROBATION, Spoken, Talk
from workflows import pathways


@dataclass(frozen=True)
class Put:
    """A question as it was meant: who asked which team, for whom, and of which category its answers are."""

    reference: str
    author: SignedIn
    team_id: UUID
    category: str
    holders: frozenset[UUID] | None
    case_id: UUID
    label: str

    def told_as(self, category: str) -> Spoken:
        """The same as something that was said, to ask who may read that."""
        return Spoken("", self.author, category, self.holders, self.case_id, None)  # type: ignore[arg-type]


@dataclass
class Beside:
    """Questions and documents on the case of the gallery, and whom a live page was told of each, when it came."""

    talk: Talk
    questions: list[Put]
    documents: list[Spoken]
    told: dict[str, tuple[set[str], set[str]]]

    def asks(self, author: str, card: str, **given: Any) -> None:
        who = self.talk.viewers[author]
        with writing(who) as session:
            asked = ask(session, who, self.talk.case.reference, ToAsk(PROBATION, card, **given), once=uuid4().hex)
        with self.talk.world.keeper() as session:
            row = session.execute(
                text("select c.readers, c.team_id, f.category from form_card c "
                     "join form_card_form f on f.card_id = c.id where c.reference = :r"),
                {"r": asked.reference},
            ).one()  # fmt: skip
        holders = None if row.readers is None else frozenset(row.readers)
        self.talk.beside |= {holders} - {None}
        label = pathways.newest("prison-release").card(card).label
        put = Put(asked.reference, who, row.team_id, row.category, holders, self.talk.case.case_id, label)
        self.questions.append(put)
        self.hears(f"{card} by {author}", asked.seq, put.told_as(row.category))

    def adds(self, author: str, **given: Any) -> None:
        who, word = self.talk.viewers[author], f"zq{900 + len(self.documents)}{author.replace(' ', '')}qz"
        sent = ToAdd(content=word.encode(), name=f"{word}.txt", title=f"About {word}", **given)
        with writing(who) as session:
            reference = adding.add(session, who, self.talk.case.reference, sent, once=uuid4().hex)
        with self.talk.world.keeper() as session:
            asked = text("select readers, seq from document where reference = :r")
            row = session.execute(asked, {"r": reference}).one()
        holders = None if row.readers is None else frozenset(row.readers)
        self.talk.beside |= {holders} - {None}
        made = Spoken(word, who, sent.category, holders, self.talk.case.case_id, sent)  # type: ignore[arg-type]
        self.documents.append(made)
        self.hears(word, row.seq, made)

    def hears(self, what: str, seq: int, said: Spoken) -> None:
        """Ask for every viewer at this moment, as a stream does, whether anything is new; keep it beside who may."""
        told = {
            name
            for name, viewer in self.talk.viewers.items()
            if (newest_on_case(viewer, said.case_id, seq - 1) or 0) >= seq
        }
        allowed = {name for name, viewer in self.talk.viewers.items() if self.talk.may_read(viewer, said)}
        self.told[what] = (told, allowed)

    def knows_of(self, viewer: SignedIn, put: Put) -> bool:
        """Whether somebody may know that something was asked."""
        return self.talk.may_read(viewer, put.told_as("core"))

    def reads(self, viewer: SignedIn, put: Put) -> bool:
        """Whether somebody may know what was asked."""
        return self.knows_of(viewer, put) and (
            viewer.id == put.author.id
            or put.team_id in viewer.holders
            or self.talk.may_read(viewer, put.told_as(put.category))
        )

    def labels(self, viewer: SignedIn) -> set[str]:
        """What the questions are called that somebody may not know the words of."""
        read = {one.label for one in self.questions if self.reads(viewer, one)}
        return {one.label for one in self.questions} - read

    def may(self, viewer: SignedIn) -> set[str]:
        """The words in titles of documents that somebody may know of."""
        return {one.word for one in self.documents if self.talk.may_read(viewer, one)}

    def differences(self) -> list[str]:
        """Every viewer who gets more or less of these than they may, by the database's own answers."""
        found = []
        for name, viewer in self.talk.viewers.items():
            with reading(viewer) as session:
                known = set(session.scalars(text("select reference from form_card")))
                forms = set(session.scalars(
                    text("select c.reference from form_card_form f left join form_card c on c.id = f.card_id")
                ))  # fmt: skip
                titles = " ".join(session.scalars(text("select title || name from document")))
            for got, allowed in (
                (known, {one.reference for one in self.questions if self.knows_of(viewer, one)}),
                (forms, {one.reference for one in self.questions if self.reads(viewer, one)}),
                ({one.word for one in self.documents if one.word in titles}, self.may(viewer)),
            ):
                if got != allowed:
                    found.append(f"{name}: too much {got - allowed}, too little {allowed - got}")
        return found


def put_beside(talk: Talk) -> Beside:
    """Questions and documents for every audience; some of them of risk, which fewer read."""
    made = Beside(talk, [], [], {})
    named = (talk.viewers["nurse"].reference,)
    for given in (
        {}, {"audience": "agency"}, {"audience": "team"}, {"audience": "agencies", "agencies": ("hmp-pentonville",)},
        {"audience": "workers", "workers": named},
    ):  # fmt: skip
        made.asks("spoc", "consent-update", **given)
        made.adds("spoc", **given)
    made.asks("spoc", "risk-levels")
    made.asks("spoc", "risk-levels", audience="agency")
    made.adds("spoc", category="health")
    made.adds("nurse")
    made.adds("key worker", audience="agency", category="clinical")
    made.adds("probation", audience="agency")
    return made
