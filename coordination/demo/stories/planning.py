"""Accepted referrals of people who are still in prison: planning, the panel, help from others."""

from __future__ import annotations

from datetime import timedelta

from coordination.demo.answers import on_methadone
from coordination.demo.days import after, before
from coordination.demo.people import Person
from coordination.demo.stories import asking, talking
from coordination.demo.telling import Teller, Told


def accepted(t: Teller, person: Person) -> Told:
    """Accepted on the last working day; a key worker has to be named."""
    told = t.refers(person, t.days.before(2, "09:50"), t.days.ahead(36))
    told.accept(t.days.before(1, "15:30"))
    return told


def children_in_touch(t: Teller, person: Person) -> Told:
    """In touch with their children: somebody thought about it and wrote down why they decided so."""
    more = {"children_contact": "in-touch", "children_social_worker": "yes"}
    told = t.refers(person, t.days.before(5, "09:50"), t.days.ahead(52), more)
    told.accept(t.days.before(4, "15:30"))
    told.move(
        "lead",
        "answer_children_prompt",
        t.days.before(3, "10:30"),
        children_decision="advice",
        children_decision_reason="A social worker knows the family. We agreed to speak again before the release.",
    )
    told.name_key_worker(t.days.before(3, "11:00"))
    return told


def met(t: Teller, person: Person) -> Told:
    """The key worker has met them; the first appointment comes next."""
    release = t.days.ahead(24)
    told = t.refers(person, t.days.before(15, "10:00"), release)
    told.accept(t.days.before(14, "10:45"))
    told.name_key_worker(t.days.before(13, "09:15"))
    told.meet(t.days.before(4, "14:00"))
    talking.about_a_first_meeting(told)
    asking.adds_a_letter(told, "referrer", t.days.before(3, "10:20"))
    card = asking.asks(told, "lead", "referrer", "consent-update", t.days.before(3, "11:10"))
    asked_on = t.days.before(2, "10:00")
    day = asked_on.date().isoformat()
    asking.answers(told, "referrer", card, asked_on, consent_now="unchanged", consent_now_on=day)
    asking.asks(told, "lead", "probation", "risk-levels", t.days.before(1, "10:00"))
    words = "Ask the landlord whether the room is still kept"
    asking.gives_to_do(told, "key_worker", "probation", words, t.days.before(1, "11:30"), t.days.ahead(3))
    return told


def probation_refused(t: Teller, person: Person) -> Told:
    """They do not want probation to be told, so probation is not on the case."""
    release = t.days.ahead(27)
    told = t.refers(person, t.days.before(12, "10:00"), release, {"consent_probation": "no"})
    told.accept(t.days.before(11, "10:45"))
    told.name_key_worker(t.days.before(10, "09:15"))
    told.meet(t.days.before(3, "11:00"), how="phone")
    return told


def safe_address(t: Teller, person: Person) -> Told:
    """Their address must stay hidden from whoever harmed them: it is masked, even for those who may see it."""
    more = {
        "domestic_abuse": ["harmed"],
        "protected_address": "1 Example House\nExample Lane\nZZ99 9ZZ",
        "safeguarding_concern": "yes",
        "safeguarding_detail": "A former partner has been asking where she will live.",
        "safe_to_message": "no",
        "contact_phone": None,
        "risk_known_adult": "high",
    }
    release = t.days.ahead(20)
    told = t.refers(person, t.days.before(14, "10:00"), release, more)
    told.accept(t.days.before(13, "12:45"))
    told.name_key_worker(t.days.before(12, "09:15"))
    told.meet(t.days.before(2, "14:00"), how="in-prison")
    return told


