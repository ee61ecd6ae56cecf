"""A forgotten password: by mail, the same page for everybody, and no way around the second step."""

import email
import re
from dataclasses import replace
from email import policy
from urllib.parse import urlsplit

from sqlalchemy import select, text

from coordination import clock, db
from coordination.config import Mail
from coordination.identity.jobs import send_link
from coordination.jobs import OutboxRow
from tests.plain_client import HOMES, PlainClient

NEW = "carrots under a quiet moon"


def ask(client, address):
    client.get("/forgotten-password")
    return client.submit("Send the link", email=address)


def waiting(world, account):
    with world.keeper() as session:
        return session.scalars(
            select(OutboxRow).where(OutboxRow.job == "send_link", OutboxRow.worker_id == account["id"])
        ).all()


def run(world, app, row, folder):
    """Run the job as its process does: as the role `worker`, entered by its outbox row."""
    settings = replace(app.extensions["settings"], mail=Mail("desk@agency.example", None, None, folder))
    db.connect(world.database.url("worker"))
    try:
        with db.writing(db.NOBODY) as session:
            session.execute(text("select enter_job(:row)"), {"row": row.id})
            send_link(session, row.worker_id, row.ids, settings)
    finally:
        db.connect(world.database.url("app"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(folder.glob("*.eml"))]


def test_the_page_is_the_same_for_an_account_and_for_none(accounts, app, world):
    account = accounts.make()
    known, unknown = ask(PlainClient(app), account["email"]), ask(PlainClient(app), "nobody@agency.example")
    assert known.text.replace(account["email"], "X") == unknown.text.replace("nobody@agency.example", "X")
    assert len(waiting(world, account)) == 1


def test_the_mail_brings_a_link_that_works_once_and_asks_for_the_code(accounts, app, world, tmp_path):
    account, client = accounts.make(), PlainClient(app)
    ask(client, account["email"].upper())
    (message,) = run(world, app, waiting(world, account)[0], tmp_path / "mail")
    assert message["To"] == account["email"]
    link = urlsplit(re.search(r"http\S+/link/\S+", message.get_content()).group()).path
    client.get(link)
    page = client.submit("Keep this password", new_password=NEW, repeat_password=NEW)
    assert page.heading == "Enter your code"
    assert client.submit("Sign in", code=client.code(account["totp_secret"])).path in HOMES
    assert client.get(link).status == 410


def test_the_link_is_over_within_the_hour(accounts, app, world, tmp_path, clock_at):
    clock_at("2026-03-02T12:00")
    account = accounts.make()
    ask(PlainClient(app), account["email"])
    (message,) = run(world, app, waiting(world, account)[0], tmp_path / "mail")
    link = urlsplit(re.search(r"http\S+/link/\S+", message.get_content()).group()).path
    clock_at("2026-03-02T13:00:01")
    assert PlainClient(app).get(link).status == 410


def test_nobody_is_flooded_with_mail(accounts, app, world):
    account = accounts.make()
    for _ in range(6):
        ask(PlainClient(app), account["email"])
    assert len(waiting(world, account)) == 3


def test_a_suspended_worker_gets_no_mail(accounts, app, world):
    account = accounts.make()
    with world.keeper() as session:
        session.execute(
            text("update worker set suspended_at = :at where id = :id"), {"at": clock.now(), "id": account["id"]}
        )
    ask(PlainClient(app), account["email"])
    assert waiting(world, account) == []


def test_a_new_password_ends_every_session(accounts, app, world, tmp_path):
    account, thief = accounts.make(), PlainClient(app)
    thief.sign_in(account)
    accounts.forget_codes(account)
    ask(PlainClient(app), account["email"])
    (message,) = run(world, app, waiting(world, account)[0], tmp_path / "mail")
    client = PlainClient(app)
    client.get(urlsplit(re.search(r"http\S+/link/\S+", message.get_content()).group()).path)
    client.submit("Keep this password", new_password=NEW, repeat_password=NEW)
    assert thief.get("/account").heading == "Sign in"
