"""The sheet for the person: only when it is safe, in plain words, and with no worker's name."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import text

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


def reads(page: str, who: str) -> str:
    """What the sheet says that a team can read."""
    part = BeautifulSoup(page, "html.parser").select_one(f"section[aria-label^='{who}']")
    assert part is not None
    term = part.find("dt", string="What they can read")
    assert term is not None
    said = term.find_next("dd")
    assert said is not None
    return " ".join(said.get_text().split())
