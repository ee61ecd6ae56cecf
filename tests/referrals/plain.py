"""A browser without JavaScript: it follows links and sends forms as they stand, hidden fields included."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from workflows.vocabulary import Pathway, Question


class PlainBrowser:
    """One window. `page` is what it shows, `status` and `address` how it got there."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.boxes: list[tuple[str, str]] = []

    def open(self, address: str) -> PlainBrowser:
        self._arrived(self.client.get(address))
        return self

    def go_back_to(self, other: PlainBrowser) -> None:
        self.page, self.boxes, self.address = other.page, list(other.boxes), other.address

    @property
    def words(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    @property
    def title(self) -> str:
        assert self.page.title is not None
        return self.page.title.text

    def fill(self, name: str, *values: str) -> PlainBrowser:
        """Put these values into the boxes of that name."""
        self.boxes = [(each, value) for each, value in self.boxes if each != name]
        self.boxes += [(name, value) for value in values if value != ""]
        return self

    def box(self, name: str) -> str:
        return next((value for each, value in self.boxes if each == name), "")

    def press(self, button: str | None = None, value: str | None = None, **more: str) -> PlainBrowser:
        """Send the form of the page. `button` is the name of a button other than the plain one."""
        sent: dict[str, list[str]] = {}
        for name, each in [*self.boxes, *([(button, value or button)] if button else []), *more.items()]:
            sent.setdefault(name, []).append(each)
        self._arrived(self.client.post(self.action, data=sent))
        return self

    def post(self, address: str, **sent: Any) -> Any:
        """Send boxes of one's own making, with what the page hides in its form; the answer as it came."""
        hidden = {name: self.box(name) for name in ("csrf_token", "once")}
        return self.client.post(address, data={**hidden, **sent})

    def follow(self, words: str) -> PlainBrowser:
        """Follow the link with these words."""
        link = next(each for each in self.page.find_all("a") if words in " ".join(each.get_text(" ").split()))
        return self.open(str(link["href"]))

    def _arrived(self, response: Any) -> None:
        hops = 0
        self.address = response.request.full_path.rstrip("?")
        while response.status_code in (301, 302, 303) and hops < 9:
            address = response.headers["Location"].partition("#")[0]
            response, hops = self.client.get(address), hops + 1
            self.address = address
        self.status, self.raw = response.status_code, response
        self.page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
        # the button of what cannot wait stands before the form of the page itself
        own = self.page.select_one("main form[method=post]:not(.cannot-wait form)")
        form = own or self.page.select_one("main form[method=post]")
        self.action = self.address
        self.boxes = []
        if form is not None:
            self.action = str(form.get("action") or self.address)
            self.boxes = list(_boxes(form))


def _boxes(form: Tag) -> list[tuple[str, str]]:
    found = []
    for box in form.find_all(["input", "textarea", "select"]):
        name = box.get("name")
        if not name:
            continue
        if box.name == "textarea":
            found.append((str(name), box.text.removeprefix("\n")))
        elif box.name == "select":
            chosen = box.select_one("option[selected]")
            found.append((str(name), str(chosen["value"]) if chosen else ""))
        elif box.get("type") not in ("radio", "checkbox") or box.has_attr("checked"):
            found.append((str(name), str(box.get("value", ""))))
    return found


def type_answer(browser: PlainBrowser, question: Question, value: Any) -> None:
    """Answer one question on the page as a person would."""
    code = question.code
    if question.kind in ("date", "date-time"):
        moment = datetime.fromisoformat(value) if question.kind == "date-time" else date.fromisoformat(value)
        browser.fill(f"{code}-day", str(moment.day)).fill(f"{code}-month", str(moment.month))
        browser.fill(f"{code}-year", str(moment.year))
        if isinstance(moment, datetime):
            browser.fill(f"{code}-time", moment.strftime("%H:%M"))
    elif question.kind == "choices":
        browser.fill(code, *value)
    else:
        browser.fill(code, str(value))


def type_page(browser: PlainBrowser, pathway: Pathway, answers: dict[str, Any]) -> None:
    """Answer every question of the page that is open for which there is an answer."""
    topic = pathway.topics[browser.address.partition("?")[0].rpartition("/")[2]]
    for question in topic.questions:
        if question.code in answers and not question.later:
            type_answer(browser, question, answers[question.code])
