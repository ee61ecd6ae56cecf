"""The rooms that have pages, in the order in which they are put into the application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination.identity import views as identity
from coordination.jobs import views as jobs

ROOMS: tuple[Callable[[Flask], None], ...] = (identity.register, jobs.register)
