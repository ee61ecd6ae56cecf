"""A worker hears of what happens to their account, from the app and by mail, whoever does it."""

import email
from dataclasses import replace
from email import policy

from sqlalchemy import select

from coordination import db
from coordination.config import Mail
from coordination.identity.models import KnownDevice
from coordination.jobs import OutboxRow, finish, take
from coordination.notifications.account import tell_of_account
from coordination.worker.doors import enter
from coordination.worker.known import JOBS
from tests.identity.accounts import PASSWORD
from tests.plain_client import PlainClient

NEW = "carrots under a quiet moon"


def told(world, app, account, folder):
    """Do the jobs that wait for this worker, as role `worker`; return the mails, read from the folder."""
    settings = replace(app.extensions["settings"], mail=Mail("desk@agency.example", None, None, folder))
    with world.keeper() as session:
        waiting = session.scalars(
            select(OutboxRow.id).where(
                OutboxRow.job == "tell_of_account", OutboxRow.worker_id == account["id"], OutboxRow.done_at.is_(None)
            )
        ).all()
    db.connect(world.database.url("worker"))
    try:
        for row in waiting:
            with db.writing(db.NOBODY) as session:
                asked = take(session, row)
                enter(session, asked, JOBS[asked.job])
                tell_of_account(session, asked, settings)
                finish(session, row)
    finally:
        db.connect(world.database.url("app"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(folder.glob("*.eml"))]


def test_a_known_device_is_quiet_and_an_unknown_one_is_told_of(accounts, app, world, tmp_path):
    account, desk, elsewhere = accounts.make(), PlainClient(app), PlainClient(app)
    desk.sign_in(account)
    desk.submit("Sign out")
    accounts.forget_codes(account)
    desk.sign_in(account)
    assert told(world, app, account, tmp_path) == []  # the first sign-in of all, and the same browser again

    accounts.forget_codes(account)
    elsewhere.sign_in(account)
    (mail,) = told(world, app, account, tmp_path)
    assert mail["To"] == account["email"]
    assert "device that was not known" in mail.get_content()
    assert "device that was not known" in desk.get("/notices").text

    accounts.forget_codes(account)
    elsewhere.submit("Sign out")
    elsewhere.sign_in(account)
    assert len(told(world, app, account, tmp_path)) == 1


def test_the_cookie_is_kept_as_a_keyed_hash_which_two_colleagues_do_not_share(accounts, app, world):
    first, second, shared = accounts.make(), accounts.make(), PlainClient(app)
    shared.sign_in(first)
    shared.submit("Sign out")
    shared.sign_in(second)
    carried = shared.client.get_cookie("coordination_device", domain="127.0.0.1")
    assert carried.http_only
    assert carried.same_site == "Lax"
    with world.keeper() as session:
        kept = session.scalars(
            select(KnownDevice.device_hash).where(KnownDevice.worker_id.in_([first["id"], second["id"]]))
        ).all()
    assert len(set(kept)) == 2
    assert carried.value.encode() not in b"".join(kept)


def test_a_cookie_somebody_made_up_is_taken_for_none(accounts, app):
    account, client = accounts.make(), PlainClient(app)
    client.client.set_cookie("coordination_device", "'; drop table known_device; --", domain="127.0.0.1")
    client.sign_in(account)
    assert "drop" not in client.client.get_cookie("coordination_device", domain="127.0.0.1").value


def test_a_changed_password_is_told_by_mail_and_in_the_app(accounts, app, world, tmp_path):
    account, client = accounts.make(), PlainClient(app)
    client.sign_in(account)
    client.get("/account/password")
    client.submit(0, password=PASSWORD, new_password=NEW, repeat_password=NEW)
    (mail,) = told(world, app, account, tmp_path)
    assert "password of your account was changed" in mail.get_content()
    assert "sign out everywhere" in client.get("/notices").text


def test_a_new_second_step_is_told_and_the_first_one_is_not(accounts, app, world, tmp_path):
    account, client = accounts.make(), PlainClient(app)
    client.sign_in(account)
    page = client.get("/account/second-step")
    client.submit("Continue", code=client.code(page.soup.find(class_="secret").get_text().replace(" ", "")))
    (mail,) = told(world, app, account, tmp_path)
    assert "another authenticator" in mail.get_content()
