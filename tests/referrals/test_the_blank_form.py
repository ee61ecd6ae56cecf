"""The blank form is laid out once a day for everybody, and says of which day it is."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from coordination import clock


def words_of(sheet: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(sheet)).pages).split())


def test_two_people_get_the_same_sheet_on_a_day_and_another_on_the_next(world, nurse, browser_of):
    address = "/refer/prison-release/blank.pdf"
    with clock.at("2026-11-18T10:30"):
        probation = world.worker("hav-probation", name="Pat Example")
        first, second = (browser_of(who).get(address).data for who in (nurse, probation))
    with clock.at("2026-11-18T23:59"):
        evening = browser_of(world.sign_in(nurse.id)).get(address).data
    with clock.at("2026-11-19T00:01"):
        next_day = browser_of(world.sign_in(nurse.id)).get(address).data
    assert first == second == evening
    assert "printed Wednesday 18 November 2026" in words_of(evening)
    assert "printed Thursday 19 November 2026" in words_of(next_day)


def test_each_kind_has_a_sheet_of_its_own(nurse, browser_of):
    browser = browser_of(nurse)
    sheets = {code: browser.get(f"/refer/{code}/blank.pdf").data for code in ("prison-release", "cuckooing")}
    assert sheets["prison-release"] != sheets["cuckooing"]
    assert "leaving prison" in words_of(sheets["prison-release"])
