"""A half-filled form is never lost, never overwritten by an old page, and never outstays its welcome."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select, text

from coordination import clock, db
from coordination.audit.commands import seal
from coordination.db import new_id
from coordination.errors import NotVisible
from coordination.jobs import Asked
from coordination.jobs.models import OutboxRow
from coordination.notifications.models import Notice
from coordination.referrals import jobs
from coordination.referrals.commands.drafting import throw_away
from coordination.referrals.commands.expiring import expire_drafts, remind_of_waiting, warn_of_expiry
from coordination.referrals.models import Draft, DraftAnswer
from coordination.referrals.queries import drafts
from coordination.referrals.queries.written import CALENDAR
from coordination.worker import running
from coordination.writing_together import WritingSession
from tests.referrals.plain import PlainBrowser
from tests.referrals.test_the_whole_form import begun
from workflows.local_time import day_of


@pytest.fixture
def draft(nurse, browser_of) -> PlainBrowser:
    """A nurse's new draft, open on its list of pages."""
    return begun(PlainBrowser(browser_of(nurse)))


def reference_of(browser: PlainBrowser) -> str:
    return browser.address.split("/")[2]


def another_window(browser: PlainBrowser) -> PlainBrowser:
    return PlainBrowser(browser.client)


def test_what_was_given_is_there_again_on_another_day_and_device(draft, nurse, browser_of):
    draft.open(f"{draft.address}/name").fill("first_name", "Jo").fill("surname", "Example").press("save_for_later")
    assert "Begun" in draft.words

    phone = PlainBrowser(browser_of(nurse)).open("/refer/drafts")
    phone.follow("Prison release").open(f"{phone.address}/name")
    assert (phone.box("first_name"), phone.box("surname")) == ("Jo", "Example")


def test_an_answer_that_cannot_be_understood_is_kept_as_it_was_typed(draft):
    page = f"{draft.address}/name"
    draft.open(page).fill("first_name", "Jo").fill("date_of_birth-day", "31").fill("date_of_birth-month", "2")
    draft.fill("date_of_birth-year", "1987").press()
    assert draft.status == 422
    assert draft.title.startswith("Error: ")
    assert "February 1987 has no day 31." in draft.words

    draft.open(page)
    assert (draft.box("date_of_birth-day"), draft.box("date_of_birth-month")) == ("31", "2")
    assert draft.box("first_name") == "Jo"
    draft.open(page.replace("/name", "/check"))
    assert "February 1987 has no day 31." in draft.words


def test_two_windows_with_different_questions_both_survive(draft):
    page = f"{draft.address}/name"
    one, other = another_window(draft).open(page), another_window(draft).open(page)
    one.fill("first_name", "Jo").press("save_for_later")
    other.fill("surname", "Example").press("save_for_later")

    draft.open(page)
    assert (draft.box("first_name"), draft.box("surname")) == ("Jo", "Example")


def test_an_old_page_never_overwrites_a_newer_answer(draft):
    page = f"{draft.address}/name"
    one, other = another_window(draft).open(page), another_window(draft).open(page)
    one.fill("first_name", "Joanna").press("save_for_later")
    other.fill("first_name", "Jo").fill("surname", "Example").press()

    assert other.status == 409
    assert "“Joanna”" in other.words
    assert other.box("first_name") == "Jo"
    draft.open(page)
    assert (draft.box("first_name"), draft.box("surname")) == ("Joanna", "Example")

    other.press("save_for_later")
    assert draft.open(page).box("first_name") == "Jo", "saving again keeps what stands on the page"


def test_the_other_answer_can_be_taken_instead(draft):
    page = f"{draft.address}/name"
    one, other = another_window(draft).open(page), another_window(draft).open(page)
    one.fill("first_name", "Joanna").press("save_for_later")
    other.fill("first_name", "Jo").press()
    other.press("take", "first_name")

    assert other.status == 200
    assert other.box("first_name") == "Joanna"


def test_one_answer_is_kept_while_the_page_is_open(draft):
    draft.open(f"{draft.address}/name")
    kept = draft.post(f"{draft.address}/keep/first_name", first_name="Jo", seen="first_name:0:-")
    assert kept.json["seen"].startswith("first_name:1:")
    assert kept.json["saved"]
    stale = draft.post(f"{draft.address}/keep/first_name", first_name="Sam", seen="first_name:0:-")
    assert stale.status_code == 409
    assert draft.open(draft.address).box("first_name") == "Jo"


