"""The rooms that have pages, in the order in which they are put into the application."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination.cases import views as cases
from coordination.concerns import views as concerns
from coordination.conversation import views as conversation
from coordination.documents import views as documents
from coordination.governance import views as governance
from coordination.identity import views as identity
from coordination.jobs import views as jobs
from coordination.lists import views as lists
from coordination.live import views as live
from coordination.notifications import views as notifications
from coordination.outcomes import views as outcomes
from coordination.panels import views as panels
from coordination.queues import views as queues
from coordination.referrals import views as referrals
from coordination.same_person import views as same_person
from coordination.statistics import views as statistics

ROOMS: tuple[Callable[[Flask], None], ...] = (
    identity.register,
    queues.register,
    referrals.register,
    concerns.register,
    cases.register,
    conversation.register,
    documents.register,
    same_person.register,
    lists.register,
    governance.register,
    notifications.register,
    statistics.register,
    outcomes.register,
    panels.register,
    live.register,
    jobs.register,
)
