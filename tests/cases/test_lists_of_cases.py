"""The list of a team's cases: each case once, whatever the team is on it."""

from __future__ import annotations

from typing import Any

from coordination.cases.queries.listing import CaseRow, cases_of, holders, searched
from coordination.db import reading
from tests.cases import homes


def listed(worker: Any, reference: str, **narrowed: Any) -> list[CaseRow]:
    with reading(worker) as session:
        page = cases_of(session, holders(session, worker)[0], ended=False, **narrowed)
    return [row for row in page.rows if row.reference == reference]


def test_a_team_that_is_several_things_on_a_case_has_it_once_with_all_of_them_named(world):
    """The police sent it, are asked as the police, and sit in the meeting."""
    home = homes.worried(world, sender=homes.POLICE).taken_up()
    (row,) = listed(home.sender, home.reference)
    assert row.position == "Referrer, Police, Member of the meeting about this home"
    assert listed(home.sender, home.reference, stage=home.stage()) == [row]
    with reading(home.sender) as session:
        found, _ = searched(session, home.sender, home.reference)
    assert found == [row]
