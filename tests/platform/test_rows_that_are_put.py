"""Rows that a transaction puts and never looks at again: written with the others, and lost by nobody."""

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from coordination import clock, db
from coordination.audit.commands import remember
from coordination.audit.models import Once
from coordination.writing_together import put


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
