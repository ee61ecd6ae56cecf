"""The application on a world with both partnerships, and a browser without JavaScript for whoever a story needs."""

from tests.cases.conftest import app, browser_of, held_time  # noqa: F401
from tests.live.conftest import ears  # noqa: F401
