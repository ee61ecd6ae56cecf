"""One story of each of the smaller kinds of referral: somebody referred, and somebody who has taken it on."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from coordination import clock
from coordination.cases.commands.moving import make_move
from coordination.db import writing
from coordination.demo.kind_answers import answers_of
from coordination.demo.people import Person
from coordination.demo.telling import Teller, as_sent
from coordination.referrals.commands.drafting import begin, keep_answers
from coordination.referrals.commands.submitting import submit
from workflows import pathways
from workflows.vocabulary import Move

SENT, TAKEN = "09:40", "15:20"


@dataclass(frozen=True)
class Told:
    """One kind: who sends it and who takes it on, in each borough, what the form says and what the first step asks."""

    kind: str
    sender: Mapping[str, str]
    receiver: Mapping[str, str]
    says: Mapping[str, Any] = field(default_factory=dict)
    taking: Mapping[str, Any] = field(default_factory=dict)


def both(havering: str, waltham_forest: str) -> Mapping[str, str]:
    """An invented worker of each borough."""
    return {
        "havering": f"{havering}@havering.example",
        "waltham-forest": f"{waltham_forest}@waltham-forest.example",
    }


CARE = both("kofi.marblethorpe", "kwame.silverbirch")
HOUSING = both("joan.fernsby", "dorothy.windlestraw")
POLICE = both("leon.hartsease", "jude.otterbourne")
SCHOOL = both("wilfred.chalkwell", "tabitha.inkwell")
CUSTODY = both("hesper.longstaff", "horatio.fenwater")
COURT = both("jocasta.underbridge", "julian.oxenholme")
CONTACT = both("tom.underhill", "marcus.applegarth")

TOLD = (
    Told("hospital-liaison", CARE, both("bettina.rowanlea", "barnaby.heathcote-lea"),
         {"ward": "Harvest ward (example)", "audit_c": 9, "dependence": "yes"}, {"seen_result": "both"}),
    Told("home-fire-safety", HOUSING, both("cuthbert.emberly", "clementine.ashdown-fell"),
         {"fire_signs": ["smoking-in-bed", "no-alarm"], "lives_alone": "yes"},
         {"risk_level": "medium"}),
    Told("housing-duty-to-refer", CARE, HOUSING,
         {"referring_body": "social-services", "homeless_reason": "family", "share_need": "yes"}),
    Told("young-people", SCHOOL, both("dilys.fernhollow", "desmond.larkbeare"),
         {"transition_agreed": "yes", "substances": ["cannabis"], "days_in_28": 12}),
    Told("family-support", CARE, both("felicity.marshwiggle", "fergus.whinfell"), {"relation": "parent"}),
    Told("dual-diagnosis", CARE, both("nadia.willowmere", "priya.honeysett"), {"why_group": ["refused"]}),
    Told("rough-sleeper-outreach", POLICE, both("edmund.ashgrove", "eluned.sandgate"),
         {"spot": "The doorway beside the closed bank (example).", "seen_doing": "both"}, {"went_result": "seen"}),
    Told("school-concern", SCHOOL, SCHOOL, {"named": "yes", "wants_reply": "yes", "in_term": "yes"}),
    Told("debt-support", HOUSING, both("gideon.pennyroyal", "greta.mallowdale"), {"debt_total": 2400}),
    Told("drug-test-on-arrest", CUSTODY, CONTACT,
         {"source": "met-ea", "cocaine_result": "positive", "ra_required": "yes", "disputed": "no"}),
    Told("liaison-and-diversion", CUSTODY, both("imogen.thrushcross", "isadora.crakehill"),
         {"source": "met-ea"}, {"consent_to_share": "yes"}),
    Told("out-of-court-disposal", POLICE, CONTACT,
         {"source": "met-ea", "disposal": "conditional-caution", "sessions_required": 2}),
    Told("sentence-requirement", COURT, CONTACT, {"source": "court", "asked_requirements": ["drr"]}),
)  # fmt: skip


def refer(told: Told, t: Teller, person: Person, sent: datetime) -> str:
    """The referral is written and sent. Returns the reference of its case."""
    pathway, code = pathways.newest(told.kind), t.borough.code
    sender = t.company[told.sender[code]]
    ahead = {"condition_end": 60, "ra1_appointment_at": 2, "homeless_on": 30}
    dated = {name: t.days.ahead(days).isoformat() for name, days in ahead.items()}
    dated["ra1_appointment_at"] += "T10:00"
    with clock.at(sent):
        said = answers_of(pathway, person, sent, code, sender.name, {**dated, **told.says})
        with writing(sender) as session:
            draft = begin(session, sender, told.kind, once=secrets.token_hex(16))
        with writing(sender) as session:
            keep_answers(session, sender, draft, as_sent(told.kind, said))
        with writing(sender) as session:
            return submit(session, sender, draft, once=secrets.token_hex(16))


def tell(told: Told, t: Teller, person: Person) -> str:
    """The referral is written, sent and taken on. Returns the reference of its case."""
    reference = refer(told, t, person, t.days.before(1, SENT))
    receiver = t.company[told.receiver[t.borough.code]]
    with clock.at(t.days.before(1, TAKEN)), writing(receiver) as session:
        given = plainly(pathways.newest(told.kind).move("accept"), t.days.before(1))
        make_move(session, receiver, reference, "accept", {**given, **told.taking}, once=secrets.token_hex(16))
    return reference


def plainly(move: Move, at: datetime) -> dict[str, Any]:
    """Plain answers to what a step asks: the first of each choice, that day, and a sentence where words are needed."""
    needed = [each for each in move.asks if each.required == "yes"]
    day = at.date().isoformat()
    given: dict[str, Any] = {each.code: day if each.kind == "date" else WHAT_WAS_SAID for each in needed}
    given |= {each.code: each.choices[0].code for each in move.asks if each.kind == "choice"}
    given |= {each.code: [each.choices[0].code] for each in move.asks if each.kind == "choices"}
    return given | {each.code: "no" for each in move.asks if each.kind in ("yes-no", "yes-no-unknown")}


WHAT_WAS_SAID = "Talked it over with them, and agreed how it goes on (example)."


def told_in(person: Any, borough: str) -> Iterator[tuple[Any, Person]]:
    """Each kind with the person whose story it is. Every second one is told in the smaller borough."""
    names = (
        ("Jasper", "Winterbourne-Fell", 52), ("Ottoline", "Cinderbrook", 71), ("Percival", "Dusklow", 38),
        ("Lettice", "Younghusband-Ray", 19), ("Hermia", "Stillmarsh", 47), ("Lysander", "Halfmoon-Tor", 33),
        ("Moss", "Underarch", 44), ("Posy", "Chalkdown", 19), ("Barnabas", "Owingham", 36), ("Rufus", "Cellarby", 28),
        ("Saffron", "Docklow", 31), ("Tobias", "Warnefield", 26), ("Ulric", "Benchley-Moor", 40),
    )  # fmt: skip
    for place, (told, (first, surname, age)) in enumerate(zip(TOLD, names, strict=True)):
        if borough == "havering" or place % 2 == 0:
            yield (lambda t, who, told=told: tell(told, t, who)), person(first, surname, age)
