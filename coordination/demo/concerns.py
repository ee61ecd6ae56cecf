"""Invented concerns that came without an account: one that waits, one that was turned down, one that looks odd."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from coordination import clock
from coordination.concerns.commands.deciding import open_it, turn_down
from coordination.concerns.commands.sending import TOO_QUICK, send
from coordination.concerns.queries.receivers import public_page
from coordination.db import NOBODY, reading, writing
from coordination.demo.acting import Company

KIND = "school-concern"
LEADS = {
    "havering": "wilfred.chalkwell@havering.example",
    "waltham-forest": "tabitha.inkwell@waltham-forest.example",
}
FRIEND = {
    "safe_now": "not-sure",
    "told_by": "pupil",
    "about": "friend",
    "words": "My friend has started to bring vapes that make him fall asleep. I do not want him to know it was me. "
    "Invented for the demonstration.",
    "school": "Millbrook School (example)",
    "year_group": "9",
    "in_term": "yes",
    "named": "no",
    "wants_reply": "yes",
    "reply_how": "teacher",
    "reply_contact": "The art teacher",
}
PLACE = {
    **FRIEND,
    "safe_now": "yes",
    "told_by": "school",
    "about": "place",
    "words": "People leave bottles behind the bus shelter. Invented for the demonstration.",
    "wants_reply": "no",
}
ODD = {**FRIEND, "safe_now": "yes", "words": "asdf asdf asdf. Invented for the demonstration.", "wants_reply": "no"}
CAME, DECIDED, ODD_CAME = timedelta(hours=3), timedelta(days=6), timedelta(hours=2)


def tell(workers: Company, partnership: str) -> None:
    """Three concerns for the schools of this partnership; one of them was read and turned down days ago."""
    now, lead = clock.now(), workers[LEADS[partnership]]
    _send(workers, partnership, FRIEND, now - CAME)
    known = _send(workers, partnership, PLACE, now - DECIDED)
    _send(workers, partnership, ODD, now - ODD_CAME, odd=(TOO_QUICK,))
    with clock.at(now - DECIDED + timedelta(hours=1)):
        with writing(lead) as session:
            open_it(session, lead, known)
        with writing(lead) as session:
            turn_down(session, lead, known, reason="known", words="The council clears it each week (example).")


def _send(workers: Company, partnership: str, answers: dict[str, Any], at: datetime, odd: tuple[str, ...] = ()) -> str:
    with clock.at(at):
        with reading(NOBODY) as session:
            page = public_page(session, workers.door, partnership, KIND)
        with writing(NOBODY) as session:
            once = secrets.token_hex(16)
            return send(session, workers.door, page, answers, once=once, address="192.0.2.1", odd=odd)
