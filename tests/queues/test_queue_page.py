"""The queue as a worker meets it: what stands first, what is said, what it costs, and what happens on a press."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from secrets import token_hex

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from coordination import clock, db
from tests.queues.conftest import NOW

REFUSED = "This page sent something we did not ask for"


def soup_of(answer, status=200):
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def hidden(soup, selector="form.queue-list"):
    return {box["name"]: box["value"] for box in soup.select_one(selector).select("input[type=hidden]")}


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that this process sends while it is open."""
    sent: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany):
        sent.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)


def test_the_most_pressing_stands_first_and_its_row_says_all_in_words(team, browse):
    sam = team.worker("Sam Okafor")
    team.task("Answer a question", due=NOW + timedelta(days=4), pathway="cuckooing", sender="Housing")
    team.task("Book first appointment", due=datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC), held_by=sam,
              key_date=(NOW - timedelta(days=1)).date())  # fmt: skip
    late, thursday = datetime(2026, 11, 19, 23, 59, 59, tzinfo=UTC), (NOW + timedelta(days=6)).date()
    team.task(due=late, key_date=thursday, risk="high")
    page = soup_of(browse(team.worker()).get(f"/queues/{team.code}"))
    rows = [" ".join(row.text.split()) for row in page.select("tr.task")]
    assert [row.select_one(".due").text for row in page.select("tr.task")] == ["Late", "Today", "Tue 24 Nov"]
    assert "1 working day" in rows[0]
    assert "High risk" in rows[0]
    assert "leaves prison Thursday" in rows[0]
    assert "Nobody yet" in rows[0]
    assert "Claim" in rows[0]
    assert "was to leave prison yesterday" in rows[1], "nobody has recorded that they left"
    assert "Sam Okafor for 2 hours" in rows[1]
    assert "Open" in rows[1]
    assert "from Housing" in rows[2]
    assert page.select_one(".due--late")["title"].startswith("1 working day late (was due")
    counts = " ".join(page.select_one(".queue-head__counts").text.split())
    assert counts == "3 waiting · 1 due today · 1 late · 2 with nobody yet"


def test_the_queue_is_not_planned_anew_for_each_page(team, browse):
    team.task(risk="high")
    client = browse(team.worker())
    for _ in range(8):  # the database's driver prepares what it has sent five times
        soup_of(client.get(f"/queues/{team.code}"))
    with db.engine().connect() as connection:
        planned = connection.exec_driver_sql(
            "select generic_plans, custom_plans from pg_prepared_statements where statement like '%%colleagues%%'"
        ).all()
    assert [(kept > 0, anew) for kept, anew in planned] == [(True, 0)]


def test_a_press_takes_the_task_and_comes_back_to_the_same_list(team, browse):
    ana, task = team.worker(), team.task(risk="high")
    client = browse(ana)
    page = soup_of(client.get(f"/queues/{team.code}?risk=high"))
    sent = client.post(page.select_one("form.queue-list")["action"], data={**hidden(page), "claim": task})
    assert sent.status_code == 303
    assert "risk=high" in sent.location
    after = soup_of(client.get(sent.location))
    assert "You have it: Accept or decline" in after.select_one(".govuk-notification-banner").text
    assert team.stands(task)[0] == ana.id


def test_the_one_who_comes_second_is_told_on_a_fresh_list(team, browse):
    ana, sam, task = team.worker(), team.worker("Sam Okafor"), team.task()
    hers, his = browse(ana), browse(sam)
    page = soup_of(his.get(f"/queues/{team.code}"))
    hers.post(f"/queues/{team.code}", data={**hidden(soup_of(hers.get(f"/queues/{team.code}"))), "claim": task})
    with clock.at(NOW + timedelta(minutes=3)):
        told = soup_of(his.post(f"/queues/{team.code}", data={**hidden(page), "claim": task}), 409)
    assert "Ana Reyes took this task 3 minutes ago" in told.select_one(".govuk-notification-banner").text
    assert "Ana Reyes" in told.select_one(".task__held").text


