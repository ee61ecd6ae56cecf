"""The self-assessment: a round is opened, rated, closed for good, compared, and its gaps become actions of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Barrier
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from coordination import clock
from coordination.audit.models import Event
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotVisible, Refused
from coordination.identity.models import Partnership
from coordination.outcomes.assessment_print import print_round
from coordination.outcomes.commands.asking import ask
from coordination.outcomes.commands.assessing import Given, close_round, open_round, rate
from coordination.outcomes.commands.closing_gaps import add_action
from coordination.outcomes.models import AssessmentRating, AssessmentRound, PlanAction, ReportingTask
from coordination.outcomes.queries import assessment
from tests.outcomes.conftest import NOW, Scene
from workflows import self_assessment

LEAD, PANEL, DOSE = "gov-lead", "gov-panel", "path-prescribing"
DUE = date(2027, 1, 29)
# What nobody may do to a closed round, whoever they are to the database.
CHANGES: tuple[LiteralString, ...] = (
    "update assessment_round set closed_at = null where id = %(round)s",
    "update assessment_round set due_on = due_on + 1 where id = %(round)s",
    "update assessment_rating set rating = 'fully' where round_id = %(round)s",
    "delete from assessment_rating where round_id = %(round)s",
    "delete from assessment_round where id = %(round)s",
    """insert into assessment_rating (round_id, partnership_id, statement, revision, rating, evidence, agency_id,
           given_by_id, given_at)
       select id, partnership_id, 'gov-lead', 9, 'fully', 'x', %(agency)s, %(who)s, opened_at
       from assessment_round where id = %(round)s""",
)


def opened(scene: Scene) -> str:
    with reading(scene.data_lead) as session:
        partnership = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
    with writing(scene.data_lead) as session:
        return open_round(session, scene.data_lead, partnership, DUE, once=uuid4().hex)


def rates(scene: Scene, who: Any, reference: str, code: str, rating: str, seen: int = 0, **more: str) -> None:
    with writing(who) as session:
        rate(session, who, reference, code, Given(rating, "As the minutes say.", **more), seen=seen, once=uuid4().hex)


def closes(scene: Scene, reference: str) -> None:
    with writing(scene.data_lead) as session:
        close_round(session, scene.data_lead, reference, once=uuid4().hex)


@pytest.fixture
def round_open(scene: Scene) -> Iterator[str]:
    """A round that is open, and closed again for the next test."""
    reference = opened(scene)
    rates(scene, scene.treatment, reference, LEAD, "partly", gap="Nobody stands in when she is away.")
    yield reference
    with reading(scene.data_lead) as session:
        still_open = assessment.round_of(session, reference).closed_at is None
    if still_open:
        closes(scene, reference)


def test_the_statements_are_whole_and_say_that_their_wording_is_ours() -> None:
    edition = self_assessment.newest()
    assert list(self_assessment.faults(edition)) == []
    assert len(edition.areas) == 4 and edition.mark == "unconfirmed"
    assert self_assessment.areas_in(self_assessment.plain(edition.areas)) == edition.areas
    twice = self_assessment.Edition(code="", mark="", source="", areas=(edition.areas[0], edition.areas[0]))
    assert any("gov-lead" in fault for fault in self_assessment.faults(twice))
    assert [self_assessment.changed(*pair) for pair in
            (("partly", "fully"), ("fully", "partly"), ("partly", "partly"), ("not-known", "fully"), (None, "fully"))
            ] == ["Better", "Worse", "The same", "", ""]  # fmt: skip


def test_without_a_round_the_page_says_what_to_do_and_who_may(scene: Scene) -> None:
    assert "You can open the first one." in scene.get(scene.data_lead, "/self-assessment").text
    member = scene.get(scene.treatment, "/self-assessment").text
    assert "opens the first round" in member and "Open a round" not in member
    assert scene.get(scene.treatment, "/self-assessment/open").status_code == 403
    assert scene.get(scene.frontline, "/self-assessment").status_code == 403
    assert "There are not two rounds yet." in scene.get(scene.council, "/self-assessment/compare").text


def test_a_round_is_opened_rated_with_what_shows_it_and_read_by_its_own_partnership_alone(scene: Scene) -> None:
    late = scene.send(scene.data_lead, "/self-assessment/open", **day(date(2026, 1, 1)))
    assert late.status_code == 422 and "still to come" in late.text
    page = scene.send(scene.data_lead, "/self-assessment/open", **day(DUE))
    assert "The round is open." in page.text
    reference = page.request.path.rsplit("/", 1)[1]
    again = scene.send(scene.data_lead, "/self-assessment/open", **day(DUE))
    assert again.status_code == 409 and "A round is open already." in again.text

    address = f"/self-assessment/{reference}/statements/{LEAD}"
    bare = scene.send(scene.treatment, address, rating="fully", evidence="", works="The rota.")
    assert bare.status_code == 422 and "Say what shows it" in bare.text and "The rota." in bare.text
    odd = scene.send(scene.treatment, address, rating="wonderful", evidence="x" * 2001)
    assert odd.status_code == 422 and "Shorten this" in odd.text
    kept = scene.send(scene.treatment, address, rating="partly", evidence="Named in the contract.", gap="No deputy.")
    assert "Your rating is kept." in kept.text
    read = scene.get(scene.council, f"/self-assessment/{reference}").text
    assert "Named in the contract." in read and "Tess Example, Change Grow Live" in read
    for closed in (f"/self-assessment/{reference}", address, f"/self-assessment/{reference}/close"):
        assert scene.get(scene.elsewhere, closed).status_code == 404
    assert scene.get(scene.treatment, f"/self-assessment/{reference}/statements/no-such").status_code == 404
    closes(scene, reference)


def test_of_two_people_at_once_one_wins_and_the_other_is_told_and_keeps_what_they_wrote(
    scene: Scene, round_open: str
) -> None:
    address = f"/self-assessment/{round_open}/statements/{PANEL}"
    rates(scene, scene.council, round_open, PANEL, "fully")
    told = scene.send(scene.treatment, address, rating="partly", evidence="Half came.", seen="0")
    assert told.status_code == 409
    assert "Somebody else rated this a moment ago." in told.text
    assert "Half came." in told.text and "As the minutes say." in told.text, "both stand on the page"
    assert 'name="seen" value="1"' in told.text or 'value="1" name="seen"' in told.text or 'value="1"' in told.text
    kept = scene.send(scene.treatment, address, rating="partly", evidence="Half came.")
    assert "Your rating is kept." in kept.text
    both = scene.get(scene.treatment, address).text
    assert "What was said before (1)" in both

    start, ends = Barrier(2), []

    def at_once(who: Any, evidence: str) -> str:
        start.wait()
        with clock.at(NOW):
            try:
                with writing(who) as session:
                    given = Given("fully", evidence)
                    rate(session, who, round_open, DOSE, given, seen=0, once=uuid4().hex)
            except MovedOn:
                return "told"
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(at_once, (scene.treatment, scene.council), ("One", "Other")))
    assert sorted(ends) == ["kept", "told"]


def test_a_closed_round_is_frozen_for_everybody_and_by_any_way(scene: Scene, round_open: str) -> None:
    assert scene.get(scene.treatment, f"/self-assessment/{round_open}/close").status_code == 403
    done = scene.send(scene.data_lead, f"/self-assessment/{round_open}/close")
    assert "The round is closed, and stays as it is." in done.text
    with pytest.raises(MovedOn, match="This round is closed"):
        rates(scene, scene.treatment, round_open, LEAD, "fully", seen=1)
    page = scene.get(scene.treatment, f"/self-assessment/{round_open}/statements/{LEAD}").text
    assert "nothing in it changes any more" in page and "Keep the rating" not in page
    twice = scene.send(scene.data_lead, f"/self-assessment/{round_open}/close")
    assert twice.status_code == 409
    found = _row(scene, round_open)
    for role in ("app", "owner"):
        for statement in CHANGES:
            assert _refused(scene, role, statement, found), f"{role}: {statement}"


def _row(scene: Scene, reference: str) -> UUID:
    with scene.world.keeper() as session:
        return session.scalars(select(AssessmentRound.id).where(AssessmentRound.reference == reference)).one()


def _refused(scene: Scene, role: str, statement: LiteralString, found: UUID) -> bool:
    """Whether the database refuses this, or finds nothing that the data lead could change with it."""
    with psycopg.connect(scene.database.url(role)) as connection:
        try:
            connection.execute("select set_config('coordination.token', %s, true)", [scene.data_lead.token])
            given = {"round": found, "who": scene.data_lead.id, "agency": scene.data_lead.agency_id}
            changed = connection.execute(statement, given).rowcount
            connection.rollback()
            return changed == 0
        except psycopg.Error:
            return True


def test_two_rounds_stand_beside_each_other(scene: Scene, round_open: str) -> None:
    closes(scene, round_open)
    later = opened(scene)
    rates(scene, scene.treatment, later, LEAD, "fully")
    page = scene.get(scene.council, f"/self-assessment/compare?before={round_open}&now={later}").text
    row = page[page.index(self_assessment.newest().statements[LEAD].say) :][:1500]
    assert row.index("Partly in place") < row.index("Fully in place") < row.index("Better")
    assert scene.get(scene.council, "/self-assessment/compare?before=nothing&now=SAR-0000").status_code == 200
    closes(scene, later)


def test_a_gap_becomes_an_action_with_an_agency_and_a_day_which_the_plan_asks_for(
    scene: Scene, round_open: str
) -> None:
    address = f"/self-assessment/{round_open}/statements/{LEAD}/action"
    assert "Nobody stands in when she is away." in scene.get(scene.data_lead, address).text, "it begins with the gap"
    assert scene.get(scene.treatment, address).status_code == 403
    bad = scene.send(scene.data_lead, address, what="Name a deputy.", agency="nobody", **day(DUE))
    assert bad.status_code == 422 and "Name a deputy." in bad.text
    made = scene.send(scene.data_lead, address, what="Name a deputy.", agency="cgl-havering", **day(DUE))
    assert "The action is in the delivery plan." in made.text and "Friday 29 January 2027" in made.text
    again = scene.send(scene.data_lead, address, what="Name another.", agency="cgl-havering", **day(DUE))
    assert again.status_code == 409
    with scene.world.keeper() as session:
        code = session.scalars(select(PlanAction.code)).one()
        partnership = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
    assert "Name a deputy." in scene.get(scene.treatment, "/plan").text
    assert "Name a deputy." in scene.get(scene.data_lead, f"/self-assessment/{round_open}").text
    assert scene.get(scene.elsewhere, f"/plan/{code}").status_code == 404
    with scene.world.keeper() as session:
        ask(session, partnership)
        asked = session.scalars(select(ReportingTask).where(ReportingTask.subject == code)).all()
        assert [(task.kind, task.due_on, task.agency_id) for task in asked] == [
            ("action", DUE, scene.treatment.agency_id)
        ], "no quarter that was over before is asked for"
    assert "Name a deputy." in scene.get(scene.treatment, "/figures").text
    told = scene.send(scene.treatment, f"/plan/{code}/update", going="done", narrative="She is named.", evidence="")
    assert "Your update is kept" in told.text
    with scene.world.keeper() as session:
        open_ones = select(func.count()).where(ReportingTask.subject == code, ReportingTask.done_at.is_(None))
        assert session.scalar(open_ones) == 0, "what is done is asked for no more"


def test_commands_refuse_in_words_and_every_step_is_in_the_log(scene: Scene, round_open: str) -> None:
    elsewhere, lead = scene.elsewhere, scene.data_lead
    with pytest.raises(NotVisible), writing(elsewhere) as session:
        rate(session, elsewhere, round_open, LEAD, Given("fully", "x"), seen=1, once=uuid4().hex)
    with pytest.raises(NotVisible), writing(lead) as session:
        rate(session, lead, round_open, "no-such", Given("fully", "x"), seen=0, once=uuid4().hex)
    for what in ({"due_on": date(2026, 1, 1)}, {"agency": "nobody"}, {"statement": DOSE}):
        given: dict[str, Any] = {"statement": LEAD, "agency": "cgl-havering", "due_on": DUE, **what}
        with pytest.raises(Invalid), writing(lead) as session:
            add_action(session, lead, round_open, given.pop("statement"), what="x", once=uuid4().hex, **given)
    with pytest.raises(Refused), writing(scene.treatment) as session:
        close_round(session, scene.treatment, round_open, once=uuid4().hex)
    with scene.world.keeper() as session:
        kinds = set(session.scalars(select(Event.kind).where(Event.kind.like("assessment.%"))))
        count = session.scalar(select(func.count()).select_from(AssessmentRating))
        rated = session.scalar(select(func.count()).where(Event.kind == "assessment.rated"))
    assert kinds == {"assessment.opened", "assessment.rated", "assessment.closed", "assessment.action-added"}
    assert count == rated


def day(on: date) -> dict[str, str]:
    return {"due-day": str(on.day), "due-month": str(on.month), "due-year": str(on.year)}


def test_a_round_on_paper_says_what_its_page_says(scene: Scene, round_open: str) -> None:
    with reading(scene.data_lead) as session:
        found = assessment.round_of(session, round_open)
        partnership = assessment.partnership_of(session, found)
        actions = assessment.actions_from(session, partnership, found)
    paper = PdfReader(BytesIO(print_round(found, partnership.name, actions, clock.now())))
    said = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for each in found.statements.values():
        assert each.say in said
    for words in ("Partly in place", "As the minutes say.", "Nobody stands in when she is away.", "Still open",
                  f"Not rated: {found.unrated}"):  # fmt: skip
        assert words in said
    assert [area.title for area in found.areas] == [one.title for one in paper.outline if not isinstance(one, list)]
