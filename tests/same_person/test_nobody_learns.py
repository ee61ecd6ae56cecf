"""Who may not open the other case learns nothing: not from a page, a count, a list, a raw query or the work it takes.

The same person is on a case of Havering and on one of Waltham Forest. Each borough's single point of contact takes part
in its own alone; the prison's team sent both.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import event, select, text

from coordination import clock, db
from coordination.cases.commands.protecting import shut_out
from coordination.cases.models import CaseFile, PersonOnCase
from coordination.db import new_id, reading, writing
from coordination.same_person.commands.keeping import Hashing
from coordination.sharing.models import Agreement
from tests.cases import stories

HINT = "Another case about this person exists"


@pytest.fixture(autouse=True)
def nothing_said(stage):
    with stage.world.keeper() as session:
        session.execute(text("delete from same_person"))


def words(answer) -> str:
    return answer.get_data(as_text=True)


def plain(stage, answer, word) -> str:
    """A page without what is drawn by lot for it and without its own case's name and reference."""
    said = re.sub(r'nonce="[^"]+"|value="[^"]{32,}"|\?v=[0-9a-f]+', "", words(answer))
    for own in (stage.reference(word), "Katherine O’Brien", "Osric Emberfield", "Katherine O&#39;Brien"):
        said = said.replace(own, "OWN")
    return said


def panel(page: str) -> str:
    return page[page.index('aria-labelledby="same-person"') :].partition("</section>")[0]


def beside(stage, worker, word) -> list:
    with reading(worker) as session:
        return session.execute(
            text("select * from same_person_beside(:case)"), {"case": stage.cases[word].case_id}
        ).all()


def say_same(stage, one, other, worker):
    answer = stage.browser(worker).post(
        f"/cases/{stage.reference(one)}/same-person/{stage.reference(other)}",
        data={"verdict": "same", "once": uuid4().hex},
    )
    assert answer.status_code == 303


@contextmanager
def told(stage, *, agreed: bool, value: str = "yes"):
    """The partnership says that another case exists, and the agreement between the two agencies covers it or not."""
    with stage.world.keeper() as session:
        there = session.get_one(CaseFile, stage.cases["across"].case_id)
        row = Agreement(
            id=new_id(),
            giver_id=there.opened_by_agency_id,
            taker_id=stage.spoc.agency_id,
            partnership_id=there.partnership_id,
            pathway=there.pathway,
            category="core",
            purpose="An example.",
            basis="direct-care",
            from_date=date(2026, 1, 1),
            ended_at=None if agreed else clock.now(),
        )
        session.add(row)
    with stage.sets("same-person-say-that-another-case-exists", value):
        yield
    with stage.world.keeper() as session:
        session.delete(row)


def test_a_page_says_the_same_whether_there_is_another_case_or_none(stage):
    hidden, none = "across", "across stranger"
    lists = [plain(stage, stage.get(stage.across, word, "/same-person"), word) for word in (hidden, none)]
    assert lists[0] == lists[1]
    panels = [panel(plain(stage, stage.get(stage.across, word), word)) for word in (hidden, none)]
    assert panels[0] == panels[1]
    assert beside(stage, stage.across, hidden) == beside(stage, stage.across, none) == []
    assert beside(stage, stage.spoc, "spelt"), "whoever takes part in both is told"


def test_it_takes_the_same_statements_whether_there_is_another_case_or_none(stage):
    def statements(word):
        heard = []

        def hear(*said):
            heard.append(said[2])

        stage.get(stage.across, word, "/same-person")
        event.listen(db.engine(), "before_cursor_execute", hear)
        try:
            stage.get(stage.across, word, "/same-person")
        finally:
            event.remove(db.engine(), "before_cursor_execute", hear)
        return heard

    assert statements("across") == statements("across stranger")


