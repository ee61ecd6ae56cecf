"""The rooms that have pages, in the order in which they are put into the application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination.queues import views as queues

ROOMS: tuple[Callable[[Flask], None], ...] = (queues.register,)
