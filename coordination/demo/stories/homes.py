"""Homes that others may have taken over, at every step of the work. Nobody here exists, and no such address does."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination import clock
from coordination.cases.commands.moving import make_move
from coordination.db import writing
from coordination.demo.answers_home import about_a_home
from coordination.demo.people import Person
from coordination.demo.stories import talking
from coordination.demo.telling import Teller, as_sent
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.commands.submitting import submit
from workflows.local_time import LONDON

PATHWAY = "cuckooing"


@dataclass
class Home:
    """One worry about a home, and what happened to it next."""

    teller: Teller
    reference: str

    def move(self, part: str, code: str, at: datetime, /, **given: Any) -> None:
        """Whoever plays this part makes a move."""
        worker = self.teller.worker(part)
        with clock.at(at), writing(worker) as session:
            make_move(session, worker, self.reference, code, given, once=secrets.token_hex(16))

    def planned(self, days_ago: int) -> None:
        """Taken up, checked and met about so many working days ago."""
        days = self.teller.days
        self.move("safety", "take_up", days.before(days_ago + 2, "15:10"))
        self.move(
            "police", "police_check", days.before(days_ago + 1, "10:00"), police_say="Known for callers at night."
        )
        self.move("safety", "checks_done", days.before(days_ago + 1, "16:00"))
        met = days.before(days_ago, "14:00")
        self.move(
            "safety", "record_meeting", met, met_on=met.astimezone(LONDON).date().isoformat(),
            is_it_cuckooing="confirmed", victim_status="yes", plan="New locks this week; visits by two agencies.",
        )  # fmt: skip

    def visited(self, at: datetime) -> None:
        """Somebody saw the occupier alone."""
        on = at.astimezone(LONDON).date().isoformat()
        self.move(
            "safety", "record_visit", at, visit_type="joint", visit_result="completed", visit_alone="yes",
            visit_seen_on=on, visit_child="no", visit_offers=["locks", "naloxone"],
        )  # fmt: skip


def worry(t: Teller, person: Person, sent: datetime, number: int, **more: Any) -> Home:
    """A housing officer is worried about somebody's home and says so."""
    sender = t.worker("housing")
    with clock.at(sent):
        said = about_a_home(person, clock.today(), t.borough.code, number, sender.name, sender.agency_name)
        with writing(sender) as session:
            draft = begin(session, sender, PATHWAY, once=secrets.token_hex(16))
        with writing(sender) as session:
            keep_answers(session, sender, draft, as_sent(PATHWAY, {**said, **more}))
        with writing(sender) as session:
            reference = submit(session, sender, draft, once=secrets.token_hex(16))
    return Home(t, reference)


def new(t: Teller, person: Person) -> None:
    """Sent on the last working day, and still to be looked at."""
    worry(t, person, t.days.before(1, "11:30"), person.number)


def asked_about(t: Teller, person: Person) -> None:
    """The community safety team asked a question."""
    home = worry(t, person, t.days.before(1, "09:10"), person.number)
    home.move("safety", "ask_for_more", t.days.before(1, "12:00"), information_wanted="On which days did you see them?")


def checking(t: Teller, person: Person) -> None:
    """Taken up; partners are asked what they know."""
    home = worry(t, person, t.days.before(1, "09:30"), person.number)
    home.move("safety", "take_up", t.days.before(1, "13:00"))


def waiting_for_a_meeting(t: Teller, person: Person) -> None:
    """The checks are in, and a meeting has to be held."""
    home = worry(t, person, t.days.before(2, "09:30"), person.number)
    home.move("safety", "take_up", t.days.before(2, "13:00"))
    home.move("safety", "checks_done", t.days.before(1, "16:00"))


