"""What the pages of a case offer beside its steps: pressed by chance, as by somebody who fills in what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coordination import clock

SAYS = ("Written by chance (example).", "Nothing more is known (example).", "7", "RM3 8AB", "07700 900123")
# a sum or a file is another page's subject, and signing out is no step of a case
PASSED_OVER = (".pdf", "/documents/new", "/sign-out", "/file", "/original")


class Refused(AssertionError):
    """A page offered something, and what it led to was neither done nor refused with a sentence."""


class Pages:
    """One person at the pages of one case, who presses what is there."""

    def __init__(self, browser: FlaskClient, reference: str, chance: Random) -> None:
        self.browser, self.reference, self.chance = browser, reference, chance

    def press_something(self) -> str:
        """Follow a link or send a form of the case's page or of its conversation; in words, what became of it.

        Raises Refused for anything that was offered and is out of place.
        """
        start = f"/cases/{self.reference}{self.chance.choice(('', '', '/conversation'))}"
        page = self._open(start)
        offered = [*self._links(page), *_forms(page)]
        if not offered:
            return f"nothing is offered on {start}"
        return self._follow(start, self.chance.choice(offered), deep=3)

    def press_in(self, address: str) -> str:
        """Send one of the forms of another page, such as a queue."""
        page = self._open(address)
        forms = list(_forms(page))
        return self._follow(address, self.chance.choice(forms), deep=1) if forms else f"nothing is offered on {address}"

    def _follow(self, here: str, offered: str | Tag, deep: int) -> str:
        """Open a link, or send a form, as far as it leads."""
        if isinstance(offered, Tag):
            return self._send(here, offered)
        page = self._open(offered)
        found = [*_forms(page)]
        links = [each for each in self._links(page) if each.startswith(offered + "/")]
        if deep and (found or links):
            return self._follow(offered, self.chance.choice([*found, *found, *links]), deep - 1)
        return f"opened {offered}"

    def _send(self, here: str, form: Tag) -> str:
        """Fill a form in by chance and send it. What it still asks for is filled in again, as somebody would."""
        address = urljoin(here, str(form.get("action") or here))
        for _ in range(4):
            sent = _filled_in(form, self.chance)
            answer = self.browser.post(address, data=_by_name(sent), headers={"Referer": f"http://localhost{here}"})
            said = self._read(f"sent {address} {sent}", answer)
            if answer.status_code != 422:
                return f"sent {address} {sent}: {answer.status_code}"
            if not said.select(".govuk-error-summary__list li, .govuk-error-message, [role=alert]"):
                raise Refused(f"sent {address} {sent}: refused without a sentence")
            again = [each for each in _forms(said) if urljoin(address, str(each.get("action") or address)) == address]
            if not again:
                break
            form = again[0]
        return f"sent {address}: refused with a sentence"

    def _open(self, address: str) -> BeautifulSoup:
        return self._read(f"opened {address}", self.browser.get(address, follow_redirects=True))

    def _read(self, what: str, answer: TestResponse) -> BeautifulSoup:
        page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        if answer.status_code not in (200, 302, 303, 422):
            said = " ".join((page.find("main") or page).get_text(" ", strip=True).split())
            raise Refused(f"{what}: answered {answer.status_code}, “{said[:300]}”")
        return page

    def _links(self, page: BeautifulSoup) -> list[str]:
        """The links of the page that lead to something on this case that is no step of it."""
        own = f"/cases/{self.reference}/"
        hrefs = [urlsplit(str(each["href"])) for each in (page.find("main") or page).find_all("a", href=True)]
        found = [each.path for each in hrefs if each.path.startswith(own) and not each.query]
        return [each for each in dict.fromkeys(found) if "/moves/" not in each and not each.endswith(PASSED_OVER)]


def _forms(page: BeautifulSoup) -> Iterator[Tag]:
    for form in (page.find("main") or page).find_all("form"):
        if str(form.get("method", "get")).lower() == "post" and not form.find("input", type="file"):
            hidden = form.find_parent(attrs={"hidden": True})
            if hidden is None:
                yield form


def _by_name(sent: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in sent:
        found.setdefault(name, []).append(value)
    return found


def _filled_in(form: Tag, chance: Random) -> list[tuple[str, str]]:
    """What a browser sends of a form that somebody filled in without thinking much."""
    sent: list[tuple[str, str]] = []
    groups: dict[str, list[Tag]] = {}
    for part in form.find_all(["input", "textarea", "select"]):
        if part.get("name"):
            groups.setdefault(str(part["name"]), []).append(part)
    day = clock.today() + timedelta(days=chance.choice((-2, 0, 0, 1, 3, 9)))
    parts = {
        "day": str(day.day),
        "month": str(day.month),
        "year": str(day.year),
        "time": chance.choice(("10:00", "14:30")),
    }
    for name, boxes in groups.items():
        first = boxes[0]
        kind = first.get("type", "text") if first.name == "input" else first.name
        dated = next((value for end, value in parts.items() if name.endswith(f"-{end}")), None)
        if kind == "hidden":
            sent += [(name, str(each.get("value", ""))) for each in boxes]
        elif kind == "radio":
            sent.append((name, str(chance.choice(boxes)["value"])))
        elif kind == "checkbox":
            most = chance.choice((1, 1, 2))
            sent += [(name, str(each.get("value", "on"))) for each in chance.sample(boxes, min(most, len(boxes)))]
        elif kind == "select":
            options = [str(each.get("value", "")) for each in first.find_all("option")]
            sent.append((name, chance.choice([each for each in options if each] or [""])))
        elif dated is not None:
            sent.append((name, dated))
        elif kind not in ("submit", "button", "file", "password"):
            sent.append((name, chance.choice(SAYS)))
    pressed = [each for each in form.find_all("button") if each.get("name")]
    plain = [each for each in form.find_all("button") if not each.get("name")]
    if pressed and (not plain or chance.random() < 0.3):
        button = chance.choice(pressed)
        sent.append((str(button["name"]), str(button.get("value", ""))))
    return sent
