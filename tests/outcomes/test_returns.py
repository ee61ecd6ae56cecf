"""A figure's way: asked for, given, corrected, approved, shown; and what of it reaches whom."""

from __future__ import annotations

import io
from datetime import date
from threading import Thread
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select, text

from coordination import clock, db
from coordination.db import NOBODY, reading, writing
from coordination.errors import NotAllowed
from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.notifications.models import Notice
from coordination.outcomes.commands.approving import approve, send_back
from coordination.outcomes.jobs import ask_for_figures
from coordination.outcomes.models import ReportingTask, ReturnValue, ShownValue
from coordination.outcomes.queries import exact
from tests.outcomes.conftest import Scene
from tests.outcomes.giving import approves, gives, shown
from workflows.measures import catalogue
from workflows.measures.periods import from_code

WARRANTS, REHAB, REPORT = "dp-1-4-3-drug-warrants", "grant-prison-continuity", "dp-2-5-performance-report"
RECOVERED, IN_TREATMENT = "dp-4-1-2-recovery-rate", "dp-4-1-1-numbers-in-treatment"
CLOSED, FOUND = "dp-1-4-3-cannabis-closed", "dp-1-4-3-cannabis-identified"
CLOSED_AS_SHARED = "dp-1-4-4-cannabis-closures"
Q2 = from_code("2026-27-Q2")


def asked(scene: Scene) -> int:
    """One morning's asking, as the sweep does it."""
    db.connect(scene.database.url("worker"))
    with writing(NOBODY) as session:
        session.execute(select(func.enter_sweep("deadlines")))
        ask_for_figures(session, Asked(uuid4(), "ask_for_figures", {}, None))
    db.connect(scene.database.url("app"))
    with scene.world.keeper() as session:
        return session.scalar(select(func.count()).select_from(ReportingTask)) or 0


def test_every_figure_and_update_is_asked_for_once(scene: Scene) -> None:
    once = asked(scene)
    assert once == asked(scene)
    with scene.world.keeper() as session:
        task = session.scalars(select(ReportingTask).where(ReportingTask.subject == REPORT)).one()
        told = list(session.scalars(select(Notice.sentence).where(Notice.worker_id == scene.treatment.id)))
    # 28 October is the twentieth working day after 30 September; no bank holiday lies between
    assert task.due_on == date(2026, 10, 28)
    assert "28 October 2026" in task.sentence
    assert any("asks your agency for" in sentence for sentence in told)
    assert any("late" in sentence for sentence in told)
    page = scene.get(scene.treatment, "/figures").text
    assert "Adult service performance report" in page
    assert "Serious violence" not in page, "what the council answers for is not asked of the treatment provider"


def test_a_figure_is_given_corrected_with_a_reason_and_never_overwritten(scene: Scene) -> None:
    address = f"/figures/give/{REPORT}/2026-27-Q2"
    empty = scene.send(scene.treatment, address, number="")
    assert empty.status_code == 422
    assert "Write 0 when there was none." in empty.text
    assert "The figure is kept" in scene.send(scene.treatment, address, number="1").text
    refused = scene.send(scene.treatment, address, number="2")
    assert refused.status_code == 422
    assert "Say why it changes" in refused.text
    assert "The figure is kept" in scene.send(scene.treatment, address, number="2", note="One came late.").text
    with scene.world.keeper() as session:
        rows = session.execute(
            select(ReturnValue.revision, ReturnValue.numerator)
            .where(ReturnValue.measure == REPORT)
            .order_by("revision")
        ).all()
        task = session.scalars(select(ReportingTask).where(ReportingTask.subject == REPORT)).one()
    assert [tuple(row) for row in rows] == [(1, 1), (2, 2)]
    assert task.done_by_id == scene.treatment.id