def appointment_fixed(t: Teller, person: Person) -> Told:
    """On methadone; the date of release moved once, the appointment is fixed, and the prescriber follows."""
    release = t.days.ahead(6)
    planned = release + timedelta(days=7)
    sent = t.days.before(24, "10:00")
    told = t.refers(person, sent, planned, on_methadone(sent.date(), release) | {"gate_pickup": "mentor"})
    told.accept(t.days.before(23, "10:45"))
    told.name_key_worker(t.days.before(22, "09:15"))
    told.meet(t.days.before(12, "14:00"))
    told.learn_release_date("referrer", t.days.before(5, "13:10"), release)
    told.set_appointment(t.days.before(4, "10:00"), after(release, 0, "15:00"))
    return told


def nobody_heard(t: Teller, person: Person) -> Told:
    """The day of release has passed, and nobody has said whether they left: it stands first on the calendar."""
    told = t.refers(person, t.days.before(16, "10:00"), t.days.gone(1), {"gate_pickup": "provider"})
    told.accept(t.days.before(15, "10:45"))
    told.name_key_worker(t.days.before(14, "09:15"))
    told.meet(t.days.before(4, "14:00"))
    return told


def at_panel(t: Teller, person: Person, panel: str) -> Told:
    """Supported housing is hoped for and not certain, so they are listed for the next resettlement panel."""
    more = {"accommodation": "supported", "risk_public": "medium"}
    told = t.refers(person, t.days.before(15, "10:00"), t.days.ahead(40), more)
    told.accept(t.days.before(14, "10:45"))
    told.name_key_worker(t.days.before(13, "09:15"))
    told.move("lead", "list_at_panel", t.days.before(5, "09:30"), panel_meeting=panel)
    return told


def done_at_panel(t: Teller, person: Person, panel: str) -> Told:
    """Was listed, and the panel has nothing more to do for them."""
    told = t.refers(person, t.days.before(17, "10:00"), t.days.ahead(45))
    told.accept(t.days.before(16, "10:45"))
    told.name_key_worker(t.days.before(15, "09:15"))
    told.move("lead", "list_at_panel", t.days.before(9, "09:30"), panel_meeting=panel)
    told.move("lead", "finish_at_panel", t.days.before(2, "16:00"), panel_finished_reason="no-role")
    return told


def probation_helps(t: Teller, person: Person, team: str) -> Told:
    """The treatment team asked probation for help with the licence, and probation said yes."""
    told = t.refers(person, t.days.before(9, "10:00"), t.days.ahead(31))
    told.accept(t.days.before(8, "10:45"))
    told.name_key_worker(t.days.before(7, "09:15"))
    told.move(
        "lead",
        "ask_for_help",
        t.days.before(3, "09:30"),
        help_from=team,
        help_wanted="Could you bring the first supervision forward, so that both fall on one day?",
    )
    told.move("probation", "help_promised", t.days.before(2, "12:00"))
    talking.about_help_promised(told)
    card = asking.asks(told, "lead", "probation", "licence", t.days.before(2, "14:10"))
    asking.declines(told, "probation", card, t.days.before(1, "09:10"), "nothing-held")
    return told


def moved_prison(t: Teller, person: Person) -> Told:
    """Moved to another prison in the middle of the plan; somebody there has to be named."""
    told = t.refers(person, t.days.before(16, "10:00"), t.days.ahead(47))
    told.accept(t.days.before(15, "10:45"))
    told.name_key_worker(t.days.before(14, "09:15"))
    asking.asks(told, "lead", "probation", "supervision", t.days.before(5, "09:30"))
    told.move(
        "referrer",
        "record_prison_move",
        t.days.before(1, "12:00"),
        moved_to_prison="highpoint",
        moved_on=before(t.days.today, 2).date().isoformat(),
    )
    return told


def not_released(t: Teller, person: Person) -> Told:
    """The release was taken back, so this plan is closed; the next one starts from what is known."""
    told = t.refers(person, t.days.before(40, "10:00"), t.days.gone(20))
    told.accept(t.days.before(39, "10:45"))
    told.name_key_worker(t.days.before(38, "09:15"))
    told.move(
        "lead",
        "close_not_released",
        t.days.before(11, "10:00"),
        not_released_kind="not_released",
        not_released_reason="A further sentence was given. The prison will say when there is a new date.",
    )
    return told
