"""Cases of each pathway that stand in given published categories."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import product
from random import Random
from typing import Any

from bench.counted_cases import CountedCase, Happened
from coordination.statistics.commands.booking import value_of
from workflows.measures.counted import History, Written
from workflows.pathways import newest
from workflows.publishing.atoms import atom_of, category_of

DAY = date(2026, 6, 1)

PRISON, TREATMENT, COUNCIL, POLICE, SCHOOLS = (
    "hmp-pentonville", "cgl-havering", "london-borough-of-havering", "metropolitan-police", "havering-schools",
)  # fmt: skip
AGES = {"0-15": 14, "16-17": 17, "18-25": 22, "26-29": 27, "30-49": 40, "50-over": 61, "not-known": "not-known"}


def release(
    on: date, categories: dict[str, str], sender: str = PRISON, receiver: str = TREATMENT, **opened: Any
) -> CountedCase:
    """A release from prison in these categories of sex and continuity."""
    age, *held = categories.get("continuity", "30-49.none-of-these").split(".")
    passed = "passed-on" in held
    happened = [
        Happened("released", on, {"sex": categories.get("sex", "male"), "age-at-release": AGES[age]}),
        Happened(
            "exit-recorded",
            on,
            {
                "exit-reason": "released",
                "discharge-reason": "transferred-not-in-custody" if passed else "incomplete",
                "exit-destination": "havering",
            },
        ),
    ]
    if "referred" in held:
        happened.append(Happened("referral-received", on - timedelta(days=7)))
    if "started" in held:
        happened.append(Happened("treatment-started", on + timedelta(days=9), {"start-area": "havering"}))
    return CountedCase("prison-release", sender, receiver, tuple(happened), **opened)


def home(
    on: date,
    categories: dict[str, str],
    sender: str = POLICE,
    receiver: str = COUNCIL,
    notices: int = 0,
    **opened: Any,
) -> CountedCase:
    """A worry about a home in these categories of tenure and first contact, with so many notices served."""
    tenure = categories.get("tenure", "council")
    tenure = {"private": "owner", "other": "hostel"}.get(tenure, tenure)
    happened = [Happened("flag-received", on, {"tenure": tenure})]
    if categories.get("first-contact") == "all.seen":
        happened.append(Happened("visit-made", on + timedelta(days=1), {"visit-result": "completed"}))
    happened += [Happened("notice-served", on + timedelta(days=2 + day)) for day in range(notices)]
    return CountedCase("cuckooing", sender, receiver, tuple(happened), **opened)


def family(on: date, visits: int = 0, sender: str = SCHOOLS, receiver: str = TREATMENT, **opened: Any) -> CountedCase:
    """A family with so many home visits that count, one a day from the day of referral."""
    attributes = {"first-time": "first-ever", "child-counts": "yes"}
    happened = [Happened("referral-received", on)]
    happened += [Happened("visit-completed", on + timedelta(days=day), attributes) for day in range(visits)]
    return CountedCase("hidden-harm", sender, receiver, tuple(happened), **opened)


OURS = {"sent-for": COUNCIL}
SENT = {
    "referral-child": ("nrm-submitted", {"child": "yes", "county-lines": "no", **OURS}),
    "referral-child-county-lines": ("nrm-submitted", {"child": "yes", "county-lines": "yes", **OURS}),
    "referral-adult": ("nrm-submitted", {"child": "no", "county-lines": "suspected", **OURS}),
    "referral-adult-county-lines": ("nrm-submitted", {"child": "no", "county-lines": "yes", **OURS}),
    "notified": ("dtn-submitted", OURS),
}
LOWERED = ("reviewed", {"effective": "yes"})


def worry(
    on: date, sent: str | None = None, sender: str = POLICE, receiver: str = COUNCIL, **opened: Any
) -> CountedCase:
    """A worry about modern slavery, and what was sent to the national system about it the next day."""
    happened = [Happened("concern-raised", on)]
    if sent:
        kind, attributes = SENT[sent]
        happened.append(Happened(kind, on + timedelta(days=1), attributes))
    return CountedCase("nrm", sender, receiver, tuple(happened), **opened)


def debt(
    on: date, reviews: tuple[date, ...] = (), sender: str = SCHOOLS, receiver: str = COUNCIL, **opened: Any
) -> CountedCase:
    """A family with debts, which were smaller or managed at each of these reviews."""
    happened = [Happened("referral-received", on), *(Happened(LOWERED[0], day, LOWERED[1]) for day in reviews)]
    return CountedCase("debt-support", sender, receiver, tuple(happened), **opened)


@cache
def _ways(code: str) -> dict[str, tuple[dict[str, Any], tuple[str, ...]]]:
    """For each category of a kind's outcome: what is said at the referral, and which milestones follow."""
    outcome = newest(code).published.outcome
    found: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {}
    for cuts in product(*(part.cuts for part in outcome.parts)):
        said: dict[str, Any] = {}
        follows: list[str] = []
        for part, cut in zip(outcome.parts, cuts, strict=True):
            if part.reaches:
                follows += [part.reaches[-1]] if cut.code == "yes" else []
            elif part.rule == "harm-was-stated":
                said["harm-basis"] = ["asb"] if cut.code == "yes" else ["none"]
            else:
                said[part.attribute] = cut.values[0] if cut.values else cut.least
        told = [Written("referral-received", DAY, said), *(Written(kind, DAY, said) for kind in follows)]
        history = History("havering", DAY, tuple(told))
        stands = {part.code: category_of(part, value_of(part, history)) for part in outcome.parts}
        found.setdefault(atom_of(outcome, stands).code, (said, tuple(dict.fromkeys(follows))))
    return found


