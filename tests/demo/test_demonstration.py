"""The demonstration itself: it shows everything, is about nobody, and never grows absurd."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text

from coordination import clock, first_data
from coordination.access import ROLES
from coordination.demo import cast
from coordination.demo.acting import company
from coordination.demo.days import Days
from coordination.demo.people import MARK, nhs_number
from coordination.demo.stories import kind_ends, kinds
from coordination.demo.telling import Teller, Told
from coordination.identity.commands.passwords import check
from tests.plain_client import HOMES, SECRET, PlainClient, app_for
from workflows import pathways
from workflows.shapes import is_nhs_number

SAID = "select said.value from answer, jsonb_each_text(given) said where said.key = :field"
# Of the orders on homes only the beginning is told.
NOT_TOLD_YET = {
    "cuckooing": {
        "cancelled", "closed_died", "decision_asked", "enforcement_ended", "full_order", "joined", "notice_authorised",
        "notice_served", "order_applied", "order_refused", "other_enquiry", "safeguarding_done",
    },
}  # fmt: skip
# People on two cases, or twins, who are to be told apart without one.
NHS_NUMBER_NOT_KNOWN = 3
# The smaller kinds are told by one story each: referred, and taken on.
ONE_STORY_EACH = {told.kind for told in kinds.TOLD}
# Whoever's deadline is meant to be overdue, and for how long at most; nobody else's is.
MEANT_LATE = {
    "Alder Quickthorn (example)": 8,
    "Basil Farrowgate (example)": 5,
    "Fern Oakenshade (example)": 5,
    "Sorrel Nightingarth (example)": 5,
    # Nobody has said whether they left.
    "Moss Fernhollow (example)": 16,
    # Probation has not answered what it was asked.
    "Quentin Thistlebeck (example)": 5,
    "Lark Emberfield (example)": 16,
    "Tamsin Copperhollow (example)": 12,
    "Merle Saltmarsh-Wren (example)": 12,
    # A child at risk: it was owed on the very day it came.
    "Aster Thimbleroot (example)": 5,
    "Cowslip Merrowdown (example)": 5,
    # The review of a death is there to be seen waiting.
    "Yarrow Stillwater-Reed (example)": 12,
    # The council has not said what became of their duty to refer: that is what the panel asks about.
    "Bryony Lockhartdale (example)": 45,
    "Evander Pinchbeck-Lea (example)": 45,
    "Cedric Wainfleet-Moss (example)": 25,
    "Flora Stanemoor (example)": 25,
}


@pytest.fixture(scope="module")
def rows(demonstration, database):
    """Asks the database as its keeper."""
    engine = create_engine(database.url("owner").replace("postgresql://", "postgresql+psycopg://", 1))

    def ask(question: str, **given):
        with engine.connect() as connection:
            return list(connection.execute(text(question), given))

    yield ask
    engine.dispose()


@pytest.fixture(scope="module")
def accounts(demonstration):
    return json.loads((demonstration / "demo-accounts.json").read_text())


def test_every_stage_of_each_pathway_has_somebody_in_it(rows):
    found = rows("select distinct c.pathway, l.stage from case_line l join case_file c on c.id = l.case_id")
    for pathway in pathways.offered():
        shown = {stage for code, stage in found if code == pathway.code}
        if pathway.code in ONE_STORY_EACH:
            assert shown, pathway.code
            continue
        assert {stage.code for stage in pathway.stages} - shown == NOT_TOLD_YET.get(pathway.code, set())


def test_twelve_months_are_closed_in_both_partnerships_and_agree_with_what_was_booked(rows, demonstration):
    found = rows(
        "select p.code, count(distinct r.month), count(distinct c.pathway), sum(c.value) from partnership p "
        "join release r on r.partnership_id = p.id join release_cell c on c.partnership_id = p.id "
        "and c.month = r.month and c.attribute = 'total' group by 1 order by 1"
    )
    offered = len([one for one in pathways.offered() if one.published])
    assert [(code, months, kinds) for code, months, kinds, _ in found] == [
        ("havering", 12, offered), ("waltham-forest", 12, offered),
    ]  # fmt: skip
    assert all(1000 < cases < 1800 for *_, cases in found)


def test_both_partnerships_have_open_and_closed_cases(rows):
    found = rows(
        "select p.code, count(*) filter (where c.ended_at is null), count(*) filter (where c.ended_at is not null) "
        "from partnership p left join case_file c on c.partnership_id = p.id group by 1"
    )
    assert {code for code, opened, closed in found if opened > 5 and closed > 2} == {"havering", "waltham-forest"}


def test_every_role_in_six_agencies_and_more_can_sign_in(accounts):
    assert {role for account in accounts for role in account["roles"]} == set(ROLES)
    assert len({account["agency"] for account in accounts}) >= 6
    assert {account["partnership"] for account in accounts} == {"havering", "waltham-forest"}
    with_step = [account for account in accounts if account["totp_secret"]]
    assert 0 < len(with_step) < len(accounts)


def test_its_people_can_sign_in_and_their_file_is_for_its_maker_alone(accounts, demonstration, database):
    assert (demonstration / "demo-accounts.json").stat().st_mode & 0o077 == 0
    assert set(accounts[0]) == {
        "email", "password", "name", "partnership", "agency", "teams", "roles", "totp_secret",
    }  # fmt: skip
    for account in accounts:
        check(account["password"], (account["name"], account["email"]))
    app = app_for(database, COORDINATION_DEMO="1")
    for account in (accounts[0], next(account for account in accounts if account["totp_secret"] is None)):
        client = PlainClient(app)
        assert client.sign_in(account).path in HOMES
        assert account["name"] in client.page.html


def test_tasks_wait_and_are_taken(rows):
    [(free, taken)] = rows(
        "select count(*) filter (where holder_id is null), count(*) filter (where holder_id is not null) "
        "from task where done_at is null"
    )
    assert free > 5
    assert taken > 2


def test_nothing_open_is_without_an_owner_and_a_deadline(rows):
    # A line with a next step is owned when a task of its case waits in a team's queue and its clock runs.
    unowned = rows(
        """select c.reference, l.stage from case_file c join case_line l on l.case_id = c.id
           where c.ended_at is null and l.ended_at is null and not (
               exists (select from task t where t.case_id = c.id and t.done_at is null and t.due_at is not null)
               and exists (select from clock k where k.case_id = c.id and k.stopped_at is null
                           and (k.due_at is not null or k.paused_at is not null)))"""
    )
    assert unowned == []


def test_nobody_was_born_absurdly_and_no_day_is_from_another_age(rows):
    today = clock.today()
    born = [date.fromisoformat(value) for (value,) in rows(SAID, field="date_of_birth")]
    assert all(18 <= (today - day).days / 365.25 <= 80 for day in born)
    [(first, last)] = rows("select min(opened_at), max(opened_at) from case_file")
    assert today - timedelta(days=180) < first.date()
    assert last.date() < today
    [(ahead,)] = rows("select max(due_at) from clock where stopped_at is null")
    assert ahead.date() < today + timedelta(days=120)


def test_only_those_are_late_who_are_meant_to_be(rows):
    late = rows(
        """select n.name, t.kind, :now - min(t.due_at) from task t
           join person_on_case n on n.case_id = t.case_id and n.part = 'subject'
           join clock k on k.id = t.clock_id and k.paused_at is null
           where t.done_at is null and t.due_at < :now group by 1, 2""",
        now=clock.now(),
    )
    assert {name for name, _, _ in late} >= {"Alder Quickthorn (example)"}
    assert [row for row in late if row[2] > timedelta(days=MEANT_LATE.get(row[0], 0))] == []


def test_something_is_due_by_the_next_working_day(rows):
    soon = Days(clock.today()).ahead(0) + timedelta(days=4)
    [(due,)] = rows("select count(*) from task where done_at is null and due_at between :now and :soon",
                    now=clock.now(), soon=soon)  # fmt: skip
    assert due > 0


def test_nobody_is_real(rows):
    names = [name for (name,) in rows("select name from person_on_case")]
    assert names
    assert all(name.endswith(MARK) or name == "Nobody named" for name in names)
    for field, shape in {
        "prison_number": r"Z9[0-9]{3}TX",
        "nhs_number": r"999[0-9]{7}",
        "contact_phone": r"07700 900[0-9]{3}",
        "referrer_phone": r"020 7946 0[0-9]{3}",
        "referrer_email": r".*\.example",
    }.items():
        said = [value for (value,) in rows(SAID, field=field)]
        assert said, field
        assert all(re.fullmatch(shape, value) for value in said), field
    numbers = [value for (value,) in rows(SAID, field="nhs_number")]
    assert all(is_nhs_number(number) for number in numbers)
    asked = "select distinct p.name from person_on_case p join case_file c on c.id = p.case_id where c.pathway = :of"
    leaving = {name for (name,) in rows(asked, of="prison-release")}
    assert len(set(numbers)) >= len(leaving) - NHS_NUMBER_NOT_KNOWN > 0


def test_what_the_stories_promise_is_there(rows):
    def count(question: str) -> int:
        return rows(question)[0][0]

    assert count("select count(*) from answer where protected") == 1
    assert count("select count(*) from release_spell where follows_id is not null") == 1
    assert count("select count(*) from case_file where silent_since is not null") == 1
    assert count("select count(*) from consent where recipient = 'probation' and not given") == 1
    assert count("select count(*) from appointment where outcome = 'did-not-attend'") == 4
    assert count("select count(*) from draft where ended_at is null") == 4
    assert count("select count(*) from hand_over where to_outside_id is not null") == 1
    assert count("select count(*) from event where kind = 'clock.retimed'") > 0


def test_what_was_done_then_was_recorded_now(rows):
    [(then, recorded)] = rows("select min(at), min(recorded_at) from event where case_id is not null")
    assert clock.now() - recorded < timedelta(hours=1)
    assert recorded - then > timedelta(days=60)


def test_each_worker_opens_what_their_story_says(demonstration, rows):
    told = {name: (reference, code) for name, reference, code in rows(
        "select n.name, c.reference, p.code from person_on_case n join case_file c on c.id = n.case_id "
        "join partnership p on p.id = c.partnership_id where n.part = 'subject'"
    )}  # fmt: skip
    with company(SECRET) as workers:
        for borough, name, sees in (
            (cast.HAVERING, "Linden Sparrowgate (example)", {"referrer", "triage", "lead", "key_worker", "probation"}),
            (cast.HAVERING, "Clover Hatherleaf (example)", {"referrer", "triage", "lead"}),
            (cast.WALTHAM_FOREST, "Heron Marshgate-Quill (example)", {"referrer", "triage", "lead", "key_worker"}),
        ):
            reference, code = told[name]
            assert code == borough.code
            case = Told(Teller(workers, borough, Days(clock.today())), None, reference)
            parts = ("referrer", "triage", "lead", "key_worker", "probation")
            assert {part for part in parts if case.seen_by(part)} == sees, name
        other = Told(
            Teller(workers, cast.WALTHAM_FOREST, Days(clock.today())), None, told["Linden Sparrowgate (example)"][0]
        )
        assert not other.seen_by("lead")


def test_loading_again_changes_nothing(demonstration, rows, monkeypatch, database):
    def everything():
        return [
            rows(f"select count(*), max(id::text) from {table}")  # noqa: S608
            for table in ("case_file", "event", "task", "draft")
        ]

    accounts = (demonstration / "demo-accounts.json").read_text()
    before = everything()
    first_data.load()
    assert everything() == before
    assert (demonstration / "demo-accounts.json").read_text() == accounts


def test_no_number_of_the_test_range_is_given_twice():
    assert len({nhs_number(number) for number in range(300)}) == 300


def test_questions_stand_open_answered_and_declined_and_a_letter_can_be_opened(rows):
    ended = {row.ended_as for row in rows("select t.ended_as from form_card c join task t on t.id = c.task_id")}
    assert {None, "answered", "nothing-held"} <= ended
    letters = rows("select state, count(*) as many from document group by state")
    assert [row.state for row in letters] == ["clean"] and letters[0].many > 0


def test_a_letter_waits_with_a_draft_and_can_be_opened_by_its_writer_and_another_waits_for_a_scanner(
    accounts, rows, database
):
    waits = rows(
        "select d.reference as draft, a.title, a.state, a.reference, w.email from draft_document a "
        "join draft d on d.id = a.draft_id join worker w on w.id = d.worker_id order by w.email, a.id"
    )
    assert [row.state for row in waits] == ["clean", "waiting"] * 2, "one draft in each borough"
    # a code of a second step is good once, and another story has used that of the first writer
    letter, plan = waits[2:]
    client = PlainClient(app_for(database, COORDINATION_DEMO="1"))
    client.sign_in(next(account for account in accounts if account["email"] == letter.email))
    page = client.get(f"/refer/{letter.draft}/check").html
    assert letter.title in page and "Waiting to be scanned" in page and "2 documents go along" in page
    assert client.get(f"/refer/{letter.draft}/documents/{letter.reference}/file").status == 200
    assert client.get(f"/refer/{letter.draft}/documents/{plan.reference}/file").status == 403


def test_the_newer_things_are_told_too(rows):
    alerts = rows(
        "select n.name, a.step, a.acknowledged_at is not null as answered from alert a join person_on_case n "
        "on n.case_id = a.case_id and n.part = 'subject'"
    )
    assert {(row.step, row.answered) for row in alerts if row.name == cast.ANSWERED} == {(0, True)}
    (climbing,) = {(row.step, row.answered) for row in alerts if row.name == cast.CLIMBING}
    assert climbing[0] >= 1 and not climbing[1], "it has gone on to the next in turn in whose team somebody is"
    told = {row.kind for row in rows("select distinct kind from event where kind like 'alert.%'")}
    assert told == {"alert.raised", "alert.passed-on", "alert.acknowledged"}

    late = rows("select 1 from form_card c join task t on t.id = c.task_id where t.done_at is null and t.due_at < :now",
                now=clock.now())  # fmt: skip
    given = rows("select 1 from task where kind like 'by-hand:%' and done_at is null")
    begun_on = rows(
        "select 1 from case_file c join case_file f on f.id = c.linked_from_id where c.pathway <> f.pathway"
    )
    assert late and given and begun_on
    asked = rows("select due_on, told_late_at from reporting_task where kind = 'return' and done_at is null")
    assert asked and all(row.told_late_at for row in asked if row.due_on < clock.today())
    audiences = {row.kind for row in rows("select distinct kind from audience")}
    assert {"everyone", "agencies", "agency", "workers"} <= audiences
    homes = rows("select count(distinct case_id) as homes from person_on_case where name like 'Rob_n Kestleway%'")
    assert homes[0].homes == 2, "one child in two homes, spelt otherwise"
    named = {row.named for row in rows(
        "select distinct n.name <> 'Nobody named' as named from milestone m join person_on_case n "
        "on n.case_id = m.case_id and n.part = 'subject' where m.kind in ('dtn-submitted', 'nrm-submitted')"
    )}  # fmt: skip
    assert named == {True, False}, "a Duty to Notify beside a referral by consent"
    ended = {
        row.pathway: row.outcome for row in rows("select pathway, outcome from case_file where ended_at is not null")
    }
    smaller = {ended[end.kind] for end in kind_ends.ENDS if end.kind in ended}
    assert len(smaller) == len(kind_ends.ENDS) - 1, "each in another way, and one is passed on and still open"