def test_advice_about_safety_is_said_at_once(draft):
    draft.open(f"{draft.address}/self-harm")
    said = draft.post(f"{draft.address}/keep/self_harm_concern", self_harm_concern="yes", seen="self_harm_concern:0:-")
    assert [each["title"] for each in said.json["advice"]] == ["If they are in danger now"]


def test_without_javascript_advice_is_read_before_the_next_page(draft):
    draft.open(f"{draft.address}/self-harm")
    draft.fill("self_harm_concern", "yes").fill("safety_plan", "none").fill("acct_open", "no").press()
    assert draft.address.endswith("/self-harm"), "advice is read before the next page"
    assert "If they are in danger now" in draft.words


def test_the_likely_earlier_day_is_said_and_not_kept(draft, nurse):
    with clock.at("2026-11-21T10:00"):
        reference = reference_of(draft)
        draft.open(f"/refer/{reference}/sentence").fill("sentence_type", "standard-determinate")
        draft.fill("served_under_28_days", "no").press("save_for_later")
        draft.open(f"/refer/{reference}/release").fill("already_released", "no").fill("release_type", "crd").press()
        draft.open(f"/refer/{reference}/planned-date").fill("release_date_known", "yes")
        draft.fill("planned_release_date-day", "18").fill("planned_release_date-month", "12")
        draft.fill("planned_release_date-year", "2026").press("save_for_later")
        draft.open(f"/refer/{reference}/planned-date")
        assert "Likely release Thursday 17 December" in draft.words
        with db.reading(nurse) as session:
            assert drafts.get(session, reference).answers["planned_release_date"] == "2026-12-18"


def test_an_answer_that_is_no_longer_asked_stays_behind(draft, nurse):
    reference = reference_of(draft)
    draft.open(f"/refer/{reference}/substitute-medication").fill("on_ost", "no").fill("ost_medication", "methadone")
    draft.press("save_for_later")
    with db.reading(nurse) as session:
        found = drafts.get(session, reference)
    assert "ost_medication" in found.answers
    assert "ost_medication" not in found.to_send


def test_nobody_else_sees_a_draft(draft, world, browser_of):
    colleague = PlainBrowser(browser_of(world.worker("hmp-pentonville-release", name="Sam Example")))
    for page in ("", "/name", "/check", "/delete"):
        assert colleague.open(f"{draft.address}{page}").status == 404
    colleague.open("/refer")
    assert colleague.post(f"{draft.address}/name", first_name="x").status_code == 404


def test_deleting_asks_once_more_and_takes_every_answer(draft, world):
    reference = reference_of(draft)
    draft.open(f"{draft.address}/name").fill("first_name", "Jo").press("save_for_later")
    draft.open(f"/refer/{reference}/delete")
    assert "nobody can bring it back" in draft.words
    draft.press()
    assert draft.address.partition("?")[0] == "/refer/drafts"
    assert reference not in draft.words
    with world.keeper() as session:
        ended = session.scalars(select(Draft).where(Draft.reference == reference)).one()
        assert ended.ended_as == "deleted"
        assert session.scalars(select(DraftAnswer).where(DraftAnswer.draft_id == ended.id)).all() == []


def test_a_draft_passed_on_is_the_team_leads_own(draft, world, browser_of):
    reference = reference_of(draft)
    lead = world.worker("hmp-pentonville-release", "team-lead", name="Lee Example")
    with world.keeper() as session:
        session.execute(
            text("update draft set passed_from_id = worker_id, worker_id = :lead where reference = :reference"),
            {"lead": lead.id, "reference": reference},
        )
    hers = PlainBrowser(browser_of(lead)).open("/refer/drafts")
    assert reference in hers.words
    assert "Passed on to you" in hers.words
    assert hers.open(f"/refer/{reference}/name").status == 200


def test_a_draft_that_waits_long_says_so_in_the_list(draft, nurse, world):
    assert "Waits for you" not in draft.open("/refer/drafts").words
    with clock.at(clock.now() + timedelta(days=30)):
        later = PlainBrowser(draft.client)
        later.client.set_cookie("coordination_session", world.sign_in(nurse.id).token)
        assert "Waits for you" in later.open("/refer/drafts").words


