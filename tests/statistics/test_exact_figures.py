"""Exact figures are shown to who lawfully holds them, each look is recorded, and to nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from bench.counted_cases import put_in
from coordination import clock
from coordination.app import create_app
from coordination.config import from_environment
from coordination.db import connect
from tests.governance.test_pages_in_a_browser import open_as
from tests.plain_client import compiled_once
from tests.statistics.conftest import JULY, JUNE, close_months, rows
from tests.statistics.made_up import TREATMENT, release

DATA_TEAM, LEADS_TEAM = "hav-public-health", "hav-treatment-contact"


@pytest.fixture(autouse=True)
def held_time():
    with clock.at("2026-09-01T10:00"):
        yield


@pytest.fixture(scope="module")
def app(world):
    """The application on June and July with three releases, closed."""
    cases = [release(date(2026, 6, 5), {"sex": "female", "continuity": "30-49.passed-on.referred.started"})] * 3
    put_in(world.database.url("owner"), "havering", cases)
    with world.keeper() as session:
        # so that a team, too, takes part in them
        session.connection().exec_driver_sql("set local session_replication_role = replica")
        session.connection().exec_driver_sql(
            "insert into participant (case_id, holder, holder_kind, agency_id, giver_id, partnership_id, pathway, "
            "position, reads, sees, basis, since, opened_at, stage) select p.case_id, t.id, 'team', t.agency_id, "
            "t.agency_id, p.partnership_id, p.pathway, 'spoc', '{core}', 'full', 'statute', p.since, p.opened_at, "
            "p.stage "
            "from participant p join team t on t.code = %s join agency a on a.id = p.agency_id and a.code = %s",
            (LEADS_TEAM, TREATMENT),
        )
    close_months(world.database, JUNE, JULY)
    connect(world.database.url("app"))
    return compiled_once(
        create_app(
            from_environment(
                {
                    "DATABASE_URL": world.database.url("app"),
                    "STATISTICS_DATABASE_URL": world.database.url("statistics"),
                    "REDIS_URL": world.database.redis_url,
                    "COORDINATION_SECRET": "s" * 40,
                    "COORDINATION_ADDRESS": "http://127.0.0.1:1",
                }
            )
        )
    )


@pytest.fixture(scope="module")
def page_of(app):
    """A page of the application for a worker."""

    def get(worker, address: str) -> tuple[int, str]:
        client: FlaskClient = app.test_client()
        client.set_cookie("coordination_session", worker.token)
        answer = client.get(address)
        return answer.status_code, answer.get_data(as_text=True)

    return get


def scoped(world, role: str, partnership: str):
    """Somebody who has a role in one partnership alone."""
    worker = world.worker(DATA_TEAM, role)
    with world.keeper() as session:
        session.connection().exec_driver_sql(
            "update role_grant set partnership_id = (select id from partnership where code = %s) where worker_id = %s",
            (partnership, worker.id),
        )
    return world.sign_in(worker.id)


def test_the_data_lead_of_the_partnership_sees_them_and_the_look_is_recorded(page_of, world):
    lead = scoped(world, "data-lead", "havering")
    status, text = page_of(lead, "/exact-figures?pathway=prison-release&first=2026-06-01")
    assert status == 200
    assert "Not for publication" in text
    assert "100.0% (3 of 3 cases)" in text
    assert "June 2026" in text
    seen = rows(
        world.database,
        f"select route, purpose, worker_id from read_event where worker_id = '{lead.id}'",  # noqa: S608
    )
    assert [(one.route, one.purpose, one.worker_id) for one in seen] == [
        ("exact_figures.closed", "statistics", lead.id)
    ]
    # what is published says nothing of three
    assert {one.value for one in rows(world.database, "select value from release_cell")} <= {5}
    status, text = page_of(lead, "/exact-figures?pathway=nothing-like-it&first=2026-13-01")
    assert status == 422
    assert "There is a problem" in text


def test_a_data_lead_of_another_partnership_and_a_manager_do_not(page_of, world):
    asked = "/exact-figures?partnership=havering&pathway=prison-release"
    status, text = page_of(scoped(world, "data-lead", "waltham-forest"), asked)
    assert "(3 of 3 cases)" not in text
    assert status in (200, 422)
    status, _ = page_of(scoped(world, "manager", "havering"), "/exact-figures")
    assert status == 403


def test_a_team_lead_sees_what_happened_on_the_cases_of_their_own_teams(page_of, world):
    status, text = page_of(world.worker(LEADS_TEAM, "team-lead"), "/team-figures")
    assert status == 200
    assert "Left prison" in text
    status, text = page_of(world.worker("waf-treatment-contact", "team-lead"), "/team-figures")
    assert status == 200
    assert "Left prison" not in text
    assert "Nothing has happened yet" in text


def test_nothing_is_in_the_way(app, world, served, sound, page):
    at = served(app)
    for worker, address in (
        (scoped(world, "data-lead", "havering"), "/exact-figures?pathway=prison-release&first=2026-06-01"),
        (world.worker(LEADS_TEAM, "team-lead"), "/team-figures"),
    ):
        open_as(page, at, worker.token)
        page.goto(at + address)
        expect(page.get_by_text("Not for publication")).to_have_count(1)
        sound(page)
