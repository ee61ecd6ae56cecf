"""Two referrals about one person whom two writers spelt differently, and two brothers who only look like one."""

from __future__ import annotations

from datetime import date

from coordination.demo.people import Person
from coordination.demo.telling import Teller, Told


def spelt_once(t: Teller, person: Person) -> Told:
    """Accepted a week ago; nobody knows yet that the same person was referred again."""
    told = t.refers(person, t.days.before(7, "10:05"), t.days.ahead(47), {"date_of_birth": _born(t, 4, 9)})
    told.accept(t.days.before(6, "14:20"))
    told.name_key_worker(t.days.before(5, "09:40"))
    return told


def spelt_otherwise(t: Teller, person: Person) -> Told:
    """The same person again, with day and month of birth swapped and no NHS number. Nobody has said so yet."""
    more = {"date_of_birth": _born(t, 9, 4), "nhs_number": None, "prison_number": "Z9812TX"}
    told = t.refers(person, t.days.before(2, "11:35"), t.days.ahead(49), more)
    told.accept(t.days.before(1, "10:50"))
    return told


def twin(t: Teller, person: Person) -> Told:
    """One of two brothers who share surname, birthday and home; a worker has to tell them apart."""
    told = t.refers(
        person, t.days.before(4, "09:25"), t.days.ahead(39), {"date_of_birth": _born(t, 6, 2), "nhs_number": None}
    )
    told.accept(t.days.before(3, "13:15"))
    told.name_key_worker(t.days.before(3, "15:05"))
    return told


def _born(t: Teller, month: int, day: int) -> str:
    return date(t.days.today.year - 34, month, day).isoformat()
