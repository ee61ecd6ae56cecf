"""Somebody with an old cookie, a planted cookie, a used code or raw SQL."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from coordination import clock
from coordination.db import NOBODY, writing
from coordination.identity.doors import Door, token_digest
from tests.identity.accounts import PASSWORD
from tests.plain_client import HOMES, SECRET, PlainClient


def test_a_code_works_once_also_with_spaces_in_it(accounts, app):
    account = accounts.make()
    first, second = PlainClient(app), PlainClient(app)
    code = first.code(account["totp_secret"])
    first.get("/")
    first.submit("Continue", email=account["email"], password=PASSWORD)
    assert first.submit("Sign in", code=f" {code[:3]} {code[3:]} ").path in HOMES
    second.get("/")
    second.submit("Continue", email=account["email"], password=PASSWORD)
    for replayed in (code, f"{code[:3]} {code[3:]}", f"{code[:2]}-{code[2:]}"):
        page = second.submit("Sign in", code=replayed)
        assert (page.status, page.heading) == (422, "Enter your code")


def test_a_code_of_yesterday_does_not_work(accounts, app, clock_at):
    account = accounts.make()
    client = PlainClient(app)
    old = client.code(account["totp_secret"])
    clock_at(clock.now() + timedelta(minutes=2))
    client.get("/")
    client.submit("Continue", email=account["email"], password=PASSWORD)
    assert client.submit("Sign in", code=old).status == 422


def test_a_planted_cookie_is_worth_nothing_after_signing_in(accounts, app):
    attacker, victim = PlainClient(app), PlainClient(app)
    attacker.get("/")
    planted = attacker.cookie
    victim.get("/")
    victim.carry(planted)
    account = accounts.make()
    victim.get("/")
    victim.submit("Continue", email=account["email"], password=PASSWORD)
    between = victim.cookie
    victim.submit("Sign in", code=victim.code(account["totp_secret"]))
    assert len({planted, between, victim.cookie}) == 3, "a new token at every step"
    assert victim.get("/account").heading == "My account"
    for old in (planted, between):
        attacker.carry(old)
        assert attacker.get("/account").heading == "Sign in"
        assert attacker.get("/sign-in/code").heading == "Sign in"


def test_a_session_ends_when_nothing_is_asked_and_after_twelve_hours(accounts, app, clock_at):
    began = clock.now()
    clock_at(began)
    idle, busy = PlainClient(app), PlainClient(app)
    idle.sign_in(accounts.make())
    busy.sign_in(accounts.make())
    for minutes in range(20, 12 * 60, 20):
        clock_at(began + timedelta(minutes=minutes))
        assert busy.get("/account").heading == "My account"
        if minutes == 40:
            assert idle.get("/account").heading == "Sign in"
    clock_at(began + timedelta(hours=12))
    assert busy.get("/account").heading == "Sign in"


def test_a_suspended_worker_is_out_at_once(accounts, world, app):
    account, admin = accounts.make(), accounts.make("hav-recovery", "administrator")
    worker, administrator = PlainClient(app), PlainClient(app)
    worker.sign_in(account)
    administrator.sign_in(admin)
    administrator.get(f"/workers/{account['reference']}/suspend")
    administrator.submit("Suspend")
    answer = worker.client.get("/account", base_url="http://127.0.0.1:8000")
    assert answer.status_code == 302
    assert worker.post("/sign-out", {}).status == 401
    worker.get("/")
    assert worker.submit("Continue", email=account["email"], password=PASSWORD).status == 422


def test_a_role_that_is_taken_counts_from_the_next_request(accounts, app):
    account, admin = accounts.make("hav-recovery", "administrator"), accounts.make("hav-recovery", "administrator")
    loser, other = PlainClient(app), PlainClient(app)
    loser.sign_in(account)
    assert loser.get("/workers").status == 200
    other.sign_in(admin)
    other.get(f"/workers/{account['reference']}/roles")
    other.submit("Keep these roles", roles=["frontline"])
    assert loser.get("/workers").status == 403


def test_every_session_ends_with_signing_out_everywhere(accounts, app, clock_at):
    account = accounts.make()
    here, there = PlainClient(app), PlainClient(app)
    here.sign_in(account)
    clock_at(clock.now() + timedelta(seconds=90))
    there.sign_in(account)
    kept = there.cookie
    page = here.get("/account")
    assert page.text.count("Signed in ") == 2
    here.submit("Sign out everywhere")
    there.carry(kept)
    assert there.get("/account").heading == "Sign in"
    assert here.get("/account").heading == "Sign in"


@pytest.mark.parametrize("kind", ["sign_in", "second_step"])
def test_sql_alone_signs_nobody_in(accounts, database, kind):
    account, digest = accounts.make(), token_digest("t" * 43)
    forged = Door("a secret that somebody guessed, 40 letters").proof("begin", str(account["id"]), digest.hex(), kind)
    with psycopg.connect(database.url("app")) as connection:
        for proof in (b"", None, forged):
            opened = connection.execute(
                "select begin_acting(%s, %s, %s, %s, %s, %s)",
                (account["id"], digest, kind, clock.now(), clock.now() + timedelta(hours=1), proof),
            ).fetchone()
            assert opened is not None
            assert not opened[0]
        connection.rollback()


def test_a_proof_for_one_worker_opens_nothing_for_another(accounts, world):
    one, other, digest = accounts.make(), accounts.make(), token_digest("u" * 43)
    proof = Door(SECRET).proof("begin", str(one["id"]), digest.hex(), "sign_in")
    with writing(NOBODY) as session:
        opened = session.execute(
            text("select begin_acting(:who, :digest, 'sign_in', :now, :now, :proof)"),
            {"who": other["id"], "digest": digest, "now": clock.now(), "proof": proof},
        ).scalar_one()
    assert not opened


@pytest.mark.parametrize(
    "statement",
    [
        "select * from sign_in",
        "select * from one_time_link",
        "select * from acting",
        "select * from sign_in_failure",
        "select key from door_key",
        "select email from worker",
        "delete from sign_in_failure",
        "insert into role_grant (id, worker_id, role, from_at) values (uuidv7(), uuidv7(), 'governance', now())",
        "select refresh_acting(uuidv7())",
        "select pass_work_on(uuidv7(), null, clock_timestamp(), 'x')",
        "select may_administer(uuidv7())",
    ],
)
def test_the_application_role_reaches_no_means_of_signing_in(accounts, database, statement):
    accounts.make()
    with psycopg.connect(database.url("app")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("role", ["frontline", "governance", "team-lead"])
def test_only_an_administrator_of_the_same_agency_administers(accounts, world, role):
    target = accounts.make()
    askers = [world.worker("hav-recovery", role), world.worker("waf-recovery", "administrator")]
    for asker in askers:
        for statement in (
            "select suspend_worker(:who, :now)",
            "select give_role(:who, 'administrator', null, :now)",
            "select place_worker(:who, '{}', :now)",
        ):
            with pytest.raises(Exception, match="administrator") as refused, writing(asker) as session:
                session.execute(text(statement), {"who": target["id"], "now": clock.now()})
            assert "InsufficientPrivilege" in str(refused.value)
    assert not accounts.suspended(target["id"])


def test_nobody_gives_themselves_a_role_or_an_agency_one_that_reaches_further(accounts, world):
    administrator, colleague = world.worker("hav-recovery", "administrator"), accounts.make()
    for who, role in ((administrator.id, "frontline"), (colleague["id"], "governance"), (colleague["id"], "data-lead")):
        with pytest.raises(Exception, match="InsufficientPrivilege"), writing(administrator) as session:
            session.execute(
                text("select give_role(:who, :role, null, :now)"), {"who": who, "role": role, "now": clock.now()}
            )
