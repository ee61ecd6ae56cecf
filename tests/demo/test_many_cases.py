"""Many cases: what is copied in bulk is what the commands write, and the log stays whole."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from psycopg.rows import dict_row

from coordination import clock
from coordination.audit.proof.verifier import verify
from coordination.cases import queries as cases
from coordination.db import reading
from coordination.demo import cast
from coordination.demo.acting import company
from coordination.demo.many import copying, telling
from coordination.demo.many.mixture import CLOSED, OPEN, mixture, patterns
from coordination.demo.stories import planning, released, waiting
from tests.plain_client import SECRET

COPIES = 40
PEOPLE = {"first_name", "surname", "prison_number", "nhs_number", "contact_phone"}


@pytest.fixture(scope="module")
def copied(demonstration, database):
    """Three cases told by the commands, and copies of them by turns: the references of the three."""
    today = clock.today()
    wanted = {waiting.asked_about, planning.appointment_fixed, released.in_treatment_on_day_28}
    plan = [one for one in patterns(1, 7, today) if one.story in wanted][:3]
    assert len(plan) == 3
    with company(SECRET) as workers:
        told = telling.tell(workers, cast.HAVERING, plan)
    copying.copy(database.url("owner"), told, COPIES, 7, "HAV")
    return told


@pytest.fixture
def ask(database):
    with psycopg.connect(database.url("owner"), row_factory=dict_row) as connection:
        yield lambda question, *given: connection.execute(question, given).fetchall()


def copies_of(ask, reference):
    """The copies of a case: opened at the same moment by the same worker, and recorded all at once."""
    return ask(
        "select c.id, c.reference from case_file o join case_file c on c.opened_at = o.opened_at "
        "and c.opened_by_id = o.opened_by_id and c.id <> o.id where o.reference = %s "
        "and (select count(distinct e.recorded_at) from event e where e.case_id = c.id) = 1",
        reference,
    )


def test_the_log_with_the_copies_verifies(copied, database):
    with psycopg.connect(database.url("backup")) as connection:
        found = verify(connection)
    assert found.whole, found


def test_a_copy_has_every_row_that_the_commands_wrote(copied, ask):
    for reference in copied:
        [original] = ask("select id from case_file where reference = %s", reference)
        copies = copies_of(ask, reference)
        assert len(copies) in (COPIES // 3, COPIES // 3 + 1)
        for table in (*copying.COPIED, "event"):
            key = "id" if table == "case_file" else "case_id"
            rows = f"select * from {table} where {key} = %s"  # noqa: S608
            theirs = comparable(ask(rows, original["id"]))
            assert theirs or table in ("place", "appointment", "milestone")
            assert comparable(ask(rows, copies[-1]["id"])) == theirs, table


def comparable(rows):
    """Rows without what must differ: ids, references, people, and the seals of the log."""
    unlike = copying.OWN | {"reference", "case_reference", "name", "name_folded", "receipt", "chain", "recorded_at"}
    unlike |= {"commit", "prev", "hash"}
    shown = []
    for row in rows:
        kept = {name: value for name, value in row.items() if name not in unlike}
        if isinstance(row.get("given"), dict):  # the answers of a row; a consent is given too
            kept["given"] = sorted((field, field in PEOPLE or str(value)) for field, value in row["given"].items())
        shown.append(str(sorted(kept.items())))
    return sorted(shown)


def test_what_names_a_row_names_the_copys_own_row(copied, ask):
    assert ask("select 1 from task t left join clock k on k.id = t.clock_id where t.clock_id is not null "
               "and (k.id is null or k.case_id <> t.case_id)") == []  # fmt: skip
    assert ask("select 1 from event e join event_detail d on d.event_id = e.id "
               "where d.detail ? 'task' and not exists (select from task t where t.case_id = e.case_id "
               "and t.reference = d.detail ->> 'task')") == []  # fmt: skip
    names = ask("select name from person_on_case where part = 'subject'")
    assert all(row["name"].endswith("(example)") or row["name"] == "Nobody named" for row in names)


def test_a_worker_opens_a_copy_like_any_other_case(copied, ask):
    reference = copies_of(ask, copied[0])[0]["reference"]
    with company(SECRET) as workers:
        lead = workers[cast.HAVERING.lead]
        with reading(lead) as session:
            case = cases.get(session, reference)
            name = cases.name_of(cases.pathway_of(case), cases.answers_of(session, case.id))
    assert name == ask("select name from person_on_case where case_id = %s and part = 'subject'", case.id)[0]["name"]


def test_the_same_seed_gives_the_same_mixture():
    today = clock.today()
    assert list(mixture(30, 6, 3, today)) == list(mixture(30, 6, 3, today))
    assert list(mixture(30, 6, 3, today)) != list(mixture(30, 6, 4, today))
    mixed = list(mixture(300, 6, 3, today))
    assert {one.story for one in mixed} == {*OPEN, *CLOSED}
    assert min(one.told_from for one in mixed) < today - timedelta(days=150)
    assert max(one.told_from for one in mixed) == today
