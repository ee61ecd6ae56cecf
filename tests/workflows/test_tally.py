"""All measures counted a few cases at a time come to the same as each rule asked of everything at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from workflows.measures.from_cases import RULES
from workflows.measures.periods import going_back, period_with
from workflows.measures.rates import Rate
from workflows.measures.rule import Asking
from workflows.measures.tally import kinds_read, tally

TODAY = date(2026, 11, 22)
PERIODS = list(going_back(period_with(TODAY, "quarterly"), 5))
SAID: dict[str, tuple[Any, ...]] = {
    "age": (None, 15, 16, 25, 26), "age-at-release": (17, 18, 40), "source": ("met-ne", "court", "gp"),
    "harm-basis": (["none"], ["burglary"], []), "drr-end": ("completed-early", "breached"),
    "atr-end": ("completed-full-term",), "first-time": ("first-ever", "no"), "child-counts": ("yes", "no"),
    "visit-result": ("completed", "no-answer"), "exit-reason": ("released",), "start-area": ("havering", "barking"),
    "discharge-reason": ("transferred-not-in-custody",), "exit-destination": ("havering", "barking"),
    "sent-for": ("london-borough-of-havering", "metropolitan-police"), "county-lines": ("yes", "no", "suspected"),
    "assessed-as": ("refer", "no-concern"), "effective": ("yes", "no"), "action": ("young-people", "none"),
}  # fmt: skip


@dataclass(frozen=True)
class Milestone:
    case_id: int
    pathway: str
    kind: str
    on_date: date
    attributes: dict[str, Any]
    spell_id: str | None = None
    recorded_at: datetime = field(default=datetime(2026, 11, 1, tzinfo=UTC))


def made_up(cases: int) -> list[Milestone]:
    """Histories without rhyme or reason: several of each kind, in any order, on any day of two years."""
    chance = Random(7)  # noqa: S311
    every = sorted({(pathway, kind) for rule in RULES.values() for pathway in rule.pathways for kind in rule.kinds})
    pathways = sorted({pathway for pathway, _ in every})
    found = []
    for case in range(cases):
        pathway = chance.choice(pathways)
        kinds = [kind for of, kind in every if of == pathway and (kind != "cancelled" or chance.random() < 0.1)]
        first = TODAY - timedelta(days=chance.randrange(500))
        for kind in chance.choices(kinds, k=2 * len(kinds)):
            day = min(TODAY, first + timedelta(days=chance.randrange(40)))
            said = {name: chance.choice(values) for name, values in SAID.items()}
            found.append(Milestone(case, pathway, kind, day, said))
    return sorted(found, key=lambda one: (one.case_id, one.on_date))


def test_lots_of_cases_add_up_to_the_count_of_all():
    every = made_up(600)
    lots = [[one for one in every if one.case_id % 7 == lot] for lot in range(7)]
    found = tally(lots, "havering", PERIODS, TODAY)
    counted = set()
    for code, rule in RULES.items():
        for period in PERIODS:
            whole = rule.count([one for one in every if one.pathway in rule.pathways],
                               Asking("havering", period.days, TODAY))  # fmt: skip
            one = found[code, period]
            if isinstance(whole, Rate):
                assert (one.numerator, one.denominator, one.pending) == (
                    whole.numerator, whole.denominator, whole.pending), code  # fmt: skip
            else:
                assert (one.numerator, one.denominator) == (whole, None), code
            counted |= {code} if one.numerator else set()
    assert counted == set(RULES), "each measure counts somebody, so that the sums say something"


def test_nothing_counted_is_a_nought_and_a_share_of_nothing_has_no_pretended_whole():
    found = tally([], "havering", PERIODS, TODAY, ["local-cuckooing-referrals", "local-cuckooing-first-contact"])
    assert found["local-cuckooing-referrals", PERIODS[0]].denominator is None
    assert found["local-cuckooing-first-contact", PERIODS[0]].denominator == 0


def test_every_kind_that_a_rule_reads_is_asked_for():
    assert set(kinds_read()) == {kind for rule in RULES.values() for kind in rule.kinds}
