"""The keeper of the machine tampers with the log in fifteen ways; what each kind of proof finds is a promise.

Each tamper is done as `owner`, who is superuser, on a copy of a log with three checkpoints.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.proof.canonical import canonical, microseconds, moment_of
from coordination.audit.proof.checkpoints import NOTHING, Head, Sealed, from_line, seal
from coordination.audit.proof.sealing import make_checkpoint
from coordination.audit.proof.verifier import Verified, verify
from coordination.audit.signer import Desk
from coordination.local import database as local_database
from tests.attacks import scene as scenes
from tests.conftest import Database

ONE, TWO = "NOR-AAAA-1111", "NOR-BBBB-2222"


@dataclass(frozen=True)
class Log:
    """A log that was sealed three times, its scene, and the folder of the signer that sealed it."""

    database: Database
    scene: scenes.Scene
    folder: Path

    @property
    def outside(self) -> list[Sealed]:
        """The copies that the database's keeper cannot reach."""
        files = sorted((self.folder / "checkpoints").glob("*.jsonl"))
        return [from_line(line) for file in files for line in file.read_text().splitlines()]


@dataclass(frozen=True)
class Copy:
    """A clone of that log, to be tampered with."""

    url: str
    log: Log

    def verified(self, *, seals: bool = True, outside: bool = False) -> Verified:
        with psycopg.connect(self.url) as connection:
            return verify(connection, seals=seals, outside=self.log.outside if outside else None)

    @property
    def one(self) -> str:
        return self.log.scene.chain(ONE)


