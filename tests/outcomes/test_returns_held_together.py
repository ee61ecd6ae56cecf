"""Figures that say something of each other: what is shown of one leaves no small number to be told from another."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination.db import reading, writing
from coordination.outcomes.commands.approving import approve, send_back
from coordination.outcomes.models import ShownValue
from tests.outcomes.conftest import Scene
from tests.outcomes.giving import approves, gives, shown

IN_TREATMENT, IN_TREATMENT_AS_SHARED = "dp-4-1-1-numbers-in-treatment", "dp-4-1-2-numbers-in-treatment"
RECOVERED, OUTCOMES = "dp-4-1-2-recovery-rate", "dp-2-1-patient-outcomes"
COMPLETED, RATE = "wf-treat-completions-number", "wf-treat-completions-rate"
ADULTS, PARTS = "grant-adults-in-treatment", ("grant-alcohol-in-treatment", "grant-nonopiate-in-treatment")
OPIATES, REHABILITATED = "grant-opiate-in-treatment", "grant-residential-rehab"


@pytest.fixture(autouse=True)
def nothing_was_given_before(scene: Scene) -> None:
    with scene.world.keeper() as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(text("delete from shown_value"))
        session.execute(text("delete from return_value"))


def test_a_year_is_shown_no_smaller_than_one_of_its_quarters(scene: Scene) -> None:
    """One person is in treatment in each of three quarters. The quarters show 0, 0 and 5; a year of “none or a few”
    beside them would prove that one or two were there in the third."""
    quarters = ("2025-26-Q1", "2025-26-Q2", "2025-26-Q3")
    for quarter in quarters:
        approves(scene, gives(scene, scene.treatment, IN_TREATMENT, quarter, number="1"))
    approves(scene, gives(scene, scene.treatment, ADULTS, "2025-26", number="1"))
    assert [number for _, number, _ in shown(scene, IN_TREATMENT)] == [0, 0, 5]
    assert [number for _, number, _ in shown(scene, ADULTS)] == [5]


def test_a_quarter_is_shown_no_larger_than_its_year_whichever_of_its_measures_is_given(scene: Scene) -> None:
    """The same where the year was shown first, by whichever name the quarter goes in the plan."""
    approves(scene, gives(scene, scene.treatment, ADULTS, "2025-26", number="2"))
    for quarter in ("2025-26-Q1", "2025-26-Q2", "2025-26-Q3"):
        approves(scene, gives(scene, scene.treatment, IN_TREATMENT_AS_SHARED, quarter, number="2"))
    assert [number for _, number, _ in shown(scene, ADULTS)] == [0]
    assert [number for _, number, _ in shown(scene, IN_TREATMENT_AS_SHARED)] == [0, 0, 0]


def test_parts_that_add_up_to_a_whole_add_up_in_what_is_shown(scene: Scene) -> None:
    """2, 2 and 0 people in treatment, 4 in all: shown each by itself 0, 0, 0 and 5, which proves that there were two of
    each. Whoever is in rehabilitation is one of them, too."""
    for code, number in (*zip(PARTS, "22", strict=True), (OPIATES, "0"), (ADULTS, "4"), (REHABILITATED, "3")):
        approves(scene, gives(scene, scene.treatment, code, "2025-26", number=number))
    assert [shown(scene, code)[0][1] for code in (*PARTS, OPIATES, ADULTS, REHABILITATED)] == [0, 0, 0, 0, 0]
    for code, number in ((ADULTS, "6"), *zip(PARTS, "22", strict=True), (REHABILITATED, "0"), (OPIATES, "2")):
        approves(scene, gives(scene, scene.treatment, code, "2024-25", number=number))
    of_year = {code: shown(scene, code)[1][1] for code in (*PARTS, OPIATES, ADULTS, REHABILITATED)}
    assert sum(of_year[code] for code in (*PARTS, OPIATES)) == of_year[ADULTS] == 10
    assert of_year[REHABILITATED] <= of_year[ADULTS]


def test_two_shares_of_the_same_people_are_out_of_the_same_number(scene: Scene) -> None:
    """2 of 2 recover in each quarter, and the second measure begins one later. Out of how many, carried on apart, would
    come to differ by five, and prove how few there were before it began."""
    quarters = ("2024-25-Q4", "2025-26-Q1", "2025-26-Q2", "2025-26-Q3")
    for quarter in quarters:
        approves(scene, gives(scene, scene.treatment, RECOVERED, quarter, number="0", out_of="2"))
        if quarter != quarters[0]:
            approves(scene, gives(scene, scene.council, OUTCOMES, quarter, number="0", out_of="2"))
    with reading(scene.council) as session:
        rows = list(session.scalars(select(ShownValue).order_by(ShownValue.period_from)))
    first, again = (
        {row.period_from: row.denominator for row in rows if row.measure == code} for code in (RECOVERED, OUTCOMES)
    )
    assert list(first.values()) == [0, 5, 0, 5]
    assert again == {start: first[start] for start in again}


def test_the_share_of_a_number_that_everybody_can_read_is_shown_where_that_is_published_too(scene: Scene) -> None:
    """7 of 9 completed, and the 7 are published. “Out of 10” beside a 7 tells of from one to five others, and the next
    quarter leaves from one to three."""
    provider = scene.world.worker("waf-treatment-contact", "team-lead", name="Win Example")
    number = gives(scene, provider, COMPLETED, "2025-26-Q1", number="7", published_at="NDTMS")
    rate = gives(scene, provider, RATE, "2025-26-Q1", number="7", out_of="9")
    with writing(scene.elsewhere) as session:
        approve(session, scene.elsewhere, [number], once=uuid4().hex)
    page = scene.send(scene.elsewhere, "/figures/waiting?partnership=waltham-forest", figures=[rate])
    assert "Send it back and ask where the share is published" in page.text
    with reading(scene.elsewhere) as session:
        assert session.scalars(select(ShownValue.measure)).all() == [COMPLETED]
    with writing(scene.elsewhere) as session:
        send_back(session, scene.elsewhere, rate, "Where is the rate published?", once=uuid4().hex)
    again = gives(scene, provider, RATE, "2025-26-Q1", number="7", out_of="9", note="As asked.", published_at="NDTMS")
    with writing(scene.elsewhere) as session:
        approve(session, scene.elsewhere, [again], once=uuid4().hex)
        rows = session.scalars(select(ShownValue).where(ShownValue.measure == RATE)).all()
    assert [(row.numerator, row.denominator) for row in rows] == [(7, 9)]
