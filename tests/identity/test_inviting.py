"""From an invitation to a first sign-in."""

from urllib.parse import urlsplit

from tests.identity.accounts import PASSWORD
from tests.plain_client import HOMES, PlainClient

NEW = "carrots under a quiet moon"


def invite(administrator, email="new.colleague@agency.example", **more):
    administrator.get("/workers/invite")
    answers = {"email": email, "name": "Nova Example", "teams": ["hav-recovery"], "roles": ["frontline"]}
    return administrator.submit("Invite", **{**answers, **more})


def link_in(page):
    return urlsplit(page.soup.find(class_="secret").get_text(strip=True)).path


def test_an_invited_colleague_chooses_a_password_sets_up_a_code_and_is_in(accounts, app):
    administrator, colleague = PlainClient(app), PlainClient(app)
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    page = invite(administrator)
    link = link_in(page)
    assert page.heading == "A link for Nova Example"

    colleague.get(link)
    page = colleague.submit("Keep this password", new_password=NEW, repeat_password=NEW)
    assert page.heading == "Set up your second step"
    secret = page.soup.find(class_="secret").get_text().replace(" ", "")
    page = colleague.submit("Continue", code=colleague.code(secret))
    assert page.heading == "Keep these recovery codes"
    assert "Havering treatment and recovery" in colleague.get("/account").text

    assert PlainClient(app).get(link).status == 410, "a link works once"
    assert "Nova Example" in administrator.get("/workers").text


def test_a_newer_invitation_ends_the_older(accounts, app):
    administrator = PlainClient(app)
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    old = link_in(invite(administrator, "twice@agency.example", name="Twice Invited"))
    page = administrator.get("/workers")
    administrator.get(next(a["href"] for a in page.soup.select("th a") if "Twice" in a.text))
    new = link_in(administrator.submit("Make the invitation again"))
    assert PlainClient(app).get(old).status == 410
    assert PlainClient(app).get(new).status == 200


def test_an_invitation_runs_out(accounts, app, clock_at):
    administrator = PlainClient(app)
    clock_at("2026-03-02T12:00")
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    link = link_in(invite(administrator, "late@agency.example"))
    clock_at("2026-03-09T12:01")
    page = PlainClient(app).get(link)
    assert (page.status, page.heading) == (410, "This link no longer works")


def test_an_address_that_is_taken_is_refused_and_the_other_answers_are_kept(accounts, app):
    administrator = PlainClient(app)
    taken = accounts.make("waf-recovery")
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    page = invite(administrator, taken["email"].upper())
    assert page.status == 422
    assert "already belongs to an account" in page.errors[0]
    assert ("name", "Nova Example") in page.fields(0)
    assert ("roles", "frontline") in page.fields(0)


def test_an_invitation_cannot_give_a_role_that_reaches_further(accounts, app):
    administrator = PlainClient(app)
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    page = invite(administrator, "further@agency.example", roles=["governance"])
    assert page.status == 422
    assert "further@agency.example" not in administrator.get("/workers").text


def test_a_link_does_not_skip_the_second_step(accounts, app):
    administrator, forgetful, account = PlainClient(app), PlainClient(app), accounts.make("hav-recovery")
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    administrator.get(f"/workers/{account['reference']}")
    link = link_in(administrator.submit("Make a new link"))
    forgetful.get(link)
    page = forgetful.submit("Keep this password", new_password=NEW, repeat_password=NEW)
    assert page.heading == "Enter your code"
    assert forgetful.get("/account").heading == "Sign in"
    forgetful.get("/")
    assert forgetful.submit("Continue", email=account["email"], password=PASSWORD).status == 422
    forgetful.submit("Continue", email=account["email"], password=NEW)
    assert forgetful.submit("Sign in", code=forgetful.code(account["totp_secret"])).path in HOMES


def test_people_of_another_agency_are_not_there(accounts, app):
    administrator, elsewhere = PlainClient(app), accounts.make("waf-recovery", name="Otto Elsewhere")
    administrator.sign_in(accounts.make("hav-recovery", "administrator"))
    assert "Otto Elsewhere" not in administrator.get("/workers").text
    assert administrator.get(f"/workers/{elsewhere['reference']}").status == 404
    assert administrator.get(f"/workers/{elsewhere['reference']}/suspend").status == 404
