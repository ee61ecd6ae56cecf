"""An administrator corrects a name or an address, and moves somebody to another agency."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from coordination import db
from coordination.audit.models import Event
from coordination.config import Mail
from coordination.identity.jobs import mail_of_address
from coordination.identity.models import Post, RoleGrant, Worker
from coordination.jobs import OutboxRow, finish, take
from coordination.notifications.account import tell_of_account
from coordination.referrals.models import Draft
from coordination.worker.doors import enter
from coordination.worker.known import JOBS
from tests.identity.test_leaving import claimed, half_written
from tests.plain_client import HOMES, PlainClient

TEAM, COUNCIL_TEAM = "hav-recovery", "hav-housing-options"


@pytest.fixture
def administrator(accounts, app):
    client = PlainClient(app)
    client.sign_in(accounts.make(TEAM, "administrator"))
    return client


def mails(world, app, account, folder):
    """Do the jobs that wait for this worker; the mails, by whom they are for."""
    settings = replace(app.extensions["settings"], mail=Mail("desk@agency.example", None, None, folder))
    with world.keeper() as session:
        waiting = session.scalars(
            select(OutboxRow.id)
            .where(OutboxRow.worker_id == account["id"], OutboxRow.done_at.is_(None))
            .order_by(OutboxRow.id)
        ).all()
    db.connect(world.database.url("worker"))
    try:
        for row in waiting:
            with db.writing(db.NOBODY) as session:
                asked = take(session, row)
                enter(session, asked, JOBS[asked.job])
                if asked.job == "mail_of_address":
                    mail_of_address(session, asked.ids, settings)
                else:
                    tell_of_account(session, asked, settings)
                finish(session, row)
    finally:
        db.connect(world.database.url("app"))
    found = {}
    for file in sorted(folder.glob("*.eml")):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        found.setdefault(mail["To"], []).append(mail.get_content())
        file.unlink()
    return found


def correct(administrator, account, **answers):
    administrator.get(f"/workers/{account['reference']}/details")
    return administrator.submit("Keep this", **answers)


def link_in(text):
    return urlsplit(re.search(r"http\S+/address/\S+", text).group()).path


def test_a_name_is_corrected_at_once_and_the_agency_s_record_says_so(accounts, world, administrator):
    account = accounts.make(TEAM, name="Mis Spelt")
    page = correct(administrator, account, name="Miss Spelled", job_title="Nurse")
    assert page.heading == "Miss Spelled"
    with world.keeper() as session:
        assert session.get_one(Worker, account["id"]).job_title == "Nurse"
        assert session.scalars(select(Event).where(Event.kind == "worker.corrected")).one().actor_agency_id is not None
    assert correct(administrator, account, name="").errors == ["Enter the name."]


def test_a_new_address_counts_once_it_is_confirmed_and_both_addresses_are_told(
    accounts, app, world, administrator, tmp_path
):
    account, fresh = accounts.make(TEAM), "right.spelling@agency.example"
    page = correct(administrator, account, email=fresh)
    assert f"{fresh} waits to be confirmed" in page.text
    sent = mails(world, app, account, tmp_path)
    assert "This one counts until the new one is confirmed" in sent[account["email"]][0]
    link = link_in(sent[fresh][0])

    stranger = PlainClient(app)
    assert stranger.sign_in(account | {"email": fresh, "totp_secret": None}).errors  # not yet
    stranger.get(link)
    assert stranger.get(link).heading == "Is this your address?"  # looking uses nothing up
    assert stranger.submit("Yes, use this address").heading == "Your new address counts"
    assert PlainClient(app).get(link).status == 410

    sent = mails(world, app, account, tmp_path)
    assert "no longer signs you in" in sent[account["email"]][0]
    assert "another e-mail address from now on" in sent[fresh][0]
    client = PlainClient(app)
    assert client.sign_in(account | {"email": fresh}).path in HOMES
    assert "another e-mail address from now on" in client.get("/notices").text


def test_a_newer_address_ends_the_older_link_and_a_link_runs_out(
    accounts, app, world, administrator, tmp_path, clock_at
):
    account = accounts.make(TEAM)
    correct(administrator, account, email="first.try@agency.example")
    first = mails(world, app, account, tmp_path)["first.try@agency.example"][0]
    correct(administrator, account, email="second.try@agency.example")
    second = mails(world, app, account, tmp_path)["second.try@agency.example"][0]
    assert PlainClient(app).get(link_in(first)).status == 410
    assert PlainClient(app).get(link_in(second)).status == 200
    clock_at("2099-01-01T09:00")
    assert PlainClient(app).get(link_in(second)).status == 410


def test_an_address_that_somebody_has_is_refused_and_every_other_answer_kept(accounts, administrator):
    account, other = accounts.make(TEAM), accounts.make(TEAM)
    page = correct(administrator, account, name="Kept Name", email=other["email"].upper())
    assert page.status == 422
    assert "already belongs to an account" in page.errors[0]
    assert ("name", "Kept Name") in page.fields()
    assert administrator.get(f"/workers/{account['reference']}").heading != "Kept Name"


def test_a_worker_of_another_agency_or_oneself_is_not_corrected(accounts, app):
    away, me = accounts.make(COUNCIL_TEAM), accounts.make(TEAM, "administrator")
    client = PlainClient(app)
    client.sign_in(me)
    assert client.get(f"/workers/{away['reference']}/details").status == 404
    assert client.get(f"/workers/{me['reference']}/details").status == 403


def test_who_moves_to_another_agency_takes_nothing_along_and_starts_anew(accounts, app, world, administrator):
    mover, lead, theirs = (
        accounts.make(TEAM, name="Mo Ver"),
        accounts.make(TEAM, "team-lead"),
        accounts.make(COUNCIL_TEAM, "administrator"),
    )
    client, council = PlainClient(app), PlainClient(app)
    client.sign_in(mover)
    task, draft = claimed(world, mover), half_written(world, mover)
    administrator.get(f"/workers/{mover['reference']}/agency")
    page = administrator.submit("Move them", agency="london-borough-of-havering")
    assert "Tasks that went back to their queues: 1. Drafts passed to a team lead: 1." in page.text
    assert "This account is over" in page.text

    # from this moment the old agency is closed to them, and the new one not open yet
    assert client.get("/account").path == "/"
    assert PlainClient(app).sign_in(mover | {"totp_secret": None}).errors
    with world.keeper() as session:
        old = session.get_one(Worker, mover["id"])
        new = session.scalars(select(Worker).where(Worker.moved_from_id == mover["id"])).one()
        assert session.get_one(Draft, draft).worker_id != old.id
        assert task
        assert session.scalars(select(Post.until_at).where(Post.worker_id == old.id)).all() != [None]
        assert (
            session.scalars(select(RoleGrant).where(RoleGrant.worker_id == old.id, RoleGrant.until_at.is_(None))).all()
            == []
        )
        assert session.scalars(select(RoleGrant).where(RoleGrant.worker_id == new.id)).all() == []
        assert session.scalars(select(Post).where(Post.worker_id == new.id)).one().team_id is None
        reference, old_reference = new.reference, old.reference
    assert lead["id"]

    # the new agency's administrator hears of it, gives teams and roles, and lets them in
    council.sign_in(theirs)
    assert "A worker was moved to your agency" in council.get("/notices").text
    assert council.get(f"/workers/{old_reference}").status == 404
    council.get(f"/workers/{reference}/roles")
    council.submit("Keep these roles", roles=["frontline"])
    council.get(f"/workers/{reference}/teams")
    council.submit("Keep these teams", teams=[COUNCIL_TEAM])
    council.get(f"/workers/{reference}")
    council.submit("Let them in")
    accounts.forget_codes({"id": new.id})
    assert client.sign_in(mover).path in HOMES
    assert "London Borough of Havering" in client.get("/account").text

    # the old account is over for good
    assert administrator.post(f"/workers/{old_reference}/restore", administrator.page.fields("Sign out")).status == 422


def test_the_moved_account_opens_nothing_of_the_old_one(accounts, app, world, administrator):
    """What an id opens (own referrals, own answers, own events) stays with the old id, which nobody signs in as."""
    mover = accounts.make(TEAM)
    administrator.get(f"/workers/{mover['reference']}/agency")
    administrator.submit("Move them", agency="london-borough-of-havering")
    with world.keeper() as session:
        new = session.scalars(select(Worker).where(Worker.moved_from_id == mover["id"])).one()
        new.suspended_at = None
    signed_in = world.sign_in(new.id)
    assert mover["id"] not in signed_in.holders
    assert signed_in.roles == frozenset()
    assert signed_in.team_ids == ()


def test_a_worker_is_moved_once(accounts, administrator):
    mover = accounts.make(TEAM)
    administrator.get(f"/workers/{mover['reference']}/agency")
    administrator.submit("Move them", agency="london-borough-of-havering")
    assert administrator.get(f"/workers/{mover['reference']}/agency").status == 422