def test_only_the_agency_that_answers_gives_a_figure(scene: Scene) -> None:
    assert scene.get(scene.council, f"/figures/give/{REPORT}/2026-27-Q2").status_code == 404
    assert scene.get(scene.treatment, f"/figures/give/{REPORT}/2026-27-Q3").status_code == 404
    with pytest.raises(NotAllowed, match="Change Grow Live Havering gives the figures"):
        gives(scene, scene.council, REPORT, "2026-27-Q1", number="1")


def test_a_small_count_is_shown_in_fives_with_the_rest_carried_on(scene: Scene) -> None:
    """3, 4, 4 and 3 warrants: 5, then 0 (7 were counted, 5 shown), then 5 (11), then 5 (14). A correction of the first
    quarter from 3 to 1 leaves what was shown."""
    police = scene.world.worker("hav-neighbourhood-police", "team-lead", name="Po Example")
    quarters = ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2")
    for quarter, number in zip(quarters, ("3", "4", "4", "3"), strict=True):
        approves(scene, gives(scene, police, WARRANTS, quarter, number=number))
    assert [numerator for _, numerator, _ in shown(scene, WARRANTS)] == [5, 0, 5, 5]
    approves(scene, gives(scene, police, WARRANTS, quarters[0], number="1", note="Two were another borough's."))
    assert [numerator for _, numerator, _ in shown(scene, WARRANTS)] == [5, 0, 5, 5]
    page = scene.get(scene.council, f"/measures/{WARRANTS}").text
    assert "None or a few" in page
    assert "Two were another borough" not in page, "exact figures and corrections are for the agency and the data lead"
    assert "Two were another borough" in scene.get(scene.data_lead, f"/measures/{WARRANTS}").text


def test_a_share_shows_no_more_people_than_it_is_a_share_of(scene: Scene) -> None:
    """21 of 22 recover in each of four quarters. “25 of 20” in the third would tell every manager that from one to four
    people had not recovered in half a year; so the five that do not fit wait for the fourth."""
    quarters = ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2")
    for quarter in quarters:
        approves(scene, gives(scene, scene.treatment, RECOVERED, quarter, number="21", out_of="22"))
    with reading(scene.council) as session:
        rows = session.scalars(select(ShownValue).where(ShownValue.measure == RECOVERED).order_by(ShownValue.shown_at))
        assert [(row.numerator, row.denominator) for row in rows] == [(20, 20), (20, 25), (20, 20), (25, 25)]
    page = scene.get(scene.council, f"/measures/{RECOVERED}").text
    assert "(25 of 25)" in page
    assert "25 of 20" not in page


def test_a_figure_that_is_published_after_it_was_shown_stays_in_fives_and_the_next_is_whole(scene: Scene) -> None:
    """302 people, shown as 300; then a national publication says 302. Taken out of what is carried, they would be
    missing from the next quarter, which would show 10 of 310."""
    first, second, third = "2025-26-Q4", "2026-27-Q1", "2026-27-Q2"
    approves(scene, gives(scene, scene.treatment, IN_TREATMENT, first, number="302"))
    later = gives(scene, scene.treatment, IN_TREATMENT, first, number="302", note="Out now.", published_at="NDTMS")
    approves(scene, later)
    approves(scene, gives(scene, scene.treatment, IN_TREATMENT, second, number="310"))
    assert [number for _, number, _ in shown(scene, IN_TREATMENT)] == [300, 310]
    approves(scene, gives(scene, scene.treatment, IN_TREATMENT, third, number="321", published_at="NDTMS"))
    assert [number for _, number, _ in shown(scene, IN_TREATMENT)] == [300, 310, 321]


def test_a_figure_that_was_shown_exactly_is_not_shown_again_in_the_next(scene: Scene) -> None:
    """8 factories closed that everybody could read of; then a correction forgets where. None in the next period is
    none."""
    police = scene.world.worker("hav-neighbourhood-police", "team-lead", name="Pam Example")
    before, after = "2025-26-Q4", "2026-27-Q1"
    approves(scene, gives(scene, police, CLOSED, before, number="8", published_at="Met Police"))
    approves(scene, gives(scene, police, CLOSED, before, number="7", note="One was counted twice."))
    approves(scene, gives(scene, police, CLOSED, after, number="0"))
    assert [number for _, number, _ in shown(scene, CLOSED)] == [8, 0]


