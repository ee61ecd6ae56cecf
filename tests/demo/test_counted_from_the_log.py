"""What the log tells of each case comes to the same as what counts and what is booked, and any difference is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from coordination.statistics.queries.from_events import recount_from_events
from coordination.statistics.queries.recount import differences

ONE = """select m.id, c.reference from milestone m join case_file c on c.id = m.case_id
    where m.kind = 'released' and exists (select from booking b where b.milestone_id = m.id) limit 1"""

NOT_RECORDED = """update event e set kind = 'case.printed' from event_detail d
    where d.event_id = e.id and d.detail ->> 'kind' = 'actual'"""

# one erased entry may have told of one release, and not of three
ERASED_AND_MORE = """with erased as (delete from event_detail d using event e, milestone m where e.id = d.event_id
        and e.case_id = m.case_id and m.id = :id and d.detail ->> 'kind' = 'actual')
    insert into milestone (id, case_id, partnership_id, pathway, kind, on_date, recorded_at)
    select uuidv7(), case_id, partnership_id, pathway, kind, on_date, recorded_at
    from milestone, generate_series(1, 2) where id = :id"""


@contextmanager
def tampered(url: str, *statements: str, **given: object) -> Iterator[Session]:
    """The database with a change that nobody keeps, not even its triggers."""
    engine = create_engine(url)
    with Session(engine) as session:
        if statements:
            session.execute(text("alter table event disable trigger all"))
        for statement in statements:
            session.execute(text(statement), given if ":id" in statement else {})
        yield session
        session.rollback()
    engine.dispose()


@pytest.fixture(scope="module")
def owner(demonstration, database) -> str:
    return str(database.url("owner")).replace("postgresql://", "postgresql+psycopg://", 1)


def test_the_log_of_the_demonstration_comes_to_what_is_booked(owner, figure):
    with tampered(owner) as session:
        whole, in_lots = recount_from_events(session), recount_from_events(session, most=7)
        assert differences(session) == []
        booked = session.scalar(text("select count(*) from booking b join milestone m on m.id = b.milestone_id"))
    assert whole.differences == in_lots.differences == []
    assert (whole.cases, whole.in_part) == (in_lots.cases, in_lots.in_part)
    assert whole.cases > 50
    assert booked, "some of these cases are in months that are closed"
    figure("cases counted again from the log", whole.cases)
    figure("differences from what is booked", len(whole.differences))


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("delete from milestone where id = :id", "the log tells of “released” 1 times, and 0 count."),
        ("delete from event_detail where detail ->> 'kind' = 'actual'", None),
        ("delete from booking where milestone_id = :id", "and it is booked nowhere."),
        ("update booking set month = month + interval '1 month' where milestone_id = :id", "and it is booked in"),
        ("update booking set month = month - interval '3 months' where milestone_id = :id", "and it is booked in"),
        (NOT_RECORDED, "the log tells of “released” 0 times, and 1 count."),
        (ERASED_AND_MORE, "the log tells of “released” 0 times, and 3 count."),
    ],
)
def test_what_differs_is_named_with_its_case(owner, done, said):
    with tampered(owner) as session:
        one = session.execute(text(ONE)).one()
    with tampered(owner, done, id=one.id) as session:
        found = recount_from_events(session)
    its = [sentence for sentence in found.differences if sentence.startswith(one.reference)]
    if said is None:
        assert (its, found.in_part > 0) == ([], True), "what an erased entry may have told of is let pass"
    else:
        assert any(said in sentence for sentence in its), found.differences
