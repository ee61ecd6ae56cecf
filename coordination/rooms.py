"""The rooms that have pages, in the order in which they are put into the application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination.cases.views import register as cases
from coordination.identity.views import register as identity
from coordination.queues.views import register as queues
from coordination.referrals.views import register as referrals

ROOMS: tuple[Callable[[Flask], None], ...] = (identity, queues, cases, referrals)
