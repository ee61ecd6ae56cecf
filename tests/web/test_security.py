"""Every answer carries the same promises, whatever its status; requests from elsewhere are not listened to."""

import re

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

PATHS = [
    ("/help", 200), ("/no/hidden", 404), ("/nowhere", 404), ("/no/forbidden", 403), ("/no/wrong", 422),
    ("/no/moved", 409), ("/abort/413", 413), ("/abort/429", 429), ("/abort/400", 400), ("/fault", 500), ("/away", 503),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_every_status_carries_every_header(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}'", policy)
    assert "unsafe" not in policy
    for part in ("style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_nonce_is_new_for_every_answer_and_is_the_one_on_the_page(client: FlaskClient) -> None:
    nonces = []
    for _ in range(2):
        answer = client.get("/help")
        found = re.search(r"'nonce-([\w-]+)'", answer.headers["Content-Security-Policy"])
        assert found
        assert f'nonce="{found[1]}"' in answer.text
        nonces.append(found[1])
    assert nonces[0] != nonces[1]


def test_an_https_answer_says_to_come_back_by_https(client: FlaskClient) -> None:
    answer = client.get("/help", base_url="https://example.org")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND", "JO"])
def test_other_methods_are_not_listened_to(client: FlaskClient, method: str) -> None:
    assert client.open("/form", method=method).status_code == 405


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"},
     {"Origin": "null"}, {"Origin": "http://localhost:1"}],
)  # fmt: skip
def test_a_form_sent_from_another_site_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/form", headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_our_own_pages_are_listened_to(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/form", headers=headers).status_code == 422


@pytest.mark.parametrize("address", ["/no/%00", "/%00", "/accent/5b3a6e%00.css"])
def test_nothing_is_called_by_a_sign_that_can_be_kept_nowhere(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_such_a_sign_in_a_question_is_read_as_no_sign(app: Flask) -> None:
    with app.test_request_context("/help?q=a%00b&%00=1&q=c"):
        assert request.args.getlist("q") == ["a\ufffdb", "c"]
        assert list(request.args) == ["q", "\ufffd"]
