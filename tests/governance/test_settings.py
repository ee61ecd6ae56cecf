"""Settings are dated and never overwritten; an agreement that is switched off ends access at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import text

from coordination import clock
from coordination.db import reading
from coordination.sharing.queries import setting_values
from tests.conftest import Database
from tests.governance.conftest import PRISON_TEAM, Scene
from workflows import pathways

CODE = "prison-release.acknowledge-working-days"
ADDRESS = f"/settings/havering/prison-release/{CODE}"


def send(client: FlaskClient, address: str, **answers: Any) -> Any:
    form = BeautifulSoup(client.get(address).text, "html.parser").select_one("main form[method=post]")
    assert form is not None
    hidden = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    return client.post(address, data={**hidden, **answers})


def on(day: Any) -> dict[str, str]:
    return {"from_day-day": str(day.day), "from_day-month": str(day.month), "from_day-year": str(day.year)}


def test_every_setting_of_every_pathway_is_listed_with_its_mark(scene: Scene) -> None:
    page = scene.client(scene.governance).get("/settings").text
    for pathway in pathways.offered():
        for setting in pathway.settings:
            assert setting.meaning.split(".")[0].replace("'", "&#39;") in page
    assert "Our proposal" in page


def test_a_change_holds_from_its_day_and_leaves_what_was(scene: Scene, database: Database) -> None:
    today = clock.today()
    answer = send(
        scene.client(scene.governance), ADDRESS, value="3", reason="The team is small.", **on(today + timedelta(days=2))
    )
    assert answer.status_code == 302
    pathway, partnership = pathways.newest("prison-release"), scene.world.partnership_id("havering")
    with reading(scene.governance) as session:
        now = setting_values(session, partnership, pathway, today)
        later = setting_values(session, partnership, pathway, today + timedelta(days=2))
    assert (now[CODE], later[CODE]) == (pathway.setting(CODE).default, 3)
    page = scene.client(scene.governance).get(ADDRESS).text
    assert "The team is small." in page
    with psycopg.connect(database.url("owner")) as connection:
        row = connection.execute(
            "select d.detail from event e join event_detail d on d.event_id = e.id where e.kind = 'setting.changed'"
        ).fetchone()
    assert row is not None
    assert (row[0]["code"], row[0]["value"], row[0]["reason"]) == (CODE, 3, "The team is small.")


def test_where_a_setting_of_the_partnership_comes_from_is_still_said_once_it_was_changed(scene: Scene) -> None:
    browser, hours = scene.client(scene.governance), "/settings/havering/partnership/residents-texted-from-hour"

    def source() -> str:
        words = BeautifulSoup(browser.get(hours).text, "html.parser").get_text(" ", strip=True)
        return words.partition("Where it comes from")[2].partition("New value")[0]

    before = source()
    assert "Our proposal" in before
    assert send(browser, hours, value="09:00", reason="Later mornings.", **on(clock.today())).status_code == 302
    assert source() == before


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"value": "three", "reason": "x"}, "Enter a number in figures"),
        ({"value": "", "reason": "x"}, "Give the new value."),
        ({"value": "4", "reason": ""}, "Say why"),
        ({"value": "4", "reason": "x", "extra": "1"}, "something we did not ask for"),
    ],
)
def test_what_will_not_do_is_said_and_the_rest_is_kept(scene: Scene, answers: dict[str, str], says: str) -> None:
    answer = send(scene.client(scene.governance), ADDRESS, **answers, **on(clock.today()))
    assert answer.status_code == 422
    assert says in answer.text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Your key worker is waiting.", "Write {when} once"),
        ("Come to the recovery hub at {when}.", "Leave out “recovery”"),
        ("Change Grow Live sees you at {when}.", "Leave out “Change Grow”"),
        ("See you in Havering at {when}.", "Leave out “Havering”"),
        ("See you at {when}. Ring 020 7946 0123.", "Leave out numbers and addresses"),
        (f"See you at {{when}}. {'Please. ' * 20}", "160 are the most"),
    ],
)
def test_words_to_the_person_tell_nobody_else_anything(scene: Scene, words: str, says: str) -> None:
    address = "/settings/havering/to-the-person/resident-text-made"
    assert "resident-text-made" in scene.client(scene.governance).get("/settings").text
    answer = send(scene.client(scene.governance), address, value=words, reason="Plainer.", **on(clock.today()))
    assert answer.status_code == 422
    assert says in answer.text and words.split(".", maxsplit=1)[0] in answer.text


def test_a_day_gone_by_is_refused(scene: Scene) -> None:
    answer = send(
        scene.client(scene.governance), ADDRESS, value="5", reason="x", **on(clock.today() - timedelta(days=1))
    )
    assert (answer.status_code, "Give today or a later day" in answer.text) == (422, True)


def test_governance_of_one_partnership_does_not_change_another(scene: Scene) -> None:
    with scene.world.keeper() as session:
        session.execute(
            text("update role_grant set partnership_id = :where where worker_id = :who and role = 'governance'"),
            {"where": scene.world.partnership_id("havering"), "who": scene.stranger.id},
        )
    limited = scene.world.sign_in(scene.stranger.id)
    client = scene.client(limited)
    assert client.get(ADDRESS).status_code == 200
    assert client.get(ADDRESS.replace("havering", "waltham-forest")).status_code == 404
    assert client.get("/settings?partnership=waltham-forest").status_code == 404


def test_switching_a_category_off_ends_access_at_once_and_on_gives_it_back(scene: Scene, database: Database) -> None:
    with scene.world.keeper() as session:
        giver = session.execute(
            text("select a.code from team t join agency a on a.id = t.agency_id where t.code = :code"),
            {"code": PRISON_TEAM},
        ).scalar_one()
        every = session.execute(
            text(
                "select category from agreement where giver_id = :giver and taker_id = :taker and pathway = "
                "'prison-release' and partnership_id = :here"
            ),
            {
                "giver": scene.nurse.agency_id,
                "taker": scene.key_worker.agency_id,
                "here": scene.world.partnership_id("havering"),
            },
        ).scalars().all()  # fmt: skip
    address = f"/settings/agreements/havering/prison-release/{giver}/cgl-havering"
    client = scene.client(scene.governance)
    scene.look(scene.key_worker)
    with psycopg.connect(database.url("app"), autocommit=True) as taker:
        taker.execute("select set_config('coordination.token', %s, false)", (scene.key_worker.token,))

        def seen() -> list[str]:
            return sorted({category for (category,) in taker.execute("select category from answer")})

        assert seen() == ["core", "custody", "health"]
        left = [category for category in every if category != "health"]
        assert send(client, address, on=left, reason="The review is overdue.").status_code == 302
        assert seen() == ["core", "custody"]
        asked = send(client, address, on=[], reason="The agreement ran out.")
        assert asked.status_code == 200
        assert "This switches the whole agreement off." in asked.text
        assert "The agreement ran out." in asked.text, "what was written is kept while it is asked again"
        assert seen() == ["core", "custody"], "nothing has ended yet"
        assert send(client, address, on=[], reason="The agreement ran out.", sure="sure").status_code == 302
        assert seen() == []
        looked = taker.execute("select count(*) from read_event").fetchone()
        assert looked is not None
        assert looked[0] > 0  # what was read stays in the log
        assert send(client, address, on=every, reason="Signed again.").status_code == 302
        assert seen() == ["core", "custody", "health"]
    with psycopg.connect(database.url("owner")) as connection:
        row = connection.execute(
            """select count(*) from event e join event_detail d on d.event_id = e.id
               where e.kind = 'agreement.switched-off' and d.detail ->> 'reason' = 'The review is overdue.'"""
        ).fetchone()
    assert row == (1,)
    assert send(client, address, on=every, reason="Nothing.").status_code == 422


def test_an_agreement_ends_with_its_last_day_and_begins_with_its_first_without_any_job(
    scene: Scene, database: Database, clock_at: Callable[[str], Any]
) -> None:
    def seen(moment: str) -> int:
        clock_at(moment)
        key_worker = scene.world.sign_in(scene.key_worker.id)
        with reading(key_worker) as session:
            return len(session.execute(text("select category from answer")).all())

    def on_days(first: str, last: str) -> None:
        with scene.world.keeper() as session:
            session.execute(
                text("update agreement set from_date = :first, until_date = :last where taker_id = :taker"),
                {"first": first, "last": last, "taker": scene.key_worker.agency_id},
            )

    on_days("2027-03-10", "2027-03-31")
    assert seen("2027-03-09T12:00") == 0, "the day before its first"
    assert seen("2027-03-10T00:05") > 0
    assert seen("2027-03-31T23:55") > 0, "its last day, British Summer Time"
    assert seen("2027-04-01T00:05") == 0, "five minutes after it, and nobody has marked it as ended"
    with scene.world.keeper() as session:
        marked = session.execute(text("select count(*) from agreement where ended_at is not null")).scalar_one()
    assert marked == 0


def test_agreements_are_listed_by_giver_and_taker(scene: Scene) -> None:
    client = scene.client(scene.governance)
    assert "Choose an agency" in client.get("/settings/agreements?partnership=havering").text
    page = client.get("/settings/agreements?partnership=havering&agency=cgl-havering").text
    assert "takes" in page


def test_an_agreement_past_its_last_day_is_shown_as_ended_before_any_job_marks_it(scene: Scene, clock_at) -> None:
    """The policies close it on the day; the page says the same, and cannot switch on what has run out."""
    with scene.world.keeper() as session:
        giver = session.execute(
            text("select a.code from team t join agency a on a.id = t.agency_id where t.code = :code"),
            {"code": PRISON_TEAM},
        ).scalar_one()
        row = {"giver": scene.nurse.agency_id, "taker": scene.key_worker.agency_id}
        session.execute(
            text(
                "update agreement set until_date = '2026-11-17' where giver_id = :giver and taker_id = :taker "
                "and pathway = 'prison-release'"
            ),
            row,
        )
    client = scene.client(scene.governance)
    address = f"/settings/agreements/havering/prison-release/{giver}/cgl-havering"
    listed = f"/settings/agreements?partnership=havering&agency={giver}&pathway=prison-release"
    try:
        clock_at("2026-11-17T12:00")
        assert "Ended" not in client.get(listed).text
        opened = BeautifulSoup(client.get(address).text, "html.parser").select_one("main form[method=post]")
        assert opened is not None
        sent = {one["name"]: one.get("value", "") for one in opened.select("input[type=hidden]")}
        clock_at("2026-11-18T12:00")
        assert "on Tuesday 17 November 2026" in client.get(listed).text
        page = client.get(address)
        assert "This agreement ended on" in page.text
        assert "Change the agreement" not in page.text
        late = client.post(address, data=sent | {"on": ["core"], "reason": "Opened yesterday."})
        assert late.status_code == 422
    finally:
        with scene.world.keeper() as session:
            session.execute(
                text(
                    "update agreement set until_date = null where giver_id = :giver and taker_id = :taker "
                    "and pathway = 'prison-release'"
                ),
                row,
            )


def test_what_workers_are_mailed_at_first_is_one_of_three(scene: Scene) -> None:
    client, address = scene.client(scene.governance), "/settings/havering/notices/notices.moved"
    page = client.get("/settings").text
    assert "Notices by e-mail" in page
    assert "No guidance says when a worker should be mailed" in page
    refused = send(client, address, value="by pigeon", reason="They are quick.", **on(clock.today()))
    assert refused.status_code == 422
    assert send(client, address, value="off", reason="Too many.", **on(clock.today())).status_code == 302
    assert "No mail from" in client.get(address).text


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("notices/notices.quiet-from", "notices/notices.quiet-until"),
        ("partnership/residents-texted-from-hour", "partnership/residents-texted-until-hour"),
    ],
)
def test_hours_that_end_as_they_begin_are_refused_in_a_sentence(scene: Scene, begin: str, end: str) -> None:
    client, today = scene.client(scene.governance), {"reason": "All day long.", **on(clock.today())}
    for one, other, hour in ((begin, end, "11:00"), (end, begin, "12:00")):
        assert send(client, f"/settings/havering/{one}", value=hour, **today).status_code == 302
        refused = send(client, f"/settings/havering/{other}", value=hour, **today)
        assert refused.status_code == 422
        assert f"These hours would end as they begin, at {hour}" in refused.text


def test_hours_that_would_end_as_they_begin_on_a_later_day_are_refused_too(scene: Scene) -> None:
    client, address = scene.client(scene.governance), "/settings/havering/notices/notices.quiet-{}"
    assert send(client, address.format("from"), value="20:00", reason="Late.", **on(clock.today())).status_code == 302
    in_a_week, in_two = (on(clock.today() + timedelta(days=days)) for days in (7, 14))
    assert send(client, address.format("until"), value="06:00", reason="Early.", **in_a_week).status_code == 302
    refused = send(client, address.format("from"), value="06:00", reason="Early.", **on(clock.today()))
    assert refused.status_code == 422
    assert "end as they begin, at 06:00" in refused.text
    assert send(client, address.format("until"), value="05:00", reason="Earlier.", **in_two).status_code == 302
    assert send(client, address.format("from"), value="06:00", reason="Early.", **in_two).status_code == 302


def test_what_is_yes_or_no_is_chosen_and_nothing_else_will_do(scene: Scene) -> None:
    client, address = (
        scene.client(scene.governance), "/settings/havering/partnership/same-person-say-that-another-case-exists",
    )  # fmt: skip
    offered = [
        field["value"] for field in BeautifulSoup(client.get(address).text, "html.parser").select("[type=radio]")
    ]
    assert offered == ["yes", "no"]
    refused = send(client, address, value="maybe", reason="Agreed by the board.", **on(clock.today()))
    assert refused.status_code == 422
    assert send(client, address, value="yes", reason="Agreed by the board.", **on(clock.today())).status_code == 302
