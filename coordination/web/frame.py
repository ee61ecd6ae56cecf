"""What stands around every page: the bar at the top, the banners under it, the footer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import Flask, Response, abort, g, url_for
from flask_wtf.csrf import generate_csrf

from coordination import clock

INK = "#0b0c0c"
PAPER = "#ffffff"
PLAIN_ACCENT = "2f5d50"


@dataclass(frozen=True)
class Link:
    """A place in the bar. `current` marks the page that is open; `about` says what it is for, where it is listed."""

    text: str
    href: str
    current: bool = False
    about: str = ""


@dataclass(frozen=True)
class Alert:
    """Something urgent that waits for this worker; stands above everything until acknowledged."""

    sentence: str
    href: str
    acknowledge_href: str | None = None


@dataclass(frozen=True)
class Frame:
    """Everything the frame shows. The default is what a stranger sees."""

    partnership: str = "Case coordination"
    accent: str = PLAIN_ACCENT
    home_href: str = "/"
    navigation: Sequence[Link] = ()
    search_href: str | None = None
    notices_href: str | None = None
    notices: int = 0
    messages_href: str | None = None
    messages: int = 0
    worker: str | None = None
    agency: str | None = None
    account_href: str | None = None
    sign_out_href: str | None = None
    alerts: Sequence[Alert] = field(default_factory=tuple)
    urgent: int = 0  # how many wait in all; the alerts are the newest of them
    late_sweep: str | None = None
    demonstration: bool = False
    session_of: str | None = None  # whose session shows this page; without it no page is covered
    shortcuts: bool = False
    cover_after: int = 10 * 60  # seconds without a touch, well before the session ends
    exit_href: str = "https://www.bbc.co.uk/weather"


FrameMaker = Callable[[], Frame]


def provide_frame(app: Flask, make: FrameMaker) -> None:
    """From now on pages of this app stand in the frame that `make` gives, asked once in a request."""
    app.extensions["frame"] = make


def bare_frame() -> None:
    """For the rest of this request use the stranger's frame: an error page must not ask a database that is gone."""
    g.frame = Frame()


def register(app: Flask) -> None:
    """Put `frame`, `clock_now` and `csrf_value` within reach of templates, and serve the accent colours."""
    app.context_processor(lambda: {"frame": _frame(app)})
    app.jinja_env.globals.update(clock_now=clock.now, csrf_value=generate_csrf)
    app.add_url_rule("/accent/<colour>.css", "accent", _accent)
    app.jinja_env.globals["accent_url"] = lambda colour: url_for("accent", colour=colour.lstrip("#").lower())


def _frame(app: Flask) -> Frame:
    if "frame" not in g:
        # A page that fails while its frame is made is drawn again as an error page: that one gets the bare frame.
        g.frame = Frame()
        make: FrameMaker | None = app.extensions.get("frame")
        if make is not None:
            g.frame = make()
    made: Frame = g.frame
    return made


def _accent(colour: str) -> Response:
    """A partnership's colour as a stylesheet, because the pages allow no inline style."""
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        abort(404)
    css = f":root{{--accent:#{colour};--on-accent:{text_on(colour)}}}\n"
    response = Response(css, mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = 31536000
    response.cache_control.immutable = True
    return response


def text_on(colour: str) -> str:
    """Ink or paper, whichever reads better on this background (WCAG relative luminance)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return INK if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else PAPER