def test_side_by_side_with_a_case_one_may_not_open_is_as_with_none(stage):
    there = stage.get(stage.across, "across", f"/same-person/{stage.reference('first')}")
    none = stage.get(stage.across, "across", "/same-person/HAV-0000-000X")
    assert there.status_code == none.status_code == 404
    said = [plain(stage, answer, "across") for answer in (there, none)]
    assert said[0].replace(stage.reference("first"), "") == said[1].replace("HAV-0000-000X", "")
    for ending in ("", "/undo"):
        said = [
            stage.browser(stage.across).post(
                f"/cases/{stage.reference('across')}/same-person/{other}{ending}",
                data={"verdict": "same", "once": uuid4().hex},
            )
            for other in (stage.reference("first"), "HAV-0000-000X")
        ]
        assert [answer.status_code for answer in said] == [404, 404]


def test_nobody_without_a_part_in_the_first_case_gets_anything(stage):
    for team, roles in (
        ("hav-housing-options", ("frontline",)), ("hav-probation", ("team-lead",)), (stories.RECOVERY, ("governance",)),
        (stories.OTHER_CONTACT, ("panel",)), ("hav-community-safety", ("manager",)),
    ):  # fmt: skip
        worker = stage.world.worker(team, *roles, name=f"Ro {team}")
        assert beside(stage, worker, "spelt") == [], team
        assert stage.get(worker, "spelt", "/same-person").status_code in (403, 404)


def test_who_is_shut_out_of_the_other_case_is_told_nothing(stage):
    colleague = stage.world.worker(stories.CONTACT, "triage", name="Cy Example")
    assert stage.reference("first") in words(stage.get(colleague, "twin", "/same-person"))
    with writing(stage.spoc) as session:
        shut_out(session, stage.spoc, stage.reference("first"), colleague.reference, "Knows her.", once=uuid4().hex)
    assert stage.reference("first") not in words(stage.get(colleague, "twin", "/same-person"))
    say_same(stage, "first", "twin", stage.spoc)
    with told(stage, agreed=True):
        page = words(stage.get(colleague, "twin"))
    assert stage.reference("first") not in page and HINT not in page


def test_an_agreement_that_ends_takes_the_comparison_with_it(stage):
    assert beside(stage, stage.spoc, "spelt")
    ended = text("update agreement set ended_at = cast(:at as timestamptz) where taker_id = :taker "
                 "and category = 'core' and pathway = 'prison-release'")  # fmt: skip
    with stage.world.keeper() as session:
        session.execute(ended, {"at": "2026-11-18", "taker": stage.spoc.agency_id})
    try:
        assert beside(stage, stage.spoc, "spelt") == []
    finally:
        with stage.world.keeper() as session:
            session.execute(ended, {"at": None, "taker": stage.spoc.agency_id})


def test_a_link_shows_to_each_side_only_what_the_partnership_chose_and_the_agreement_covers(stage):
    nurse = stage.world.worker(stories.PRISON, name="Ned Example")
    before = {"timeline": _events(stage, stage.spoc, "first"), "panel": panel(words(stage.get(stage.spoc, "first")))}
    say_same(stage, "first", "across", nurse)
    assert stage.reference("across") in words(stage.get(nurse, "first")), "who sent both sees the link"
    assert panel(words(stage.get(stage.spoc, "first"))) == before["panel"], "nothing, unless the partnership chose so"
    assert _events(stage, stage.spoc, "first") == before["timeline"]
    with told(stage, agreed=False):
        assert HINT not in words(stage.get(stage.spoc, "first")), "no agreement covers it"
    with told(stage, agreed=True, value="no"):
        assert HINT not in words(stage.get(stage.spoc, "first"))
    with told(stage, agreed=True):
        page = words(stage.get(stage.spoc, "first"))
        (row,) = [row for row in beside(stage, stage.spoc, "first") if row.verdict == "elsewhere"]
        assert HINT in page and stage.reference("across") not in page and "Waltham Forest" not in panel(page)
        assert (row.mine_id, row.other_id, row.other_case_id, row.said_by_id, row.said_at) == (None,) * 5
        assert HINT not in words(stage.get(stage.spoc, "twin")), "a likeness that no person confirmed is never told"


