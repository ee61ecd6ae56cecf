"""A child of a household is found on a case of their own, and the other way round, by whoever reads both; whoever is
suspected is compared with nobody. Of a linked case each side learns only what the sharing rule allows."""

from __future__ import annotations

import re
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.cases.models import PersonOnCase, SamePerson
from coordination.db import reading
from tests.cases import any_kind, families
from tests.same_person.conftest import MOMENT
from tests.same_person.test_nobody_learns import told
from workflows import pathways
from workflows.likeness import compared_by, compared_parts

ALFIE = families.child("Alfie Marlowe", "2012-05-14")
LINKED = "A linked case exists, which you may not open."


@pytest.fixture(scope="module")
def children(stage):
    """A household with Alfie and a sister, a case of Alfie's own, and somebody of children's social care on both."""
    with clock.at(MOMENT):
        family = families.accepted(
            stage.world,
            {"adult_surname": "Marlowe", "harm_signs": ["ingestion"],
             "children": [families.child("Mia Marlowe", "2019-02-03"), ALFIE]},
        )  # fmt: skip
        own = any_kind.sent(
            stage.world, pathways.newest("young-people"), first_name="Alfie", surname="Marlow",
            date_of_birth="2012-05-14",
        )  # fmt: skip
        own.move(own.lead, "accept")
        own.move(own.lead, "tell_mash", mash_why="He is at home with his mother (example).")
        stage.do_jobs()
        return family, own, stage.world.worker(families.MASH, "triage", "team-lead", name="Cas Example")


def page(stage, worker, reference, ending="") -> str:
    return stage.browser(worker).get(f"/cases/{reference}{ending}").get_data(as_text=True)


def person(stage, case, name):
    with stage.world.keeper() as session:
        return session.scalars(
            select(PersonOnCase).where(PersonOnCase.case_id == case.case_id, PersonOnCase.name == name)
        ).one()


def link(stage, case_id, first_id):
    """As sending a referral that was begun on another case leaves it, without the events of that."""
    with psycopg.connect(stage.database.url("owner")) as sql:
        sql.execute("set session_replication_role = replica")
        sql.execute("update case_file set linked_from_id = %s where id = %s", (first_id, case_id))


def test_a_child_of_a_household_is_found_on_a_case_of_their_own_and_the_other_way_round(stage, children):
    family, own, mash = children
    there = page(stage, mash, family.reference, "/same-person")
    assert own.reference in there and "Compared with Alfie Marlowe on this case" in there
    assert "Same date of birth." in there
    back = page(stage, mash, own.reference, "/same-person")
    assert family.reference in back and "<strong>Alfie Marlowe</strong>" in back
    assert "Mia Marlowe" not in back, "a sister is another child"


def test_the_two_are_shown_side_by_side_and_the_verdict_is_about_the_child(stage, children):
    family, own, mash = children
    there = page(stage, mash, family.reference, "/same-person")
    address = re.search(r'href="(/cases/[^"]+/same-person/[^"]+mine=[^"]+)"', there)[1].replace("&amp;", "&")
    both = stage.browser(mash).get(address)
    assert both.status_code == 200
    assert f"Alfie Marlowe on {family.reference}, and Alfie Marlow on {own.reference}" in both.get_data(as_text=True)
    assert "14 May 2012" in both.get_data(as_text=True)
    said = stage.browser(mash).post(address, data={"verdict": "same", "once": uuid4().hex})
    assert said.status_code == 303
    one, two = person(stage, family, "Alfie Marlowe"), person(stage, own, "Alfie Marlow")
    with stage.world.keeper() as session:
        verdicts = session.scalars(select(SamePerson).where(SamePerson.one_id.in_([one.id, two.id]))).all()
    assert {(each.one_id, each.other_id, each.verdict) for each in verdicts} == {(*sorted([one.id, two.id]), "same")}
    assert "The same person is on:" in page(stage, mash, own.reference)
    undone = stage.browser(mash).post(address.replace("?", "/undo?"), data={"once": uuid4().hex})
    assert undone.status_code == 303
    assert "The same person is on:" not in page(stage, mash, own.reference)


def test_nobody_but_who_reads_both_learns_that_the_child_is_on_both(stage, children):
    family, own, _ = children
    for worker, here, elsewhere in ((own.lead, own, family), (family.lead, family, own), (family.nurse, family, own)):
        for ending in ("", "/same-person"):
            assert elsewhere.reference not in page(stage, worker, here.reference, ending), worker.name
        with reading(worker) as session:
            found = session.execute(text("select * from same_person_beside(:case)"), {"case": here.case_id}).all()
        assert [row for row in found if row.other_case_id == elsewhere.case_id] == []
    mine, theirs = person(stage, family, "Alfie Marlowe").id, person(stage, own, "Alfie Marlow").id
    guessed = f"/same-person/{own.reference}?mine={mine}&theirs={theirs}"
    assert stage.browser(family.lead).get(f"/cases/{family.reference}{guessed}").status_code == 404


def test_an_address_that_names_nobody_or_somebody_who_is_not_compared_shows_nobody(stage, children):
    family, own, mash = children
    where = f"/cases/{family.reference}/same-person/{own.reference}"
    mia = person(stage, own, "Alfie Marlow").id
    for query in ("?mine=nobody", f"?mine={mia}", f"?theirs={uuid4()}"):
        assert stage.browser(mash).get(where + query).status_code == 404, query


def test_a_suspect_and_an_exploiter_are_compared_with_nobody():
    for code, part in (("cuckooing", "suspect"), ("nrm", "exploiter")):
        pathway = pathways.newest(code)
        assert part in {each.code for each in pathway.parts}
        assert compared_parts(pathway) == ("subject",)
        assert "intelligence" not in compared_by(pathway).values()


def test_a_linked_case_is_hinted_at_to_each_side_only_by_the_sharing_rule(stage):
    """The referral of one borough's case to the other, which neither receiver shares with the other."""
    first, across = stage.cases["first"], stage.cases["across"]
    link(stage, across.case_id, first.case_id)
    try:
        before = page(stage, stage.spoc, first.reference)
        assert across.reference not in before and LINKED not in before, "nothing, unless the partnership chose so"
        assert LINKED not in page(stage, stage.across, across.reference)
        with told(stage, agreed=False):
            assert LINKED not in page(stage, stage.spoc, first.reference), "no agreement covers it"
        with told(stage, agreed=True):
            hinted = page(stage, stage.spoc, first.reference)
            assert LINKED in hinted and across.reference not in hinted
            assert LINKED not in page(stage, stage.spoc, stage.reference("twin"))
            assert LINKED not in page(stage, stage.across, across.reference), "the other borough chose nothing"
        nurse = stage.world.worker("hmp-pentonville-release", name="Noa Example")
        with told(stage, agreed=True):
            both = page(stage, nurse, first.reference)
        assert across.reference in both and LINKED not in both, "who sent both sees the link itself"
    finally:
        link(stage, across.case_id, None)