def ordinary(
    pathway: str, on: date, categories: dict[str, str], sender: str = SCHOOLS, receiver: str = TREATMENT, **opened: Any
) -> CountedCase:
    """A referral of one of the ordinary kinds in this category of its outcome."""
    ways = _ways(pathway)
    outcome = newest(pathway).published.outcome.code
    said, follows = ways[categories.get(outcome) or next(iter(ways))]
    happened = [Happened(kind, on, said) for kind in ("referral-received", *follows)]
    return CountedCase(pathway, sender, receiver, tuple(happened), **opened)


ORDINARY = ("out-of-court-disposal", "young-people", "family-support")


def any_case(chance: Random, on: date) -> CountedCase:
    """Some case, from anybody who sends, open to whom it is as a rule and sometimes to one agency more."""
    more: dict[str, Any] = {}
    if chance.random() < 0.2:
        more = {"open_to": (PRISON, TREATMENT, COUNCIL)}
    sort = chance.randrange(5)
    if sort == 0:
        held = chance.choice(("none-of-these", "passed-on", "passed-on.referred", "passed-on.referred.started"))
        age = chance.choice(("18-25", "26-29", "30-49", "50-over"))
        categories = {"sex": chance.choice(("female", "male", "male")), "continuity": f"{age}.{held}"}
        return release(on, categories, PRISON if more else chance.choice((PRISON, "hmp-thameside")), **more)
    if sort == 1:
        categories = {
            "tenure": chance.choice(("council", "private", "other")),
            "first-contact": chance.choice(("all", "all.seen")),
        }
        more = {"open_to": (POLICE, COUNCIL, TREATMENT)} if more else {}
        return home(on, categories, notices=chance.choice((0, 0, 1)), **more)
    if sort == 4:
        kind = chance.choice((*ORDINARY, "debt-support"))
        if kind == "debt-support":
            return debt(on, (on,) * chance.randrange(2))
        return ordinary(kind, on, {newest(kind).published.outcome.code: chance.choice(list(_ways(kind)))})
    if sort == 2:
        return worry(on, chance.choice((None, *SENT)))
    return family(on, chance.choice((0, 0, 1, 2)))