COMPLETED, RATE = "wf-treat-completions-number", "wf-treat-completions-rate"


def test_two_measures_of_the_same_people_show_the_same_of_each_period(scene: Scene) -> None:
    """4, 1, 5, 3 and 2 people completed treatment; their share is given from the second quarter on. Carried on apart
    they would come to differ by five, which proves how many there were before the second began. A correction of one of
    them is felt by both."""
    provider = scene.world.worker("waf-treatment-contact", "team-lead", name="Wyn Example")

    def given(code: str, period: str, number: str, **more: str) -> None:
        out_of = {"out_of": "10"} if code == RATE else {}
        reference = gives(scene, provider, code, period, number=number, **out_of, **more)
        with writing(scene.elsewhere) as session:
            approve(session, scene.elsewhere, [reference], once=uuid4().hex)

    quarters = ("2024-25-Q4", "2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4")
    for quarter, number, first in zip(quarters, "41532", "nnrnr", strict=True):
        for code in (COMPLETED, RATE) if first == "n" else (RATE, COMPLETED):
            if code == COMPLETED or quarter != quarters[0]:
                given(code, quarter, number)
    given(RATE, "2025-26-Q4", "7", note="Five came late.")
    given(COMPLETED, "2026-27-Q1", "1")
    given(RATE, "2026-27-Q1", "1")
    with reading(scene.elsewhere) as session:
        rows = list(session.scalars(select(ShownValue).order_by(ShownValue.period_from)))
    people = {row.period_from: row.numerator for row in rows if row.measure == COMPLETED}
    share = {row.period_from: row.numerator for row in rows if row.measure == RATE}
    assert list(people.values()) == [5, 0, 5, 5, 0, 5]
    assert share == {quarter: number for quarter, number in people.items() if quarter != min(people)}
    assert all(row.numerator <= row.denominator for row in rows if row.measure == RATE)


def test_a_count_that_two_actions_of_the_plan_name_is_shown_once(scene: Scene) -> None:
    """Two places are shut in each quarter, and the second action begins one later. Carried on apart it would show its
    fives in other quarters than the first, and prove how few were shut before."""
    police = scene.world.worker("hav-neighbourhood-police", "team-lead", name="Pim Example")
    quarters = ("2023-24-Q1", "2023-24-Q2", "2023-24-Q3", "2023-24-Q4", "2024-25-Q1")
    for quarter in quarters:
        for code in (CLOSED, CLOSED_AS_SHARED)[: 1 if quarter == quarters[0] else 2]:
            approves(scene, gives(scene, police, code, quarter, number="2"))
    first, again = ({start: number for start, number, _ in shown(scene, code)} for code in (CLOSED, CLOSED_AS_SHARED))
    assert 5 in again.values()
    assert again == {start: first[start] for start in again}


def test_two_periods_approved_at_the_same_moment_show_what_one_after_the_other_shows(scene: Scene) -> None:
    """3 and 4 of one measure: 5, then 0. Each alone would show 5, and the two together what nobody counted."""
    police = scene.world.worker("hav-neighbourhood-police", "team-lead", name="Pip Example")
    first, second = (
        gives(scene, police, FOUND, quarter, number=n) for quarter, n in (("2025-26-Q3", "3"), ("2025-26-Q4", "4"))
    )
    other = Thread(target=approves, args=(scene, second))
    with writing(scene.data_lead) as session:
        approve(session, scene.data_lead, [first], once=uuid4().hex)
        other.start()
        other.join(1)
        assert other.is_alive(), "it waits for the first"
    other.join()
    assert [number for _, number, _ in shown(scene, FOUND)] == [5, 0]


