"""The rooms that have pages, in the order in which they are put into the application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination.governance import views as governance

ROOMS: tuple[Callable[[Flask], None], ...] = (governance.register,)