def test_take_the_next_one_opens_its_case(team, browse):
    task = team.task()
    client = browse(team.worker())
    page = soup_of(client.get(f"/queues/{team.code}"))
    sent = client.post(f"/queues/{team.code}/next", data=hidden(page, ".queue-head__next"))
    assert sent.location == f"/cases/{task.rpartition('-')[0]}"
    assert not soup_of(client.get(f"/queues/{team.code}")).select(".queue-head__next")


def test_ticked_tasks_are_given_after_a_question_and_each_is_answered_for(team, browse):
    lead, sam = team.worker("Lena Lead", "team-lead"), team.worker("Sam Okafor")
    tasks = [team.task(due=NOW + timedelta(hours=hours)) for hours in range(3)]
    client = browse(lead)
    form = hidden(soup_of(client.get(f"/queues/{team.code}")))
    asked = soup_of(client.post(f"/queues/{team.code}", data={**form, "assign": "assign", "tasks": tasks[:2]}))
    assert asked.h1.text == "Give 2 tasks to a colleague"
    sent = {**hidden(asked, "main form"), "tasks": tasks[:2]}
    unanswered = soup_of(client.post(f"/queues/{team.code}/assign", data=sent), 422)
    assert "Choose a colleague." in unanswered.select_one(".govuk-error-summary").text
    done = soup_of(client.post(f"/queues/{team.code}/assign", data={**sent, "to": sam.reference}))
    assert done.h1.text == "2 of 2 tasks given"
    assert [team.stands(task)[0] for task in tasks] == [sam.id, sam.id, None]
    back = soup_of(client.post(f"/queues/{team.code}", data={**form, "hand_back": "1", "tasks": tasks}))
    back = hidden(back, "main form")
    mixed = soup_of(client.post(f"/queues/{team.code}/hand-back", data={**back, "tasks": tasks}))
    assert mixed.h1.text == "2 of 3 tasks handed back"
    assert "Nobody has this task" in mixed.text


def test_only_a_lead_is_offered_to_give_tasks_and_only_a_lead_may(team, browse):
    team.task()
    client = browse(team.worker())
    page = soup_of(client.get(f"/queues/{team.code}"))
    assert not page.select("button[name=assign]")
    assert client.post(f"/queues/{team.code}/assign", data=hidden(page)).status_code == 403


def test_nothing_ticked_is_said_at_the_list_and_what_was_not_asked_for_is_refused(team, browse):
    team.task()
    client = browse(team.worker("Lena Lead", "team-lead"))
    form = hidden(soup_of(client.get(f"/queues/{team.code}")))
    page = soup_of(client.post(f"/queues/{team.code}", data={**form, "assign": "assign"}), 422)
    assert page.select_one(".govuk-error-summary a")["href"] == "#tasks"
    assert page.select_one("#tasks")["name"] == "tasks"
    assert REFUSED in client.post(f"/queues/{team.code}", data={**form, "claim": "X", "team": "other"}).text
    assert client.post(f"/queues/{team.code}", data={**form, "hand_back": "1", "tasks": "<b>"}).status_code == 422
    for odd in ("' or 1=1", "x" * 5000, "HAV-0000-000"):
        assert client.post(f"/queues/{team.code}", data={**form, "claim": odd}).status_code in (404, 422)


ODD = ["risk=%00%0a", "due=yesterday", "held=nobody-we-know", "after=%ff", "q=%00", "q=%25_", "before=x&after=y",
       "took=x", "took=%00", "area=<script>", "q=" + "z" * 3000]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_is_never_a_fault(team, browse, odd):
    team.task()
    assert browse(team.worker()).get(f"/queues/{team.code}?{odd}").status_code == 200


def test_another_team_s_queue_is_as_if_it_were_not(team, building, browse):
    other = building.team(name="Housing")
    other.task()
    client = browse(team.worker())
    hidden_page, no_page = client.get(f"/queues/{other.code}"), client.get("/queues/t-nothing")
    assert hidden_page.status_code == no_page.status_code == 404
    assert soup_of(hidden_page, 404).main.text == soup_of(no_page, 404).main.text


