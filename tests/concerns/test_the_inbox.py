"""A team's public inbox: opened, taken up without retyping, turned down, cleared, put back, told of and erased."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.audit.models import Event, ReadEvent
from coordination.cases.models import CaseFile
from coordination.concerns.commands import deciding
from coordination.concerns.queries.inbox import DONE, MARKED, WAITING, concern, inbox
from coordination.db import connect, new_id, reading, writing
from coordination.demo.telling import as_sent
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.jobs.commands import later
from coordination.notifications.models import Notice
from coordination.referrals.commands.drafting import keep_answers, throw_away
from coordination.referrals.commands.submitting import submit
from coordination.referrals.queries import drafts
from tests.answers import complete
from tests.concerns.telling import TOLD
from tests.machines.test_the_sweep import as_machines, as_pages, work_off
from tests.plain_client import PlainClient

pytestmark = pytest.mark.usefixtures("does_jobs_here")


@pytest.fixture(autouse=True)
def nothing_before(stage, database):
    connect(database.url("app"))
    with stage.world.keeper() as session:
        session.execute(text("truncate concern, concern_try, outbox, delivery, notice cascade"))


def came(stage, **more):
    return stage.reference(stage.tells(**more))


def once():
    return new_id().hex


def taken_up(stage, reference):
    with writing(stage.front) as session:
        return deciding.take_up(session, stage.front, reference, once=once())


def sent_on(stage, draft):
    """The rest of the form is filled in, and the referral sent."""
    with reading(stage.front) as session:
        there = drafts.get(session, draft)
    answers = complete(there.pathway, clock.today(), there.answers)
    rest = {code: value for code, value in answers.items() if code not in there.answers}
    with writing(stage.front) as session:
        keep_answers(session, stage.front, draft, as_sent(there.pathway.code, rest))
    with writing(stage.front) as session:
        return submit(session, stage.front, draft, once=once())


def events(stage):
    with stage.world.keeper() as session:
        found = select(Event.kind).where(Event.kind.like("concern.%")).order_by(Event.recorded_at)
        return list(session.scalars(found))


def notices(stage):
    with stage.world.keeper() as session:
        rows = session.execute(select(Notice.worker_id, Notice.kind, Notice.sentence, Notice.urgent)).all()
    people = {each.id: each.name.partition(" ")[0] for each in (stage.lead, stage.front)}
    return sorted((people.get(row.worker_id, "another"), row.kind, row.urgent) for row in rows), rows


def job(stage, database, name):
    """One run of something that the timetable asks for."""
    as_machines(database)
    with stage.world.keeper() as session:
        later(session, None, name)
    work_off(stage.world)
    as_pages(database)


def test_its_words_are_read_by_whoever_opens_it_and_every_look_is_recorded(stage):
    reference, client = came(stage), PlainClient(stage.app)
    client.carry(stage.front.token)
    assert f"{reference} Not opened" in client.get("/concerns").text
    page = client.get(f"/concerns/{reference}")
    assert TOLD["words"] not in page.text, "nothing of it is shown before it is opened"
    page = client.submit("Open and read it")
    assert TOLD["words"] in page.text
    assert "Mr Example, who teaches art" in page.text
    assert events(stage)[-1] == "concern.opened"
    with stage.world.keeper() as session:
        looks = session.scalars(select(ReadEvent.purpose).where(ReadEvent.worker_id == stage.front.id)).all()
    assert f"public inbox, {reference}" in looks
    spoken = reference.lower().replace("-", " ")
    assert client.get(f"/concerns?reference={spoken}").path == f"/concerns/{reference}", "found as it is read out"


def test_taken_up_nothing_is_typed_again_and_it_ends_as_the_case(stage):
    reference = came(stage)
    draft = taken_up(stage, reference)
    with reading(stage.front) as session:
        there = drafts.get(session, draft).answers
    assert there["words"].startswith(TOLD["words"])
    expected = {**TOLD, "area": "havering", "words": there["words"]}
    assert {code: there.get(code) for code in expected} == expected
    client = PlainClient(stage.app)
    client.carry(stage.front.token)
    assert "Answered already, from what was sent to your team" in client.get(f"/refer/{draft}").text
    assert "Go on with the referral" in client.get(f"/concerns/{reference}").text
    client.carry(stage.lead.token)
    assert "Fay Example has taken this up" in client.get(f"/concerns/{reference}").text
    with writing(stage.lead) as session, pytest.raises(MovedOn, match="Fay Example has taken this up"):
        deciding.take_up(session, stage.lead, reference, once=once())
    assert taken_up(stage, reference) == draft, "pressed again it is the same draft"
    case = sent_on(stage, draft)
    row = stage.row(reference)
    with stage.world.keeper() as session:
        assert row.became_id == session.scalar(select(CaseFile.id).where(CaseFile.reference == case))
    assert (row.ended_as, row.ended_by_id) == ("taken-up", stage.front.id)
    with reading(stage.front) as session:
        assert inbox(session, stage.front, WAITING) == []
        assert inbox(session, stage.front, DONE)[0].case_reference == case


def test_a_draft_that_ends_unsent_gives_the_concern_back(stage):
    reference = came(stage)
    draft = taken_up(stage, reference)
    with writing(stage.front) as session:
        throw_away(session, stage.front, draft)
    row = stage.row(reference)
    assert (row.ended_at, row.draft_id, row.taken_by_id) == (None, None, None)
    assert events(stage)[-1] == "concern.came-back"
    assert taken_up(stage, reference) != draft


def test_turned_down_with_a_reason_and_put_back(stage):
    reference, client = came(stage), PlainClient(stage.app)
    client.carry(stage.lead.token)
    page = client.get(f"/concerns/{reference}/turn-down")
    page = client.submit("Turn it down")
    assert page.errors == ["Choose why nothing is done about it.", "Write why, in a sentence."]
    page = client.submit("Turn it down", reason="known", words="We spoke with the pupil today (example).")
    assert "It was turned down" in page.text
    assert "We spoke with the pupil" in client.get(f"/concerns/{reference}").text
    with writing(stage.lead) as session, pytest.raises(MovedOn):
        deciding.take_up(session, stage.lead, reference, once=once())
    client.submit("Put it back into the inbox")
    row = stage.row(reference)
    assert (row.ended_at, row.reason, row.reason_words) == (None, None, None)


def test_what_was_marked_is_cleared_by_a_lead_and_what_is_not_safe_is_read_first(stage):
    odd, not_safe, true = came(stage, quick=True), came(stage, quick=True, safe_now="no"), came(stage)
    with reading(stage.lead) as session:
        assert [each.reference for each in inbox(session, stage.lead, MARKED)] == [not_safe, odd]
        assert [each.reference for each in inbox(session, stage.lead, WAITING)] == [true]
    front = PlainClient(stage.app)
    front.carry(stage.front.token)
    assert front.get("/concerns/marked").status == 403
    client = PlainClient(stage.app)
    client.carry(stage.lead.token)
    client.get("/concerns/marked")
    page = client.submit("Clear away", concerns=[odd, not_safe], reason="nonsense")
    assert page.errors == [f"Open {not_safe} and read it first: it says that somebody is not safe."]
    assert stage.row(odd).ended_at is None, "all or nothing"
    with writing(stage.lead) as session:
        deciding.open_it(session, stage.lead, not_safe)
    client.submit("Clear away", concerns=[odd, not_safe], reason="nonsense")
    assert {stage.row(each).ended_as for each in (odd, not_safe)} == {"cleared"}
    with writing(stage.lead) as session, pytest.raises(Invalid, match="is not marked"):
        deciding.clear(session, stage.lead, [true], reason="program")


def test_the_team_is_told_at_once_and_no_notice_holds_a_word(stage, database):
    came(stage)
    came(stage, safe_now="no")
    for _ in range(3):
        came(stage, quick=True)
    as_machines(database)
    work_off(stage.world)
    as_pages(database)
    told, rows = notices(stage)
    assert told == sorted(
        (name, kind, urgent)
        for name in ("Fay", "Lea")
        for kind, urgent in (("concern-came", False), ("concern-came", True), ("concern-marked", False))
    ), "three that are marked are told of once"
    client = PlainClient(stage.app)
    client.carry(stage.lead.token)
    links = {link.get("href") for link in client.get("/notices").soup.select(".notices__text a")}
    assert links == {"/concerns"}, "each leads to where it waits"
    for row in rows:
        assert not any(word in row.sentence for word in ("example", "Millbrook", "friend", "Year"))


def test_what_nobody_opens_or_looks_at_goes_on_to_the_lead(stage, database, clock_at):
    clock_at("2026-11-20T10:00")  # a Friday
    not_safe, calm = came(stage, safe_now="no"), came(stage)
    clock_at("2026-11-20T10:14")
    job(stage, database, "look_at_concerns")
    told = [each for each in notices(stage)[0] if each[1] == "concern-unopened"]
    assert told == []
    clock_at("2026-11-20T10:16")
    job(stage, database, "look_at_concerns")
    told = [each for each in notices(stage)[0] if each[1] == "concern-unopened"]
    assert ("Lea", "concern-unopened", True) in told
    assert ("Fay", "concern-unopened", True) not in told
    with reading(stage.front) as session:
        by = concern(session, stage.front, calm).due.at
    assert by is not None
    assert by.date().isoformat() == "2026-11-20", "the same school day"
    clock_at("2026-11-23T08:00")
    job(stage, database, "look_at_concerns")
    late = [each for each in notices(stage)[0] if each[1] == "concern-late"]
    assert late == [("Lea", "concern-late", False)] * 2
    assert stage.row(not_safe).opened_at is None


def test_words_are_erased_a_month_after_it_was_dealt_with(stage, database, clock_at):
    clock_at("2026-10-01T10:00")
    reference, waits = came(stage), came(stage)
    with writing(stage.lead) as session:
        deciding.turn_down(session, stage.lead, reference, reason="not-real", words="A joke (example).")
    clock_at("2026-10-31T09:00")
    job(stage, database, "erase_concerns")
    assert stage.row(reference).answers != {}
    clock_at("2026-11-01T10:00")
    job(stage, database, "erase_concerns")
    row = stage.row(reference)
    assert (row.answers, row.reason_words, row.reason) == ({}, None, "not-real")
    assert row.erased_at is not None
    assert stage.row(waits).answers != {}, "what waits stays"
    with reading(stage.lead) as session:
        assert concern(session, stage.lead, reference).answers == []
    with writing(stage.lead) as session, pytest.raises(MovedOn):
        deciding.put_back(session, stage.lead, reference)


def test_the_first_page_says_how_many_wait_to_those_who_receive_them(stage):
    came(stage, safe_now="no")
    client = PlainClient(stage.app)
    client.carry(stage.front.token)
    assert "1 concern without an account 1 not safe" in client.get("/today").text
    client.carry(stage.other.token)
    assert "without an account" not in client.get("/today").text
    with reading(stage.other) as session, pytest.raises(NotVisible):
        concern(session, stage.other, "CON-0000-000")
