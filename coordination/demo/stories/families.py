"""Families in every stage of work for hidden harm."""

from __future__ import annotations

from datetime import timedelta

from coordination.demo.family_answers import completed_visit
from coordination.demo.people import Person
from coordination.demo.stories import talking
from coordination.demo.telling import Teller, Told


def referred(t: Teller, person: Person) -> Told:
    """A school has referred a family, and the hidden harm team has not answered yet."""
    return t.family(person, t.days.before(1, "15:30"))


def at_risk(t: Teller, person: Person) -> Told:
    """A child swallowed a tablet: children's social care has it at once, before anybody has accepted anything."""
    more = {"harm_signs": ["ingestion"], "harm_detail": "He swallowed one of the tablets.", "mash_rung": "yes"}
    return t.family(person, t.days.before(1, "09:10"), more)


def asking(t: Teller, person: Person) -> Told:
    """Accepted, and the parent is being asked about a visit."""
    told = t.family(person, t.days.before(3, "14:00"))
    told.move("hidden_harm", "accept", t.days.before(2, "09:30"))
    return told


def refused(t: Teller, person: Person) -> Told:
    """The parent does not want a visit, and the lead gives a view on it."""
    told = asking(t, person)
    told.move("hidden_harm", "record_refuses", t.days.before(1, "11:00"), refused_why="Not now, she says.")
    return told


def agreed(t: Teller, person: Person, days_ago: int = 4) -> Told:
    """The parent agrees; the checks before the visit come next."""
    told = t.family(person, t.days.before(days_ago, "13:20"))
    told.move("hidden_harm", "accept", t.days.before(days_ago - 1, "09:30"))
    on = t.days.before(days_ago - 1, "15:00")
    told.move("hidden_harm", "record_agrees", on, agreed_on=on.date().isoformat())
    return told


def to_be_visited(t: Teller, person: Person, days_ago: int = 4) -> Told:
    """Everything is checked, and the visit can be made."""
    told = agreed(t, person, days_ago)
    told.move(
        "hidden_harm",
        "record_checks",
        t.days.before(days_ago - 2, "10:00"),
        checked_safety="two",
        checked_abuse="no",
        checked_social_care="no",
        checked_health_visitor="yes",
    )
    return told


def nobody_opened(t: Teller, person: Person) -> Told:
    """The first visit found nobody: the lead looks at it, and a second attempt is due."""
    told = to_be_visited(t, person)
    told.visit(t.days.before(1, "10:00"), t.days.before(1, "11:00"), "no-access", called_same_day="no-answer")
    return told


def visited(t: Teller, person: Person) -> Told:
    """Visited, every child seen and heard, and the next visit is booked."""
    told = to_be_visited(t, person, 9)
    following = t.days.today + timedelta(days=60)
    told.visit(t.days.before(5, "10:00"), t.days.before(5, "12:00"), "completed", **completed_visit(following))
    talking.about_a_family(told)
    return told


def with_social_care(t: Teller, person: Person) -> Told:
    """A visit showed a child at risk: children's social care was told and is deciding."""
    told = to_be_visited(t, person, 6)
    told.visit(
        t.days.before(1, "10:00"),
        t.days.before(1, "11:30"),
        "completed",
        **completed_visit(
            t.days.today + timedelta(days=14),
            within_reach=["sharps"],
            classification="cp47",
            classification_reason="Needles lay beside the cot, and the parent did not see why that mattered.",
        ),
    )
    told.move(
        "hidden_harm",
        "tell_mash",
        t.days.before(1, "11:45"),
        mash_why="Needles beside the cot of a child of three.",
        parent_told_mash="disagrees",
    )
    return told


def closed(t: Teller, person: Person) -> Told:
    """Visited twice, settled with early help, and closed; the school has heard that it is."""
    told = visited(t, person)
    told.move(
        "hidden_harm",
        "close",
        t.days.before(1, "16:00"),
        case_outcome="early-help-plan",
        closing_note="Early help sees them each week; the box is in use.",
    )
    return told


def declined(t: Teller, person: Person) -> Told:
    """It was not about drugs or alcohol."""
    told = t.family(person, t.days.before(6, "10:00"))
    told.move(
        "hidden_harm",
        "decline",
        t.days.before(5, "10:00"),
        decline_reason="no-drugs-or-alcohol",
        decline_advice="Ask the early help team of the borough, who know this family (example).",
    )
    return told


def sent_by_mistake(t: Teller, person: Person) -> Told:
    """The school took it back."""
    told = t.family(person, t.days.before(8, "10:00"))
    told.move("school", "cancel", t.days.before(8, "10:30"))
    return told