def test_a_figure_sent_back_is_asked_for_again(scene: Scene) -> None:
    reference = gives(scene, scene.treatment, REHAB, "2025-26", number="14", out_of="40")
    with writing(scene.data_lead) as session:
        send_back(session, scene.data_lead, reference, "Is this the whole year?", once=uuid4().hex)
    assert "Is this the whole year?" in scene.get(scene.treatment, "/figures").text
    asked(scene)
    wanted = [each for each in scene.get(scene.treatment, "/figures").text.split("<tr") if "2025-26" in each]
    assert any("Give a figure" in each for each in wanted), "also where nobody had asked before it was given"
    form = scene.get(scene.treatment, f"/figures/give/{REHAB}/2025-26").text
    assert "Why does it change?" in form and "Why did it move? (optional)" not in form
    again = gives(scene, scene.treatment, REHAB, "2025-26", number="16", out_of="40", note="It is now.")
    own = scene.send(scene.data_lead, "/figures/waiting", figures=[again])
    assert "1 figure is approved" in own.text
    # 16 and 40 in fives: 15 of 40
    assert shown(scene, REHAB) == [("2025-04-01", 15, 37.5)]
    page = scene.get(scene.partnership_lead, f"/measures/{REHAB}").text
    assert "37.5% (15 of 40)" in page
    assert "Off target" in page


def test_nobody_approves_their_own_figure(scene: Scene) -> None:
    reference = gives(scene, scene.data_lead, "dp-2-4-platform", "2026-27-Q2", reached="yes")
    with writing(scene.data_lead) as session, pytest.raises(NotAllowed, match="You gave this figure yourself"):
        approve(session, scene.data_lead, [reference], once=uuid4().hex)


def test_a_file_is_kept_whole_or_not_at_all(scene: Scene) -> None:
    def upload(content: str):
        return scene.send(scene.treatment, "/figures/file", file=(io.BytesIO(content.encode()), "figures.csv"))

    head = "Measure,Period,Number,Out of,Why it moved\n"
    bad = upload(head + "dp-4-5-1-practitioners-trained,2026-27-Q2,40,,\nwf-treat-completions-rate,2026-27-Q2,1,2,\n")
    assert bad.status_code == 422
    assert "Nothing was kept" in bad.text
    assert "Row 3, Measure" in bad.text
    good = upload(head + "dp-4-5-1-practitioners-trained,2026-27-Q2,40,,\n")
    assert "Every figure of the file is kept" in good.text
    assert "40" in scene.get(scene.treatment, "/figures").text


def test_published_figures_and_a_target_of_its_own(scene: Scene) -> None:
    file = "Measure,Period,Number\nocu-unmet-need,2025-26,67.8\nocu-unmet-need,2024-25,67\n"
    brought = scene.send(
        scene.partnership_lead, "/figures/published", publication="Estimates of 2026",
        file=(io.BytesIO(file.encode()), "published.csv"),
    )  # fmt: skip
    assert "2 figures are kept" in brought.text
    day = {"by-day": "31", "by-month": "3", "by-year": "2027"}
    done = scene.send(scene.data_lead, "/measures/ocu-unmet-need/target", value="60", because="The board.", **day)
    assert "67.8%" in done.text
    assert "Off target" in done.text
    assert scene.get(scene.council, "/measures/ocu-unmet-need/target").status_code == 403


def test_another_partnership_sees_none_of_it_by_any_way(scene: Scene) -> None:
    assert scene.get(scene.elsewhere, "/measures?partnership=havering").status_code == 404
    assert scene.get(scene.elsewhere, f"/measures/{WARRANTS}").status_code == 404
    assert scene.get(scene.frontline, "/measures").status_code == 403
    tables = ("return_value", "shown_value", "external_value", "target", "action_update", "reporting_task")
    for worker in (scene.elsewhere, scene.frontline):
        with reading(worker) as session:
            found = {
                table: session.scalar(
                    text("select count(*) from information_schema.tables where table_name = :table"), {"table": table}
                )
                for table in tables
            }
            assert set(found.values()) == {1}
            havering = scene.world.partnership_id("havering")
            for model in (ReturnValue, ShownValue, ReportingTask):
                assert list(session.scalars(select(model).where(model.partnership_id == havering))) == []


