"""Rows that a transaction puts and never looks at again: written with the others, and lost by nobody."""

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from coordination import clock, db
from coordination.audit.commands import record, remember, seal
from coordination.audit.models import Once
from coordination.writing_together import put, put_with_hash

# a row whose digest is the hash of an event
WITH_HASH = """insert into once (worker_id, key, digest, answer, at)
    select %(worker_id)s, %(key)s, event_hash, '{}', %(at)s from sealed where event_id = %(event_id)s"""


@pytest.fixture
def nurse(world):
    return world.worker("hmp-pentonville-release", name="Nia Example")


def pressed(worker):
    return {"worker_id": worker.id, "key": uuid4().hex, "digest": b"what was sent", "answer": {}, "at": clock.now()}


def there(database, row):
    with psycopg.connect(database.url("owner")) as owner:
        return owner.execute("select count(*) from once where key = %s", (row["key"],)).fetchone() == (1,)


def test_a_row_that_was_put_is_kept_where_nothing_else_was_written(database, nurse):
    row = pressed(nurse)
    with db.writing(nurse) as session:
        put(session, Once, **row)
    assert there(database, row)


def test_it_is_read_by_whoever_flushes_first(nurse):
    row = pressed(nurse)
    with db.writing(nurse) as session:
        put(session, Once, **row)
        session.flush()
        found = session.scalars(select(Once).where(Once.key == row["key"])).one()
    assert found.digest == b"what was sent"
    assert found.case_id is None


def test_it_is_abandoned_with_its_transaction(database, nurse):
    row = pressed(nurse)

    def give_up():
        with db.writing(nurse) as session:
            put(session, Once, **row)
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        give_up()
    assert not there(database, row)


def test_a_session_that_would_never_write_it_refuses_it(nurse):
    with Session(db.engine()) as session, pytest.raises(TypeError):
        put(session, Once, **pressed(nurse))


def test_what_is_said_is_carried_out_in_the_statement_of_the_other_rows(database, nurse):
    kept, changed, told, new = (pressed(nurse) for _ in range(4))
    with db.writing(nurse) as session:
        for row in (kept, changed, told):
            put(session, Once, **row)
    heard: list[str] = []

    def hear(_connection, _cursor, statement, *_):
        heard.append(statement)

    event.listen(db.engine(), "before_cursor_execute", hear)
    try:
        with db.writing(nurse) as session:
            put(session, Once, **new)
            remember(session, nurse, told["key"], {"answer": "yes"})
            remember(session, nurse, kept["key"], {"answer": "no"})
            session.scalars(select(Once).where(Once.key == changed["key"])).one().answer = {"answer": "later"}
    finally:
        event.remove(db.engine(), "before_cursor_execute", hear)
    # who asks, the row that is changed, and everything that is written
    assert len(heard) == 3
    with db.reading(nurse) as session:
        answers = dict(session.execute(select(Once.key, Once.answer)).all())
    assert [answers[row["key"]] for row in (kept, changed, told, new)] == [
        {"answer": "no"},
        {"answer": "later"},
        {"answer": "yes"},
        {},
    ]


def with_hash(session, row, event_id):
    given = {name: row[name] for name in ("worker_id", "key", "at")}
    put_with_hash(session, WITH_HASH, event_id=event_id, **given)


def begun(session, worker):
    return record(session, "draft.begun", chain=f"agency:{worker.agency_id}", pathway="prison-release").id


def test_events_are_appended_in_the_statement_of_the_rows_and_a_row_takes_the_hash_of_its_own(database, nurse):
    row, other = pressed(nurse), pressed(nurse)
    heard: list[str] = []

    def hear(_connection, _cursor, statement, *_):
        heard.append(statement)

    event.listen(db.engine(), "before_cursor_execute", hear)
    try:
        with db.writing(nurse) as session:
            put(session, Once, **other)
            begun(session, nurse)
            event_id = begun(session, nurse)
            begun(session, nurse)
            with_hash(session, row, event_id)
    finally:
        event.remove(db.engine(), "before_cursor_execute", hear)
    assert len(heard) == 2, "who asks, and everything that is written"
    assert there(database, other)
    with psycopg.connect(database.url("owner")) as owner:
        hashes = owner.execute(
            "select o.digest, e.hash from once o, event e where o.key = %s and e.id = %s", (row["key"], event_id)
        ).fetchone()
    assert hashes is not None and hashes[0] == hashes[1]


def test_a_row_whose_event_was_appended_before_it_is_not_lost_in_silence(database, nurse):
    row = pressed(nurse)

    def too_late():
        with db.writing(nurse) as session:
            event_id = begun(session, nurse)
            seal(session)
            with_hash(session, row, event_id)

    with pytest.raises(RuntimeError, match="appended before"):
        too_late()
    assert not there(database, row)
