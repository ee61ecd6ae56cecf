"""A browser without JavaScript: it follows links, fills forms in as they stand, and keeps its cookie."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

import pyotp
from bs4 import BeautifulSoup, Tag
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client, TestResponse

from coordination import clock
from coordination.app import create_app
from coordination.config import from_environment
from coordination.live.streams import Pace
from coordination.local.database import give_door_key

# Where somebody is after signing in: today's work or, without a queue to work from, the plain first page.
HOMES = ("/today", "/home")
SECRET = "the tests' own secret, forty characters."


def app_for(database: Any, **environment: str) -> Flask:
    """The application on a test's database, with a door key that the database knows. A live stream says what it has
    to say and ends: nobody here listens for longer."""
    give_door_key(database.url("owner"), SECRET)
    app = create_app(
        from_environment(
            {
                "DATABASE_URL": database.url("app"),
                "REDIS_URL": database.redis_url,
                "COORDINATION_SECRET": SECRET,
                "COORDINATION_ADDRESS": "http://127.0.0.1:8000",
                "STATISTICS_DATABASE_URL": database.url("statistics"),
                **environment,
            }
        )
    )
    app.extensions["live_pace"] = Pace(longest=0.0)
    return compiled_once(app)


def compiled_once(app: Flask) -> Flask:
    """The same application, with templates that are compiled once in the whole run.

    Every module has an application of its own, and all of them the same templates.
    """
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(os.environ["TESTS_FOLDER"], "template-%s.cache")
    return app


class Page:
    """One answer, with what a person would read in it."""

    def __init__(self, address: str, answer: TestResponse) -> None:
        self.address = address
        self.answer = answer
        self.status = answer.status_code
        self.html = answer.get_data(as_text=True)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The answer as a tree; made when a story looks into it, for that costs as much as the answer itself."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def heading(self) -> str:
        found = self.soup.find("h1")
        return re.sub(r"\s+", " ", found.get_text(" ", strip=True)) if found else ""

    @property
    def text(self) -> str:
        main = self.soup.find("main") or self.soup
        return re.sub(r"\s+", " ", main.get_text(" ", strip=True))

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [item.get_text(" ", strip=True) for item in self.soup.select(".govuk-error-summary__list li")]

    def forms(self) -> list[Tag]:
        """The forms inside the page itself, not those of the bar above it."""
        return list((self.soup.find("main") or self.soup).find_all("form"))

    def form(self, which: int | str = 0) -> Tag:
        """A form by number, or by the text of one of its buttons."""
        if isinstance(which, int):
            return self.forms()[which]
        for form in self.soup.find_all("form"):
            if any(which in button.get_text(" ", strip=True) for button in form.find_all("button")):
                return form
        raise LookupError(f"No form on {self.path} has a button “{which}”. The page says: {self.text[:500]}")

    def fields(self, which: int | str = 0) -> list[tuple[str, str]]:
        """What a browser would send of this form as it stands."""
        sent = []
        for part in self.form(which).find_all(["input", "textarea", "select"]):
            name = part.get("name")
            if not name:
                continue
            if part.name == "textarea":
                sent.append((name, part.get_text().removeprefix("\n")))
            elif part.name == "select":
                chosen = part.find("option", selected=True) or part.find("option")
                sent.append((name, chosen.get("value", "") if chosen else ""))
            elif part.get("type") in ("radio", "checkbox"):
                if part.has_attr("checked"):
                    sent.append((name, part.get("value", "on")))
            elif part.get("type") not in ("submit", "button", "file"):
                sent.append((name, part.get("value", "")))
        return sent


class PlainClient:
    """`get`, `submit` and `sign_in`; `page` is the last page."""

    def __init__(self, app: Flask, address: str = "127.0.0.1") -> None:
        self.app = app
        self.address = address
        self.client: Client = app.test_client()
        self.page: Page | None = None

    def get(self, path: str, **headers: str) -> Page:
        """Open a page, and go where it sends us."""
        return self._open("GET", path, None, headers)

    def post(self, path: str, fields: Iterable[tuple[str, Any]] | dict[str, Any], **headers: str) -> Page:
        """Send fields to an address as they are, without a page to fill in."""
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        return self._open("POST", path, pairs, headers)

    def submit(self, which: int | str = 0, /, **answers: Any) -> Page:
        """Fill in a form of the last page and press its button. A list answers checkboxes."""
        assert self.page is not None, "open a page first"
        form = self.page.form(which)
        sent = [(name, value) for name, value in self.page.fields(which) if name not in answers]
        for name, value in answers.items():
            sent += [(name, one) for one in (value if isinstance(value, list) else [value])]
        address = urljoin(self.page.address, form.get("action") or self.page.address)
        return self._open(form.get("method", "get").upper(), address, sent, {"Referer": self.page.address})

    def sign_in(self, account: dict[str, Any]) -> Page:
        """Sign in as `D/demo-accounts.json` describes an account, both steps where it has two."""
        self.get("/")
        page = self.submit("Continue", email=account["email"], password=account["password"])
        if account.get("totp_secret"):
            page = self.submit("Sign in", code=self.code(account["totp_secret"]))
        return page

    def code(self, secret: str) -> str:
        """The code that an authenticator shows now."""
        return pyotp.TOTP(secret).at(clock.now())

    @property
    def cookie(self) -> str | None:
        """The session's cookie, for replaying it later."""
        found = self.client.get_cookie("coordination_session", domain="127.0.0.1")
        return found.value if found else None

    def carry(self, cookie: str) -> None:
        """Use this cookie from now on."""
        self.client.set_cookie("coordination_session", cookie, domain="127.0.0.1")

    def json(self) -> Any:
        """The last answer as JSON."""
        assert self.page is not None
        return json.loads(self.page.html)

    def _open(self, method: str, path: str, fields: list[tuple[str, Any]] | None, headers: dict[str, str]) -> Page:
        address = urljoin(self.page.address if self.page else "http://127.0.0.1:8000/", path)
        for _ in range(8):
            parts = urlsplit(address)
            where = parts.path + ("?" + parts.query if parts.query else "")
            answer = self.client.open(
                where,
                base_url="http://127.0.0.1:8000",
                method=method,
                data=MultiDict(fields) if fields is not None else None,
                headers=headers,
                environ_base={"REMOTE_ADDR": self.address},
            )
            if answer.status_code not in (301, 302, 303, 307, 308):
                break
            address = urljoin(address, answer.headers["Location"])
            if answer.status_code in (301, 302, 303):
                method, fields = "GET", None
        self.page = Page(address, answer)
        return self.page