def test_what_one_may_not_read_neither_finds_anybody_nor_explains(stage):
    housing = stage.world.worker("hav-housing-options", name="Hal Example")
    page = words(stage.get(housing, "first", "/same-person"))
    assert stage.reference("twin") in page and "Same date of birth." in page
    assert "rison number" not in page.partition("<h2")[2], "they read neither of the two numbers"


def test_raw_queries_find_no_keys_and_no_verdicts(stage):
    say_same(stage, "first", "twin", stage.spoc)
    with stage.world.keeper() as session:
        people = dict(session.execute(select(PersonOnCase.case_id, PersonOnCase.id)).all())
    first, across = (people[stage.cases[word].case_id] for word in ("first", "across"))
    with psycopg.connect(stage.database.url("app"), autocommit=True) as app:
        app.execute("select set_config('coordination.token', %s, false)", (stage.across.token,))
        for closed in (
            "select * from person_key",
            "select * from told_of_people(gen_random_uuid(), '{subject}', '{first_name}')",
            "select keep_person_keys(gen_random_uuid(), gen_random_uuid(), '{}', '{}', 1, '2026-11-18')",
            "select * from cases_without_keys(1, '{prison-release:1:subject}', 10)",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                app.execute(closed)
        assert app.execute("select count(*) from same_person").fetchone() == (0,)
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(
                "insert into same_person (id, one_id, other_id, verdict, by_id, at) "
                "values (uuidv7(), %s, %s, 'same', %s, '2026-11-18')",
                (first, across, stage.across.id),
            )
        assert app.execute("update same_person set undone_at = '2026-11-18'").rowcount == 0


def test_a_job_that_was_asked_for_something_else_keeps_and_reads_no_keys(stage):
    with stage.world.keeper() as session:
        other = session.scalar(text("select id from outbox where job <> 'keep_person_keys' and worker_id is not null "
                                    "and done_at is null limit 1"))  # fmt: skip
    with psycopg.connect(stage.database.url("worker")) as worker:
        worker.execute("select enter_job(%s)", (other,))
        told_of = worker.execute(
            "select * from told_of_people(%s, %s, %s)", (stage.cases["first"].case_id, ["subject"], ["first_name"])
        ).fetchall()
        worker.rollback()
    assert other is not None and told_of == []


def test_the_keys_are_no_names_and_need_the_secret(stage):
    with psycopg.connect(stage.database.url("owner")) as owner:
        kept = owner.execute("select keys, asked from person_key").fetchall()
    assert len(kept) == len(stage.cases) and all(len(keys) > 10 and len(asked) > 10 for keys, asked in kept)
    ours, another = (set(Hashing(secret).all(["born 1984 3 9 KTRN"])) for secret in ("one secret", "another secret"))
    assert ours != another


def _events(stage, worker, word) -> list[str]:
    page = words(stage.get(worker, word, "/timeline"))
    return re.findall(r'happened__said">(.*?)</span>', page, re.DOTALL)


def test_a_case_whose_name_is_taken_out_points_at_nobody(stage):
    say_same(stage, "first", "stranger", stage.spoc)
    with stage.world.keeper() as session:
        told = session.scalars(
            text(
                "select d.detail from event e join event_detail d on d.event_id = e.id where e.kind = 'person.compared'"
            )
        ).all()
        who = session.scalars(
            select(PersonOnCase.id).where(PersonOnCase.case_id == stage.cases["stranger"].case_id)
        ).first()
        session.execute(text("update person_on_case set name = 'Nobody named' where id = :who"), {"who": who})
        left = session.execute(
            text("select (select count(*) from same_person where :who in (one_id, other_id)), "
                 "(select count(*) from person_key where person_id = :who)"), {"who": who}
        ).one()  # fmt: skip
        session.rollback()  # the database refuses a change without its event, and this test makes none
    assert tuple(left) == (0, 0)
    assert {tuple(detail) for detail in told} == {("verdict",)}, "no event of the one leads to the other"