def test_filters_narrow_the_list_and_each_can_be_taken_off(team, browse):
    sam = team.worker("Sam Okafor")
    team.task("One", due=NOW - timedelta(days=1), risk="high")
    team.task("Two", due=NOW + timedelta(hours=1), held_by=sam, area="redbridge")
    team.task("Three", due=NOW + timedelta(days=3), pathway="cuckooing")
    team.task("Four", due=NOW + timedelta(days=30))
    client = browse(team.worker())

    def seen(address):
        page = soup_of(client.get(f"/queues/{team.code}?{address}"))
        return [link.text for link in page.select(".task__asks a")]

    assert seen("due=late") == ["One"]
    assert seen("due=today") == ["Two"]
    assert seen("due=week") == ["Three"]
    assert seen("due=later") == ["Four"]
    assert seen("risk=high") == ["One"]
    assert seen("pathway=cuckooing") == ["Three"]
    assert seen(f"held={sam.reference}") == ["Two"]
    assert seen("held=nobody") == ["One", "Three", "Four"]
    assert seen("area=redbridge") == ["Two"]
    assert seen("held=nobody&due=late") == ["One"]
    page = soup_of(client.get(f"/queues/{team.code}?held=nobody&due=today"))
    assert "Nothing in this queue fits." in page.text
    assert {tag["href"].rpartition("?")[2] for tag in page.select(".moj-filter__tag")} == {"held=nobody", "due=today"}


def test_a_task_is_found_by_its_reference_however_it_is_typed_and_by_name(team, browse):
    wanted = team.task("This one", name="zebedee o'neil".replace("'", ""))
    for _ in range(3):
        team.task("Another")
    client = browse(team.worker())

    def found(words):
        page = soup_of(client.get(f"/queues/{team.code}", query_string={"q": words}))
        return [link.text for link in page.select(".task__asks a")]

    reference = wanted.rpartition("-")[0]
    assert found(reference.lower().replace("-", " ")) == ["This one"]
    assert found("Zebedee") == found("O’Neil, ZEB") == ["This one"]
    assert found("zebedee smith") == []


def test_pages_go_forwards_and_back_without_a_gap_while_tasks_are_done(team, building, browse):
    tasks = [team.task(f"Task {number}", due=NOW + timedelta(minutes=number)) for number in range(60)]
    client = browse(team.worker())

    def page(address):
        found = soup_of(client.get(address))
        links = {link["rel"][0]: link["href"] for link in found.select(".govuk-pagination a")}
        return [link.text for link in found.select(".task__asks a")], links

    first, links = page(f"/queues/{team.code}")
    assert set(links) == {"next"}
    building.sql("update task set done_at = %s, ended_as = 'done' where reference = any(%s)", NOW, tasks[20:25])
    second, links = page(links["next"])
    assert second == [f"Task {number}" for number in range(25, 50)]
    third, onwards = page(links["next"])
    assert third == [f"Task {number}" for number in range(50, 60)]
    assert set(onwards) == {"prev"}
    assert page(onwards["prev"])[0] == second
    assert page(links["prev"])[0] == first[:20]


def asked_for(client, address):
    """The statements of a page, and the page. Every ten seconds one page asks as well whether the sweep is late, so the
    fewest of three are its own."""
    found = []
    for _ in range(3):
        with statements() as sent:
            answer = client.get(address)
        found.append((list(sent), answer))
    return min(found, key=lambda each: len(each[0]))


@pytest.mark.parametrize("many", [10, 1000])
def test_the_page_costs_the_same_few_statements_at_any_length(team, building, browse, many):
    task = team.task(risk="very-high", sender="Prison healthcare", key_date=NOW.date())
    building.sql(
        "insert into task (id, reference, case_id, team_id, kind, asks, opened_at, due_at, pathway, case_reference, "
        "risk, key_date, key_date_label, from_agency, area) "
        "select uuidv7(), md5(n::text || %s), t.case_id, t.team_id, t.kind, t.asks, t.opened_at, "
        "t.due_at + n * interval '1 minute', t.pathway, t.case_reference, t.risk, t.key_date, t.key_date_label, "
        "t.from_agency, t.area from task t, generate_series(1, %s) n where t.reference = %s",
        token_hex(4), many - 1, task,
    )  # fmt: skip
    client = browse(team.worker("Lena Lead", "team-lead"))
    client.get(f"/queues/{team.code}")
    sent, answer = asked_for(client, f"/queues/{team.code}")
    assert len(sent) <= 8, sent
    assert len(sent) == 5
    assert len(answer.data) < 60_000
    page = soup_of(answer)
    assert len(page.select("tr.task")) == min(many, 25)
    assert ("100 or more waiting" in " ".join(page.text.split())) == (many > 100)
    sent, today = asked_for(client, "/today")
    assert today.status_code == 200
    # the ninth asks whether they have drafts or sent a referral, the tenth whether a concern waits in the public inbox
    assert len(sent) <= 10, sent


