"""Edge case 19: two referrals of one release. A person at the receiving team joins them; it counts once; both hear.

The prison refers on Monday 3 August and another sender, who knows nothing of that, on Wednesday 5 August.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from coordination import clock
from coordination.cases.commands.moving import make_move
from coordination.cases.models import Milestone, ReleaseSpell
from coordination.db import reading, writing
from coordination.errors import Invalid, NotVisible
from coordination.jobs.models import OutboxRow
from coordination.lists.queries import contact_team
from coordination.lists.queries.reconciling import three_lists
from coordination.referrals.queries.became import what_became
from tests.cases import stories
from tests.cases.test_edge_cases import rows, seen_by

PERSON = {"prison_number": "Z9019TX", "first_name": "Ty", "surname": "Example", "date_of_birth": "1990-02-01"}


def referred_twice(world, clock_at, person=PERSON):
    """The prison's case, accepted, and a second one from another team of another agency."""
    clock_at("2026-08-03T10:00")
    first = stories.accepted(world, date(2026, 8, 31), person)
    clock_at("2026-08-05T10:00")
    second = stories.referred(world, date(2026, 8, 31), person, sender="reconnect-navigators")
    return first, second


def test_the_second_sender_learns_nothing_before_a_person_has_looked(world, clock_at):
    first, second = referred_twice(world, clock_at)
    assert second.reference != first.reference
    with pytest.raises(NotVisible):
        seen_by(second.nurse, first)
    assert rows(second, ReleaseSpell)[0].same_as_id is None, "an equal number joins nothing by itself"


def test_the_page_says_quietly_that_the_release_seems_to_be_known(world, clock_at, browser_of):
    somebody_else = {
        "prison_number": "Z9020TX",
        "first_name": "Una",
        "surname": "Example",
        "date_of_birth": "1991-03-02",
    }
    first, second = referred_twice(world, clock_at, somebody_else)
    line = f"This release seems to be known already, as case {first.reference}."
    page = browser_of(world.sign_in(second.spoc.id)).get(f"/cases/{second.reference}").get_data(as_text=True)
    assert line in page
    assert f"/cases/{second.reference}/moves/decline_duplicate" in page
    # neither its sender, who may not see the first one, nor the case that came first says anything
    assert "known already" not in browser_of(second.nurse).get(f"/cases/{second.reference}").get_data(as_text=True)
    assert "known already" not in browser_of(first.spoc).get(f"/cases/{first.reference}").get_data(as_text=True)
    assert first.stage() == "accepted", "nothing is joined by itself"


def test_joined_by_a_person_it_counts_once_and_both_senders_hear(world, clock_at, browser_of):
    first, second = referred_twice(world, clock_at)
    spoc = world.sign_in(second.spoc.id)
    page = browser_of(spoc).get(f"/cases/{second.reference}/moves/decline_duplicate").get_data(as_text=True)
    assert f"{first.reference}, opened Monday 3 August 2026" in page, (
        "the likely case is offered, nothing is joined by itself"
    )

    second.move(spoc, "decline_duplicate", duplicate_of=first.reference.lower())
    assert second.stage() == "cancelled_error"
    assert first.stage() == "accepted"
    assert not seen_by(spoc, second).in_preview, "what the second sender wrote is open to the team that decided"
    with pytest.raises(NotVisible):
        seen_by(second.nurse, first)

    counted = [row.kind for row in rows(first, Milestone) if row.kind.startswith("referral-")]
    assert sorted(counted) == ["referral-accepted", "referral-added", "referral-received"]
    with world.keeper() as session:
        received = select(func.count(func.distinct(func.coalesce(ReleaseSpell.same_as_id, ReleaseSpell.id)))).join(
            Milestone, Milestone.spell_id == ReleaseSpell.id
        )
        both = (first.case_id, second.case_id)
        assert session.scalar(received.where(Milestone.kind == "referral-received", Milestone.case_id.in_(both))) == 1
        told = session.scalars(select(OutboxRow).where(OutboxRow.job == "tell_first_sender")).all()
        heard = {(row.ids["case_id"], row.ids["say"].split(".")[0]) for row in told}
    assert (str(first.case_id), "Another referral for the same release has come in") in heard
    assert (str(second.case_id), "This release had been referred already") in heard

    clock_at("2026-08-31T12:00")
    spoc = world.sign_in(second.spoc.id)
    with writing(spoc) as session:
        make_move(session, spoc, first.reference, "confirm_release",
                  {"actual_release": "2026-08-31T10:00", "naloxone": "yes"}, once="r19")  # fmt: skip
        first_told = session.scalars(select(func.cases_of_the_same_release(first.case_id))).all()
    assert first_told == [second.case_id], "what happens to the first is told to the second sender too"
    with reading(spoc) as session:
        areas = three_lists(session, contact_team(session, spoc))
        mine = [row for three in areas for row in three.all if row.case_id in both]
    assert [(row.reference, row.referrals) for row in mine] == [(first.reference, 2)]
    with reading(second.nurse) as session:
        assert [row.reference for row in what_became(session, second.nurse.id).rows] == [second.reference]


@pytest.mark.parametrize("chosen", ["HAV-0000-000", "its own"])
def test_a_wrong_reference_is_said_in_words_and_joins_nothing(world, clock_at, browser_of, chosen):
    _, second = referred_twice(world, clock_at)
    spoc = world.sign_in(second.spoc.id)
    given = {"duplicate_of": second.reference if chosen == "its own" else chosen}
    with pytest.raises(Invalid, match="reference"):
        second.move(spoc, "decline_duplicate", **given)
    answer = browser_of(spoc).post(
        f"/cases/{second.reference}/moves/decline_duplicate", data={"once": "a" * 32, **given}
    )
    assert answer.status_code == 422
    assert "the reference" in answer.get_data(as_text=True)
    assert second.stage() == "submitted"
    assert clock.today() == date(2026, 8, 5)
