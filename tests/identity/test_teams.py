"""How a team is reached: everybody reads it, its lead and its agency's administrator change it, nobody else does."""

from __future__ import annotations

from datetime import date, datetime

import psycopg.errors
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from coordination import clock
from coordination.audit.models import Event
from coordination.db import writing
from coordination.identity.commands import duty
from coordination.identity.models import Team
from coordination.queues.queries.alerted import in_turn
from tests.identity.accounts import Accounts
from tests.plain_client import PlainClient
from workflows.dates_in_words import WEEKDAYS

CONTACT, RECOVERY, SAFEGUARDING = "hav-treatment-contact", "hav-recovery", "hav-treatment-safeguarding"

NEVER_OPEN = {day.lower(): "closed" for day in WEEKDAYS}


def signed_in(accounts: Accounts, app, team: str, *roles: str) -> PlainClient:
    browser = PlainClient(app)
    browser.sign_in(accounts.make(team, *roles))
    return browser


def kept(world, code: str = CONTACT) -> dict:
    with world.keeper() as session:
        return session.scalars(select(Team.duty).where(Team.code == code)).one()


def test_everybody_finds_a_team_by_what_it_does_and_can_ring_it(accounts, app):
    browser = signed_in(accounts, app, "hmp-pentonville-release", "frontline")
    page = browser.get("/teams?q=answers the sender")
    assert "Havering criminal justice single point of contact" in page.text
    assert page.soup.find("a", href="tel:02079460102")
    assert "Havering treatment and recovery" not in page.text
    page = browser.get(f"/teams/{CONTACT}")
    assert "Monday 9am to 5pm, Tuesday 9am to 8pm" in page.text
    assert "Change Grow Live on-call manager" in page.text
    assert "Cover rota" in page.text
    assert not page.soup.find("a", href=f"/teams/{CONTACT}/change")
    assert "No team has these words." in browser.get("/teams?q=zzz").text
    assert browser.get("/teams/no-such-team").status == 404


def test_its_lead_changes_hours_telephone_and_rota_and_alerts_follow_at_once(accounts, app, world, clock_at):
    clock_at("2026-11-18T10:00")
    browser = signed_in(accounts, app, CONTACT, "team-lead")
    browser.get(f"/teams/{CONTACT}/change")
    page = browser.submit(
        "Keep this", phone="020 7946 0199", saturday="closed", wednesday="10.30am to 18:00", first=SAFEGUARDING,
        second=RECOVERY, **{"starts-day": "16", "starts-month": "11", "starts-year": "2026"}, turn_days="3",
    )  # fmt: skip
    assert "It counts from now on." in page.text
    assert "020 7946 0199" in page.text
    assert "Wednesday 10:30am to 6pm" in page.text
    now = kept(world)
    assert now["hours"]["days"][5] is None
    assert now["cover"] == {"starts": "2026-11-16", "turn_days": 3, "order": [SAFEGUARDING, RECOVERY]}
    with world.keeper() as session:
        team = session.scalars(select(Team).where(Team.code == CONTACT)).one()
        for day, first in (("2026-11-18", SAFEGUARDING), ("2026-11-19", RECOVERY), ("2026-11-22", SAFEGUARDING)):
            told = in_turn(session, team, datetime.fromisoformat(f"{day}T12:00+00:00"))
            assert [each.code for each in told][:2] == [CONTACT, first]
        assert session.scalars(select(Event.kind).where(Event.kind == "team.changed")).all() == ["team.changed"]
    browser.get(f"/teams/{CONTACT}/change")
    assert "Nothing was changed" in browser.submit("Keep this").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"monday": "9 till late"}, "Give the hours like 9am to 5pm"),
        ({"monday": "5pm to 9am"}, "The closing time must be later than the opening time."),
        ({"phone": "ask at the desk"}, "telephone number in digits"),
        ({"closed_name": ""}, "Enter who answers when the team is closed."),
        ({"first": RECOVERY, "second": RECOVERY}, "Choose each team once."),
        ({"turn_days": "40"}, "from 1 to 28"),
        ({"turn_days": ""}, "Enter how many days a turn is."),
        ({"first": "", "second": ""}, "Choose who is first on the rota."),
        (NEVER_OPEN, "at least one"),
    ],
)
def test_what_cannot_be_is_said_beside_its_question_and_nothing_is_lost(accounts, app, world, wrong, sentence):
    before = kept(world)
    browser = signed_in(accounts, app, CONTACT, "team-lead")
    browser.get(f"/teams/{CONTACT}/change")
    page = browser.submit("Keep this", **{"closed_phone": "020 7946 0188", **wrong})
    assert page.status == 422
    assert sentence in page.text
    assert page.soup.find(id="closed_phone")["value"] == "020 7946 0188"
    assert kept(world) == before


def test_two_who_change_it_at_once_do_not_undo_each_other(accounts, app):
    one, other = (signed_in(accounts, app, CONTACT, "team-lead") for _ in range(2))
    for browser in (one, other):
        browser.get(f"/teams/{CONTACT}/change")
    one.submit("Keep this", phone="020 7946 0111")
    page = other.submit("Keep this", phone="020 7946 0112")
    assert page.status == 409
    assert "Somebody changed this while you had the page open." in page.text
    assert page.soup.find(id="phone")["value"] == "020 7946 0112"


@pytest.mark.parametrize(
    ("team", "roles", "status"),
    [
        (CONTACT, ("frontline", "triage"), 403),
        (RECOVERY, ("team-lead",), 404),
        ("", ("administrator",), 404),
        (RECOVERY, ("administrator",), 200),
    ],
)
def test_nobody_but_its_lead_and_its_agencys_administrator_is_asked(accounts, app, world, team, roles, status):
    if not team:
        with world.keeper() as session:
            mine = select(Team.agency_id).where(Team.code == CONTACT).scalar_subquery()
            team = session.scalars(select(Team.code).where(Team.agency_id != mine).order_by(Team.code)).first()
    browser = signed_in(accounts, app, team, *roles)
    assert browser.get(f"/teams/{CONTACT}/change").status == status


def test_in_sql_an_administrator_reaches_neither_other_agencies_teams_nor_anything_but_their_duty(world):
    stranger = world.worker("hav-probation", "administrator")
    own = world.worker(RECOVERY, "administrator")
    with writing(stranger) as session:
        changed = session.execute(update(Team).where(Team.code == CONTACT).values(duty={}))
        assert changed.rowcount == 0
    for values in ({"name": "X"}, {"agency_id": own.agency_id}, {"closed_at": clock.now()}, {"positions": []}):
        with pytest.raises(ProgrammingError) as refused, writing(own) as session:
            session.execute(update(Team).where(Team.code == CONTACT).values(**values))
        assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


def test_the_turn_of_a_rota_that_has_not_begun_is_nobodys(world):
    lead = world.worker(CONTACT, "team-lead")
    given = {**kept(world), "cover": {"starts": "2027-01-04", "turn_days": 7, "order": [RECOVERY]}}
    with writing(lead) as session:
        shown = duty.as_shown(session.scalars(select(Team).where(Team.code == CONTACT)).one())
        assert duty.change(session, lead, CONTACT, given, shown=shown) == ["the cover rota"]
    with world.keeper() as session:
        team = session.scalars(select(Team).where(Team.code == CONTACT)).one()
        assert [each.code for each in in_turn(session, team, clock.now())] == [CONTACT, *team.duty["deputies"]]
        assert date.fromisoformat(team.duty["cover"]["starts"]) > clock.today()
