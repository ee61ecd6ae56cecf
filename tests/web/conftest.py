"""A small app that is nothing but pages: every macro, every kind of question, and every way to be told no."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort, render_template
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests

from coordination import clock, errors
from coordination.web import dress
from coordination.web.assets import ROOT
from coordination.web.frame import Alert, Frame, Link, provide_frame
from tests.web.questions import GOOD, NOW, EveryQuestion

FRAME = Frame(
    partnership="Havering Combating Drugs Partnership",
    accent="5b3a6e",
    navigation=[
        Link(text, f"/{text.lower().replace(' ', '-')}", current=text == "Queues")
        for text in ("Today", "Queues", "Cases", "Log a referral", "Panels", "Measures", "Statistics")
    ],
    search_href="/search",
    notices_href="/notices",
    notices=3,
    worker="Ana Reyes",
    agency="Probation",
    account_href="/account",
    sign_out_href="/sign-out",
    alerts=[Alert("Children may be at risk on HAV-2WN8-PC", "/cases/HAV-2WN8-PC", "/alerts/1/seen")],
    late_sweep="The last check for deadlines was at 10:02am. What is shown as late or due is still right.",
    demonstration=True,
)


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def app() -> Flask:
    """An app with the product's look and no records behind it."""
    app = Flask("pages", static_folder=None)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(ROOT / "templates"),
            FileSystemLoader(Path(__file__).parent / "templates"),
        ]
    )
    app.jinja_env.undefined = StrictUndefined
    app.config.update(SECRET_KEY="only for these tests", WTF_CSRF_ENABLED=False)
    dress(app)
    provide_frame(app, lambda: FRAME)

    @app.route("/form", methods=["GET", "POST"])
    def form() -> tuple[str, int]:
        form = EveryQuestion()
        sent = form.validate_on_submit()
        return render_template("questions.html", form=form, sent=sent), 422 if form.errors else 200

    @app.get("/filled")
    def filled() -> str:
        with app.test_request_context("/form", method="POST", data=GOOD):
            answers = EveryQuestion().answers
        return render_template("questions.html", form=EveryQuestion(formdata=None, data=answers), sent=False)

    @app.get("/case")
    def case() -> str:
        return render_template("case.html", now=NOW)

    @app.get("/list")
    def listing() -> str:
        return render_template("list.html", now=NOW)

    @app.get("/no/<kind>")
    def no(kind: str) -> str:
        raise {
            "hidden": errors.NotVisible("There is no such case."),
            "forbidden": errors.NotAllowed("Only a team lead can do this. Ask yours."),
            "wrong": errors.Invalid("Choose a day."),
            "moved": errors.MovedOn("Sam has it already.", kept={"holder": "Sam"}),
        }[kind]

    @app.route("/fault", methods=["GET", "POST"])
    def fault() -> str:
        raise RuntimeError("Jo Example, born 7 March 1987")

    @app.route("/away", methods=["GET", "POST"])
    def away() -> str:
        raise OperationalError("select answer", {"name": "Jo Example"}, Exception("gone"))

    @app.get("/abort/<int:status>")
    def aborted(status: int) -> str:
        if status == 429:
            raise TooManyRequests(retry_after=30)
        abort(status)

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
