"""What a journey needs: both partnerships, people who sign in with both steps, jobs that are done, a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pyotp
import pytest
from flask import Flask

from coordination import clock, db
from coordination.worker import running
from tests import make
from tests.browser import PICTURES, WIDTHS
from tests.conftest import Database
from tests.identity.accounts import Accounts
from tests.patience import PATIENCE
from tests.plain_client import SECRET, app_for


@pytest.fixture
def app(database: Database, served: Callable[[Any], str]) -> Flask:
    return app_for(database)


@pytest.fixture
def world(database: Database, app: Flask, days: Callable[[str], datetime]) -> Iterator[make.World]:
    days("2026-11-16T09:00")  # the agencies and their people are there before the story begins
    with make.world(database) as made:
        yield made


@pytest.fixture
def accounts(world: make.World) -> Accounts:
    return Accounts(world, SECRET)


@pytest.fixture
def days() -> Iterator[Callable[[str], datetime]]:
    """`days("2026-11-18T10:30")`: from here on it is then, for the application as for whoever holds a telephone."""
    with ExitStack() as held:
        yield lambda moment: held.enter_context(clock.at(moment))


@pytest.fixture
def do_waiting_jobs(database: Database, does_jobs_here: None) -> Callable[[], int]:
    """Do every job that waits, in the order in which they were asked for, as a worker process does each."""

    def do() -> int:
        # A worker process signs in to the database under a name of its own, with other rights than the pages have.
        db.connect(database.url("worker"))
        try:
            return do_them()
        finally:
            db.engine().dispose()
            db.connect(database.url("app"))

    def do_them() -> int:
        done = 0
        with psycopg.connect(database.url("owner"), autocommit=True) as owner:
            while rows := owner.execute(
                "select id, job, failed_as from outbox where done_at is null order by asked_at, id"
            ).fetchall():
                for row_id, _, _ in rows:
                    running.run(str(row_id))
                failed = owner.execute(
                    "select job, failed_as from outbox where failed_as is not null and done_at is null"
                ).fetchall()
                assert failed == [], "a job failed"
                done += len(rows)
        return done

    return do


@dataclass
class Window:
    """A browser's window on the application, and what every state that is passed has to keep."""

    page: Any
    address: str
    barriers: Callable[[Any], list[str]]
    called: str
    passed: list[str] = field(default_factory=list)
    # A second page to look at a state through, where the first one runs no scripts and so cannot run axe either.
    glass: Any = None
    # With scripts and without, one of the widths is the one that is worked at.
    width: int = WIDTHS[0]
    # Without scripts a page has the same words in the same order: there axe looks in the long run.
    axe: bool = True

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, account: dict[str, Any]) -> None:
        """Both steps, as a person with a telephone takes them."""
        self.go("/")
        self.page.locator("[name=email]").fill(account["email"])
        self.page.locator("[name=password]").fill(account["password"])
        self.sound("sign-in")
        self.press("Continue")
        self.page.locator("input[name=code]").fill(pyotp.TOTP(account["totp_secret"]).at(clock.now()))
        self.sound("second-step")
        self.press("Sign in")
        self.page.locator("form[action='/sign-out']").wait_for(state="attached")

    def sign_out(self) -> None:
        way_out = self.page.get_by_role("button", name="Sign out", exact=True)
        if not way_out.is_visible():
            self.page.locator("details:has(form[action='/sign-out']) > summary").click()
        self.follow(way_out)
        self.page.locator("[name=password]").wait_for()

    def press(self, name: str) -> None:
        """Press the button of that name, and wait for the page that follows."""
        self.follow(self.page.get_by_role("button", name=name).first)

    def follow(self, way: Any) -> None:
        """Press what leads to another page, or to the same one again, and wait until that is there."""
        with self.page.expect_navigation():
            way.click()

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def asks(self, name: str) -> bool:
        """Whether the question of that name is on this page, and open."""
        boxes = self.page.locator(f"main [name='{name}']:not([type=hidden]), main [name='{name}-day']")
        return bool(boxes.count()) and bool(boxes.first.is_visible())

    def answer(self, name: str, value: str) -> None:
        """Answer the question of that name on this page, whatever its kind."""
        page = self.page
        if page.locator(f"[name='{name}-day']").count():
            moment = datetime.fromisoformat(value)
            for part, words in (("day", moment.day), ("month", moment.month), ("year", moment.year)):
                page.locator(f"[name='{name}-{part}']").fill(str(words))
            if page.locator(f"[name='{name}-time']").count():
                page.locator(f"[name='{name}-time']").fill(moment.strftime("%H:%M"))
            return
        boxes = page.locator(f"[name='{name}']:not([type=hidden])")
        kind = boxes.first.evaluate("box => box.type")
        if kind in ("radio", "checkbox"):
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            boxes.first.select_option(value)
        else:
            boxes.first.fill(value)

    def sound(self, state: str) -> None:
        """This state has no barrier for anybody and fits the screen, at a desk and on a telephone."""
        if state in self.passed:
            return
        self.passed.append(state)
        page = self._through_glass() if self.glass and self.axe else self.page
        for width in WIDTHS:
            self._be_wide(page, width)
            if PICTURES:
                Path(PICTURES).mkdir(exist_ok=True, parents=True)
                page.screenshot(
                    path=Path(PICTURES) / f"{self.called}-{len(self.passed):02}-{state}-{width}.png", full_page=True
                )
            if self.axe and width == self.width:  # the other journey looks at the other width
                assert self.barriers(page) == [], f"{state} at {width}"
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across <= width, f"{state} is {across} wide on a screen of {width}"
        self._be_wide(self.page, self.width)

    def _be_wide(self, page: Any, width: int) -> None:
        """As large as it is already, the browser need not lay the page out anew."""
        size = {"width": width, "height": 900 if width > 400 else 780}
        if page.viewport_size != size:
            page.set_viewport_size(size)

    def _through_glass(self) -> Any:
        """The very same page, drawn where axe can run."""
        body = self.page.content()
        self.glass.unroute_all()
        self.glass.route("**/*.js*", lambda route: route.abort())
        self.glass.route(f"{self.address}/looked-at", lambda route: route.fulfill(body=body, content_type="text/html"))
        self.glass.goto(f"{self.address}/looked-at")
        return self.glass


@pytest.fixture(params=["with-scripts", "without-scripts"])
def window(request: pytest.FixtureRequest, browser: Any, app: Flask, served: Any, barriers: Any) -> Iterator[Window]:
    """A browser with JavaScript at a desk, and one without on a telephone."""
    scripts = request.param == "with-scripts"
    width = WIDTHS[0] if scripts else WIDTHS[1]
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    glass = None if scripts else browser.new_context().new_page()
    axe = scripts or request.config.getoption("--long")
    yield Window(page, served(app), barriers, request.param, glass=glass, width=width, axe=axe)
    if glass:
        glass.context.close()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{request.param}-end.png", full_page=True)
    context.close()
