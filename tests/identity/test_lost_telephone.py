"""A telephone that is lost together with the recovery codes: two colleagues say that it is them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from coordination import cli, clock, db
from coordination.audit.models import Event
from tests.identity.accounts import PASSWORD
from tests.identity.test_first_way_in import told as from_the_console  # noqa: F401
from tests.identity.test_told_of_account import told
from tests.plain_client import HOMES, PlainClient

TEAM = "hav-treatment-contact"


@pytest.fixture
def signed_in(accounts, app):
    """Somebody at their desk: their account and a browser."""

    def sign_in(*roles, team=TEAM):
        account, client = accounts.make(team, *roles), PlainClient(app)
        client.sign_in(account)
        return account, client

    return sign_in


@pytest.fixture
def lost(accounts):
    """A worker whose telephone and codes are gone."""
    return accounts.make(TEAM, "frontline")


def report(client, account, known_by="She sits next to me."):
    client.get(f"/workers/{account['reference']}/lost-telephone")
    return client.submit("Ask a second colleague", known_by=known_by)


def answer(client, account, is_them="yes", known_by="I rang her."):
    page = client.get(f"/lost-telephones/{account['reference']}")
    if page.heading == "Confirm it is you":
        client.submit(0, password=PASSWORD)
    return client.submit("Answer", is_them=is_them, known_by=known_by)


def with_the_password(app, account):
    client = PlainClient(app)
    client.get("/")
    return client, client.submit("Continue", email=account["email"], password=PASSWORD)


def test_two_colleagues_say_that_it_is_them_and_the_password_leads_to_a_new_authenticator(
    signed_in, lost, accounts, app, world, tmp_path
):
    left_open = PlainClient(app)
    left_open.sign_in(lost)
    told(world, app, lost, tmp_path)
    _, administrator = signed_in("administrator")
    _, lead = signed_in("team-lead")
    assert "second colleague" in report(administrator, lost).text
    assert with_the_password(app, lost)[1].heading == "Enter your code", "one colleague is not enough"
    assert "Colleagues who lost their telephone" in lead.get("/notices").text
    assert lost["name"] in lead.get("/lost-telephones").text
    lead.get(f"/lost-telephones/{lost['reference']}")
    assert "She sits next to me." in lead.submit(0, password=PASSWORD).text
    assert "Done" in answer(lead, lost).text

    assert left_open.get("/today").heading == "Sign in", "whoever has the telephone now is signed out"
    client, page = with_the_password(app, lost)
    assert page.heading == "Set up your second step"
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    client.submit("Continue", code=client.code(secret))
    assert client.get("/today").path in HOMES
    accounts.forget_codes(lost)
    assert with_the_password(app, lost)[1].heading == "Enter your code", "only once"
    mails = [mail.get_content() for mail in told(world, app, lost, tmp_path)]
    assert any("reported that you lost" in mail for mail in mails)
    assert any("second colleague said that it was you" in mail for mail in mails)
    with world.keeper() as session:
        kinds = session.scalars(
            select(Event.kind).where(Event.kind.like("worker.telephone-%")).order_by(Event.recorded_at)
        ).all()
    assert kinds == ["worker.telephone-lost", "worker.telephone-answered"]


def test_nobody_vouches_twice_for_themselves_or_from_elsewhere(signed_in, accounts):
    _, administrator = signed_in("administrator", "team-lead")
    _, another_agency = signed_in("administrator", team="hav-probation")
    own, oneself = signed_in("administrator", "team-lead")
    report(administrator, own)
    for client in (administrator, another_agency, oneself):
        assert client.get(f"/lost-telephones/{own['reference']}").status == 404
        assert own["name"] not in (client.get("/lost-telephones").soup.main.get_text())
    assert report(oneself, own).status in (403, 404, 422)


def test_a_no_changes_nothing_and_tells_both(signed_in, lost, app, world, tmp_path):
    _, administrator = signed_in("administrator")
    _, other = signed_in("administrator")
    report(administrator, lost)
    assert "Nothing was changed" in answer(other, lost, is_them="no", known_by="She says that she has it.").text
    assert with_the_password(app, lost)[1].heading == "Enter your code"
    assert "could not confirm that it was" in administrator.get("/notices").text
    mails = [mail.get_content() for mail in told(world, app, lost, tmp_path)]
    assert any("could not confirm that it was you" in mail for mail in mails)
    assert other.get(f"/lost-telephones/{lost['reference']}").status == 404, "answered once"


def test_it_has_to_be_done_within_a_day(signed_in, lost, app, world):
    _, administrator = signed_in("administrator")
    _, lead = signed_in("team-lead")
    report(administrator, lost)
    answer(lead, lost)
    with world.keeper() as session:
        session.execute(
            text("update lost_telephone set ends_at = :past where worker_id = :who"),
            {"past": clock.now() - timedelta(seconds=1), "who": lost["id"]},
        )
    assert with_the_password(app, lost)[1].heading == "Enter your code"


@pytest.mark.parametrize("known_by", ["", "x" * 301])
def test_how_they_know_is_asked_in_a_sentence(signed_in, lost, known_by):
    _, administrator = signed_in("administrator")
    assert report(administrator, lost, known_by).status == 422


def test_reported_twice_is_said(signed_in, lost):
    _, administrator = signed_in("administrator")
    signed_in("team-lead")
    report(administrator, lost)
    page = report(administrator, lost)
    assert (page.status, "reported already" in page.text) == (422, True)


def test_an_agency_with_nobody_else_asks_whoever_keeps_the_installation(
    from_the_console,  # noqa: F811
    signed_in, accounts, app, world, capsys,
):  # fmt: skip
    _, administrator = signed_in("administrator", team="hav-housing-options")
    alone = accounts.make("hav-housing-options", "frontline")
    page = report(administrator, alone)
    assert (page.status, "whoever keeps the installation" in page.text) == (422, True)
    assert cli.main(["lost-telephone", alone["email"], "--reason", "She came to my desk."]) == 0
    assert cli.main(["lost-telephone", "nobody@agency.example", "--reason", "?"]) == 1
    assert "No account" in capsys.readouterr().err
    db.connect(world.database.url("app"))
    assert with_the_password(app, alone)[1].heading == "Set up your second step"
