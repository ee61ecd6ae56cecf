"""Those who answer for concerns without an account: how many came, what was cleared and why, and closing the page."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.audit.models import Event, EventDetail
from coordination.concerns.commands import deciding
from coordination.concerns.queries.overseeing import counted, marked_elsewhere
from coordination.db import reading, writing
from coordination.errors import Invalid
from tests.concerns.telling import PATH
from tests.plain_client import PlainClient


@pytest.fixture(scope="module")
def governance(world):
    return world.worker("hav-adult-safeguarding", "governance", name="Gil Example", partnership="havering")


@pytest.fixture(autouse=True)
def nothing_before(stage):
    with stage.world.keeper() as session:
        session.execute(text("truncate concern, concern_try"))
        session.execute(text("delete from setting where code = 'school-concern.public-page'"))


def came(stage, **more):
    return stage.reference(stage.tells(**more))


def signed_in(stage, worker):
    client = PlainClient(stage.app)
    client.carry(worker.token)
    return client


def test_a_lead_and_governance_see_how_many_came_and_what_became_of_them(stage, governance):
    down, odd, _, _ = came(stage), came(stage, quick=True), came(stage, safe_now="no"), came(stage)
    came(stage, path=PATH.replace("havering", "waltham-forest"))
    with writing(stage.lead) as session:
        deciding.turn_down(session, stage.lead, down, reason="known", words="The school knows (example).")
    with writing(stage.lead) as session:
        deciding.clear(session, stage.lead, [odd], reason="program")
    for reader in (stage.lead, governance):
        with reading(reader) as session:
            (told,) = counted(session)
        assert told.partnership.startswith("Havering"), "nothing of the other partnership"
        numbers = told.together
        assert (numbers.came, numbers.not_safe, numbers.marked) == (4, 1, 1)
        assert (numbers.taken_up, numbers.turned_down, numbers.cleared, numbers.waiting) == (0, 1, 1, 2)
        assert told.months[0] == (f"{clock.today():%B %Y}", numbers)
        assert told.why_not == (("A program sent it", 1), ("It is known and being acted on", 1))
        page = signed_in(stage, reader).get("/concerns/how-many")
        cells = page.soup.select("tbody tr")[0].select("td")
        assert [cell.get_text(" ", strip=True).split()[-1] for cell in cells] == ["4", "1", "1", "0", "1", "1", "2"]
    with reading(stage.front) as session:
        assert counted(session) == []
    assert signed_in(stage, stage.front).get("/concerns/how-many").status == 403


def test_governance_clears_what_was_marked_with_a_reason_and_never_reads_it(stage, governance):
    odd, not_safe, true = came(stage, quick=True), came(stage, quick=True, safe_now="no"), came(stage)
    client = signed_in(stage, governance)
    page = client.get("/concerns/how-many")
    assert odd in page.text
    assert true not in page.text
    assert "Millbrook" not in page.text, "never a word of it"
    assert client.get(f"/concerns/{odd}").status == 403
    client.get("/concerns/how-many")
    page = client.submit("Clear away", concerns=[odd])
    assert page.errors == ["Choose why they are not true."]
    page = client.submit("Clear away", concerns=[odd], reason="program", words="The same page was sent by a script.")
    assert "1 concern was cleared away" in page.text
    assert stage.row(odd).ended_as == "cleared"
    with stage.world.keeper() as session:
        cleared = select(Event.actor_id, EventDetail.detail).join(EventDetail, EventDetail.event_id == Event.id)
        said = session.execute(cleared.where(Event.kind == "concern.cleared")).all()
    assert [who for who, detail in said if detail["concern"] == odd and detail["reason"] == "program"] == [
        governance.id
    ]
    assert "by Gil Example" in signed_in(stage, stage.lead).get(f"/concerns/{odd}").text
    with writing(governance) as session:
        assert deciding.clear_for_a_team(session, governance, [not_safe, true], reason="program") == 0
    with writing(stage.lead) as session:
        assert deciding.clear_for_a_team(session, stage.lead, [not_safe], reason="program") == 0, "that is governance's"
    with writing(governance) as session, pytest.raises(Invalid, match="Choose why"):
        deciding.clear_for_a_team(session, governance, [not_safe], reason="because")
    assert stage.row(not_safe).ended_at is None
    with reading(stage.lead) as session:
        assert marked_elsewhere(session) == []


def test_a_partnership_closes_its_page_and_it_says_whom_to_turn_to(stage, governance):
    open_before, client = stage.visitor(), signed_in(stage, governance)
    open_before.get(PATH)
    client.get("/concerns/how-many")
    client.get("/settings/havering/school-concern/school-concern.public-page")
    today = clock.today()
    page = client.submit(
        "Change the setting",
        value="closed",
        reason="Nobody reads it over the summer (example).",
        **{"from_day-day": today.day, "from_day-month": today.month, "from_day-year": today.year},
    )
    assert "The setting was changed" in page.text, page.text
    page = stage.visitor().get(PATH)
    assert (page.status, page.heading) == (200, "This page is closed")
    assert page.text.index("999") < page.text.index("Tell somebody you trust")
    assert not page.soup.select("main form")
    assert "Closed: it says whom to turn to" in stage.visitor().get("/concern").text
    assert "has closed its page" in signed_in(stage, stage.lead).get("/concerns").text
    page = open_before.submit("Send", words="Written before it closed (example).", safe_now="yes")
    assert page.status == 409
    assert "This page was closed while you had it open" in page.errors[0]
    assert dict(page.fields())["words"] == "Written before it closed (example)."
    with stage.world.keeper() as session:
        assert session.scalar(text("select count(*) from concern")) == 0
    assert stage.tells(path=PATH.replace("havering", "waltham-forest")).heading.startswith("Thank you")
