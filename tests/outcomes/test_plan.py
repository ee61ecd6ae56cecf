"""The delivery plan: filtered, updated by whoever answers, late in plain sight, and given to another agency."""

from __future__ import annotations

from sqlalchemy import select

from coordination.outcomes.models import ActionUpdate
from tests.outcomes.conftest import Scene
from workflows import delivery_plan

SHARED_CARE = "hav-2-5"


def test_every_action_is_there_and_filters_narrow_it(scene: Scene) -> None:
    page = scene.get(scene.council, "/plan").text
    assert all(f"/plan/{one.code}?" in page for one in delivery_plan.of_partnership("havering"))
    assert "Past its day" in page
    narrowed = scene.get(scene.council, "/plan?lead=nelft&going=no-update").text
    assert "of 56 actions" in narrowed
    assert f"/plan/{SHARED_CARE}?" not in narrowed
    assert scene.get(scene.council, "/plan?going=made-up").status_code == 200
    shapes = {(one.cadence, one.due_said_as): one.code for one in delivery_plan.of_partnership("havering")}
    for code in shapes.values():
        assert scene.get(scene.council, f"/plan/{code}").status_code == 200, code


def test_an_update_says_status_words_and_where_to_see_it_and_keeps_the_one_before(scene: Scene) -> None:
    address = f"/plan/{SHARED_CARE}/update"
    said = {"going": "at-risk", "narrative": "Two surgeries have agreed.", "evidence": "javascript:alert(1)"}
    refused = scene.send(scene.treatment, address, **said)
    assert refused.status_code == 422
    assert "is not an address on the web" in refused.text
    assert "Two surgeries have agreed." in refused.text, "what was typed is kept"
    kept = scene.send(scene.treatment, address, **{**said, "evidence": "https://www.example.org/minutes"})
    assert "Your update is kept" in kept.text
    assert "https://www.example.org/minutes" in kept.text
    later = scene.send(scene.treatment, address, going="on-track", narrative="Four now.", evidence="")
    assert "Two surgeries have agreed." in later.text
    assert "On track" in later.text
    with scene.world.keeper() as session:
        assert len(list(session.scalars(select(ActionUpdate).where(ActionUpdate.action == SHARED_CARE)))) == 2


def test_whoever_does_not_answer_for_an_action_cannot_update_it_until_it_is_given_to_them(scene: Scene) -> None:
    assert scene.get(scene.council, f"/plan/{SHARED_CARE}/update").status_code == 404
    given = scene.send(scene.data_lead, f"/answers-for/{SHARED_CARE}", agency="london-borough-of-havering")
    assert "Another agency answers for this from now on" in given.text
    assert scene.get(scene.council, f"/plan/{SHARED_CARE}/update").status_code == 200
    assert scene.get(scene.treatment, f"/plan/{SHARED_CARE}/update").status_code == 404
    assert scene.get(scene.elsewhere, f"/plan/{SHARED_CARE}").status_code == 404
