"""A mail goes out once, to whoever wants it, when they want it, and says nothing about anybody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest

from coordination import clock
from coordination.worker import running

ASKED = "hand-over.asked"


@pytest.fixture
def reader(world):
    return world.worker("hav-treatment-contact", "triage")


def test_a_referral_mails_the_receiving_team_that_a_case_needs_them_and_nothing_else(story, machine, post, monkeypatch):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    opened = story.refer(first_name="Zebedee", surname="Quillfeather")
    machine.work()
    to = {mail["To"] for mail in post.taken}
    assert f"{story.triage.id}@workers.example" in to
    assert f"{story.referrer.id}@workers.example" not in to
    for mail in post.taken:
        text = mail.as_string()
        assert "A case needs you" in mail["Subject"]
        assert "https://coordination.example.org/notices#notice-" in text
        for telling in ("Zebedee", "Quillfeather", opened.reference, "prison", "Prison", "Havering"):
            assert telling not in text


def test_the_first_choice_is_the_digest_and_off_is_off(machine, post, monkeypatch, world, reader, clock_at):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    off = world.worker("hav-treatment-contact")
    machine.chosen(off, sorts={"answered": "off"})
    for worker in (reader, off):
        machine.tell(worker, "hand-over.answered", "one")
        machine.tell(worker, "first-sender", "two")
    machine.work()
    assert post.taken == []
    clock_at("2026-11-19T07:45")
    machine.beat()
    assert post.taken == []
    clock_at("2026-11-19T08:00")
    machine.beat()
    assert [mail["To"] for mail in post.taken] == [f"{reader.id}@workers.example"]
    assert "What you sent or asked for is answered: 2" in post.taken[0].get_payload(decode=True).decode()
    machine.tell(reader, "case.moved", "three")
    clock_at("2026-11-19T08:15")
    machine.beat()
    assert len(post.taken) == 1, "one digest a day"
    clock_at("2026-11-20T08:00")
    machine.beat()
    assert "One notice waits" in post.taken[1].get_payload(decode=True).decode(), "nothing is told of twice"
    clock_at("2026-11-21T08:00")
    machine.beat()
    assert len(post.taken) == 2, "of nothing there is no digest"


def test_a_partnership_says_what_holds_until_a_worker_chooses(machine, post, monkeypatch, world, reader):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    chose, elsewhere = world.worker("hav-treatment-contact"), world.worker("waf-treatment-contact")
    both = world.worker("hmp-pentonville-release")
    machine.chosen(chose, sorts={"answered": "digest"})

    def says(partnership: str, code: str, value: str) -> None:
        machine.sql(
            "insert into setting (id, partnership_id, code, value, in_force_from, set_at) "
            "values (uuidv7(), %s, %s, cast(%s as jsonb), %s, %s)",
            world.partnership_id(partnership), code, json.dumps({"value": value}), clock.today(), clock.now(),
        )  # fmt: skip

    says("havering", "notices.answered", "at-once")
    says("waltham-forest", "notices.asked", "off")
    for worker in (reader, chose, elsewhere, both):
        machine.tell(worker, "hand-over.answered", "of the partnership")
        machine.tell(worker, ASKED, "of the partnership")
    machine.work()
    mails = {worker.id: len(machine.messages(worker)) for worker in (reader, chose, elsewhere, both)}
    assert mails == {reader.id: 2, chose.id: 1, elsewhere.id: 0, both.id: 2}, "of two partnerships the sooner holds"
    machine.tell(elsewhere, "alert", "urgent all the same", urgent=True)
    machine.work()
    assert len(machine.messages(elsewhere)) == 1


def test_quiet_hours_put_a_mail_off_and_what_is_urgent_passes_them(machine, post, monkeypatch, reader, clock_at):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    clock_at("2026-11-18T22:30")
    machine.chosen(reader, sorts={"asked": "at-once", "other": "off"})
    machine.tell(reader, ASKED, "one")
    machine.tell(reader, "alert", "two", urgent=True)
    machine.work()
    assert [mail["Subject"] for mail in post.taken] == ["Urgent: a case needs you"]
    clock_at("2026-11-19T06:45")
    machine.beat("send_after_quiet")
    assert len(post.taken) == 1
    clock_at("2026-11-19T07:00")
    machine.beat("send_after_quiet")
    assert [mail["Subject"] for mail in post.taken] == ["Urgent: a case needs you", "A case needs you"]


def test_what_came_in_the_same_quiet_hours_is_one_mail_once(machine, post, monkeypatch, reader, clock_at):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    clock_at("2026-11-18T22:30")
    machine.chosen(reader, sorts={"asked": "at-once", "other": "at-once"})
    for number in range(3):
        machine.tell(reader, ASKED, f"asked {number}")
    machine.tell(reader, "something else", "else")
    machine.work()
    assert post.taken == []
    clock_at("2026-11-19T07:00")
    machine.beat("send_after_quiet")
    [mail] = post.taken
    assert mail["Subject"] == "What waits for you"
    words = mail.get_payload()
    assert "4 notices wait for you." in words and "A team asks yours to take something on: 3" in words
    states = sorted(row.state for row in machine.messages(reader))
    assert states == ["not-needed"] * 4 + ["sent"]
    machine.beat("send_after_quiet")
    clock_at("2026-11-19T09:00")
    machine.beat("make_digests")
    assert sorted(row.state for row in machine.messages(reader)) == states, "nothing of it is told again"


def test_what_was_read_in_the_meantime_is_not_mailed(machine, post, monkeypatch, reader, client_of):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    machine.tell(reader, ASKED, "one")
    client = client_of(reader)
    client.get("/notices")
    client.submit("Mark as read")
    machine.work()
    assert post.taken == []
    assert [row.state for row in machine.messages(reader)] == ["not-needed"]


def test_a_server_that_is_away_is_tried_again_without_doubling(machine, post, monkeypatch, reader, clock_at):
    machine.tell(reader, ASKED, "one")
    machine.work()
    (row,) = machine.messages(reader)
    assert (row.state, row.why, row.tries) == ("waiting", "ConnectionRefusedError", 1)
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    machine.work()
    machine.work()
    assert len(post.taken) == 1
    assert [row.state for row in machine.messages(reader)] == ["sent"]


@pytest.mark.parametrize("word", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_before_it_was_given_the_mail_is_tried_again(machine, post, monkeypatch, reader, word):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    post.hangs_up_at = word
    machine.tell(reader, ASKED, "one")
    machine.work()
    assert [row.state for row in machine.messages(reader)] == ["waiting"]
    post.hangs_up_at = ""
    machine.work()
    assert len(post.taken) == 1
    assert [row.state for row in machine.messages(reader)] == ["sent"]


def test_a_server_that_hangs_up_after_it_was_given_the_mail_leaves_it_to_a_person(machine, post, monkeypatch, reader):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    post.hangs_up_after_data = True
    machine.tell(reader, ASKED, "one")
    machine.work()
    machine.work()
    assert len(post.taken) == 1
    assert [row.state for row in machine.messages(reader)] == ["unsure"]


@pytest.mark.parametrize(
    ("answer", "becomes"), [("451 later", ("waiting", "SMTP 451")), ("554 never", ("refused", "SMTP 554"))]
)
def test_what_a_server_says_to_the_whole_mail_holds(machine, post, monkeypatch, reader, answer, becomes):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    post.after_data = answer
    machine.tell(reader, ASKED, "one")
    machine.work()
    assert [(row.state, row.why) for row in machine.messages(reader)] == [becomes]


@pytest.mark.parametrize("status", [401, 403])
def test_notify_that_does_not_take_our_key_says_nothing_about_the_mail(machine, by_notify, reader, status):
    by_notify.status = status
    machine.tell(reader, ASKED, "one")
    machine.work()
    assert [(row.state, row.why) for row in machine.messages(reader)] == [("waiting", f"Notify {status}")]
    by_notify.status = 201
    machine.work()
    assert [row.state for row in machine.messages(reader)] == ["sent"]


def test_a_mail_goes_to_the_address_that_its_reader_has_by_then(machine, post, monkeypatch, reader, clock_at):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    clock_at("2026-11-18T22:30")
    machine.tell(reader, ASKED, "one")
    machine.work()
    machine.force("update worker set email = %s where id = %s", f"new-{reader.id}@workers.example", reader.id)
    clock_at("2026-11-19T07:00")
    machine.beat("send_after_quiet")
    assert [mail["To"] for mail in post.taken] == [f"new-{reader.id}@workers.example"]


def test_a_process_that_dies_after_the_server_took_a_mail_does_not_send_it_again(machine, post, monkeypatch, reader):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    machine.tell(reader, ASKED, "one")
    with monkeypatch.context() as dying:
        dying.setattr(running.jobs, "finish", _dies)
        machine.work()
    assert [row.state for row in machine.messages(reader)] == ["sending"]
    machine.work()
    assert len(post.taken) == 1
    assert [row.state for row in machine.messages(reader)] == ["unsure"]


def test_what_is_urgent_is_rather_sent_twice_under_one_message_id(machine, post, monkeypatch, reader):
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    machine.tell(reader, "alert", "one", urgent=True)
    with monkeypatch.context() as dying:
        dying.setattr(running.jobs, "finish", _dies)
        machine.work()
    machine.work()
    assert len(post.taken) == 2
    assert len({mail["Message-ID"] for mail in post.taken}) == 1
    assert [row.state for row in machine.messages(reader)] == ["sent"]


def test_an_administrator_sees_what_did_not_go_out_and_has_it_tried_again(machine, post, monkeypatch, world, client_of):
    reader = world.worker("hav-probation")
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    post.to_recipient = "550 no such mailbox for somebody@example.org"
    machine.tell(reader, ASKED, "one")
    machine.work()
    client = client_of(world.worker("hav-probation", "administrator"))
    page = client.get("/workers/messages")
    assert "Did not go out" in page.text
    assert "A notice for Ana Example" in page.text
    assert "SMTP 550" in page.text
    assert "somebody@example.org" not in page.html
    stranger = client_of(world.worker("hav-housing-options", "administrator"))
    assert "Every message of your agency went out." in stranger.get("/workers/messages").text
    post.to_recipient = "250 OK"
    client.submit("Try again")
    machine.work()
    assert len(post.taken) == 1
    assert "Every message of your agency went out." in client.get("/workers/messages").text


def test_by_notify_a_mail_carries_a_signed_token_and_one_that_was_cut_short_is_asked_for(machine, by_notify, reader):
    by_notify.hangs_up_after_taking = True
    machine.tell(reader, ASKED, "one")
    machine.work()
    by_notify.hangs_up_after_taking = False
    machine.work()
    assert [(way, body["email_address"]) for way, body in by_notify.asked] == [
        ("email", f"{reader.id}@workers.example")
    ]
    assert [row.state for row in machine.messages(reader)] == ["sent"]
    head, claims, seal = by_notify.tokens[0].removeprefix("Bearer ").split(".")
    secret = b"3d844edf-8d35-48ac-975b-e847b4f122b0"
    made = hmac.new(secret, f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(made).rstrip(b"=").decode() == seal
    assert json.loads(base64.urlsafe_b64decode(claims + "=="))["iss"] == "26785a09-ab16-4eb0-8407-a37497a57506"


def test_notify_that_is_busy_is_tried_again_and_one_that_says_no_is_not(machine, by_notify, reader):
    by_notify.status = 429
    machine.tell(reader, ASKED, "one")
    machine.work()
    assert [(row.state, row.why) for row in machine.messages(reader)] == [("waiting", "Notify 429")]
    by_notify.status = 400
    machine.work()
    assert [(row.state, row.why) for row in machine.messages(reader)] == [("refused", "Notify 400")]
    assert by_notify.asked == []


def test_choices_are_kept_and_shown_again_and_an_unknown_one_is_refused(client_of, reader):
    client = client_of(reader)
    page = client.get("/account/notices")
    assert page.soup.find("input", {"name": "sort_asked", "value": "at-once"}).has_attr("checked")
    done = client.submit("Keep these choices", sort_asked="off", quiet_from="none", digest_at="17:00")
    assert done.path == "/account"
    page = client.get("/account/notices")
    assert page.soup.find("input", {"name": "sort_asked", "value": "off"}).has_attr("checked")
    assert page.soup.find("select", {"name": "digest_at"}).find("option", selected=True)["value"] == "17:00"
    refused = client.submit("Keep these choices", sort_asked="by pigeon")
    assert refused.status == 422


def _dies(*_: object) -> None:
    raise OSError("the process ends here")