def test_a_draft_that_nobody_changes_is_warned_about_and_cleared_away(draft, world, nurse, database):
    reference = reference_of(draft)
    draft.open(f"{draft.address}/name").fill("first_name", "Jo").press("save_for_later")
    with db.reading(nurse) as session:
        last_day = drafts.get(session, reference).expires_at

    with as_sweep(world, database) as session, clock.at(last_day - timedelta(days=1)):
        assert warn_of_expiry(session, clock.now()) >= 1
        assert warn_of_expiry(session, clock.now()) == 0, "one warning for one last day"
    assert "Cleared away soon" in draft.open("/refer/drafts").words

    with as_sweep(world, database) as session, clock.at(last_day + timedelta(minutes=1)):
        assert expire_drafts(session, clock.now()) >= 1
        assert expire_drafts(session, clock.now()) == 0
    with db.writing(nurse) as session, pytest.raises(NotVisible):
        throw_away(session, nurse, reference)
    with world.keeper() as session:
        ended = session.scalars(select(Draft).where(Draft.reference == reference)).one()
        assert ended.ended_as == "expired"
        assert session.scalars(select(DraftAnswer).where(DraftAnswer.draft_id == ended.id)).all() == []
        kinds = session.scalars(
            text("select kind from event where chain = :chain"), {"chain": f"agency:{nurse.agency_id}"}
        )
        assert "draft.expired" in set(kinds)


def test_a_draft_that_nobody_touched_for_some_working_days_is_spoken_of_once(draft, nurse, world, database):
    reference = reference_of(draft)
    with db.reading(nurse) as session:
        found = drafts.get(session, reference)
    days = found.pathway.setting(found.pathway.draft.remind_after).default
    due = found.changed_at
    while CALENDAR.add(day_of(found.changed_at), days) > day_of(due):
        due += timedelta(days=1)

    def mine(session):
        return session.scalars(
            select(OutboxRow).where(OutboxRow.job == "remind_of_draft", OutboxRow.worker_id == nurse.id)
        ).all()

    with as_sweep(world, database) as session, clock.at(due - timedelta(days=1)):
        remind_of_waiting(session, clock.now())
        assert mine(session) == [], "a working day is left"
    with as_sweep(world, database) as session, clock.at(due):
        remind_of_waiting(session, clock.now())
        remind_of_waiting(session, clock.now())
        (asked,) = mine(session)
        row_id = asked.id
    db.connect(database.url("worker"))
    running.run(str(row_id))
    running.run(str(row_id))
    db.connect(database.url("app"))
    with world.keeper() as session:
        told = session.scalars(
            select(Notice.sentence).where(Notice.worker_id == nurse.id, Notice.kind == "draft-waits")
        ).all()
    assert len(told) == 1
    assert reference in told[0]


@contextmanager
def as_sweep(world, database):
    """A session as the machine's own sweep "drafts", in the role that sweeps have."""
    engine = create_engine(database.url("worker").replace("postgresql://", "postgresql+psycopg://", 1))
    with WritingSession(engine, autoflush=False, expire_on_commit=False) as session, session.begin():
        session.execute(text("select enter_sweep('drafts')"))
        yield session
        seal(session)
    engine.dispose()


def test_the_writer_of_an_old_draft_is_told_by_a_job(draft, world, nurse, database):
    reference = reference_of(draft)
    draft.open(f"{draft.address}/name").fill("first_name", "Jo").press("save_for_later")
    with db.reading(nurse) as session:
        last_day = drafts.get(session, reference).expires_at
    with as_sweep(world, database) as session, clock.at(last_day - timedelta(days=1)):
        jobs.expire_drafts(session, Asked(new_id(), "expire_drafts", {}, None))
    with world.keeper() as session:
        rows = session.scalars(
            text("select id from outbox where job = 'warn_of_draft_expiry' and done_at is null")
        ).all()
    db.connect(database.url("worker"))
    for row in rows:
        running.run(str(row))
    db.connect(database.url("app"))
    with world.keeper() as session:
        told = session.scalars(select(Notice.sentence).where(Notice.worker_id == nurse.id)).all()
    assert [sentence for sentence in told if reference in sentence] != []