def test_exact_counts_are_for_the_data_lead_of_that_partnership_alone(scene: Scene) -> None:
    measure = catalogue.everything()["local-hidden-harm-referrals"]
    ask = text(
        "select count(*) from milestones_to_count(:here, array['referral-received'], '2026-01-01', '2026-12-31', "
        "'00000000-0000-0000-0000-000000000000', 100)"
    )
    with scene.world.keeper() as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(
            text(
                "insert into milestone (case_id, partnership_id, pathway, kind, on_date, recorded_at) "
                "select uuidv7(), :here, 'hidden-harm', 'referral-received', '2026-08-05', :now "
                "from generate_series(1, 3)"
            ),
            {"here": scene.world.partnership_id("havering"), "now": clock.now()},
        )
    given = {"here": scene.world.partnership_id("havering")}
    for worker, number in ((scene.data_lead, 3), (scene.partnership_lead, 0), (scene.elsewhere, 0)):
        with reading(worker) as session:
            assert session.scalar(ask, given) == number
    with reading(scene.data_lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        counts = exact.exact_counts(session, here, [measure.code], clock.today())
    assert counts.series(measure, [Q2]).newest.value == 3
    page = scene.get(scene.data_lead, "/measures/local-hidden-harm-referrals/exact")
    assert "Not for publication" in page.text
    assert scene.get(scene.council, "/measures/local-hidden-harm-referrals/exact").status_code == 403
    assert "come from the next release" in scene.get(scene.council, "/measures/local-hidden-harm-referrals").text
    with scene.world.keeper() as session:
        looked = session.scalar(
            text("select count(*) from read_event where worker_id = :who and route = 'measures.exact_count'"),
            {"who": scene.data_lead.id},
        )
    assert looked == 1


def test_every_count_of_a_kind_of_referral_is_for_the_data_lead_alone(scene: Scene) -> None:
    page = scene.get(scene.data_lead, "/measures/of/nrm").text
    assert "Not for publication" in page
    assert page.count("Taken up or declined by the next working day") == 5, "this quarter and four before it"
    assert page.count("Not returned yet") == 10, "sessions and staff trained"
    approves(scene, gives(scene, scene.council, "dp-1-2-1-training-sessions", "2026-27-Q2", number="7"))
    approves(scene, gives(scene, scene.council, "local-nrm-staff-trained", "2026-27-Q2", number="88"))
    after = BeautifulSoup(scene.get(scene.data_lead, "/measures/of/nrm").text, "html.parser")
    said = [row.get_text(" ", strip=True) for row in after.select("tr") if "M-B13" in row.get_text()]
    for beside, figure in (("sessions", "7"), ("Staff trained", "88")):
        rows = [row for row in said if beside in row]
        assert [f"How many {figure} " in row for row in rows] == [False, True, False, False, False], rows
    assert "See every exact count of" in scene.get(scene.data_lead, "/measures/local-nrm-county-lines-share").text
    assert scene.get(scene.council, "/measures/of/nrm").status_code == 403
    assert scene.get(scene.data_lead, "/measures/of/hidden-harm").status_code == 404


def test_the_pages_say_what_stands_how(scene: Scene) -> None:
    page = scene.get(scene.council, "/measures").text
    assert "What needs attention" in page
    assert "Prison leavers engaging in community treatment (grant)" in page
    for address in ("/measures?by=pillar", "/measures/by/outcome/grant-capacity", "/measures/by/pillar/supply"):
        assert scene.get(scene.council, address).status_code == 200
    # one of each shape: how it is fed, its unit, and whether it began somewhere and aims somewhere
    shapes = {
        (one.feed, one.unit, bool(one.baselines), bool(one.targets)): one.code
        for one in catalogue.of_partnership("havering")
        if one.unit in ("percent", "people", "milestone", "cases")
    }
    for code in shapes.values():
        assert scene.get(scene.data_lead, f"/measures/{code}").status_code == 200, code