def red_with_an_order(t: Teller, person: Person) -> None:
    """A weapon was seen: a meeting at once, a safeguarding enquiry, and a partial order that lets the occupier stay."""
    home = worry(t, person, t.days.before(5, "09:30"), person.number, harm_signs=["H2", "H3"])
    home.planned(3)
    home.move("safety", "ask_safeguarding", t.days.before(3, "15:00"), safeguarding_worry="Afraid in their own home.")
    decided = t.days.before(3, "16:30")
    home.move(
        "care", "section_42_met", decided,
        safeguarding_decided_on=decided.astimezone(LONDON).date().isoformat(),
        safeguarding_reason="They have care needs and cannot protect themselves.",
    )  # fmt: skip
    at = t.days.before(2, "09:00")
    local = at.astimezone(LONDON)
    home.move(
        "police", "begin_enforcement", at, authorised_by="An inspector (example)",
        authorised_at=local.strftime("%Y-%m-%dT%H:%M"), notice_bars=["visitors"],
    )  # fmt: skip
    home.move("police", "serve_notice", at, served_at=local.strftime("%Y-%m-%dT%H:%M"))
    home.move("police", "apply_for_order", t.days.before(1, "09:30"))
    home.move(
        "police", "record_partial_order", t.days.before(1, "15:00"),
        order_from=t.days.before(1, "09:00").astimezone(LONDON).date().isoformat(),
        order_to=t.days.ahead(40).isoformat(), may_stay="The occupier, carers and named family.",
        where_they_live="stays",
    )  # fmt: skip
    home.visited(t.days.before(1, "16:30"))
    talking.about_a_home(home)


def watched(t: Teller, person: Person) -> None:
    """Safe again for now; the visits go on."""
    home = worry(t, person, t.days.before(9, "09:30"), person.number)
    home.planned(6)
    home.visited(t.days.before(4, "11:00"))
    home.visited(t.days.before(2, "11:00"))
    home.move("safety", "begin_monitoring", t.days.before(1, "10:00"))


def stepped_down(t: Teller, person: Person) -> None:
    """Watched, and stepped down by the chair."""
    home = worry(t, person, t.days.before(12, "09:30"), person.number)
    home.planned(8)
    home.visited(t.days.before(5, "11:00"))
    home.visited(t.days.before(3, "11:00"))
    home.move("safety", "begin_monitoring", t.days.before(2, "10:00"))
    home.move(
        "safety", "step_down", t.days.before(1, "10:00"), made_safe="yes",
        step_down_reason="Seen alone twice, and the locks were changed.",
    )  # fmt: skip


def not_cuckooing(t: Teller, person: Person) -> None:
    """Looked at: the callers were a new carer and her friends."""
    home = worry(t, person, t.days.before(3, "10:00"), person.number)
    home.move(
        "safety", "not_cuckooing", t.days.before(2, "10:00"), help_instead="safeguarding",
        why_not_cuckooing="The callers are carers.",
    )  # fmt: skip


def closed_early(t: Teller, person: Person) -> None:
    """The occupier moved for good."""
    home = worry(t, person, t.days.before(8, "10:00"), person.number)
    home.planned(5)
    home.move(
        "safety", "close_early", t.days.before(2, "10:00"), case_outcome="moved_permanently",
        support_results=["housing-duty"], close_early_reason="Moved to a new tenancy.",
    )  # fmt: skip


def told_in(person: Any, *, all_of_them: bool) -> Iterator[tuple[Any, Person]]:
    """Each story of a home with the person whose home it is."""
    yield new, person("Alma", "Thornwhistle", 58, "female")
    yield checking, person("Bram", "Hedgewick", 41)
    yield red_with_an_order, person("Cyril", "Mossgate-Hill", 49)
    yield watched, person("Della", "Fernhollow", 63, "female")
    if all_of_them:
        yield asked_about, person("Edmund", "Larchfield", 36)
        yield waiting_for_a_meeting, person("Faye", "Quillbrook", 45, "female")
        yield stepped_down, person("Gus", "Appletree-Moor", 52)
        yield not_cuckooing, person("Hetty", "Cloverdale-Finn", 77, "female")
        yield closed_early, person("Ivor", "Brambleton-Ley", 39)
