"""Every macro and every kind of question draws, empty, filled and with errors."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.web.questions import GOOD, EveryQuestion


def page(client: FlaskClient, path: str, status: int = 200, **sent: object) -> BeautifulSoup:
    answer = client.open(path, **sent)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.parametrize(
    "path", ["/form", "/filled", "/list", "/case", "/help", "/accessibility", "/privacy", "/cookies"]
)
def test_a_page_stands_in_its_frame_and_has_no_inline_style_or_script(client: FlaskClient, path: str) -> None:
    soup = page(client, path)
    assert len(soup.find_all("h1")) == 1
    assert soup.title
    assert soup.title.text.endswith("– Havering Combating Drugs Partnership")
    assert not soup.select("[style], style")
    assert [script["type"] for script in soup.find_all("script") if script.text.strip()] == ["importmap"]
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for element in soup.select("[aria-describedby]"):
        assert set(str(element["aria-describedby"]).split()) <= set(ids)


def test_good_answers_are_read(app, client: FlaskClient) -> None:
    page(client, "/form", method="POST", data=GOOD)
    with app.test_request_context("/form", method="POST", data=GOOD):
        answers = EveryQuestion().answers
    assert str(answers["dob"]) == "1987-03-07"
    assert answers["seen"].isoformat() == "2026-11-03T14:30:00+00:00"
    assert answers["happened"] == "Leaves prison on Thursday.\nNo appointment yet."
    assert answers["needs"] == ["prescription", "housing"]
    assert answers["postcode"] == "RM1 3BB"
    assert answers["district"] == "RM1"
    assert answers["nhs_number"] == "9434765919"
    assert answers["code"] == "123456"
    assert answers["password"] == " a b "


def test_what_was_answered_is_drawn_again(client: FlaskClient) -> None:
    soup = page(client, "/filled")
    values = {box["name"]: box.get("value") for box in soup.select("input.govuk-input")}
    assert values["dob-month"] == "3"
    assert values["seen-time"] == "2:30pm"
    assert values["nhs_number"] == "943 476 5919"
    assert values["password"] is None
    chosen = [box["value"] for box in soup.select("input[checked]")]
    assert chosen == ["other", "prescription", "housing", "dont-know", "yes"]


def test_an_empty_form_names_every_question_and_leads_to_its_first_box(client: FlaskClient) -> None:
    soup = page(client, "/form", 422, method="POST", data={"once": "0" * 32})
    assert soup.title
    assert soup.title.text.startswith("Error: ")
    links = [str(link["href"]) for link in soup.select(".govuk-error-summary a")]
    assert links[2:4] == ["#dob-day", "#seen-day"]
    assert len(links) == 18
    assert "This page is incomplete." in soup.select_one(".govuk-error-summary").text  # type: ignore[union-attr]
    for link in links:
        target = soup.select_one(f"[id='{link[1:]}']")
        assert target is not None
        assert target.name in {"input", "select", "textarea"}


def test_the_link_leads_to_the_box_that_is_wrong_and_the_rest_is_kept(client: FlaskClient) -> None:
    soup = page(client, "/form", 422, method="POST", data={**GOOD, "dob-month": "Smarch", "seen-time": "25:00"})
    assert [str(link["href"]) for link in soup.select(".govuk-error-summary a")] == ["#dob-month", "#seen-time"]
    assert soup.select_one("#dob-month")["value"] == "Smarch"  # type: ignore[index]
    assert soup.select_one("#known_as")["value"] == "Jo"  # type: ignore[index]
    assert soup.select_one("[name=once]")["value"] == GOOD["once"]  # type: ignore[index]


def test_a_message_is_text_and_not_html(client: FlaskClient) -> None:
    soup = page(client, "/case")
    assert not soup.select(".talk b")
    assert "<b>Thursday</b>" in soup.select(".talk__text")[0].text
