"""A page that was half typed when its session ended."""

from datetime import timedelta
from io import BytesIO

import pytest

from coordination import clock
from tests.identity.accounts import PASSWORD
from tests.plain_client import HOMES, PlainClient

TYPED = {"email": "typed@agency.example", "name": "Half <b>Typed</b> & “so”", "roles": ["frontline", "panel"]}


@pytest.fixture
def half_typed(accounts, app, clock_at):
    """An administrator whose session runs out over a filled-in page; the page that answers."""
    account, client = accounts.make("hav-recovery", "administrator"), PlainClient(app)
    clock_at(clock.now())
    client.sign_in(account)
    client.get("/workers/invite")
    clock_at(clock.now() + timedelta(minutes=31))
    return account, client, client.submit("Invite", **TYPED)


def signed_in_again(client, account):
    client.submit("Continue", email=account["email"], password=PASSWORD)
    return client.submit("Sign in", code=client.code(account["totp_secret"]))


def test_it_is_sent_by_one_button_after_signing_in_again(half_typed):
    account, client, page = half_typed
    assert (page.status, page.heading) == (401, "Sign in")
    assert "is kept in this page" in page.text
    assert "typed@agency.example" not in page.html, "sealed, not readable by whoever sits down next"
    page = signed_in_again(client, account)
    assert page.heading == "Send what you had typed"
    page = client.submit("Send what I had typed")
    assert page.heading == "A link for Half <b>Typed</b> & “so”"


def test_a_wrong_password_in_between_loses_nothing(half_typed):
    account, client, _ = half_typed
    assert client.submit("Continue", email=account["email"], password="something else entirely").status == 422
    client.submit("Continue", email=account["email"], password=PASSWORD)
    assert client.submit("Sign in", code="000000").status == 422
    assert client.submit("Sign in", code=client.code(account["totp_secret"])).heading == "Send what you had typed"


def test_somebody_else_does_not_get_it(accounts, half_typed):
    _, client, _ = half_typed
    page = signed_in_again(client, accounts.make("hav-recovery", "administrator"))
    assert page.path in HOMES
    assert "typed@agency.example" not in page.html


def test_what_another_site_sends_is_not_kept(accounts, app, clock_at):
    client = PlainClient(app)
    clock_at(clock.now())
    client.sign_in(accounts.make("hav-recovery", "administrator"))
    clock_at(clock.now() + timedelta(minutes=31))
    page = client.post("/workers/invite", {"email": "forged@evil.example", "csrf_token": "forged"})
    assert page.status == 401
    assert ("kept", "") in page.fields(0)


def test_what_was_typed_while_another_tab_signed_out_stays_in_the_page(accounts, app, clock_at):
    account, client = accounts.make("hav-recovery", "administrator"), PlainClient(app)
    clock_at(clock.now())
    client.sign_in(account)
    client.get("/workers/invite")
    typed = [(name, value) for name, value in client.page.fields("Invite") if name != "name"] + [("name", "Half Typed")]
    client.post("/sign-out", {"csrf_token": dict(typed)["csrf_token"]})
    page = client.post("/workers/invite", typed, **{"Sec-Fetch-Site": "same-origin"})
    assert (page.status, page.heading) == (401, "You were signed out")
    assert ("name", "Half Typed") in page.fields("Send it again")


def test_a_password_is_never_kept(accounts, app, clock_at):
    account, client = accounts.make(), PlainClient(app)
    clock_at(clock.now())
    client.sign_in(account)
    client.get("/account/password")
    clock_at(clock.now() + timedelta(minutes=31))
    client.submit("Change the password", password=PASSWORD, new_password="a b c d e f g h i j", repeat_password="x")
    page = signed_in_again(client, account)
    assert {name for name, _ in page.fields("Send what I had typed")} == {"csrf_token", "once"}


def test_a_part_of_a_page_gets_an_address_instead_of_a_form(app):
    answer = app.test_client().post("/workers/invite", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/")


def test_a_page_that_a_colleague_left_open_says_in_whose_name_it_would_be_sent_now(accounts, app, clock_at):
    """One computer, two people: what the first had typed is still open in a tab when the second has signed in."""
    first, second = (accounts.make("hav-recovery", "administrator") for _ in range(2))
    client = PlainClient(app)
    clock_at(clock.now())
    client.sign_in(first)
    client.get("/workers/invite")
    typed = [(name, value) for name, value in client.page.fields("Invite") if name != "name"] + [("name", "Half Typed")]
    client.post("/sign-out", {"csrf_token": dict(typed)["csrf_token"]})
    client.sign_in(second)
    page = client.post("/workers/invite", typed, **{"Sec-Fetch-Site": "same-origin"})
    assert page.status == 400
    assert f"You are signed in as {second['name']}: send it again only if you wrote it" in page.text
    assert ("name", "Half Typed") in page.fields("Send it again")


@pytest.fixture
def with_a_document(accounts, app, clock_at):
    """A worker whose session runs out over a page that takes a file; the worker, their browser, and what they wrote."""
    account, client = accounts.make("hav-treatment-contact", "triage"), PlainClient(app)
    clock_at(clock.now())
    client.sign_in(account)
    client.get("/refer")
    client.submit("Begin", pathway="prison-release")
    client.get(f"{client.page.path}/documents/new")
    clock_at(clock.now() + timedelta(minutes=31))
    return account, client, {"title": "Letter from the GP, half typed"}


@pytest.mark.parametrize("chosen", ["a file", "no file yet"])
def test_words_beside_a_file_are_kept_and_the_file_is_asked_for_again(with_a_document, chosen):
    """Nothing goes out without the file that was to come with it."""
    account, client, words = with_a_document
    file = (BytesIO(b"A letter."), "letter.txt" if chosen == "a file" else "")
    page = client.submit("Add it", **words, file=file)
    assert (page.status, page.heading) == (401, "Sign in")
    assert "is kept in this page" in page.text and "half typed" not in page.html
    page = signed_in_again(client, account)
    assert "a file has to be chosen again" in page.text
    page = client.submit("Send what I had typed")
    assert page.status == 422
    assert ("title", words["title"]) in page.fields("Add it")
    assert page.errors == ["The file did not arrive. Choose it again." if chosen == "a file" else "Choose the file."]


def test_words_beside_a_file_stay_in_the_page_when_another_tab_signed_out(with_a_document):
    _, client, words = with_a_document
    file = (BytesIO(b"A letter."), "letter.txt")
    client.client.delete_cookie("coordination_session", domain="127.0.0.1")
    here = client.page.path
    page = client.post(here, {**words, "file": file}, **{"Sec-Fetch-Site": "same-origin"})
    assert (page.status, page.heading) == (401, "You were signed out")
    assert {("title", words["title"]), ("file", "letter.txt")} <= set(page.fields("Send it again"))
