"""Finding a case by name: only cases one takes part in, only names one may read, at once among many."""

from __future__ import annotations

import time
from secrets import token_hex

import psycopg
import pytest
from sqlalchemy import text

from coordination.db import reading
from coordination.queues.queries.search import cases_about
from tests.queues.conftest import NOW


def found(worker, words):
    with reading(worker) as session:
        return cases_about(session, words).case_ids


def case_of(team, task):
    return team.stands(task)[3]


def test_a_name_is_found_by_any_part_of_it_and_however_it_is_written(team):
    ana = team.worker()
    case = case_of(team, team.task(name="siobhan ofarrell smith"))
    for words in ("siobhan", "Síobhan", "O'Farrell", "o’farrell", "smith-ofarrell", "FARREL", "Siobhan   Smith"):
        assert found(ana, words) == (case,), words
    for words in ("siobhan jones", "", "%", "_", "'", "\\", "' or true --", "[a-z]", "(", ".*"):
        assert found(ana, words) == (), words


def test_a_name_of_two_letters_is_found_as_a_whole_word_only(team):
    ana = team.worker()
    li, _ = case_of(team, team.task(name="li wu")), team.task(name="oliver wuthering")
    assert found(ana, "li") == found(ana, "Wu") == (li,)


def test_a_case_of_others_is_not_found(team, building):
    team.task(name="zebedee quill")
    assert found(building.team(name="Housing").worker(), "zebedee") == ()


@pytest.mark.parametrize(
    "change",
    [
        "update participant set until_at = %s where case_id = %s",
        "update participant set reads = '{core}', since = %s where case_id = %s",
        "update participant set sees = 'preview', since = %s where case_id = %s",
        "update person_on_case set name_hidden_since = %s where case_id = %s",
    ],
    ids=["left", "may not read names", "only previews", "name hidden"],
)
def test_a_name_that_may_not_be_read_any_more_is_not_found(team, building, change):
    ana, case = team.worker(), case_of(team, team.task(name="zebedee quill"))
    assert found(ana, "zebedee") == (case,)
    building.sql(change, NOW, case)
    assert found(ana, "zebedee") == ()


def test_a_blocked_worker_finds_nothing_and_colleagues_still_do(team, building):
    ana, sam, case = team.worker(), team.worker("Sam Okafor"), case_of(team, team.task(name="zebedee quill"))
    building.sql(
        "insert into case_block (id, case_id, worker_id, by_id, reason, at) values (uuidv7(), %s, %s, %s, 'x', %s)",
        case, ana.id, sam.id, NOW,
    )  # fmt: skip
    assert found(ana, "zebedee") == ()
    assert found(sam, "zebedee") == (case,)


def test_names_of_another_agency_s_case_are_found_while_the_agreement_lives(team, building):
    housing = building.team(name="Housing")
    priya, case = housing.worker("Priya Shah"), case_of(team, team.task(name="zebedee quill"))
    housing.joins(case, giver_id=team.agency_id)
    building.agree(team.agency_id, housing.agency_id, "core")
    assert found(priya, "zebedee") == ()
    building.agree(team.agency_id, housing.agency_id, "identifiers")
    assert found(priya, "zebedee") == (case,)
    building.sql("update agreement set ended_at = %s, until_date = %s where category = 'identifiers' "
                 "and taker_id = %s", NOW, NOW.date(), housing.agency_id)  # fmt: skip
    assert found(priya, "zebedee") == ()


def test_nobody_finds_nothing_and_the_function_is_closed_to_others(team, database):
    team.task(name="zebedee quill")
    with psycopg.connect(database.url("app")) as connection:
        assert connection.execute("select count(*) from search_cases('zebedee', 10)").fetchone() == (0,)
    for role in ("worker", "statistics", "backup"):
        with psycopg.connect(database.url(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select count(*) from search_cases('zebedee', 10)")


@pytest.fixture
def crowd(team, building):
    """Twelve thousand more cases of this team: every tenth is a Smith, one is Zebedee."""
    task, mark = team.task(name="zebedee quill"), token_hex(3)
    building.sql("drop table if exists made")
    building.sql("create table made as select n, uuidv7() as id from generate_series(1, 12000) n")
    building.sql(
        "insert into case_file (id, reference, pathway, pathway_version, subject_kind, partnership_id, opened_by_id, "
        "opened_by_agency_id, opened_at) select m.id, %s || m.n, c.pathway, 1, 'person', c.partnership_id, "
        "c.opened_by_id, c.opened_by_agency_id, c.opened_at from made m, case_file c where c.id = %s",
        mark, case_of(team, task),
    )  # fmt: skip
    building.sql(
        "insert into participant (id, case_id, holder, holder_kind, agency_id, giver_id, partnership_id, pathway, "
        "position, reads, sees, basis, since, opened_at, stage) select uuidv7(), m.id, p.holder, 'team', p.agency_id, "
        "p.giver_id, p.partnership_id, p.pathway, p.position, p.reads, p.sees, p.basis, p.since, p.opened_at, p.stage "
        "from made m, participant p where p.case_id = %s", case_of(team, task),
    )  # fmt: skip
    building.sql(
        "insert into person_on_case (id, case_id, part, category, name, name_folded) select uuidv7(), id, 'subject', "
        "'identifiers', 'x', case when mod(n, 10) = 0 then 'ana smith' else 'ben ' || md5(n::text) end from made"
    )
    building.sql(
        "insert into task (id, reference, case_id, team_id, kind, asks, opened_at, due_at, pathway, case_reference) "
        "select uuidv7(), 't' || %s || m.n, m.id, t.team_id, t.kind, t.asks, t.opened_at, "
        "t.due_at + m.n * interval '1 minute', t.pathway, %s || m.n from made m, task t where t.reference = %s",
        mark, mark, task,
    )  # fmt: skip
    building.sql("drop table made")
    building.sql("analyze")
    return task


def test_rare_and_common_names_are_found_at_once_among_many(team, crowd):
    """The bounds are wide for a busy machine; looking at every name or every case takes far longer."""
    ana = team.worker()
    for words, many in (("zebedee", 1), ("smith", 100), ("ana", 100), ("nobody-at-all", 0)):
        times = []
        for _ in range(7):  # also after the driver has prepared the statement
            began = time.perf_counter()
            assert len(found(ana, words)) == many
            times.append(time.perf_counter() - began)
        assert min(times) < 0.3, (words, times)


def test_the_queue_reads_one_page_of_its_index_and_not_the_queue(team, crowd):
    """As the application's role under row-level security; the plan is read, and how many rows it really touched."""
    ana = team.worker()
    with reading(ana) as session:
        said = session.execute(
            text(
                "explain (analyze, format json) select id, asks from task where team_id = :team and done_at is null "
                "order by due_at, pressing, id limit 26"
            ),
            {"team": team.id},
        ).scalar_one()
    ways = list(ways_to_task(said[0]["Plan"]))
    assert [(way["Node Type"], way["Index Name"]) for way in ways] == [("Index Scan", "ix_task_queue")]
    assert ways[0]["Actual Rows"] * ways[0]["Actual Loops"] <= 26


def ways_to_task(node):
    """Every step of a plan that reads the table of tasks."""
    if node.get("Relation Name") == "task":
        yield node
    for below in node.get("Plans", ()):
        yield from ways_to_task(below)
