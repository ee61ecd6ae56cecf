"""One panel from a listed case to approved minutes, read by two members who may not read the same."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from coordination import clock, db
from coordination.access import SignedIn
from coordination.audit.models import Event
from coordination.db import reading, writing
from coordination.errors import NotAllowed, NotVisible
from coordination.jobs.models import OutboxRow
from coordination.panels.commands import minuting
from coordination.panels.commands.printing import ask_for_print
from coordination.panels.models import MinutesPrint
from coordination.panels.queries.figures import figures
from coordination.panels.queries.minutes import MinutesShown, minutes, still_readable
from coordination.panels.queries.seats import get_meeting, get_panel
from coordination.queues.models import Task
from coordination.sharing.models import Agreement
from coordination.worker.running import run
from tests.panels import meetings
from tests.panels.meetings import PANEL, listed, once, sitting

NOT_FOR_PROBATION = "substitute medication and no community prescriber yet"


@pytest.fixture(scope="module")
def sit(world: Any, does_jobs_here: None) -> meetings.Sitting:
    """A meeting that is over: one case decided with an action, one put off because time ran out."""
    with clock.at("2026-11-16T09:30"):
        made = sitting(world)
        listed(made, 40, surname="Later")
        listed(made, 12, surname="Sooner", accommodation="no-fixed-abode", on_ost="yes", prescriber_slot=None)
        made.plan()
        made.publish()
    _, sooner = made.cases
    with clock.at("2026-11-19T12:00"):
        made.tells(made.deputy, sooner, "The licence is agreed.")
    with clock.at("2026-11-23T09:30"):
        made.begin(made.deputy, made.housing)
        made.act(sooner, made.housing, "Find a room", clock.today() + timedelta(days=3))
        made.decide(sooner, "plan-agreed-with-actions", dissent="Housing would rather wait.")
    with clock.at("2026-11-23T10:30"):
        made.end()
        with writing(made.chair) as session:
            minuting.make_minutes(session, made.chair, made.meeting, note="", seen=0, once=once())
    return made


@pytest.fixture(autouse=True)
def held_time() -> Any:
    with clock.at("2026-11-24T09:00"):
        yield


def read_by(sit: meetings.Sitting, worker: SignedIn) -> MinutesShown:
    with reading(worker) as session:
        found = minutes(session, get_meeting(session, sit.meeting))
    assert found is not None
    return found


def words(found: MinutesShown) -> str:
    return " ".join(f"{label} {text}" for case in found.cases for label, text in case.rows)


def printed(sit: meetings.Sitting, worker: SignedIn) -> MinutesPrint:
    """Ask for the paper, do the job as the machines do it, and give the row back."""
    with writing(worker) as session:
        reference = ask_for_print(session, worker, sit.meeting, 1)
    database = sit.world.database
    with sit.world.keeper() as session:
        waiting = select(OutboxRow.id).where(OutboxRow.job == "print_minutes", OutboxRow.done_at.is_(None))
        row_id = session.scalars(waiting).one()
    # a worker process signs in to the database under a name of its own
    db.connect(database.url("worker"))
    try:
        run(str(row_id))
    finally:
        db.connect(database.url("app"))
    with sit.world.keeper() as session:
        return session.scalars(select(MinutesPrint).where(MinutesPrint.reference == reference)).one()


def test_the_worst_case_stands_first_with_its_reasons(sit):
    later, sooner = sit.cases
    found = sit.seen_by(sit.chair)
    assert [item.case_reference for item in found.items] == [sooner.reference, later.reference]
    assert found.items[0].reasons == ("5 days to release", NOT_FOR_PROBATION, "nowhere to live on release")


def test_the_decision_is_the_panels_own_move_and_the_referrer_hears(sit, world):
    _, sooner = sit.cases
    assert sooner.stage("panel") == "panel_reviewed"
    with world.keeper() as session:
        told = session.scalars(select(OutboxRow).where(OutboxRow.job == "tell_first_sender")).all()
    assert any("has looked at your referral" in row.ids["say"] for row in told)


def test_an_action_is_a_task_with_a_clock_in_its_owners_queue(sit, world):
    _, sooner = sit.cases
    with world.keeper() as session:
        task = session.scalars(select(Task).where(Task.case_id == sooner.case_id, Task.kind == "panel-action")).one()
    assert task.holder_id == sit.housing.id
    assert task.team_id == world.team_id("hav-housing-options")
    assert task.due_at.isoformat() == "2026-11-26T23:59:59+00:00"


def test_what_was_not_reached_and_what_is_unfinished_returns_to_the_next_agenda(sit):
    before = sit.meeting
    try:
        sit.plan(7)
        assert {item.because for item in sit.seen_by(sit.chair).items} == {"carried", "actions"}
    finally:
        sit.meeting = before


def test_two_readers_minutes_differ_as_the_law_asks(sit):
    chair, probation = read_by(sit, sit.chair), read_by(sit, sit.deputy)
    assert NOT_FOR_PROBATION in words(chair)
    assert NOT_FOR_PROBATION not in words(probation)
    for found in (chair, probation):
        assert "Plan agreed, with actions" in words(found)
        assert "Housing would rather wait." in words(found)
        assert "The licence is agreed." in words(found)
        assert "Amber: something is missing" in words(found)


def test_nothing_restricted_stands_in_the_paper_of_the_other_reader(sit):
    own, other = printed(sit, sit.chair), printed(sit, sit.deputy)
    assert own.done == own.whole == 3
    for row, seen in ((own, True), (other, False)):
        paper = PdfReader(BytesIO(row.body))
        said = " ".join(page.extract_text() for page in paper.pages)
        hidden = f"{paper.metadata} {[str(each) for each in paper.outline]} {row.body!r}"
        assert (NOT_FOR_PROBATION in " ".join(said.split())) is seen
        assert NOT_FOR_PROBATION not in hidden
        assert "Plan agreed, with actions" in " ".join(said.split())


def test_a_member_who_is_part_of_no_case_reads_the_general_part_and_how_many_there_are(sit, world):
    police = world.worker("hav-neighbourhood-police", "frontline", "panel", name="Pia Police")
    sit.seats(police)
    found = read_by(sit, police)
    assert found.cases == ()
    assert found.hidden == 2
    assert any(label == "Present" and "Hugo Housing" in text for label, text in found.general)
    row = printed(sit, police)
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(row.body)).pages)
    assert "2 cases that your agency is not part of" in said
    for story in sit.cases:
        assert story.reference not in said
    assert "Sooner" not in f"{said} {row.body!r}"
    sit.unseats(police)
    with pytest.raises(NotVisible):
        read_by(sit, police)


def test_an_old_paper_is_not_given_out_once_its_reader_may_read_less(sit, world):
    row = printed(sit, sit.housing)
    assert row.case_ids
    with world.keeper() as session:
        mine = select(Agreement).where(Agreement.taker_id == sit.housing.agency_id, Agreement.category == "core")
        ended = session.scalars(mine.where(Agreement.ended_at.is_(None), Agreement.pathway == "prison-release")).all()
        for each in ended:
            each.ended_at = clock.now()
    with reading(sit.housing) as session:
        assert not still_readable(session, row.case_ids)
    assert read_by(sit, sit.housing).cases == ()
    assert sit.seen_by(sit.housing).items == ()
    assert sit.seen_by(sit.housing).hidden == 2
    with world.keeper() as session:
        for each in ended:
            session.get(Agreement, each.id).ended_at = None
    assert len(read_by(sit, sit.housing).cases) == 2


def test_a_correction_is_a_new_revision_and_the_old_one_stays(sit):
    with writing(sit.chair) as session:
        minuting.make_minutes(session, sit.chair, sit.meeting, note="The room is in Romford.", seen=1, once=once())
    found = read_by(sit, sit.deputy)
    assert (found.revision, found.note) == (2, "The room is in Romford.")
    with reading(sit.deputy) as session:
        first = minutes(session, get_meeting(session, sit.meeting), 1)
    assert first is not None
    assert first.state == "Draft, followed by revision 2"


def test_minutes_are_approved_at_the_next_meeting_and_not_before(sit):
    before = sit.meeting
    with pytest.raises(NotAllowed, match="approved at the next meeting"), writing(sit.chair) as session:
        minuting.approve(session, sit.chair, before, revision=2)
    try:
        sit.plan(8)
        sit.publish()
        with clock.at("2026-12-02T09:00"):
            sit.begin()
            with writing(sit.chair) as session:
                minuting.approve(session, sit.chair, before, revision=2)
            sit.end()
    finally:
        sit.meeting = before
    assert read_by(sit, sit.housing).approved_by == "Cara Chair"


def test_the_letter_of_outcome_holds_what_the_referrer_may_read(sit, world, browser_of):
    later, sooner = sit.cases
    chair = browser_of(world.sign_in(sit.chair.id))
    minutes_page = chair.get(f"/panels/meetings/{sit.meeting}/minutes").text
    [address] = set(re.findall(r"/panels/decisions/\w+/letter\.pdf", minutes_page))
    assert address in chair.get(f"/cases/{sooner.reference}").text
    whole = letter_of(chair.get(address))
    for said in ("Dear Nia Example", sooner.reference, "Plan agreed, with actions", "Find a room", "Cara Chair"):
        assert said in whole
    for hidden in (
        "Housing would rather wait.",
        "The licence is agreed.",
        NOT_FOR_PROBATION,
        "Sooner",
        later.reference,
    ):
        assert hidden not in whole
    # the referrer, who reads what the panel decided, finds the same letter on the case
    nurse = browser_of(world.sign_in(sooner.nurse.id))
    assert address in nurse.get(f"/cases/{sooner.reference}").text
    assert letter_of(nurse.get(address)) == whole
    with not_shared_with(world, sooner.nurse.agency_id, "custody"):
        assert nurse.get(address).status_code == 404
        less = letter_of(chair.get(address))
    assert "What it decided is not shared with you" in less
    for hidden in ("Plan agreed", "Find a room", "Everything is on its way"):
        assert hidden not in less
    assert nurse.get("/panels/decisions/ffffffffffff/letter.pdf").status_code == 404
    with world.keeper() as session:
        made = session.scalars(select(Event).where(Event.case_id == sooner.case_id, Event.kind == "case.printed")).all()
    assert len([event for event in made if event.actor_id == sooner.nurse.id]) == 1


def letter_of(answer):
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    paper = PdfReader(BytesIO(answer.data))
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split()) + str(paper.metadata.title)


@contextmanager
def not_shared_with(world, agency_id, category):
    with world.keeper() as session:
        mine = select(Agreement).where(Agreement.taker_id == agency_id, Agreement.category == category)
        ended = session.scalars(mine.where(Agreement.ended_at.is_(None))).all()
        for each in ended:
            each.ended_at = clock.now()
    yield
    with world.keeper() as session:
        for each in ended:
            session.get(Agreement, each.id).ended_at = None


def test_figures_count_attendance_and_actions(sit):
    with reading(sit.chair) as session:
        found = figures(session, get_panel(session, sit.chair, PANEL))
    assert dict(found.came)["Probation Service"] == 1
    assert (found.actions, found.open_late) == (1, 0)
