"""Cases that belong together: one begun out of another, and one child in two homes. Everybody is invented."""

from __future__ import annotations

import secrets
from datetime import timedelta

from coordination import clock
from coordination.db import reading, writing
from coordination.demo.family_answers import child
from coordination.demo.kind_answers import answers_of
from coordination.demo.people import MARK, Person
from coordination.demo.stories.homes import worry
from coordination.demo.telling import Teller, Told, as_sent
from coordination.referrals.commands.drafting import keep_answers
from coordination.referrals.commands.linking import begin_from_case
from coordination.referrals.commands.submitting import submit
from coordination.referrals.queries import drafts
from workflows import pathways

FIRE_SAFETY = "home-fire-safety"
IN_TWO_HOMES = f"Robin Kestleway {MARK}"


def a_fire_visit_out_of_a_home(t: Teller, person: Person) -> None:
    """Housing is worried about a home, and begins a second referral out of that case: nobody there has an alarm."""
    home = worry(t, person, t.days.before(2, "09:30"), person.number)
    home.move("safety", "take_up", t.days.before(2, "13:00"))
    sender, sent = t.worker("housing"), t.days.before(1, "10:20")
    with clock.at(sent):
        with writing(sender) as session:
            draft = begin_from_case(session, sender, home.reference, FIRE_SAFETY, None, once=secrets.token_hex(16))
        with reading(sender) as session:
            carried = {code for (code, _) in drafts.get(session, draft).kept}
        signs = {"fire_signs": ["no-alarm"], "lives_alone": "yes", "smokes": "yes"}
        said = answers_of(pathways.newest(FIRE_SAFETY), person, sent, t.borough.code, sender.name, signs)
        with writing(sender) as session:
            new = {code: value for code, value in said.items() if code not in carried}
            keep_answers(session, sender, draft, as_sent(FIRE_SAFETY, new))
        with writing(sender) as session:
            submit(session, sender, draft, once=secrets.token_hex(16))


def with_the_mother(t: Teller, person: Person) -> Told:
    """A family of two children. The elder stands in another case as well, and nobody has said so yet."""
    return _family(t, person, 3, IN_TWO_HOMES, f"Wren Kestleway {MARK}")


def with_the_father(t: Teller, person: Person) -> Told:
    """The home of the father of the elder: another school referred him, and wrote the child's name otherwise."""
    return _family(t, person, 2, f"Robyn Kestleway {MARK}")


def _family(t: Teller, person: Person, days_ago: int, *names: str) -> Told:
    born = t.days.today - timedelta(days=2200)
    rows = tuple(child(name, born + timedelta(days=700 * place)) for place, name in enumerate(names))
    told = t.family(person, t.days.before(days_ago, "10:40"), {"children": rows})
    told.move("hidden_harm", "accept", t.days.before(days_ago - 1, "09:15"))
    return told