@pytest.fixture(scope="module")
def log(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Log:
    folder = tmp_path_factory.mktemp("signer")
    owner = database.url("owner")
    scene = scenes.build(owner)
    desk = Desk(folder)
    for turn in range(3):
        scenes.grow(owner, scene, ONE, 3)
        if turn == 1:
            scenes.grow(owner, scene, TWO, 2)
        with psycopg.connect(database.url("app")) as connection:
            connection.execute(
                "select audit_look(%s, 'cases.page', 'direct work', %s, %s)",
                (scene.tokens["treatment-worker"], [scene.cases[ONE]], scenes.AT),
            )
        assert checkpoint(database.url("worker"), desk) is not None
    # after the last checkpoint: a tail that nothing has sealed yet
    scenes.grow(owner, scene, ONE, 2)
    return Log(database, scene, folder)


def checkpoint(worker_url: str, desk: Desk) -> Sealed | None:
    engine = create_engine(worker_url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with Session(engine) as session, session.begin():
            return make_checkpoint(session, clock.now(), desk)
    finally:
        engine.dispose()


@pytest.fixture
def copy(log: Log) -> Iterator[Copy]:
    server = log.database.url("owner").replace(f"/{log.database.name}?", "/postgres?")
    name = f"{log.database.name[:50]}_copy"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        local_database.create(server, name, template=log.database.name)
        yield Copy(log.database.url("owner").replace(f"/{log.database.name}?", f"/{name}?"), log)
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


# What a keeper does once the triggers are out of the way


def edit_a_field(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("update event set kind = 'case.linked' where chain = %s and seq = 4", (copy.one,))


def edit_the_words_of_a_detail(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute(
        """update event_detail set detail = '{"move": "another"}'
           where event_id = (select id from event where chain = %s and seq = 4)""",
        (copy.one,),
    )


def delete_a_middle_entry(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("delete from event where chain = %s and seq = 4", (copy.one,))


def swap_two(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    for old, new in ((4, 1000), (5, 4), (1000, 5)):
        keeper.execute("update event set seq = %s where chain = %s and seq = %s", (new, copy.one, old))


def insert_a_forged_entry(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("update event set seq = seq + 1000 where chain = %s and seq > 4", (copy.one,))
    keeper.execute("update event set seq = seq - 999 where chain = %s and seq > 1000", (copy.one,))
    keeper.execute(
        """insert into event select chain, 5, uuidv7(), case_id, at, recorded_at, 'case.linked', actor_id,
                  actor_agency_id, actor_team_id, on_behalf_of_id, line, category, audience_id, commit, hash,
                  sha256('forged') from event where chain = %s and seq = 4""",
        (copy.one,),
    )
    keeper.execute("update chain_head set seq = seq + 1 where chain = %s", (copy.one,))


def delete_the_newest_entry(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    cut(keeper, copy.one, after=9)


def delete_the_newest_sealed_entries_and_fix_the_head(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    cut(keeper, copy.one, after=9)
    fix_head(keeper, copy.one)


def remove_a_whole_case(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    for table in ("event", "chain_head"):
        keeper.execute(
            sql.SQL("delete from {} where chain = %s").format(sql.Identifier(table)), (copy.log.scene.chain(TWO),)
        )
    keeper.execute("delete from event_detail where case_id = %s", (copy.log.scene.cases[TWO],))


def rewrite_a_case(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("update event set kind = 'case.linked' where chain = %s and seq = 4", (copy.one,))
    chain_again(keeper, copy.one)


def delete_the_last_checkpoint_and_a_tail_it_covered(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("delete from checkpoint where number = 3")
    cut(keeper, copy.one, after=7)
    fix_head(keeper, copy.one)


def rewrite_a_case_and_all_checkpoints_with_another_key(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    rewrite_a_case(keeper, copy)
    seal_again(keeper, Desk(copy.log.folder / "another"))


def rewrite_all_with_the_stolen_key(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    rewrite_a_case(keeper, copy)
    thief = copy.log.folder / "thief"
    (thief / "signer").mkdir(parents=True)
    stolen = thief / "signer" / "key"
    stolen.write_bytes((copy.log.folder / "signer" / "key").read_bytes())
    stolen.chmod(0o600)
    seal_again(keeper, Desk(thief))


def delete_entries_that_nothing_has_sealed_yet(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    cut(keeper, copy.one, after=10)
    fix_head(keeper, copy.one)


def rewrite_entries_that_nothing_has_sealed_yet(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("update event set kind = 'case.linked' where chain = %s and seq = 11", (copy.one,))
    chain_again(keeper, copy.one)


def erase_a_detail_lawfully(keeper: psycopg.Connection[Any], copy: Copy) -> None:
    keeper.execute("delete from event_detail where case_id = %s", (copy.log.scene.cases[ONE],))


Tamper = Callable[[psycopg.Connection[Any], Copy], None]
# each tamper, whether the chain alone, the checkpoints and an outside copy find it, and what the finding names
TAMPERS: tuple[tuple[Tamper, bool, bool, bool, str], ...] = (
    (edit_a_field, True, True, True, f"Entry 4 of case {ONE}"),
    (edit_the_words_of_a_detail, True, True, True, f"Entry 4 of case {ONE}"),
    (delete_a_middle_entry, True, True, True, f"Entry 4 of case {ONE} is missing"),
    (swap_two, True, True, True, f"Entry 4 of case {ONE}"),
    (insert_a_forged_entry, True, True, True, f"Entry 5 of case {ONE}"),
    (delete_the_newest_entry, True, True, True, f"Entry 10 of case {ONE} is missing"),
    (delete_the_newest_sealed_entries_and_fix_the_head, False, True, True, f"Entry 10 of case {ONE} is missing"),
    (remove_a_whole_case, False, True, True, f"of case {TWO} is missing"),
    (rewrite_a_case, False, True, True, f"Entry 4 of case {ONE}"),
    (delete_the_last_checkpoint_and_a_tail_it_covered, False, False, True, "Checkpoint 3"),
    (rewrite_a_case_and_all_checkpoints_with_another_key, False, False, True, "Checkpoint 1"),
    (rewrite_all_with_the_stolen_key, False, False, True, "Checkpoint 1"),
    (delete_entries_that_nothing_has_sealed_yet, False, False, False, ""),
    (rewrite_entries_that_nothing_has_sealed_yet, False, False, False, ""),
    (erase_a_detail_lawfully, False, False, False, ""),
)


@pytest.mark.parametrize(
    ("tamper", "by_chain", "by_checkpoints", "by_outside_copy", "names"),
    TAMPERS,
    ids=[tamper.__name__ for tamper, *_ in TAMPERS],
)
def test_what_is_done_to_the_log_is_found(
    copy: Copy, tamper: Tamper, by_chain: bool, by_checkpoints: bool, by_outside_copy: bool, names: str
) -> None:
    with psycopg.connect(copy.url) as keeper:
        for table in ("event", "event_detail", "checkpoint"):
            keeper.execute(sql.SQL("alter table {} disable trigger user").format(sql.Identifier(table)))
        tamper(keeper, copy)
    chain, sealed, outside = copy.verified(seals=False), copy.verified(), copy.verified(outside=True)
    assert [chain.whole, sealed.whole, outside.whole] == [not by_chain, not by_checkpoints, not by_outside_copy], (
        chain.faults,
        sealed.faults,
        outside.faults,
    )
    if by_outside_copy:
        found = next(each.faults[0] for each in (chain, sealed, outside) if not each.whole)
        assert names in found


def test_a_log_that_nobody_touched_is_whole(copy: Copy) -> None:
    found = copy.verified(outside=True)
    assert (found.faults, found.events, found.looks, found.checkpoints) == ((), 15, 3, 3)


def test_a_tampered_look_is_named(copy: Copy) -> None:
    with psycopg.connect(copy.url) as keeper:
        keeper.execute("alter table read_event disable trigger user")
        keeper.execute("update read_event set case_ids = '{}' where seq = 2")
    assert "Entry 2 of what worker W-treatment-worker looked at" in copy.verified().faults[0]


def test_the_signer_signs_no_number_twice_and_no_chain_that_became_shorter(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    first = desk.sign(seal(1, 5, [Head("system", 4, b"4" * 32)], NOTHING))
    assert desk.sign(seal(1, 5, [Head("system", 4, b"x" * 32)], NOTHING)) == first
    for asked, why in (
        (seal(2, 6, [Head("system", 4, b"4" * 32)], first.hash), "not longer"),
        (seal(3, 6, [Head("system", 5, b"5" * 32)], first.hash), "Checkpoint 2 is missing"),
        (seal(2, 6, [Head("system", 5, b"5" * 32)], NOTHING), "does not follow"),
        (seal(2, 4, [Head("system", 5, b"5" * 32)], first.hash), "earlier"),
    ):
        with pytest.raises(Exception, match=why):
            Desk(tmp_path).sign(asked)
    assert Desk(tmp_path).sign(seal(2, 6, [Head("system", 5, b"5" * 32)], first.hash)).number == 2


def test_a_line_that_broke_off_when_the_power_went_is_signed_anew(tmp_path: Path) -> None:
    first = Desk(tmp_path).sign(seal(1, 5, [Head("system", 4, b"4" * 32)], NOTHING))
    (file,) = (tmp_path / "checkpoints").glob("*.jsonl")
    with file.open("a") as copy:
        copy.write('{"number":2,"at"')
    second = Desk(tmp_path).sign(seal(2, 6, [Head("system", 5, b"5" * 32)], first.hash))
    assert [from_line(line) for line in file.read_text().splitlines()] == [first, second]


def test_a_checkpoint_over_entries_the_database_lost_is_not_kept(copy: Copy, tmp_path: Path) -> None:
    worker = copy.url.replace(
        copy.log.database.url("owner").split("@")[0], copy.log.database.url("worker").split("@")[0]
    )
    desk = Desk(tmp_path)
    with psycopg.connect(copy.url) as keeper:
        last = keeper.execute("select number, hash from checkpoint order by number desc limit 1").fetchone()
    assert last is not None
    desk.sign(seal(last[0] + 1, 5, [Head(copy.one, 4000, b"4" * 32)], bytes(last[1])))
    with pytest.raises(Exception, match="does not have"):
        checkpoint(worker, desk)


def cut(keeper: psycopg.Connection[Any], chain: str, after: int) -> None:
    keeper.execute(
        "delete from event_detail where event_id in (select id from event where chain = %s and seq > %s)",
        (chain, after),
    )
    keeper.execute("delete from event where chain = %s and seq > %s", (chain, after))


def fix_head(keeper: psycopg.Connection[Any], chain: str) -> None:
    keeper.execute(
        """update chain_head h set (seq, hash) = (select seq, hash from event e where e.chain = h.chain
           order by seq desc limit 1) where h.chain = %s""",
        (chain,),
    )


def chain_again(keeper: psycopg.Connection[Any], chain: str) -> None:
    """Every hash of a chain computed again, as somebody who knows the encoding would."""
    last = sha256(chain.encode()).digest()
    rows = keeper.execute(
        """select seq, id::text, case_id::text, at, recorded_at, kind, actor_id::text, actor_agency_id::text,
                  actor_team_id::text, on_behalf_of_id::text, line, category, audience_id::text, commit
           from event where chain = %s order by seq""",
        (chain,),
    ).fetchall()
    for seq, id_, case, at, recorded, kind, actor, agency, team, behalf, line, category, audience, commit in rows:
        content = canonical(
            *("v1", last.hex(), chain, str(seq), id_, case, str(microseconds(at)), str(microseconds(recorded)), kind),
            *(actor, agency, team, behalf, line, category, audience, bytes(commit).hex()),
        )
        digest = sha256(content).digest()
        keeper.execute(
            "update event set prev = %s, hash = %s where chain = %s and seq = %s", (last, digest, chain, seq)
        )
        last = digest
    fix_head(keeper, chain)


def seal_again(keeper: psycopg.Connection[Any], desk: Desk) -> None:
    """Every checkpoint made again over what the log says now."""
    previous = NOTHING
    for number, at, heads in keeper.execute("select number, at, heads from checkpoint order by number").fetchall():
        now = []
        for chain, seq, _ in heads:
            row = keeper.execute(
                """select hash from event where chain = %s and seq = %s
                   union all select hash from read_event where chain = %s and seq = %s""",
                (chain, seq, chain, seq),
            ).fetchone()
            assert row is not None
            now.append(Head(chain, seq, bytes(row[0])))
        signed = desk.sign(seal(number, microseconds(at), now, previous))
        keeper.execute(
            """update checkpoint set heads = %s, root = %s, previous = %s, hash = %s, public_key = %s, signature = %s
               where number = %s""",
            (
                json.dumps([[head.chain, head.seq, head.hash.hex()] for head in signed.heads]),
                *(signed.root, signed.previous, signed.hash, signed.public_key, signed.signature, number),
            ),
        )
        assert moment_of(signed.at) == at
        previous = signed.hash
