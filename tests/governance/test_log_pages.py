"""Governance searches the log, a lead sees the own people; both are looks themselves."""

from __future__ import annotations

from uuid import uuid4

import psycopg
from sqlalchemy import text

from coordination.audit.commands import look
from coordination.db import NOBODY, writing
from tests.conftest import Database
from tests.governance.conftest import REFERENCE, Scene


def looks(database: Database, worker_id: object) -> list[tuple[str, str, list[object]]]:
    with psycopg.connect(database.url("owner")) as connection:
        return connection.execute(
            "select route, purpose, case_ids from read_event where worker_id = %s order by seq", (worker_id,)
        ).fetchall()


def test_governance_finds_what_was_done_on_a_case_and_that_its_log_is_whole(scene: Scene) -> None:
    page = scene.client(scene.governance).get(f"/audit?case={REFERENCE.lower()}").text
    assert "This case’s log is whole: 1 event computed again just now" in page
    assert REFERENCE in page
    assert "opened this case" in page


def test_a_search_is_a_look_at_the_cases_that_it_shows(scene: Scene, database: Database) -> None:
    scene.client(scene.governance).get(f"/audit?case={REFERENCE}")
    assert looks(database, scene.governance.id)[-1] == ("audit.search", "audit", [scene.case])


def test_who_looked_is_shown_by_worker_and_day(scene: Scene) -> None:
    scene.look(scene.key_worker)
    client = scene.client(scene.governance)
    page = client.get(f"/audit?show=looks&worker=Kay+Worker&case={REFERENCE}").text
    assert "Kay Worker (fictional) looked at" in page
    assert "looked at" not in client.get("/audit?show=looks&worker=Kay+Worker&day-day=1&day-month=1&day-year=2020").text


def test_a_case_of_others_reads_like_no_case(scene: Scene) -> None:
    client = scene.client(scene.stranger)
    theirs, none = client.get(f"/audit?case={REFERENCE}"), client.get("/audit?case=HAV-ZZZZ-9999")
    assert theirs.status_code == none.status_code == 422
    assert "There is no case with that reference whose log you can read" in theirs.text


def test_a_search_that_cannot_be_read_keeps_its_other_answers(scene: Scene) -> None:
    answer = scene.client(scene.governance).get("/audit?worker=Nobody+At+All&day-day=32&day-month=1&day-year=2026")
    assert answer.status_code == 422
    assert "Nobody At All" in answer.text
    assert scene.client(scene.governance).get("/audit?after=rubbish").status_code == 422
    assert scene.client(scene.governance).get("/audit?after=2026-01-01T00:00:00%2B00:00~rubbish").status_code == 422


def test_the_log_is_paged(scene: Scene) -> None:
    scene.look(scene.nurse, times=60)
    with scene.world.keeper() as session:
        session.execute(
            text("insert into role_grant (id, worker_id, role, from_at) values (uuidv7(), :who, 'governance', :at)"),
            {"who": scene.nurse.id, "at": scene.nurse.began_at},
        )
    auditor = scene.world.sign_in(scene.nurse.id)
    first = scene.client(auditor).get(f"/audit?show=looks&case={REFERENCE}")
    assert first.text.count("<code>") == 50
    following = first.text.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = scene.client(auditor).get(following)
    assert 10 <= second.text.count("<code>") <= 15


def test_a_tampered_case_is_said_to_be(scene: Scene, database: Database) -> None:
    with psycopg.connect(database.url("owner")) as keeper:
        keeper.execute("alter table event disable trigger user")
        keeper.execute("update event set kind = 'case.ended' where case_id = %s and seq = 1", (scene.case,))
        keeper.commit()
        try:
            page = scene.client(scene.governance).get(f"/audit?case={REFERENCE}").text
        finally:
            keeper.execute("update event set kind = 'case.opened' where case_id = %s and seq = 1", (scene.case,))
            keeper.execute("alter table event enable always trigger event_only_grows")
    assert "Event 1 of this case’s log was changed or taken away" in page


def test_a_lead_sees_the_own_people_and_what_is_unusual(scene: Scene, database: Database) -> None:
    def opened(*case_ids: object) -> None:
        with writing(NOBODY) as session:
            look(session, scene.key_worker.token, "cases.page", "direct work", list(case_ids))

    scene.look(scene.key_worker, times=61)
    opened(*(uuid4() for _ in range(61)))
    assert "cases opened in one hour" not in scene.client(scene.lead).get("/audit/my-agency").text, (
        "one case looked at often, and a list of many, is work"
    )
    for _ in range(121):  # also where an hour ends meanwhile
        opened(uuid4())
    page = scene.client(scene.lead).get("/audit/my-agency").text
    assert "Kay Worker (fictional)" in page
    assert "Nora Nurse" not in page
    assert "cases opened in one hour" in page
    assert "1 case about somebody with the same last name" in page
    assert looks(database, scene.lead.id)[-1] == ("own_agency.days", "audit", [])


def test_a_case_opened_without_a_part_in_it_is_listed(scene: Scene) -> None:
    scene.look(scene.stranger)
    page = scene.client(scene.stranger).get("/audit/my-agency").text
    assert "1 case opened without a part in it" in page


def test_a_lead_opens_one_workers_day_and_nobody_elses_people(scene: Scene) -> None:
    client = scene.client(scene.lead)
    page = client.get("/audit/my-agency").text
    day = page.split(f"/audit/my-agency/{scene.key_worker.reference}/")[1][:10]
    assert client.get(f"/audit/my-agency/{scene.key_worker.reference}/{day}").status_code == 200
    assert client.get(f"/audit/my-agency/{scene.nurse.reference}/{day}").status_code == 404
    assert client.get(f"/audit/my-agency/{scene.key_worker.reference}/yesterday").status_code == 404


def test_the_log_is_closed_to_whoever_has_no_such_role(scene: Scene) -> None:
    for address in ("/audit", "/audit/my-agency", f"/audit/case/{REFERENCE}/sharing-sheet", "/settings"):
        assert scene.client(scene.key_worker).get(address).status_code == 403
    assert scene.client(scene.lead).get("/audit").status_code == 403
