"""A no reads the same whether a thing is hidden or absent, and a fault tells nothing but where to find it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.errors import Refused
from coordination.web.errorpages import session_ended
from coordination.web.frame import provide_frame


def without_nonce(text: str) -> str:
    return re.sub(r'nonce="[^"]+"', "", text)


def test_hidden_and_absent_are_the_same_page_to_the_letter(client: FlaskClient) -> None:
    assert without_nonce(client.get("/no/hidden").text) == without_nonce(client.get("/nowhere").text)


@pytest.mark.parametrize("kind", Refused.__subclasses__())
def test_every_kind_of_refusal_has_its_own_status_and_title(kind: type[Refused]) -> None:
    no = kind("Try again.", field="day")
    assert (no.message, no.field, str(no)) == ("Try again.", "day", "Try again.")
    assert kind.status in {403, 404, 409, 422}
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
