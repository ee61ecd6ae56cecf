"""Events that count by a rule of their own: once in a financial year, the council's alone, as changed by the close."""

from __future__ import annotations

from datetime import date

from bench.counted_cases import CountedCase, Happened, put_in
from tests.statistics.conftest import close_months, rows
from tests.statistics.made_up import COUNCIL, OURS, POLICE, debt

MONTHS = (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
BOOKED = "select month, ledger, categories ->> 'kind' as kind from booking where ledger <> 'cases' order by 1, 2, 3"


def sent(by: str, *changes: str, flag: str = "no") -> CountedCase:
    """A child who was referred nationally, and whose county lines flag was changed since."""
    said = {"child": "yes", "county-lines": flag, "sent-for": by}
    later = [
        Happened("county-lines-changed", date(2026, 5, 20 + at), {"county-lines": to}) for at, to in enumerate(changes)
    ]
    told = (Happened("concern-raised", date(2026, 4, 2)), Happened("nrm-submitted", date(2026, 4, 3), said), *later)
    return CountedCase("nrm", POLICE, COUNCIL, told)


def test_each_is_booked_by_its_rule(world):
    reviewed = (date(2026, 3, 10), date(2026, 3, 20), date(2026, 4, 6), date(2026, 5, 4))
    put_in(
        world.database.url("owner"),
        "havering",
        [
            debt(date(2026, 3, 2), reviewed, sender="havering-schools", receiver="cgl-havering"),
            debt(date(2026, 3, 2), sender="havering-schools", receiver="cgl-havering"),
            sent(OURS["sent-for"]),
            sent(OURS["sent-for"], "suspected", "yes"),
            sent(OURS["sent-for"], "no", flag="yes"),
            sent("metropolitan-police", "yes"),
        ],
    )
    close_months(world.database, *MONTHS)
    assert [tuple(row) for row in rows(world.database, BOOKED)] == [
        # the second review of one financial year, and the third of the next, count no more
        (date(2026, 3, 1), "lowered", "lowered"),
        (date(2026, 4, 1), "lowered", "lowered"),
        # each flag as it stood when April was closed, long after; that of the police is none
        (date(2026, 4, 1), "national", "referral-child"),
        (date(2026, 4, 1), "national", "referral-child"),
        (date(2026, 4, 1), "national", "referral-child-county-lines"),
    ]


def test_several_of_one_day_are_one_at_a_later_close_as_well(world):
    served = Happened("notice-served", date(2026, 7, 2))
    later = Happened("partial-order", date(2026, 8, 3))
    told = (Happened("flag-received", date(2026, 7, 1), {"tenure": "council"}), served, served, later)
    put_in(world.database.url("owner"), "havering", [CountedCase("cuckooing", POLICE, COUNCIL, told)])
    close_months(world.database, *(date(2026, month, 1) for month in (6, 7, 8)))
    assert [tuple(row) for row in rows(world.database, BOOKED + " desc")[-2:]] == [
        (date(2026, 7, 1), "notices-and-orders", "notice"),
        (date(2026, 8, 1), "notices-and-orders", "partial-order"),
    ]