def test_a_claim_costs_at_most_eight_statements(team, browse):
    task, client = team.task(), browse(team.worker())
    form = hidden(soup_of(client.get(f"/queues/{team.code}")))
    with statements() as sent:
        assert client.post(f"/queues/{team.code}", data={**form, "claim": task}).status_code == 303
    assert len(sent) <= 8, sent


def test_the_look_lists_the_cases_that_were_shown_and_no_others(team, building, browse):
    ana = team.worker()
    tasks = [team.task(), team.task(risk="high")]
    browse(ana).get(f"/queues/{team.code}?risk=high")
    [(route, case_ids)] = building.sql("select route, case_ids from read_event where worker_id = %s", ana.id)
    assert route == "queues.queue"
    assert case_ids == [team.stands(tasks[1])[3]]


def test_a_look_at_a_queue_changes_nothing_else(team, building, browse):
    ana, task = team.worker(), team.task()
    before = team.stands(task)
    for address in (f"/queues/{team.code}", "/today", "/my-work", "/queues"):
        assert browse(ana).get(address).status_code in (200, 302)
    assert team.stands(task) == before
    assert building.sql("select count(*) from once where worker_id = %s", ana.id) == [(0,)]


@pytest.mark.parametrize("role", ["frontline", "triage", "team-lead", "manager", "governance"])
def test_today_has_the_blocks_of_the_role_and_says_when_they_are_empty(team, browse, role):
    page = soup_of(browse(team.worker("Ana Reyes", role)).get("/today"))
    headings = [heading.text for heading in page.select("main h2")]
    assert ("Late and due today" in headings) == (role in ("triage", "team-lead"))
    assert ("My tasks" in headings) == (role in ("frontline", "triage", "team-lead"))
    assert ("Who holds what" in headings) == (role == "team-lead")
    assert page.select(".empty")


def test_my_work_hands_back_and_asks_again(team, building, browse):
    prison = building.team(name="Prison healthcare")
    sender = prison.worker("Nia Nurse", "frontline")
    waits = team.task("Accept or decline", due=NOW - timedelta(days=1), opened_by=sender)
    building.agree(team.agency_id, prison.agency_id, "core")
    prison.joins(team.stands(waits)[3], giver_id=team.agency_id)
    mine = prison.task("Say when the release is", held_by=sender)
    client = browse(sender)
    page = soup_of(client.get("/my-work"))
    forms = {form["action"]: form for form in page.select("main form")}
    assert set(forms) == {f"/tasks/{mine}/hand-back", f"/tasks/{waits}/nudge"}
    sent = client.post(f"/tasks/{waits}/nudge", data=hidden(page, "main form"))
    assert "will be told" in soup_of(client.get(sent.location)).select_one(".govuk-notification-banner").text
    with clock.at(NOW + timedelta(minutes=20)):
        again = hidden(soup_of(client.get("/my-work")), "main form")
        assert "once each working day" in soup_of(client.post(f"/tasks/{waits}/nudge", data=again), 409).text
    back = client.post(f"/tasks/{mine}/hand-back", data=hidden(page, "main form"))
    assert "Handed back" in soup_of(client.get(back.location)).text
    assert prison.stands(mine)[0] is None


def test_today_shows_the_first_of_my_tasks_and_records_only_what_it_shows(team, building, browse):
    sam = team.worker("Sam Okafor", "frontline")
    tasks = [team.task(f"Task {number}", due=NOW + timedelta(days=number + 1), held_by=sam) for number in range(7)]
    page = soup_of(browse(sam).get("/today"))
    assert [link.text for link in page.select(".task__asks a")] == [f"Task {number}" for number in range(5)]
    assert "All my tasks" in page.text
    [(case_ids,)] = building.sql("select case_ids from read_event where worker_id = %s", sam.id)
    assert case_ids == [team.stands(task)[3] for task in tasks[:5]]
