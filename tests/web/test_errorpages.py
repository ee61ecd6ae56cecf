"""A no reads the same whether a thing is hidden or absent, and a fault tells nothing but where to find it."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import CSRFProtect
from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.unreader import IterUnreader

from coordination.errors import Refused
from coordination.web.errorpages import session_ended
from coordination.web.frame import provide_frame
from tests.web.questions import GOOD


def without_nonce(text: str) -> str:
    return re.sub(r'nonce="[^"]+"', "", text)


def test_hidden_and_absent_are_the_same_page_to_the_letter(client: FlaskClient) -> None:
    assert without_nonce(client.get("/no/hidden").text) == without_nonce(client.get("/nowhere").text)


@pytest.mark.parametrize("kind", Refused.__subclasses__())
def test_every_kind_of_refusal_has_its_own_status_and_title(kind: type[Refused]) -> None:
    no = kind("Try again.", field="day")
    assert (no.message, no.field, str(no)) == ("Try again.", "day", "Try again.")
    assert kind.status in {403, 404, 409, 422, 429}
    assert kind.title != Refused.title


def test_a_refusal_shows_its_sentence(client: FlaskClient) -> None:
    assert "Only a team lead can do this. Ask yours." in client.get("/no/forbidden").text


def test_a_fault_shows_a_reference_and_the_log_says_no_more_than_the_kind(client: FlaskClient, caplog) -> None:
    text = client.get("/fault").text
    found = re.search(r"reference: <strong>([0-9A-F]{8})<", text)
    assert found
    assert f"fault {found[1]} RuntimeError" in caplog.text
    assert "Jo Example" not in text + caplog.text


def test_when_records_are_away_what_was_typed_can_be_sent_again(client: FlaskClient, caplog) -> None:
    answer = client.post("/away?step=2", data={"known_as": "Jo & Sam", "needs": ["a", "b"]})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert 'name="known_as" value="Jo &amp; Sam"' in answer.text
    assert answer.text.count('name="needs"') == 2
    assert 'action="/away?step=2"' in answer.text
    assert "Jo Example" not in caplog.text


def test_a_password_is_never_put_into_a_page(client: FlaskClient) -> None:
    assert "hunter2" not in client.post("/away", data={"email": "a@example.org", "password": "hunter2"}).text


@pytest.mark.parametrize("path", ["/no/moved", "/nowhere", "/fault"])
def test_a_program_gets_problem_details(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.mimetype == "application/problem+json"
    assert answer.json
    assert answer.json["status"] == answer.status_code
    assert answer.json["detail"].endswith(".")


def test_too_many_requests_says_when_to_come_back(client: FlaskClient) -> None:
    assert client.get("/abort/429").headers["Retry-After"] == "30"


def test_a_frame_that_cannot_be_made_does_not_spoil_the_error_page(app: Flask, client: FlaskClient) -> None:
    def broken() -> None:
        raise RuntimeError

    provide_frame(app, broken)  # type: ignore[arg-type]
    answer = client.get("/help")
    assert answer.status_code == 500
    assert "reference" in answer.text


def test_an_ended_session_leaves_a_live_part_of_a_page_alone(app: Flask) -> None:
    with app.test_request_context("/", headers={"HX-Request": "true"}):
        answer = session_ended("/?next=/case")
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/?next=/case")
    with app.test_request_context("/"):
        assert session_ended("/").status_code == 302


def test_an_ended_session_does_not_cost_what_was_typed(app: Flask) -> None:
    ours = {"Sec-Fetch-Site": "same-origin"}
    with app.test_request_context("/form", method="POST", data={"known_as": "Jo"}, headers=ours):
        answer = session_ended("/")
        assert answer.status_code == 401
        assert 'name="known_as" value="Jo"' in answer.get_data(as_text=True)
    with app.test_request_context("/sign-out", method="POST", data={"csrf_token": "stale"}, headers=ours):
        assert session_ended("/").status_code == 302
    with app.test_request_context("/form", method="POST", data={"known_as": "Jo"}):
        assert session_ended("/").status_code == 302


def test_a_token_that_ran_out_costs_one_press_and_only_on_our_own_pages(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    CSRFProtect(app)
    stale = {**GOOD, "csrf_token": "stale"}
    answer = client.post("/form", data=stale, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
    boxes = BeautifulSoup(answer.text, "html.parser").select("form[action='/form'] input")
    assert boxes == []  # a form with a password is never put into a page
    del stale["password"], stale["code"]
    answer = client.post("/form", data=stale, headers={"Sec-Fetch-Site": "same-origin"})
    boxes = BeautifulSoup(answer.text, "html.parser").select("form[action='/form'] input")
    again = {str(box["name"]): str(box["value"]) for box in boxes}
    assert again["known_as"] == "Jo"
    accepted = client.post("/form", data=again)
    assert accepted.status_code == 422  # taken, and only the password and the code are asked for
    assert accepted.text.count("govuk-error-message") == 2
    from_elsewhere = client.post("/form", data=stale)
    assert from_elsewhere.status_code == 400
    assert "known_as" not in from_elsewhere.text


# As gunicorn hands over what comes in pieces whose lengths are said on the way.
BREAKS_OFF = {"a length that is none": b"zz\r\nname=Jo", "a piece without its end": b"7\r\nname=JoJo"}


@pytest.mark.parametrize("why", BREAKS_OFF)
def test_what_comes_in_pieces_that_nobody_can_put_together_is_no_fault_of_ours(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, why: str
) -> None:
    pieces = Body(ChunkedReader(None, IterUnreader([BREAKS_OFF[why]])))
    answer = client.post(
        "/form",
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": pieces, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert answer.status_code == 400
    assert "We could not read what was sent." in answer.text
    assert "fault" not in caplog.text


def test_a_form_of_which_nothing_arrived_is_not_said_to_be_an_old_page(app: Flask) -> None:
    """It came broken, or with a wrong length: nobody has signed in since, and to start anew is of no help."""
    app.config["WTF_CSRF_ENABLED"] = True
    CSRFProtect(app)
    cut = b'--B\r\nContent-Disposition: form-data; name="known_as"\r\n\r\nJo'
    answer = app.test_client().post("/form", data=cut, content_type="multipart/form-data; boundary=B")
    assert answer.status_code == 400
    assert "We could not read what was sent." in answer.text and "signed in here" not in answer.text
