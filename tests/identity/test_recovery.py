"""A telephone that is lost."""

import pytest
from sqlalchemy import text

from tests.identity.accounts import PASSWORD
from tests.plain_client import HOMES, PlainClient


@pytest.fixture
def kept(accounts, app):
    """A worker who has set up an authenticator, and the codes that were shown."""
    account, client = accounts.make(), PlainClient(app)
    client.sign_in(account)
    page = client.get("/account/second-step")
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    page = client.submit("Continue", code=client.code(secret))
    return {**account, "totp_secret": secret}, [item.get_text() for item in page.soup.select("main .secret li")]


def without_a_telephone(app, account, code):
    client = PlainClient(app)
    client.get("/")
    client.submit("Continue", email=account["email"], password=PASSWORD)
    client.get("/sign-in/recovery")
    return client, client.submit("Sign in", code=code)


def test_a_code_on_paper_lets_in_once_and_leads_to_a_new_authenticator(kept, app):
    account, codes = kept
    assert len(set(codes)) == 8
    client, page = without_a_telephone(app, account, codes[0].lower().replace("-", " "))
    assert page.heading == "Set up your second step"
    assert client.get("/today").path in HOMES
    _, page = without_a_telephone(app, account, codes[0])
    assert (page.status, page.heading) == (422, "Use a recovery code")
    assert without_a_telephone(app, account, codes[1])[1].heading == "Set up your second step"


def test_a_code_of_somebody_else_does_not_work(kept, accounts, app):
    _, codes = kept
    assert without_a_telephone(app, accounts.make(), codes[2])[1].status == 422


def test_new_codes_end_the_old(kept, app):
    account, codes = kept
    client, page = without_a_telephone(app, account, codes[0])
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    client.submit("Continue", code=client.code(secret))
    assert without_a_telephone(app, account, codes[1])[1].status == 422


def test_guesses_are_counted_with_the_codes_of_the_authenticator(kept, app):
    account, codes = kept
    for _ in range(10):
        assert without_a_telephone(app, account, "22222-22222")[1].status == 422
    assert without_a_telephone(app, account, codes[0])[1].status == 429


def test_the_codes_themselves_are_not_kept(kept, world):
    account, codes = kept
    with world.keeper() as session:
        (row,) = session.execute(text("select sign_in::text from sign_in where worker_id = :id"), {"id": account["id"]})
    assert not any(code.replace("-", "") in row[0] or code in row[0] for code in codes)


def test_without_a_password_there_is_no_such_page(app):
    assert PlainClient(app).get("/sign-in/recovery").heading == "Sign in"
