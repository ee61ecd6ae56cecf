"""Choices change while something waits, a reader has two partnerships, and two press or two jobs run at once."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from coordination import clock
from coordination.notifications.choices import AT_ONCE, STARTING, Firsts
from coordination.notifications.firsts import soonest
from tests.at_once import begun
from tests.notices.test_mail import ASKED


@pytest.fixture
def reader(world):
    return world.worker("hav-treatment-contact", "triage")


@pytest.fixture
def mailed(machine, post, monkeypatch):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    return post.taken


def test_what_waited_for_the_digest_is_told_though_its_reader_chose_a_mail_at_once(machine, mailed, reader, clock_at):
    machine.tell(reader, "first-sender", "before the choice")
    machine.chosen(reader, sorts={"answered": "at-once"})
    clock_at("2026-11-19T08:00")
    machine.beat()
    [mail] = mailed
    assert "What you sent or asked for is answered: 1" in mail.get_payload()


def test_what_was_mailed_at_once_is_not_told_again_though_its_reader_chose_the_digest(
    machine, mailed, reader, clock_at
):
    machine.tell(reader, ASKED, "before the choice")
    machine.work()
    assert len(mailed) == 1
    machine.chosen(reader, sorts={"asked": "digest"})
    clock_at("2026-11-19T08:00")
    machine.beat()
    assert len(mailed) == 1


def test_what_waits_in_quiet_hours_is_told_once_though_its_reader_chose_the_digest(machine, mailed, reader, clock_at):
    clock_at("2026-11-18T22:30")
    machine.chosen(reader, quiet_from="20:00", quiet_until="09:00")
    machine.tell(reader, ASKED, "before the choice")
    machine.work()
    machine.chosen(reader, sorts={"asked": "digest"}, quiet_from="20:00", quiet_until="09:00", digest_at="08:00")
    clock_at("2026-11-19T08:00")
    machine.beat()
    clock_at("2026-11-19T09:00")
    machine.beat("send_after_quiet")
    machine.beat()
    assert len(mailed) == 1


def test_a_second_partnership_that_wants_its_people_told_at_once_loses_nothing_that_waited(
    machine, mailed, world, clock_at
):
    both = world.worker("hmp-pentonville-release")
    machine.tell(both, "first-sender", "before the second partnership said so")
    machine.sql(
        "insert into setting (id, partnership_id, code, value, in_force_from, set_at) "
        "values (uuidv7(), %s, 'notices.answered', cast(%s as jsonb), %s, %s)",
        world.partnership_id("havering"), json.dumps({"value": "at-once"}), clock.today(), clock.now(),
    )  # fmt: skip
    clock_at("2026-11-19T08:00")
    machine.beat()
    assert [mail["To"] for mail in mailed] == [f"{both.id}@workers.example"]


def test_a_digest_that_waited_counts_what_is_still_unread_and_does_not_go_out_for_nothing(
    machine, mailed, reader, clock_at
):
    reads = "update notice set read_at = now() where worker_id = %s and about = any(%s)"
    quiet = {"sorts": {"answered": "digest"}, "quiet_from": "20:00", "quiet_until": "09:00", "digest_at": "08:00"}
    machine.chosen(reader, **quiet)
    machine.tell(reader, "first-sender", "one")
    machine.tell(reader, "first-sender", "two")
    clock_at("2026-11-19T08:00")
    machine.beat()
    machine.sql(reads, reader.id, ["one"])
    clock_at("2026-11-19T09:00")
    machine.beat("send_after_quiet")
    [mail] = mailed
    assert "One notice waits for you." in mail.get_payload()
    machine.tell(reader, "first-sender", "three")
    clock_at("2026-11-20T08:00")
    machine.beat()
    machine.sql(reads, reader.id, ["two", "three"])
    clock_at("2026-11-20T09:00")
    machine.beat("send_after_quiet")
    assert len(mailed) == 1
    assert machine.messages(reader)[-1].state == "not-needed"


def test_a_digest_is_made_once_on_the_days_that_the_clocks_change(machine, mailed, reader, clock_at):
    machine.chosen(reader, sorts={"answered": "digest"}, quiet_from=None, quiet_until=None, digest_at="01:00")
    for day, moments in {
        "back": ("2026-10-25T00:00+00:00", "2026-10-25T00:30+00:00", "2026-10-25T01:00+00:00"),
        "forward": ("2027-03-28T01:00+00:00", "2027-03-28T01:15+00:00", "2027-03-28T02:00+00:00"),
    }.items():
        before = len(machine.messages(reader))
        for number, moment in enumerate(moments):
            clock_at(moment)
            machine.tell(reader, "first-sender", f"{day} {number}")
            machine.beat()
        assert [row.state for row in machine.messages(reader)[before:]] == ["sent"], day


def test_two_jobs_that_make_the_digest_at_the_same_time_make_one(machine, mailed, reader, clock_at):
    machine.tell(reader, "first-sender", "one")
    clock_at("2026-11-19T08:00")
    machine.ask("make_digests")
    machine.ask("make_digests")
    machine.work(at_once=True)
    machine.work()
    assert [mail["To"] for mail in mailed].count(f"{reader.id}@workers.example") == 1
    assert len(machine.messages(reader)) == 1


def test_two_administrators_who_have_one_mail_tried_again_at_once_send_it_once(machine, mailed, post, world, client_of):
    reader = world.worker("hav-probation")
    post.to_recipient = "550 no such mailbox"
    machine.tell(reader, ASKED, "one")
    machine.work()
    post.to_recipient = "250 OK"
    pressing = [client_of(world.worker("hav-probation", "administrator")) for _ in range(2)]
    for client in pressing:
        client.get("/workers/messages")
    with world.keeper() as session:
        session.execute(text("select 1 from delivery where worker_id = :id for update"), {"id": reader.id})
        going = [
            begun(world, lambda client=client: client.submit("Try again").status, at_least=number)
            for number, client in enumerate(pressing, 1)
        ]
    assert sorted(one.result() for one in going) == [200, 404]
    assert machine.waiting("send_message") == 1
    machine.work()
    assert len(mailed) == 1


def one(quiet_from: int | None, quiet_until: int, digest: int = 8) -> Firsts:
    at = [None if hour is None else STARTING.digest_at.replace(hour=hour) for hour in (quiet_from, quiet_until, digest)]
    return Firsts({"asked": AT_ONCE} | dict.fromkeys(STARTING.by_sort, AT_ONCE), at[0], at[1], at[2])


@pytest.mark.parametrize(
    ("several", "holds"),
    [
        (((20, 7), (22, 6)), (22, 6)),
        (((20, 7), (0, 6)), (0, 6)),
        (((20, 7), (21, 2)), (21, 2)),
        (((20, 7), (12, 13)), None),
        (((20, 7), (None, 7)), None),
        (((20, 7), (9, 9)), None),
        (((12, 18), (8, 14)), (12, 14)),
    ],
)
def test_quiet_hours_of_two_partnerships_are_those_that_both_keep(several, holds):
    both = soonest([one(*each) for each in several])
    if holds is None:
        assert both.quiet_from is None
    else:
        assert (both.quiet_from.hour, both.quiet_until.hour) == holds


def test_quiet_hours_that_end_as_they_begin_are_not_taken_in_silence(client_of, reader):
    client = client_of(reader)
    client.get("/account/notices")
    refused = client.submit("Keep these choices", quiet_from="20:00", quiet_until="20:00")
    assert refused.status == 422
    assert "no quiet hours" in refused.text.lower()
    assert client.submit("Keep these choices", quiet_from="none", quiet_until="20:00").path == "/account"
