"""Somebody who guesses: limits are exact, answers tell nothing, and nobody is shut out for long."""

import statistics
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from coordination import clock, db
from coordination.db import NOBODY, writing
from coordination.identity.commands import tries
from coordination.identity.doors import Door
from tests.identity.accounts import PASSWORD
from tests.plain_client import SECRET, PlainClient

NOON = "2026-03-02T12:00"


@pytest.fixture
def later(world, clock_at):
    """Each test has five minutes of its own, so that none counts another's failures."""
    with world.keeper() as session:
        session.execute(text("delete from sign_in_failure"))
    return clock_at


WRONG = "a wrong guess entirely"


def guess(client, email, password=WRONG):
    client.get("/")
    return client.submit("Continue", email=email, password=password)


def test_ten_failures_and_no_more_for_an_account(accounts, app, later):
    later(NOON)
    account = accounts.make()
    for number in range(10):
        assert guess(PlainClient(app, f"198.51.100.{number}"), account["email"]).status == 422
    page = guess(PlainClient(app, "203.0.113.9"), account["email"], PASSWORD)
    assert page.status == 429, "the eleventh is not looked at, even when it is right"
    assert "Wait until 12:05" in page.errors[0]

    later("2026-03-02T12:05:01")
    assert guess(PlainClient(app, "203.0.113.9"), account["email"], PASSWORD).heading == "Enter your code"


def test_successes_are_not_counted(accounts, app, later):
    account = accounts.make()
    for number in range(12):
        later(clock.as_moment(NOON) + timedelta(seconds=number))
        assert guess(PlainClient(app), account["email"], PASSWORD).heading == "Enter your code"


def test_two_hundred_failures_and_no_more_for_an_address(world, later):
    later(NOON)
    door = Door(SECRET)
    with writing(NOBODY) as session:
        for number in range(200):
            tries.begin(session, door, f"somebody{number}@example.org", "192.0.2.1")
    with pytest.raises(tries.TooManyTries), writing(NOBODY) as session:
        tries.begin(session, door, "somebody-else@example.org", "192.0.2.1")
    with writing(NOBODY) as session:
        tries.begin(session, door, "somebody-else@example.org", "192.0.2.2")


def test_tries_at_the_same_moment_meet_the_limit_exactly(world, later):
    later(NOON)
    door, let_in, start = Door(SECRET), [], threading.Barrier(8)

    def attack():
        start.wait()
        for _ in range(5):
            try:
                with writing(NOBODY) as session:
                    let_in.append(tries.begin(session, door, "crowd@example.org", "192.0.2.7"))
            except tries.TooManyTries:
                pass

    crowd = [threading.Thread(target=attack) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(let_in) == 10


def test_neighbours_in_one_ipv6_network_are_counted_together(world, later):
    later(NOON)
    door = Door(SECRET)
    with writing(NOBODY) as session:
        for number in range(200):
            tries.begin(session, door, f"v6-{number}@example.org", f"2001:db8:0:1::{number:x}")
    with pytest.raises(tries.TooManyTries), writing(NOBODY) as session:
        tries.begin(session, door, "v6-last@example.org", "2001:db8:0:1:ffff::1")


def test_codes_are_limited_too_and_passwords_do_not_shut_that_door(accounts, app, later):
    later(NOON)
    account = accounts.make()
    worker = PlainClient(app)
    guess(worker, account["email"], PASSWORD)
    for number in range(10):
        guess(PlainClient(app, f"198.51.100.{number}"), account["email"])
    right = worker.code(account["totp_secret"])
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(9):
        assert worker.submit("Sign in", code=wrong).status == 422
    assert worker.submit("Sign in", code=wrong).status == 422
    assert worker.submit("Sign in", code=right).status == 429


def test_unknown_wrong_and_suspended_get_the_same_page(accounts, world, app, later):
    later(NOON)
    known, gone = accounts.make(), accounts.make()
    with world.keeper() as session:
        session.execute(
            text("update worker set suspended_at = :at where id = :id"), {"at": clock.now(), "id": gone["id"]}
        )
    pages = [
        guess(PlainClient(app), "nobody@example.org"),
        guess(PlainClient(app), known["email"]),
        guess(PlainClient(app), gone["email"], PASSWORD),
    ]
    assert {page.status for page in pages} == {422}
    assert len({page.text for page in pages}) == 1


def test_time_does_not_tell_whether_an_account_exists(accounts, app, later):
    """Time on the processor, which a busy machine does not stretch, and as many questions to the database."""
    known = accounts.make()
    taken, asked = {"known": [], "unknown": []}, {"known": [], "unknown": []}
    statements = []
    event.listen(db.engine(), "before_cursor_execute", lambda *about: statements.append(about[2]))
    for number in range(24):
        later(clock.as_moment(NOON) + timedelta(minutes=number))
        for kind, email in (("known", known["email"]), ("unknown", f"nobody{number}@example.org")):
            client = PlainClient(app)
            client.get("/")
            statements.clear()
            began = time.thread_time()
            client.submit("Continue", email=email, password="a wrong guess entirely")
            taken[kind].append(time.thread_time() - began)
            asked[kind].append(len(statements))
    usual = statistics.median(taken["unknown"])
    difference = statistics.median(taken["known"]) - usual
    # a slow processor takes longer over both
    assert abs(difference) < max(0.005, usual / 10), f"{difference * 1000:.1f} ms of {usual * 1000:.0f}"
    assert asked["known"] == asked["unknown"]
