"""Case 24: a file moves nine people's dates; it is shown first, old dates stay, appointments are looked at again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from coordination.cases.commands.moving_dates import Row, move_release_dates
from coordination.cases.models import DatedFact
from tests.cases import stories


def dates(world, story):
    with world.keeper() as session:
        query = select(DatedFact.value).where(DatedFact.case_id == story.case_id).order_by(DatedFact.recorded_at)
        return [value["value"] for value in session.scalars(query)]


def test_case_24_nine_people_are_moved_and_a_wrong_row_moves_nobody(world):
    told = [
        stories.referred(world, date(2027, 3, 16), given={"prison_number": f"Z90{number}TX"})
        for number in range(10, 19)
    ]
    for story in told:
        story.move(story.spoc, "accept")
    told[0].move(
        told[0].spoc,
        "set_appointment",
        first_appointment_at="2027-03-16T14:00",
        first_appointment_place="The clinic (example)",
        first_appointment_mode="in-person",
        person_told="yes",
    )
    rows = [Row(f"Z90{number}TX", date(2027, 1, 19)) for number in range(10, 19)] + [Row("Z9999TX", date(2027, 1, 19))]
    spoc = told[0].spoc
    looked = move_release_dates(spoc, rows, dry_run=True)
    assert [dates(world, story) for story in told] == [["2027-03-16"]] * 9
    done = move_release_dates(spoc, rows, dry_run=False)
    assert [(each.reference, each.moved, each.look_again) for each in done] == [
        (each.reference, each.moved, each.look_again) for each in looked
    ]
    assert all(each.moved and not each.refused for each in done[:9])
    assert done[9].refused == "No open case of yours has this number."
    assert [dates(world, story) for story in told] == [["2027-03-16", "2027-01-19"]] * 9
    assert any("days after they leave prison" in sentence for sentence in done[0].look_again)
    assert not done[1].look_again
