"""Referrals that wait for an answer, and those that got a no or went elsewhere."""

from __future__ import annotations

from coordination.demo.people import Person
from coordination.demo.stories import asking
from coordination.demo.telling import Teller, Told


def new(t: Teller, person: Person) -> Told:
    """Sent on the last working day; nobody has taken it yet, and the answer is due by the next."""
    return t.refers(person, t.days.before(1, "09:40"), t.days.ahead(30))


def taken(t: Teller, person: Person) -> Told:
    """Sent on the last working day, and somebody is deciding."""
    told = t.refers(person, t.days.before(1, "11:15"), t.days.ahead(44))
    told.claim("triage", "decide", t.days.before(1, "14:05"))
    return told


def late(t: Teller, person: Person) -> Told:
    """Sent four working days ago and still without an answer: two rungs of the ladder are behind it."""
    return t.refers(person, t.days.before(4, "15:20"), t.days.ahead(17), {"risk_public": "high"})


def near_release(t: Teller, person: Person) -> Told:
    """Sent at the last moment, with release in a few days, so that the answer was owed on the same day."""
    return t.refers(person, t.days.before(1, "08:50"), t.days.ahead(2), {"risk_known_adult": "very-high"})


def asked_about(t: Teller, person: Person) -> Told:
    """The treatment team asked a question, and its own deadline stands still."""
    told = t.refers(person, t.days.before(2, "10:10"), t.days.ahead(38))
    told.claim("triage", "decide", t.days.before(1, "09:30"))
    told.move(
        "triage", "ask_for_more", t.days.before(1, "09:45"), information_wanted="Which wing is he on, and who runs it?"
    )
    return told


def answered(t: Teller, person: Person) -> Told:
    """The treatment team asked, the prison answered, and the decision waits again."""
    told = t.refers(person, t.days.before(2, "10:10"), t.days.ahead(41))
    told.move(
        "triage", "ask_for_more", t.days.before(2, "15:10"), information_wanted="Is the address on release certain?"
    )
    told.move("referrer", "send_more", t.days.before(1, "16:20"), information_given="Yes, his sister has confirmed it.")
    return told


def area_unknown(t: Teller, person: Person, receiver: str) -> Told:
    """Nobody knows yet where they will live, so the area has to be settled first."""
    return t.refers(
        person,
        t.days.before(1, "13:30"),
        t.days.ahead(25),
        {"area_on_release": "not-known", "outward_code": None, "accommodation": "no-fixed-abode"},
        receiver=receiver,
    )


def passed_on(t: Teller, person: Person, to: str) -> Told:
    """Passed on to the neighbouring borough, which has not answered: it stays open with both."""
    told = t.refers(person, t.days.before(2, "12:00"), t.days.ahead(33))
    told.claim("triage", "decide", t.days.before(1, "10:00"))
    told.move(
        "triage",
        "redirect",
        t.days.before(1, "16:10"),
        redirected_to=to,
        redirect_reason="They have moved the address on release to a sister in your borough.",
    )
    return told


def taken_on_elsewhere(t: Teller, person: Person, to: str) -> Told:
    """An area without accounts has taken it on, and somebody there said so."""
    told = t.refers(person, t.days.before(25, "12:00"), t.days.gone(14))
    told.claim("triage", "decide", t.days.before(24, "10:00"))
    told.move(
        "triage",
        "redirect",
        t.days.before(24, "10:30"),
        redirected_to=to,
        redirect_reason="They will live with their father there.",
    )
    told.move(
        "triage",
        "taken_on_elsewhere",
        t.days.before(22, "11:00"),
        taken_on_by="The duty worker of their treatment service (example), 020 7946 0702",
        taken_on_date=t.days.before(23).date().isoformat(),
    )
    return told


def no_need(t: Teller, person: Person) -> Told:
    """Declined: nothing that treatment would help with was found, and the referrer knows what to do instead."""
    told = t.refers(person, t.days.before(18, "09:20"), t.days.ahead(12), {"drug_1": "cannabis"})
    told.claim("triage", "decide", t.days.before(17, "09:20"))
    told.move(
        "triage",
        "decline_no_need",
        t.days.before(17, "10:20"),
        decline_reason="He wants help with work and housing. The navigators of RECONNECT can see him at the gate.",
    )
    return told


def does_not_want_it(t: Teller, person: Person) -> Told:
    """They said no, and can come back at any time."""
    told = t.refers(person, t.days.before(21, "09:20"), t.days.ahead(20))
    told.claim("triage", "decide", t.days.before(20, "11:00"))
    told.move(
        "triage",
        "person_declined",
        t.days.before(20, "15:00"),
        decline_reason="She wants to manage with the help of her family. She knows where we are.",
    )
    told.finish("triage", "harm-reduction", t.days.before(20, "15:40"))
    return told


def consent_withdrawn(t: Teller, person: Person) -> Told:
    """They withdrew their consent; a naloxone kit was taken all the same."""
    told = t.refers(person, t.days.before(9, "09:20"), t.days.ahead(24))
    told.move(
        "referrer",
        "withdraw",
        t.days.before(8, "14:30"),
        consent_withdrawn_on=t.days.before(8).date().isoformat(),
        withdrawal_naloxone="taken",
        withdrawal_advice="Tolerance is lower now. Not to use alone. Where to come without an appointment.",
    )
    told.finish("triage", "harm-reduction", t.days.before(8, "15:00"))
    return told


def sent_by_mistake(t: Teller, person: Person) -> Told:
    """Sent twice, so the second was cancelled; the record of it stays."""
    told = t.refers(person, t.days.before(6, "16:00"), t.days.ahead(29))
    told.move("referrer", "cancel", t.days.before(6, "16:25"), cancel_reason="sent-twice")
    return told


def half_written(t: Teller, person: Person) -> str:
    """A referral that its writer has not finished, with two documents that are to go along."""
    topics = ("name", "identifiers", "sex-and-gender", "area", "prison", "sentence")
    draft = t.drafts(person, t.days.before(2, "15:40"), t.days.ahead(60), topics)
    asking.attaches_two(t, draft, t.days.before(2, "15:50"))
    return draft


def hardly_begun(t: Teller, person: Person) -> str:
    """A referral of which there is little more than a name."""
    return t.drafts(person, t.days.before(9, "08:10"), t.days.ahead(70), ("name",))
