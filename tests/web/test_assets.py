"""Files beside a page: kept for ever under their digest, free of what belongs to gov.uk alone."""

import pytest
from flask.testing import FlaskClient

from coordination.web.assets import VENDOR, missing
from coordination.web.filters import due, full_date, full_time, plural, short_date, showable, time_of_day
from coordination.web.frame import INK, PAPER, text_on
from tests.web.questions import NOW

needs_packages = pytest.mark.skipif(bool(missing()), reason="front-end packages are not installed: run npm ci")


@needs_packages
@pytest.mark.parametrize("name", VENDOR)
def test_every_package_file_is_served_under_its_digest(app, client: FlaskClient, name: str) -> None:
    address = app.jinja_env.globals["asset_url"](f"vendor/{name}")
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "immutable" not in client.get(f"/vendor/{name}?v=old").headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(answer.data)


@needs_packages
@pytest.mark.parametrize("name", ["govuk.css", "moj.css"])
def test_the_gov_uk_typeface_is_not_named(client: FlaskClient, name: str) -> None:
    assert b"GDS Transport" not in client.get(f"/vendor/{name}").data


@needs_packages
@pytest.mark.parametrize(
    ("path", "status"),
    [("images/icon-document.svg", 200), ("images/govuk-crest.svg", 404), ("images/favicon.svg", 404),
     ("fonts/light-94a07e06a1-v2.woff2", 404), ("images/moj-logotype-crest-2024.svg", 404), ("manifest.json", 404)],
)  # fmt: skip
def test_icons_are_served_and_crowns_are_not(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(f"/assets/{path}").status_code == status


@pytest.mark.parametrize("path", ["/static/../wsgi.py", "/static/%2e%2e/README.md", "/static/", "/vendor/package.json"])
def test_nothing_else_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_accent_is_a_stylesheet_with_a_text_colour_that_can_be_read(client: FlaskClient) -> None:
    assert client.get("/accent/5b3a6e.css").text == f":root{{--accent:#5b3a6e;--on-accent:{PAPER}}}\n"
    assert client.get("/accent/red;}.css").status_code == 404
    assert text_on("ffdd00") == INK


def test_dates_are_written_for_england() -> None:
    summer = NOW.replace(month=7, day=1, hour=23, minute=30)
    assert full_date(summer) == "Thursday 2 July 2026"
    assert full_time(summer) == "Thursday 2 July 2026 at 12:30am"
    assert (short_date(NOW), time_of_day(NOW), time_of_day(NOW.replace(hour=12, minute=0))) == (
        "21 Nov", "10:42am", "midday")  # fmt: skip


def test_due_is_late_today_or_a_day() -> None:
    assert due(NOW.replace(minute=41), NOW) == ("late", "Late")
    assert due(NOW.replace(hour=23), NOW) == ("today", "Today")
    assert due(NOW.replace(day=24), NOW) == ("date", "Tue 24 Nov")


def test_words_agree_with_their_count() -> None:
    assert (plural(1, "case"), plural(2, "case"), plural(2, "agency", "agencies")) == (
        "1 case",
        "2 cases",
        "2 agencies",
    )
    assert showable("a\x00b\u00a0c") == "ab\u00a0c"
