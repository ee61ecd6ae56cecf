"""Spells named by their state, for the tests of prison measures."""

from datetime import UTC, date, datetime

from workflows.measures.prison_release import Rules
from workflows.measures.prison_spells import Appointment, Referral, ReleaseSpell, StructuredStart
from workflows.measures.rates import Period

HAVERING = "havering"
WALTHAM_FOREST = "waltham-forest"
QUARTER = Rules(HAVERING, Period(date(2026, 7, 1), date(2026, 9, 30)))
LATER = date(2026, 12, 31)


def released(on, **facts):
    """An adult passed on by the prison to Havering, referred two months before and accepted."""
    given = {
        "spell": f"spell-{on}",
        "person": f"person-{on}",
        "born": date(1990, 1, 1),
        "released_on": on,
        "exit_reason": "released",
        "discharge_reason": "transferred-not-in-custody",
        "exit_area": HAVERING,
        "referrals": (Referral(submitted_on=date(2026, 6, 1), source="prison"),),
        "accepted_on": date(2026, 6, 2),
        "accepted_by_area": HAVERING,
    }
    return ReleaseSpell(**(given | facts))


def started(*days, area=HAVERING):
    return tuple(StructuredStart(on=day, area=area) for day in days)


def missed(*days):
    return tuple(
        Appointment(on=day, set_at=datetime(2026, 6, 20, 9, tzinfo=UTC), outcome="did-not-attend") for day in days
    )
