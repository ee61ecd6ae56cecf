"""Signing in with a password and a code."""

from sqlalchemy import select

from coordination.audit.models import Event, EventDetail
from tests.identity.accounts import PASSWORD
from tests.plain_client import HOMES


def test_a_worker_signs_in_with_a_password_and_a_code(accounts, client):
    account = accounts.make()
    page = client.get("/")
    assert [name for name, _ in page.fields(0) if name in ("email", "password")] == ["email", "password"]

    page = client.submit("Continue", email=account["email"], password=PASSWORD)
    assert page.soup.find("input", {"name": "code"})["autocomplete"] == "one-time-code"
    assert client.get("/account").heading == "Sign in", "a password alone opens nothing"

    client.get("/sign-in/code")
    page = client.submit("Sign in", code=client.code(account["totp_secret"]))
    assert page.status == 200
    assert client.get("/account").text.count(account["email"]) == 1


def test_the_page_that_was_asked_for_comes_after_signing_in(accounts, client):
    account = accounts.make()
    client.get("/account/shortcuts")
    client.submit("Continue", email=account["email"], password=PASSWORD)
    page = client.submit("Sign in", code=client.code(account["totp_secret"]))
    assert page.path == "/account/shortcuts"


def test_an_address_elsewhere_is_not_followed(accounts, client):
    account = accounts.make()
    client.get("/?then=//evil.example/account")
    client.submit("Continue", email=account["email"], password=PASSWORD, then="https://evil.example/")
    page = client.submit("Sign in", code=client.code(account["totp_secret"]), then="//evil.example")
    assert page.path in HOMES


def test_a_worker_without_an_authenticator_sets_one_up(accounts, client):
    account = accounts.make(second_step=False)
    client.get("/")
    page = client.submit("Continue", email=account["email"], password=PASSWORD)
    assert page.heading == "Set up your second step", "outside the demonstration nobody goes without"
    assert page.soup.find("svg") is not None
    assert "style=" not in page.html
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    page = client.submit("Continue", code="000000")
    assert page.status == 422
    assert page.soup.find(class_="secret").get_text().replace(" ", "") == secret
    client.submit("Continue", code=client.code(secret))
    assert client.get("/account").heading == "My account"


def test_signing_out_clears_the_browser_and_ends_the_session(accounts, client):
    client.sign_in(accounts.make())
    client.get("/account")
    kept = client.cookie
    answer = client.client.post(
        "/sign-out", data=dict(client.page.fields("Sign out")), base_url="http://127.0.0.1:8000"
    )
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account").heading == "Sign in"
    client.carry(kept)
    assert client.get("/account").heading == "Sign in"


def test_the_log_says_who_signed_in_and_out_and_for_whom_it_failed(accounts, client, world):
    account = accounts.make()
    client.get("/")
    client.submit("Continue", email=account["email"], password="something else entirely")
    client.sign_in(account)
    client.get("/account")
    client.submit("Sign out")
    with world.keeper() as session:
        events = session.execute(
            select(Event.kind, Event.actor_id, EventDetail.detail)
            .join(EventDetail, EventDetail.event_id == Event.id)
            .where(Event.kind.like("sign-in.%"))
            .order_by(Event.recorded_at.desc())
            .limit(3)
        ).all()
    assert [tuple(event) for event in reversed(events)] == [
        ("sign-in.failed", None, {"why": "password", "worker": str(account["id"])}),
        ("sign-in.succeeded", account["id"], {}),
        ("sign-in.ended", account["id"], {"everywhere": False}),
    ]
