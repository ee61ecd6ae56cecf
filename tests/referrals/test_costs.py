"""What a referral costs: how often the database is asked, and how many bytes are kept. Small, and the same for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event, select, text

from coordination import clock, db
from coordination.cases.commands.moving import make_move
from coordination.cases.queries.loading import load
from coordination.demo.many.copying import COPIED, copy
from coordination.queues.commands.claiming import claim
from coordination.queues.models import Task
from coordination.referrals.queries import drafts
from coordination.referrals.queries.already import open_cases
from tests.referrals.test_sending import a_draft, sent

CONTACT, RECOVERY = "hav-treatment-contact", "hav-recovery"
# a case as it was sent, with its log and its indexes, in the tables that hold cases
KEPT = (*COPIED, "event", "event_detail", "chain_head")
# so many that the last page of each index, which is half empty, does not count
COPIES = 1_000


@pytest.fixture(autouse=True)
def saturday() -> Iterator[None]:
    with clock.at("2026-11-21T10:42"):
        yield


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that the application sends meanwhile, the one that says who asks included."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    event.listen(db.engine(), "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(db.engine(), "before_cursor_execute", hear)


@pytest.fixture
def move(world) -> Callable[..., int]:
    """Make a move as the single point of contact. Gives the number of statements that it took."""
    spoc = world.worker(CONTACT, "triage", "team-lead", name="Sam Example")

    def made(reference: str, code: str, **given: object) -> int:
        with statements() as heard, db.writing(spoc) as session:
            make_move(session, spoc, reference, code, given, once=uuid4().hex)
        return len(heard)

    return made


def test_sending_takes_eight_statements_however_much_was_answered(nurse):
    drafts = [a_draft(nurse), a_draft(nurse, on_ost="no", dose=None)]
    counted = []
    for draft in drafts:
        with statements() as heard:
            sent(nurse, draft)
        counted.append(len(heard))
    # one of them asks for the answers, what is attached and who could receive it
    assert counted == [8, 8], heard


def test_a_step_takes_about_twenty_statements(world, nurse, move):
    reference = sent(nurse, a_draft(nurse))
    assert move(reference, "accept") <= 20
    worker = world.worker(RECOVERY, name="Kim Example")
    assert move(reference, "name_key_worker", key_worker=worker.reference) <= 22


def test_taking_a_task_takes_four_statements(world, nurse):
    reference = sent(nurse, a_draft(nurse))
    spoc = world.worker(CONTACT, "triage", name="Sam Example")
    with db.reading(spoc) as session:
        task = session.scalars(select(Task.reference).where(Task.case_reference == reference)).one()
    with statements() as heard, db.writing(spoc) as session:
        claim(session, spoc, task, once=uuid4().hex)
    assert len(heard) == 4, heard


def test_a_referral_takes_about_20_kb_with_its_log_and_indexes(database, nurse):
    reference = sent(nurse, a_draft(nurse))
    before = _bytes(database)
    copy(database.url("owner"), [reference], COPIES, seed=1, prefix="HAV")
    assert (_bytes(database) - before) / COPIES < 20_200


def test_sending_and_the_case_page_go_through_no_table_of_cases(world, database, nurse):
    """What row-level security must look into is found through an index first, however many cases there are."""
    copy(database.url("owner"), [sent(nurse, a_draft(nurse))], COPIES, seed=2, prefix="HAV")
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        owner.execute("analyze")
        _gone_through(owner, nurse)
        before = _gone_through(owner, nurse)
        draft = a_draft(nurse)
        with db.reading(nurse) as session:
            assert open_cases(session, drafts.get(session, draft)), "the same person has open cases already"
        reference = sent(nurse, draft)
        with db.reading(nurse) as session:
            load(session, nurse, reference)
        assert _gone_through(owner, nurse) - before < COPIES


def _gone_through(owner: psycopg.Connection, nurse) -> int:
    """How many rows of the large tables have been read one after the other so far."""
    with db.reading(nurse) as session:
        session.execute(text("select pg_stat_force_next_flush()"))
    row = owner.execute(
        "select sum(seq_tup_read) from pg_stat_user_tables where relname = any (%s)",
        (["case_file", "participant", "answer", "person_on_case", "event", "task", "person_key", "place"],),
    ).fetchone()
    return int(row[0])


def _bytes(database) -> int:
    """The size of those tables without air, for air is the same share of any shape."""
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        for name in KEPT:
            owner.execute(f"vacuum full {name}".encode())
        row = owner.execute("select sum(pg_total_relation_size(n::regclass)) from unnest(%s::text[]) n", (list(KEPT),))
        return int(row.fetchone()[0])
