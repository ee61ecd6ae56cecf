"""The sheet for the person: only when it is safe, in plain words, and with no worker's name."""

from __future__ import annotations

import json
from datetime import datetime

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import text, update

from coordination import clock
from coordination.cases.models import Participant
from tests.attacks.scene import an_event
from tests.governance.conftest import REFERENCE, Scene

ADDRESS = f"/audit/case/{REFERENCE}/sharing-sheet"


def sent(client: FlaskClient, **answers: str) -> tuple[int, str]:
    form = BeautifulSoup(client.get(ADDRESS).text, "html.parser").select_one("main form[method=post]")
    assert form is not None
    hidden = {field["name"]: field["value"] for field in form.find_all("input", type="hidden")}
    answer = client.post(ADDRESS, data={**hidden, **answers})
    return answer.status_code, answer.text


def test_the_question_of_safety_comes_first_and_shows_nothing(scene: Scene) -> None:
    page = scene.client(scene.governance).get(ADDRESS).text
    assert "Is it safe for the person to hold this?" in page
    assert "Havering criminal justice single point of contact" not in page


def test_the_sheet_says_what_was_shared_with_whom_and_why(scene: Scene) -> None:
    scene.look(scene.key_worker)
    status, page = sent(scene.client(scene.governance), safe="yes")
    assert status == 200
    assert "children" not in page  # why something is shared that this team cannot read here is not told
    for words in (
        "Havering criminal justice single point of contact",
        "Core, Prison and release, Health",
        "They give you care or help to arrange it",
        "So that treatment goes on without a gap",
        "Single point of contact",
        "Who looked",
    ):
        assert words in page


def test_no_workers_name_is_on_the_sheet(scene: Scene) -> None:
    scene.look(scene.key_worker)
    _, page = sent(scene.client(scene.lead), safe="yes")
    main = BeautifulSoup(page, "html.parser").find("main")
    assert main is not None
    assert not [name for name in ("Kay", "Nora", "Alex") if name in main.get_text()]


def test_unsafe_means_no_sheet_but_what_to_do(scene: Scene) -> None:
    status, page = sent(scene.client(scene.lead), safe="no")
    assert (status, "The sheet was not made" in page) == (200, True)
    assert "Prison and release" not in page


def test_no_answer_is_asked_again(scene: Scene) -> None:
    status, page = sent(scene.client(scene.lead))
    assert (status, "Say whether it is safe" in page) == (422, True)


def test_another_agencys_governance_gets_the_answer_for_no_case(scene: Scene) -> None:
    assert scene.client(scene.stranger).get(ADDRESS).status_code == 404


def test_a_share_that_an_agreement_does_not_let_through_is_not_on_the_sheet(scene: Scene) -> None:
    switch = "update agreement set ended_at = %s where category = 'health' and taker_id = :taker"
    with scene.world.keeper() as session:
        session.execute(text(switch % "timestamptz '2020-01-01'"), {"taker": scene.key_worker.agency_id})
    try:
        _, page = sent(scene.client(scene.governance), safe="yes")
    finally:
        with scene.world.keeper() as session:
            session.execute(text(switch % "null"), {"taker": scene.key_worker.agency_id})
    assert reads(page, "HMP Pentonville release") == "Core, Prison and release, Health"
    assert reads(page, "Havering criminal justice single point of contact") == "Core, Prison and release"


def test_of_a_part_that_has_ended_it_says_what_they_could_read_and_not_that_they_can(scene: Scene) -> None:
    said = {}
    for sees in ("full", "preview"):
        ends(scene, clock.now(), sees)
        try:
            _, page = sent(scene.client(scene.governance), safe="yes")
        finally:
            ends(scene, None, "full")
        said[sees] = reads(page, "Havering criminal justice single point of contact", "What they could read until then")
    assert said["full"].startswith("Core, Prison and release")
    assert said["preview"] == "Only a short preview. They did not take the work on"


def ends(scene: Scene, until: datetime | None, sees: str) -> None:
    """The part of the treatment team ends at this moment, having seen this much; without one it goes on."""
    part = (Participant.case_id == scene.case, Participant.agency_id == scene.key_worker.agency_id)
    with scene.world.keeper() as session:
        session.execute(update(Participant).where(*part).values(until_at=until, sees=sees))
        left = an_event("participant.left", f"case:{scene.case}", scene.case, {"holder": "A team"}, clock.now())
        session.execute(text("select * from audit_append_all(cast(:events as jsonb))"), {"events": json.dumps([left])})


def reads(page: str, who: str, term: str = "What they can read") -> str:
    """What the sheet says that a team can read, or could."""
    part = BeautifulSoup(page, "html.parser").select_one(f"section[aria-label^='{who}']")
    assert part is not None
    found = part.find("dt", string=term)
    assert found is not None
    said = found.find_next("dd")
    assert said is not None
    return " ".join(said.get_text().split())
