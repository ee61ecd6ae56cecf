"""A month is closed once, in its turn, by whoever comes first; what is frozen stays, and the rest is carried over."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from bench.counted_cases import put_in
from coordination import clock
from coordination.db import connect, new_id
from coordination.errors import Refused
from coordination.jobs import Asked, finish
from coordination.statistics.commands.closing import ClosedAlready, close_month, due_months
from coordination.statistics.jobs import close_months as job
from coordination.statistics.queries.recount import differences
from coordination.worker.doors import sweeping
from tests.statistics.conftest import AUGUST, JULY, JUNE, LONG_AFTER, close_months, rows
from tests.statistics.made_up import COUNCIL, POLICE, PRISON, TREATMENT, any_case, family, home, release
from workflows import partnerships
from workflows.partnerships.custody import CustodyGroup, group_of
from workflows.publishing import next_month

# what comes out with a later close
WAITS = ("continuity", "justice")
WAITING = "select id, ids from outbox where job = 'close_months' and done_at is null"
CELLS = "select * from release_cell order by custody_group, month, pathway, attribute, category"
TOTALS = "select custody_group, pathway, value from milestone_total where attribute = 'total' and month = '{}'"


@pytest.fixture(scope="module")
def june(world: Any) -> Any:
    """June of Havering with a hundred cases, closed; beside what is told in each test."""
    chance = Random(3)  # noqa: S311
    cases = [any_case(chance, date(2026, 6, chance.randrange(1, 31))) for _ in range(100)]
    undone = home(date(2026, 6, 9), {"tenure": "other"})
    put_in(world.database.url("owner"), "havering", [*cases, undone])
    close_months(world.database, JUNE, at="2026-07-14T09:00")
    return world.database


def test_a_month_is_closed_once_and_in_its_turn(june):
    before = rows(june, CELLS)
    assert before
    assert all(row.value > 0 and row.value % 5 == 0 for row in before)
    with pytest.raises(ClosedAlready, match="June 2026 is closed for havering"):
        close_months(june, JUNE)
    with pytest.raises(Refused, match="Close July 2026 first"):
        close_months(june, AUGUST)
    # 31 July is a Friday; ten working days later is the 14th of August
    with pytest.raises(Refused, match="July 2026 can be closed from Friday 14 August 2026"):
        close_months(june, JULY, at="2026-08-13T23:00")
    assert rows(june, CELLS) == before
    told = "select d.detail from event e join event_detail d on d.event_id = e.id where e.kind = 'release.closed'"
    [said] = rows(june, told)
    assert said.detail == {"partnership": "havering", "month": "2026-06"}


@pytest.mark.parametrize("table", ["release", "release_column", "release_cell"])
def test_what_is_frozen_stays_even_for_the_keeper(june, table):
    with psycopg.connect(june.url("owner")) as keeper:
        for change in ("delete from {}", "update {} set partnership_id = partnership_id", "truncate {} cascade"):
            with pytest.raises(errors.RestrictViolation), keeper.transaction():
                keeper.execute(sql.SQL(change).format(sql.Identifier(table)))


def test_of_two_who_close_at_once_one_is_told(june, world):
    close = []
    connect(june.url("worker"))
    begin = threading.Barrier(2)

    def closes() -> None:
        try:
            with clock.at("2026-08-14T09:00"), sweeping("releases") as session:
                begin.wait()
                close_month(session, "havering", JULY)
            close.append("closed")
        except ClosedAlready as told:
            close.append(str(told))

    late = family(date(2026, 6, 20))
    put_in(june.url("owner"), "havering", [late] * 5)
    taken = rows(june, "select count(*) from booking where pathway = 'cuckooing' and ledger = 'cases'")[0].count
    with psycopg.connect(june.url("owner")) as keeper:
        keeper.execute("set session_replication_role = replica")
        keeper.execute(
            "insert into milestone (case_id, partnership_id, pathway, kind, on_date, attributes, recorded_at) "
            "select m.case_id, m.partnership_id, m.pathway, 'cancelled', '2026-07-20', '{}', '2026-07-20' "
            "from milestone m where m.kind = 'flag-received' and m.attributes ->> 'tenure' = 'hostel' limit 1"
        )
    before = rows(june, CELLS)
    threads = [threading.Thread(target=closes) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(close)["closed"] == 1
    assert any("Its figures stand" in told for told in close)
    # June's own figures are as they were; what was learnt since is July's
    assert [row for row in rows(june, CELLS) if row.month == JUNE and row.attribute not in WAITS] == before
    assert [row.value for row in rows(june, TOTALS.format(JULY)) if row.pathway == "hidden-harm"] == [5]
    taken_back = rows(june, "select ledger from booking where taken_back = '2026-07-01'")
    assert Counter(row.ledger for row in taken_back)["cases"] == 1
    assert len(rows(june, "select 1 from booking where pathway = 'cuckooing' and ledger = 'cases'")) == taken
    with world.keeper() as session:
        assert differences(session) == []


@pytest.mark.parametrize(
    ("opened", "group"),
    [
        ({}, "hmp-pentonville.cgl-havering"),
        # to one agency more, now or once: somebody outside the pair knows it
        ({"open_to": (PRISON, TREATMENT, COUNCIL)}, "shared"),
        ({"once_open_to": (COUNCIL,)}, "shared"),
        # no longer to the receiver: somebody inside the pair does not know it
        ({"open_to": (PRISON,), "once_open_to": (TREATMENT,)}, "shared"),
    ],
)
def test_a_case_belongs_to_the_group_that_can_open_it_and_no_other(world, opened, group):
    database = world.database
    [last] = rows(database, "select max(month) as month from release")
    month = next_month(last.month)
    put_in(database.url("owner"), "havering", [release(month, {}, **opened)])
    close_months(database, month)
    [booked] = rows(database, "select custody_group from booking order by month desc, milestone_id desc limit 1")
    assert booked.custody_group == group


def test_a_merged_group_takes_what_each_of_its_agencies_can_open(world):
    groups = partnerships.load("havering").custody
    three = ("metropolitan-police", COUNCIL, TREATMENT)
    found = group_of(groups, sender=POLICE, receiver=COUNCIL, open_to=three, was_open_to=three)
    assert found.code == "police-council-treatment"
    pool = (CustodyGroup("everybody", "All agencies", "everybody"),)
    assert group_of(pool, sender=POLICE, receiver=None, open_to=(), was_open_to=three).kind == "everybody"


def test_the_timetable_closes_what_is_due_and_nothing_twice(world):
    connect(world.database.url("worker"))
    before = len(rows(world.database, CELLS))
    with clock.at(LONG_AFTER), sweeping("releases") as session:
        assert due_months(session, "waltham-forest") == [date(2027, 4, 1)]
        due = due_months(session, "havering")
        job(session, Asked(new_id(), "close_months", {}, None))
    # each month is a job of its own, and the last one of a partnership asks for no more
    done = Counter[str]()
    while waiting := rows(world.database, WAITING):
        for one in waiting:
            with clock.at(LONG_AFTER), sweeping("releases") as session:
                job(session, Asked(one.id, "close_months", one.ids, None))
                finish(session, one.id)
            done[one.ids["partnership"]] += 1
    assert done == {"havering": len(due), "waltham-forest": 1}
    with clock.at(LONG_AFTER), sweeping("releases") as session:
        assert [due_months(session, one) for one in done] == [[], []]
        job(session, Asked(new_id(), "close_months", {}, None))
    assert not rows(world.database, WAITING)
    assert len(rows(world.database, CELLS)) >= before
    with world.keeper() as session:
        assert differences(session) == []
