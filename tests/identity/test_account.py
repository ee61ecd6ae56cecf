"""What a worker does with their own account."""

from datetime import timedelta

import pytest

from coordination import clock
from coordination.identity.queries import arrive, freshly_confirmed
from tests.identity.accounts import PASSWORD
from tests.plain_client import HOMES, PlainClient

NEW = "carrots under a quiet moon"


@pytest.fixture
def account(accounts):
    return accounts.make()


@pytest.fixture
def mine(account, client):
    client.sign_in(account)
    return client


def test_another_password_ends_the_other_sessions_and_not_this_one(account, accounts, mine, app):
    accounts.forget_codes(account)
    other = PlainClient(app)
    other.sign_in(account)
    mine.get("/account/password")
    page = mine.submit("Change the password", password=PASSWORD, new_password=NEW, repeat_password=NEW)
    assert page.heading == "My account"
    assert other.get("/account").heading == "Sign in"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"password": "not my password at all"}, "That is not your password"),
        ({"repeat_password": "another one altogether"}, "not the same"),
        ({"new_password": "short", "repeat_password": "short"}, "15 characters or more"),
        ({"new_password": "", "repeat_password": ""}, "Enter a new password"),
    ],
)
def test_a_password_that_will_not_do_gets_a_sentence(mine, answers, sentence):
    mine.get("/account/password")
    given = {"password": PASSWORD, "new_password": NEW, "repeat_password": NEW, **answers}
    page = mine.submit("Change the password", **given)
    assert page.status == 422
    assert sentence in page.errors[0]
    assert PASSWORD not in page.html


def test_a_new_authenticator_replaces_the_old_once_a_code_was_shown(account, accounts, mine, app):
    page = mine.get("/account/second-step")
    assert page.heading == "Set up your second step", "somebody who has just signed in need not confirm"
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    assert secret != account["totp_secret"]
    assert mine.submit("Continue", code=mine.code(secret)).heading == "Keep these recovery codes"
    accounts.forget_codes(account)
    client = PlainClient(app)
    assert client.sign_in(account).status == 422
    assert client.submit("Sign in", code=client.code(secret)).path in HOMES


def test_after_five_minutes_it_asks_whether_it_is_you(mine, clock_at):
    clock_at(clock.now() + timedelta(minutes=5, seconds=1))
    assert not freshly_confirmed(arrive(mine.cookie))
    assert mine.get("/account/second-step").heading == "Confirm it is you"
    assert mine.submit("Continue", password="not my password at all").status == 422
    assert mine.submit("Continue", password=PASSWORD).heading == "Set up your second step"
    assert freshly_confirmed(arrive(mine.cookie))


def test_one_other_session_can_be_ended(account, accounts, mine, app):
    accounts.forget_codes(account)
    other = PlainClient(app)
    other.sign_in(account)
    mine.get("/account")
    page = mine.submit("Sign out there")
    assert page.heading == "My account"
    assert page.text.count("Signed in ") == 1
    assert other.get("/account").heading == "Sign in"


def test_shortcuts_are_off_until_switched_on(mine):
    assert "Shortcuts with single keys Off" in mine.get("/account").text
    mine.get("/account/shortcuts")
    assert "Shortcuts with single keys On" in mine.submit("Keep this choice", shortcuts="on").text
    mine.get("/account/shortcuts")
    page = mine.submit("Keep this choice", shortcuts="sometimes")
    assert (page.status, page.errors) == (422, ["Choose from the answers on this page."])
